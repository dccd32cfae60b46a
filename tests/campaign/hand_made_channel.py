"""A tiny channel made by hand, as CEP 16, 26, 36 and 38 describe one: noarch and linux-64.

Its indexes changed in generation 3: before, linux-64 had another version of lib.
"""

import bz2
import hashlib
import json
import os

import hand_made_store as store
from packing import msgpack, zst  # the demo upstream's

CHANNEL = "conda/demo"
OLD, NEW = 2, 3


def add(root):
    """Writes the channel. Returns the pages of generation 3, and those of generation 2."""
    greet = [_package(root, "noarch", f"greet-1.0-0{end}", {"depends": ["python >=3.9"]})
             for end in (".conda", ".tar.bz2")]
    _package(root, "noarch", "rude-1.0-0.tar.bz2", {})  # upstream removed it
    old = _package(root, "linux-64", "lib-1.0-h1_0.conda", {"depends": []})
    new = _package(root, "linux-64", "lib-2.0-h1_0.conda", {"depends": [], "constrains": ["x <1"]})
    before = _subdir(root, "linux-64", OLD, [old]) | _subdir(root, "noarch", OLD, greet,
                                                            removed=["rude-1.0-0.tar.bz2"])
    pages = before | _subdir(root, "linux-64", NEW, [new])
    return pages | _channel(root, {"greet": (["noarch"], "1.0"), "lib": (["linux-64"], "2.0")}), before


def _package(root, subdir, filename, facts):
    """A file that nobody will open, and its record."""
    data = f"the bytes of {filename}".encode()
    folder = root / "public" / CHANNEL / subdir
    folder.mkdir(parents=True, exist_ok=True)
    os.link(store.blob(root, data), folder / filename)
    stem = filename.removesuffix(".conda").removesuffix(".tar.bz2")
    name, version, build = stem.rsplit("-", 2)
    return filename, {"name": name, "version": version, "build": build, "build_number": 0, **facts,
                      "md5": hashlib.md5(data).hexdigest(), "size": len(data),
                      "sha256": hashlib.sha256(data).hexdigest(),
                      "indexed_timestamp": 1_700_000_000_000}


def _subdir(root, subdir, generation, packages, removed=()):
    sections = {"packages": {name: record for name, record in packages if name.endswith(".bz2")},
                "packages.conda": {name: record for name, record in packages
                                   if name.endswith(".conda")}}
    info = {"subdir": subdir}
    exports = {section: {name: {"run_exports": {}} for name in records}
               for section, records in sections.items()}
    texts = {
        "repodata.json": {"info": info, **sections, "removed": list(removed), "repodata_version": 1},
        "current_repodata.json": {"info": info, **sections, "repodata_version": 1},
        "run_exports.json": {"info": info, **exports}}
    forms = {}
    for name, value in texts.items():
        forms[name] = json.dumps(value).encode()
        forms[f"{name}.zst"] = zst(forms[name])
    forms["repodata.json.bz2"] = bz2.compress(forms["repodata.json"])
    forms["repodata_shards.msgpack.zst"] = _shards(root, subdir, sections, removed)
    return _unit(root, f"{CHANNEL}/{subdir}", generation, forms)


def _shards(root, subdir, sections, removed):
    folder = root / "public" / CHANNEL / subdir / "shards"
    folder.mkdir(exist_ok=True)
    shards = {}
    for name in sorted({record["name"] for records in sections.values() for record in records.values()}):
        shard = {section: {key: _in_bytes(record) for key, record in records.items()
                           if record["name"] == name} for section, records in sections.items()}
        blob = store.blob(root, zst(msgpack(shard | {"removed": list(removed)})))
        shards[name] = hashlib.sha256(blob.read_bytes()).digest()
        if not (folder / f"{shards[name].hex()}.msgpack.zst").exists():
            os.link(blob, folder / f"{shards[name].hex()}.msgpack.zst")
    info = {"subdir": subdir, "base_url": "", "shards_base_url": "./shards/",
            "created_at": "2026-01-01T00:00:00Z"}
    return zst(msgpack({"version": 1, "info": info, "shards": shards}))


def _in_bytes(record):
    return record | {name: bytes.fromhex(record[name]) for name in ("md5", "sha256")}


def _channel(root, packages):
    about = {"channeldata_version": 1, "subdirs": ["linux-64", "noarch"],
             "packages": {name: {"subdirs": subdirs, "version": version}
                          for name, (subdirs, version) in packages.items()}}
    return _unit(root, CHANNEL, NEW, {"channeldata.json": json.dumps(about).encode(),
                                      "notices.json": b'{"notices": []}'})


def _unit(root, unit, generation, forms):
    """Index files in a folder of their generation, the link to it, and the fixed links through that."""
    top = root / "public" / unit
    folder = top / f".indexes/{generation}"
    folder.mkdir(parents=True)
    pages = {f"{unit}/{form}": store.page(root, folder, form, data) for form, data in forms.items()}
    (top / ".index").unlink(missing_ok=True)
    os.symlink(f".indexes/{generation}", top / ".index")
    for path in folder.iterdir():
        (top / path.name).unlink(missing_ok=True)
        os.symlink(f".index/{path.name}", top / path.name)
    return pages
