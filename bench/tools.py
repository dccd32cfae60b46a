"""The tools that bring the same world home, each in its own best way."""

import os
import shutil
import tempfile
from pathlib import Path

import measure

CONNECTIONS = 32


class Tool:
    """Each run in a folder of its own: lists are written before, and nothing is removed before the
    last run. (ext4 walks around inodes freed within the last minutes, one at a time: who runs after
    a removal pays for it, three times what the whole run costs.)"""

    needs = ""

    def __init__(self, served, runs):
        self.served, self.runs = served, Path(runs)
        self.lists = self.runs / "lists"
        self.lists.mkdir(parents=True, exist_ok=True)
        self.folder = None

    def missing(self):
        return "" if not self.needs or shutil.which(self.needs) else f"{self.needs} is not installed"

    def prepare(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.runs, prefix="run-"))

    def run(self):
        return measure.run(self.command())

    def write(self, name, lines):
        path = self.lists / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return str(path)


class Curl(Tool):
    """The bytes of all files and nothing else: no checksum, nothing durable, no index."""

    words, needs = "curl --parallel (bare transfer)", "curl"

    def command(self):
        lines = []
        for number, file in enumerate(self.served.world.files):
            lines += [f'url = "{self.served.url}/{file["path"]}"', f'output = "{self.folder}/{number}"']
        return ["curl", "--silent", "--show-error", "--fail", "--parallel", "--parallel-max",
                str(CONNECTIONS), "--config", self.write("curl", lines)]


class Aria2(Tool):
    """The same with every checksum looked at."""

    words, needs = "aria2c, checksums", "aria2c"

    def command(self):
        lines = []
        for number, file in enumerate(self.served.world.files):
            lines += [f'{self.served.url}/{file["path"]}', f"  out={number}",
                      f'  checksum=sha-256={file["sha256"]}']
        return ["aria2c", "--quiet", "--input-file", self.write("aria2", lines), "--dir",
                str(self.folder), "--max-concurrent-downloads", str(CONNECTIONS),
                "--file-allocation=none", "--split=1"]


class Wget(Tool):
    """The classical mirror of a site: follows the links of the pages, one after the other."""

    words, needs = "wget --recursive --timestamping", "wget"

    def command(self):
        pages = [f"{self.served.url}/simple/{name}/" for name in self.served.world.projects]
        return ["wget", "--quiet", "--recursive", "--level=1", "--timestamping", "-e", "robots=off",
                "--directory-prefix", str(self.folder), "--input-file", self.write("wget", pages)]


class Floor(Tool):
    """What making these files durable costs, whoever does it."""

    words = "durable_floor (write, syncfs, rename, link, syncfs)"

    def __init__(self, served, runs, program):
        super().__init__(served, runs)
        self.program = program

    def command(self):
        lines = [f'{file["size"]} {os.path.basename(file["path"])}' for file in self.served.world.files]
        return [str(self.program), self.write("floor", lines), str(self.folder)]


class Adder(Tool):
    """The whole thing: index read, every byte hashed, durable, pages written and published."""

    words = "adder sync"

    def __init__(self, served, runs, program):
        super().__init__(served, runs)
        self.program = program

    def prepare(self):
        super().prepare()
        (self.folder / "wanted.list").write_text("\n".join(self.served.world.projects) + "\n")
        (self.folder / "adder.toml").write_text(
            'root = "."\nurl = "http://127.0.0.1:8080"\n[limits]\nmin_free = ""\n'
            + self.section())

    def section(self):
        return self.served.section()

    def command(self):
        return [str(self.program), "--config", str(self.folder / "adder.toml"), "--quiet", "sync"]


class AdderAgain(Adder):
    """The next sync, with nothing new upstream."""

    words = "adder sync, nothing new"

    def prepare(self):
        super().prepare()
        self.run()
