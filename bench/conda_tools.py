"""The tools that bring a conda channel home, beside those of tools.py, and what they cannot do without."""

import channels
from tools import Adder, Tool


class DryRun(Adder):
    """Looks and decides: no file is fetched, no index written."""

    words = "adder sync --dry-run"

    def command(self):
        return [*super().command(), "--dry-run"]


class SyncByShards(Adder):
    """The same wish to an upstream that offers shards, as conda-forge does."""

    words = "adder sync, upstream offers shards"

    def section(self):
        return self.served.section(channels.SHARDED)


class ReadIndex(Tool):
    """What reading a packed index costs before anybody has looked at a record."""

    words = "curl repodata.json.zst | zstd -d >/dev/null"

    def command(self):
        url = f"{self.served.url}/{channels.CHANNEL}/{channels.SUBDIR}/repodata.json.zst"
        return ["sh", "-c", f"curl --silent --show-error --fail {url} | zstd -d --quiet >/dev/null"]


class NewsOfOne:
    """A sync of the mirror, after upstream has said something new."""

    words, short = "adder sync, one record is new", "one record is new"

    def __init__(self, mirror):
        self.mirror = mirror

    def missing(self):
        return ""

    def prepare(self):
        self.mirror.served.change_one()

    def run(self):
        return self.mirror.run()


class NewsOfAll(NewsOfOne):
    words, short = "adder sync, every record is new", "every record is new"

    def prepare(self):
        self.mirror.served.change_all()


class NewsOfOneWithBz2(NewsOfOne):
    words = "adder sync, one record is new, bz2 = true"


class Packer(Tool):
    """Packs the plain index, as `program` does from the command line."""

    def __init__(self, served, runs, program, ending):
        super().__init__(served, runs)
        self.words, self.needs = f"{program} repodata.json", program.split()[0]
        self.program, self.packed = program, self.runs / f"packed.{ending}"
        self.size = 0

    def command(self):
        plain = self.served.index / "repodata.json"
        single = " --single-thread" if self.needs == "zstd" else ""
        return ["sh", "-c", f"{self.program}{single} -c {plain} >{self.packed}"]

    def run(self):
        cost = super().run()
        self.size = self.packed.stat().st_size
        return cost
