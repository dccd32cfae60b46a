"""The demonstration world: two dozen small projects, each there to show one thing, and its story."""

import json

from demo_channel import CHANNEL_STORY, make_channel
from distributions import Recipe, sdist, wheel
from world import World


def make_world(chapters=0):
    """The world as it was after this many chapters of the story."""
    world = World()
    for fill in (_main_projects, _odd_projects, _statuses, _machines, _plugins):
        fill(world)
    world.channels["demo-channel"] = make_channel()
    for number in range(chapters):
        tell(world, number)
    return world


def tell(world, number):
    """Lets a chapter of the story happen. Returns its sentences, a line each."""
    (sentence, happen), (another, happen_too) = STORY[number], CHANNEL_STORY[number]
    happen(world)
    happen_too(world.channels["demo-channel"])
    return f"{sentence}\n{another}"


def release(world, name, version, *, source=True, **facts):
    """A wheel for every Python 3 and, with `source`, an sdist."""
    recipe_words = ("requires", "extras", "requires_python", "ballast")
    recipe = Recipe(name, version, **{k: facts.pop(k) for k in recipe_words if k in facts})
    facts["requires_python"] = recipe.requires_python
    world.upload(name, version, wheel(recipe), **facts)
    if source:
        world.upload(name, version, sdist(recipe), requires_python=recipe.requires_python)


def _main_projects(world):
    """demo-pkg needs demo-dep needs demo-leaf; demo-pkg 1.1 is yanked, 2.1rc1 a prerelease."""
    release(world, "demo-leaf", "0.9")
    release(world, "demo-leaf", "1.0")
    release(world, "demo-leaf", "1.0.post1")
    release(world, "demo-dep", "1.0", requires=("demo-leaf>=0.9",), requires_python=">=3.7")
    release(world, "demo-dep", "1.1", requires=("demo-leaf>=1.0",), requires_python=">=3.7")
    release(world, "demo-dep", "2.0", requires=("demo-leaf>=1.0,<2",), requires_python=">=3.8")
    release(world, "demo-pkg", "1.0", requires=("demo-dep<2",))
    release(world, "demo-pkg", "1.1", requires=("demo-dep<2",))
    release(world, "demo-pkg", "2.0", requires=("demo-dep>=1.1",), provenance=_provenance("2.0"))
    release(world, "demo-pkg", "2.1rc1", requires=("demo-dep>=2.0",))
    world.yank("demo-pkg", "1.1", "greets the wrong person")
    release(world, "demo-big", "1.0", ballast=2_000_000, source=False)


def _odd_projects(world):
    """Names, versions and files that are allowed and rarely thought of."""
    for version in ("0.1", "0.2"):
        static = version == "0.2"
        recipe = Recipe("demo-sdist-only", version, requires=("demo-leaf",))
        world.upload("demo-sdist-only", version, sdist(recipe, static_metadata=static))
    extras = ("demo-leaf; extra == 'fast'", "demo-dep; sys_platform == 'win32'")
    release(world, "Demo.Extras__Pkg", "1.0", requires=extras, extras=("fast",))
    release(world, "demo-epoch", "2024.1")
    release(world, "demo-epoch", "1!1.0")
    for version in ("1.0a1", "1.0b2", "1.0rc1"):
        release(world, "demo-prerelease", version)
    release(world, "demo-python", "1.0", requires_python=">=3.7")
    release(world, "demo-python", "2.0", requires_python=">=3.99")
    _legacy(world)


def _legacy(world):
    """File shapes from before there were rules, and a wheel without `.metadata`."""
    old = Recipe("demo-legacy", "2004d")
    shapes = ("demo-legacy-2004d.zip", "demo_legacy-2004d-py2.7.egg", "demo-legacy-2004d.tar.bz2")
    for shape in shapes:
        plain = wheel(old)
        world.upload("demo-legacy", "2004d", type(plain)(shape, plain.content + shape.encode()))
    new = Recipe("demo-legacy", "1.0")
    world.upload("demo-legacy", "1.0", wheel(new, build="1"), core_metadata=False)


def _statuses(world):
    for name in ("demo-archived", "demo-deprecated", "demo-quarantined"):
        release(world, name, "1.0", source=False)
    world.set_status("demo-archived", "archived")
    world.set_status("demo-deprecated", "deprecated", "use demo-pkg instead")
    world.set_status("demo-quarantined", "quarantined", "steals greetings")
    release(world, "demo-hijacked", "1.0", source=False)
    release(world, "demo-leaver", "1.0")


def _machines(world):
    """One version for many machines, and one in the stable ABI."""
    tags = [
        f"cp{py}-cp{py}-{platform}"
        for py in ("39", "311", "312")
        for platform in (
            "manylinux_2_17_x86_64.manylinux2014_x86_64",
            "musllinux_1_1_x86_64",
            "macosx_11_0_arm64",
            "win_amd64",
        )
    ]
    for tag in tags:
        world.upload("demo-machine", "1.0", wheel(Recipe("demo-machine", "1.0"), tag))
    stable = wheel(Recipe("demo-machine", "1.1"), "cp39-abi3-manylinux_2_17_x86_64")
    world.upload("demo-machine", "1.1", stable)
    world.upload("demo-machine", "1.1", sdist(Recipe("demo-machine", "1.1")))


def _plugins(world):
    for name in ("demo-plugin-json", "demo-plugin-yaml", "demo-plugin-evil"):
        release(world, name, "1.0", source=False, requires=("demo-pkg",))


def _provenance(version):
    """Shaped like PyPI's answer; what it attests is for no verifier to accept."""
    bundle = {"publisher": {"kind": "Demo", "repository": "demo/demo-pkg"}, "attestations": []}
    return json.dumps({"attestation_bundles": [bundle], "version": 1, "of": version}).encode()


# What happens to the world between two looks at it. Each chapter is one sentence and one change.
STORY = [
    ("demo-pkg 2.1 was released", lambda world: release(world, "demo-pkg", "2.1")),
    ("demo-leaver was removed by its owner", lambda world: world.remove("demo-leaver")),
    (
        "demo-hijacked was quarantined",
        lambda world: world.set_status("demo-hijacked", "quarantined", "taken over by a stranger"),
    ),
    (
        "demo-dep 2.0 was yanked",
        lambda world: world.yank("demo-dep", "2.0", "loses greetings"),
    ),
    (
        "demo_leaf-1.0-py3-none-any.whl has new bytes under its old name",
        lambda world: world.change_bytes("demo_leaf-1.0-py3-none-any.whl"),
    ),
]
