"""A kind of upstream that campaigns play with: an index like PyPI. The other is kind_conda."""

import json

from damage import cut_short
from demo_world import release  # the demo upstream's, as is the next
from world import World

WORDS = ""  # before the sentence of a scenario
OF = ""  # behind the name of an operation
BELOW = "/simple/"  # the upstream's address
SHOWN = "pypi/simple/"  # below our own
LIST = "requests/pypi.list"
TOML = '[pypi]\nupstream = "{upstream}"\nrequests = ["requests/pypi.list"]\n'
LINK = "public/pypi/simple/.index"  # switched whenever anything changes
ASKED = {"/simple/"}  # by a sync with nothing new

WISHES = ("alpha", "beta", "gamma", "leaver", "delta*")
HALF = "project alpha"  # a unit that differs between chapters 1 and 2


def small(chapter):
    """Three states of a tiny index: between them projects come, go and change in every way there is.

    The smallest world in which a sync adds, replaces, yanks, removes and later collects garbage.
    """
    world = World()
    release(world, "alpha", "1.0", provenance=b'{"version": 1, "attestation_bundles": []}')
    release(world, "beta", "1.0", source=False)
    release(world, "leaver", "1.0", source=False)
    if chapter >= 1:
        world.remove("leaver")
        release(world, "gamma", "1.0", source=False)
    if chapter >= 2:
        release(world, "alpha", "2.0", requires_python=">=3.8", ballast=40_000)
        world.yank("beta", "1.0", "greets nobody")
        world.remove("gamma")
        release(world, "Delta.Pkg", "0.1", source=False)
    return world


def empty():
    return World()


def put(world, name, version="1.0"):
    release(world, name, version, source=False)


def patch(world, name, words):
    """Says something new of a file that is there."""
    world.yank(name, "1.0", words)


def vanish(world, name):
    world.remove(name)


def change_bytes(world, name):
    world.change_bytes(file_of(name))


def sha256_of(world, name):
    return world.find(name).files[0].sha256


def file_of(name):
    return f"{name.replace('-', '_')}-1.0-py3-none-any.whl"


def spelled_oddly(name):
    """Another word that means the same to a list."""
    return name.replace("-", "_").title()


def item_of(name):
    """As it is held."""
    return f"pypi/{file_of(name)}"


def stored_at(root, name):
    return next((root / "public/pypi/packages").rglob(file_of(name)))


def index_of(root, name):
    """The published index file that tells of the package."""
    return root / f"public/pypi/simple/{name}/index.v1_json"


def told_sha256(root, name):
    page = json.loads(index_of(root, name).read_text())
    return page["files"][0]["hashes"]["sha256"]


def published(root):
    """Project -> file names, read from the pages that are served."""
    pages = {path.parent.name: json.loads(path.read_text())
             for path in (root / "public/pypi/simple").glob("*/index.v1_json")
             if path.parent.name != ".index"}
    return {name: {file["filename"] for file in page["files"]} for name, page in pages.items()}


def damage(root):
    """What a disk does in years: a package cut short under both its names, a page of other bytes."""
    cut_short(stored_at(root, "alpha"))
    page = next((root / "public/pypi/.pages").glob("alpha.*/index.html"))
    page.write_bytes(b"<html>rotten</html>")


def files(world):
    """Name -> bytes of every package there is."""
    return {file.filename: file.distribution.content
            for project in world.projects.values() for file in project.files}
