"""Worlds to measure with, served by a real nginx on loopback.

    python3 bench/upstream.py FOLDER        builds the worlds A, N and B there and serves them

A  200 projects, 2,400 files and 1,200 .metadata, 105 MB, in an index of 700,000 names
N  one project of 3,000 wheels, each with its .metadata
B  one project of 4 wheels of 256 MiB
"""

import gzip
import hashlib
import json
import os
import random
import sys
from pathlib import Path

import world as worlds

SERIAL = 40_000_000
NAMES = 700_000


def build(folder, name):
    """The world of that name below the folder; made once, the same on every machine."""
    def make(made):
        (made.www / "simple").mkdir()
        WORLDS[name](made, random.Random(name))
        _write_list(made)
        _write_serials(made)

    return worlds.made_once(Path(folder) / name, make)


def _world_a(world, chance):
    for number in range(200):
        sizes = [int(43_500 * chance.uniform(0.2, 1.8)) for _ in range(12)]
        _project(world, chance, f"bench-{number:03}", sizes, with_metadata=6)


def _world_n(world, chance):
    _project(world, chance, "bench-nightly", [chance.randint(2_000, 30_000) for _ in range(3000)], 3000)


def _world_b(world, chance):
    _project(world, chance, "bench-big", [256 << 20] * 4, 0)


WORLDS = {"A": _world_a, "N": _world_n, "B": _world_b}


def _project(world, chance, name, sizes, with_metadata):
    records = []
    for number, size in enumerate(sizes):
        filename = f"{name.replace('-', '_')}-1.{number}-py3-none-any.whl"
        metadata = None
        if number < with_metadata:
            metadata = (f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.{number}\n"
                        + "Classifier: Topic :: Measuring\n" * chance.randint(20, 120)).encode()
        records.append(_file(world, chance, filename, size, metadata))
    world.projects.append(name)
    folder = world.folder / "www/simple" / name
    folder.mkdir()
    page = {"meta": {"_last-serial": SERIAL - len(world.projects), "api-version": "1.4"},
            "name": name, "project-status": {"status": "active"}, "files": records,
            "versions": [f"1.{number}" for number in range(len(sizes))]}
    _write_page(folder / "index.v1_json", json.dumps(page, separators=(",", ":")))
    links = [f'<a href="{r["url"]}#sha256={r["hashes"]["sha256"]}">{r["filename"]}</a><br />'
             for r in records]
    _write_page(folder / "index.html", "\n".join(["<!DOCTYPE html>", "<html><body>", *links,
                                                  "</body></html>", ""]))


def _file(world, chance, filename, size, metadata):
    sha256, blake2b, draft = hashlib.sha256(), hashlib.blake2b(digest_size=32), world.folder / "draft"
    with open(draft, "wb") as out:
        left = size
        while left:
            piece = chance.randbytes(min(left, 1 << 20))
            left -= len(piece)
            for sink in (sha256.update, blake2b.update, out.write):
                sink(piece)
    digits = blake2b.hexdigest()
    path = f"packages/{digits[:2]}/{digits[2:4]}/{digits[4:]}/{filename}"
    target = world.folder / "www" / path
    target.parent.mkdir(parents=True)
    draft.rename(target)
    world.files.append({"path": path, "size": size, "sha256": sha256.hexdigest()})
    core_metadata = False
    if metadata is not None:
        Path(f"{target}.metadata").write_bytes(metadata)
        core_metadata = {"sha256": hashlib.sha256(metadata).hexdigest()}
        world.files.append({"path": f"{path}.metadata", "size": len(metadata),
                            "sha256": core_metadata["sha256"]})
    return {"core-metadata": core_metadata, "data-dist-info-metadata": core_metadata,
            "filename": filename, "hashes": {"sha256": sha256.hexdigest()}, "provenance": None,
            "requires-python": ">=3.8", "size": size, "upload-time": "2024-01-01T12:00:00.123456Z",
            "url": f"/{path}", "yanked": False}


def _write_page(path, text):
    data = text.encode()
    path.write_bytes(data)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 6, mtime=0))


def _write_list(world):
    """The wanted names among so many others that reading the list is work of its own."""
    others = NAMES - len(world.projects)
    entries = [{"_last-serial": SERIAL - 1 - number, "name": name}
               for number, name in enumerate(world.projects)]
    entries += [{"_last-serial": number, "name": f"Some-Package-{number}"} for number in range(others)]
    text = json.dumps({"meta": {"_last-serial": SERIAL, "api-version": "1.4"}, "projects": entries},
                      separators=(",", ":"))
    _write_page(world.folder / "www/simple/index.v1_json", text)


def _write_serials(world):
    lines = [f"/simple/{name}/index.v1_json {SERIAL - 1 - number};"
             for number, name in enumerate(world.projects)]
    lines.append(f"/simple/index.v1_json {SERIAL};")
    (world.folder / "serials").write_text("\n".join(lines) + "\n")


class Served(worlds.Served):
    maps = r"""
  map_hash_bucket_size 128;
  map $uri $serial { default ""; include @FOLDER@/serials; }
  map $http_accept $form {
    default index.html;
    "~application/vnd\.pypi\.simple\.v1\+json" index.v1_json;
  }"""
    locations = r"""
    location ~ ^/simple/(?:[a-z0-9-]+/)?$ { rewrite ^ $uri$form last; }
    location ~ /index\.(?:html|v1_json)$ {
      internal;
      gzip_static on;
      add_header Vary Accept;
      add_header X-PyPI-Last-Serial $serial;
    }"""

    def section(self):
        return f'[pypi]\nupstream = "{self.url}/simple/"\nrequests = ["wanted.list"]\n'


def main(folder):
    os.umask(0o022)
    served = []
    for name in WORLDS:
        world = build(folder, name)
        served.append(Served(world).__enter__())
        print(f"{name}: {served[-1].url}/simple/ ({len(world.files)} files, {world.size / 1e6:.0f} MB)",
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
