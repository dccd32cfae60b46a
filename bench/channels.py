"""Conda channels to measure with, served by a real nginx on loopback.

    /usr/bin/python3 bench/channels.py FOLDER        makes the worlds F, S and W there and serves them

F  6,000 packages, 214 MB, sizes spread like conda-forge's; 4,500 in linux-64, 1,500 in noarch
S  401,080 records, of which 90 names with 1,080 records are wanted: these have tiny files, the others none;
   as channel `bench` in one index, as channel `sharded` in that and in shards
W  401,080 records, each with its own tiny file
"""

import hashlib
import json
import os
import random
import shutil
import sys
from pathlib import Path

import conda_package
import conda_records
import conda_shards
import world as worlds

CHANNEL, SHARDED = "bench", "sharded"
SUBDIR = "linux-64"
NAMES, OTHERS = 27_000, 400_000
WANTED, EACH = 90, 12
LINE = "Measuring is knowing, and what is measured twice is known better.\n"


def build(folder, name):
    """The world of that name below the folder; made once, the same on every machine."""
    return worlds.made_once(Path(folder) / name, lambda made: WORLDS[name](made, random.Random(name)))


def _world_f(world, chance):
    world.projects.append("*")
    for subdir, names, count, size in ((SUBDIR, 400, 4500, 160_500_000), ("noarch", 150, 1500, 53_500_000)):
        spread = [min(chance.lognormvariate(0, 1.6), 120) for _ in range(count)]
        scale = size / sum(spread)
        index = _Index(world, subdir)
        for record, share in zip(conda_records.records(chance, names, count, subdir), spread):
            index.add(record, _package(record, chance, int(share * scale)))
        index.write()


def _world_s(world, chance):
    index = _Index(world, SUBDIR)
    for record in conda_records.records(chance, NAMES, OTHERS, SUBDIR):
        index.add_record(record, chance)
    _finish_large(world, chance, index)
    world.projects += _wanted_names()
    _offer_shards(index)


def _world_w(world, chance):
    index = _Index(world, SUBDIR)
    for record in conda_records.records(chance, NAMES, OTHERS, SUBDIR):
        index.add(record, _tiny_package(record))
    _finish_large(world, chance, index)
    world.projects.append("*")
    world.files.clear()  # no other tool brings them home


def _finish_large(world, chance, index):
    for name in _wanted_names():
        for record in conda_records.records_of(chance, name, EACH, SUBDIR):
            index.add(record, _tiny_package(record))
    index.write()
    _Index(world, "noarch").write()


def _offer_shards(index):
    """The same channel once more, by hard links."""
    folder = index.world.www / SHARDED
    shutil.copytree(index.world.www / CHANNEL, folder, copy_function=os.link)
    records = [(name, json.loads(record)) for name, record in index.records]
    conda_shards.write_shards(folder / SUBDIR, SUBDIR, records)
    conda_shards.write_shards(folder / "noarch", "noarch", [])


def _wanted_names():
    """Spread over the alphabet: none is any other name."""
    return [f"{chr(ord('a') + number % 26)}wanted{number:02}" for number in range(WANTED)]


WORLDS = {"F": _world_f, "S": _world_s, "W": _world_w}


def _tiny_package(record):
    text = f'{record["name"]} {record["version"]} {record["build"]}\n'
    return conda_package.conda_package(record, [("share/about.txt", text.encode())], _about(record))


def _package(record, chance, size):
    """Of about this size; with a recipe and a licence, as packages of conda-forge have them."""
    info = [("info/recipe/meta.yaml", (LINE * chance.randint(10, 60)).encode()),
            ("info/licenses/LICENSE", (LINE * chance.randint(15, 150)).encode())]
    if chance.random() < 0.1:
        info.append(("info/run_exports.json", json.dumps(
            {"weak": [f'{record["name"]} >={record["version"]}']}).encode()))
    count = min(12, 1 + size // 20_000)
    each = max(16, size - 1_800) // count
    files = [(f'lib/{record["name"]}/part{number}.so', chance.randbytes(each)) for number in range(count)]
    return conda_package.conda_package(record, files, _about(record), info)


def _about(record):
    return {"channels": ["conda-forge"], "description": LINE * 3, "dev_url": "https://example.org/dev",
            "home": f'https://example.org/{record["name"]}', "license": record["license"],
            "summary": f'What {record["name"]} is good for'}


def _stem(record):
    return f'{record["name"]}-{record["version"]}-{record["build"]}'


class _Index:
    """The repodata.json of a subdir, with the files it names."""

    def __init__(self, world, subdir):
        self.world, self.subdir = world, subdir
        self.folder = world.www / CHANNEL / subdir
        self.folder.mkdir(parents=True)
        self.records = []

    def add(self, record, package):
        name = f"{_stem(record)}.conda"
        (self.folder / name).write_bytes(package)
        sha256 = hashlib.sha256(package).hexdigest()
        self.world.files.append({"path": f"{CHANNEL}/{self.subdir}/{name}", "size": len(package),
                                 "sha256": sha256})
        self._list(name, record, hashlib.md5(package).hexdigest(), sha256, len(package))

    def add_record(self, record, chance):
        """Its file is not there: nobody is going to ask for it."""
        self._list(f"{_stem(record)}.conda", record, chance.randbytes(16).hex(),
                   chance.randbytes(32).hex(), int(chance.lognormvariate(12.5, 1.6)))

    def _list(self, name, record, md5, sha256, size):
        record = {**record, "md5": md5, "sha256": sha256, "size": size}
        self.records.append((name, json.dumps(record, separators=(",", ":"), sort_keys=True)))

    def write(self):
        listed = ",".join(f'"{name}":{record}' for name, record in sorted(self.records))
        text = (f'{{"info":{{"subdir":"{self.subdir}"}},"packages":{{}},"packages.conda":{{{listed}}},'
                '"removed":[],"repodata_version":1}')
        write_index(self.folder, text.encode())


def write_index(folder, text):
    for name, data in (("repodata.json", text), ("repodata.json.zst", conda_package.packed(text))):
        draft = folder / f"{name}.draft"
        draft.write_bytes(data)
        draft.rename(folder / name)


class Served(worlds.Served):
    """A channel on the air; what is asked for but packages is written into index.log."""

    locations = r"""
    location / { open_file_cache off; access_log @FOLDER@/index.log; }
    location ~ \.conda$ { }"""

    def __init__(self, world):
        super().__init__(world)
        self.index = world.www / CHANNEL / SUBDIR
        self.original = world.folder / "original.json"
        self.edition = 0

    def __enter__(self):
        (self.world.folder / "index.log").unlink(missing_ok=True)
        if self.original.exists():
            write_index(self.index, self.original.read_bytes())
        return super().__enter__()

    def section(self, channel=CHANNEL):
        return (f'[[channel]]\nname = "{channel}"\nupstream = ["{self.url}/{channel}"]\n'
                f'requests = ["wanted.list"]\nsubdirs = ["{SUBDIR}"]\n')

    def asked(self):
        """What has been asked for since the last call: 'GET /path 304'."""
        log = self.world.folder / "index.log"
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        if lines:
            os.truncate(log, 0)
        return [f'{line[5][1:]} {line[6]} {line[8]}' for line in lines]

    def change_one(self):
        """The next edition of the index says something new of one record ..."""
        text = self._next_edition().read_bytes()
        at = text.index(b',"version":"', len(text) * (self.edition % 97) // 100)
        write_index(self.index, text[:at] + b',"touched":%d' % self.edition + text[at:])

    def change_all(self):
        """... or of every record. The packages stay what they are."""
        self._next_edition()
        text = self.original.read_bytes()
        write_index(self.index, text.replace(b',"license":"', b',"edition":%d,"license":"' % self.edition))

    def _next_edition(self):
        self.edition += 1
        present = self.index / "repodata.json"
        if not self.original.exists():
            os.link(present, self.original)
        return present


def main(folder):
    os.umask(0o022)
    served = []
    for name in WORLDS:
        world = build(folder, name)
        served.append(Served(world).__enter__())
        print(f"{name}: {served[-1].url}/{CHANNEL} ({len(world.files)} files, {world.size / 1e6:.0f} MB)",
              flush=True)
    try:
        served[0].process.wait()
    finally:
        for one in served:
            one.__exit__()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    main(sys.argv[1])
