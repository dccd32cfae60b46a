"""A kind of upstream that campaigns play with: a channel of conda. Has the names of kind_pypi."""

import json

from channel import BOTH, Channel  # the demo upstream's, as are the next two
from conda_packages import CondaRecipe
from world import World

WORDS = "a channel: "
OF = " of a channel"
BELOW = "/conda/small"
SHOWN = "conda/small"
LIST = "requests/small.list"
TOML = ('[[channel]]\nname = "small"\nupstream = "{upstream}"\n'
        'requests = ["requests/small.list"]\n')
LINK = "public/conda/small/noarch/.index"
ASKED = {"/conda/small/notices.json",
         *(f"/conda/small/{subdir}/repodata_shards.msgpack.zst" for subdir in ("noarch", "linux-64"))}

WISHES = ("alpha", "beta", "gamma", "leaver", "lib", "delta*")
HALF = "conda/small/noarch"


def small(chapter):
    """The same for a channel: packages come, are removed, vanish, and are patched."""
    world = empty()
    channel = world.channels["small"]
    channel.put(CondaRecipe("alpha", "1.0", depends=("beta",)), *BOTH)
    channel.put(CondaRecipe("beta", "1.0"))
    channel.put(CondaRecipe("leaver", "1.0"))
    channel.put(CondaRecipe("lib", "1.0", subdir="linux-64", run_exports=("lib >=1.0",)))
    if chapter >= 1:
        channel.remove("noarch/leaver-1.0-0.conda")
        channel.put(CondaRecipe("gamma", "1.0"))
    if chapter >= 2:
        channel.put(CondaRecipe("alpha", "2.0", depends=("beta",), ballast=40_000))
        channel.patch("noarch/beta-1.0-0.conda", depends=["python >=3.9"])
        channel.forget("noarch/gamma-1.0-0.conda")
        channel.put(CondaRecipe("delta-pkg", "0.1", subdir="linux-64"))
    return world


def empty():
    world = World()
    world.channels["small"] = Channel()
    return world


def put(world, name, version="1.0"):
    world.channels["small"].put(CondaRecipe(name, version))


def patch(world, name, words):
    world.channels["small"].patch(f"noarch/{file_of(name)}", news=words)


def vanish(world, name):
    world.channels["small"].forget(f"noarch/{file_of(name)}")


def change_bytes(world, name):
    world.channels["small"].change_bytes(f"noarch/{file_of(name)}")


def sha256_of(world, name):
    return world.channels["small"].record(f"noarch/{file_of(name)}")["sha256"]


def file_of(name):
    return f"{name}-1.0-0.conda"


def spelled_oddly(name):
    return f"{name}[build='*']"


def item_of(name):
    return f"conda/small/noarch/{file_of(name)}"


def stored_at(root, name):
    return root / f"public/{item_of(name)}"


def index_of(root, _):
    return root / "public/conda/small/noarch/repodata.json"


def told_sha256(root, name):
    index = json.loads(index_of(root, name).read_text())
    return index["packages.conda"][file_of(name)]["sha256"]


def published(root):
    """Package -> file names, read from the indexes that are served."""
    found = {}
    for path in (root / "public/conda/small").glob("*/repodata.json"):
        index = json.loads(path.read_text())
        for section in ("packages", "packages.conda"):
            for name, record in index[section].items():
                found.setdefault(record["name"], set()).add(name)
    return found


def damage(root):
    """What a disk does in years: index files of other bytes, one of them packed."""
    for name in ("repodata.json", "repodata_shards.msgpack.zst"):
        (root / f"public/conda/small/noarch/.index/{name}").write_bytes(b"rotten")


def files(world):
    channel = world.channels["small"]
    return {offered.package.filename: offered.package.content
            for subdir in channel.subdirs.values() for offered in subdir.offered.values()}
