"""The demonstration channel: a handful of conda packages, and what happens to them meanwhile."""

from channel import BOTH, Channel
from conda_packages import CondaRecipe, tar_bz2

_LINUX = {"subdir": "linux-64"}
_APP = "linux-64/demo-app-1.0-h0_0.conda"


def make_channel():
    """demo-app needs demo-lib and demo-tool, which needs demo-greeting; one file is removed already."""
    channel = Channel()
    channel.put(CondaRecipe("demo-greeting", "1.0"), *BOTH)
    channel.put(CondaRecipe("demo-tool", "1.0", depends=("demo-greeting",), says="hammering"))
    channel.put(CondaRecipe("demo-tool", "1.1", depends=("demo-greeting >=1.0",), says="hammering"))
    channel.put(CondaRecipe("demo-plugin-yaml", "1.0"))
    channel.put(CondaRecipe("demo-withdrawn", "1.0"))
    channel.put(CondaRecipe("demo-unwanted", "1.0"))
    for version in ("0.9", "1.0"):
        channel.put(_lib(version), tar_bz2)
    channel.put(_lib("1.1"), *BOTH)
    channel.remove("linux-64/demo-lib-0.9-h0_0.tar.bz2")
    needs = ("__glibc >=2.17", "demo-lib >=1.0,<2", "demo-tool")
    channel.put(CondaRecipe("demo-app", "1.0", "h0_0", depends=needs, says="hello", **_LINUX))
    return channel


def _lib(version):
    return CondaRecipe("demo-lib", version, "h0_0", run_exports=(f"demo-lib >={version},<2",), **_LINUX)


# As many chapters as the index has: both stories go on together.
CHANNEL_STORY = [
    ("in the channel, demo-lib 1.2 was released", lambda channel: channel.put(_lib("1.2"))),
    (
        "in the channel, demo-withdrawn 1.0 was removed",
        lambda channel: channel.remove("noarch/demo-withdrawn-1.0-0.conda"),
    ),
    (
        "in the channel, demo-app 1.0 was patched: it does not work with demo-lib 1.2",
        lambda channel: channel.patch(
            _APP, depends=["__glibc >=2.17", "demo-lib >=1.0,<1.2", "demo-tool"]),
    ),
    (
        "in the channel, demo-plugin-json appeared",
        lambda channel: channel.put(CondaRecipe("demo-plugin-json", "0.1")),
    ),
    (
        "in the channel, demo-tool-1.0-0.conda has new bytes under its old name",
        lambda channel: channel.change_bytes("noarch/demo-tool-1.0-0.conda"),
    ),
]
