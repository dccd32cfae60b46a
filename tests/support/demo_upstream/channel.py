"""What a conda channel knows: packages, their records, and the index files made of them."""

import hashlib
import json
import posixpath
from dataclasses import dataclass, field

from conda_packages import conda, tar_bz2, with_other_content
from packing import msgpack, zst

BOTH = (conda, tar_bz2)
_CREATED = "2024-01-01T12:00:00Z"
_SECTIONS = {"packages": ".tar.bz2", "packages.conda": ".conda"}


@dataclass
class Offered:
    """A package and what the index says of it, which a patch may have changed."""

    package: object
    record: dict


@dataclass
class Subdir:
    offered: dict = field(default_factory=dict)  # by file name
    removed: list = field(default_factory=list)


class Channel:
    """Index files are made anew after each change; shards that were once there stay."""

    def __init__(self):
        self.subdirs = {"noarch": Subdir(), "linux-64": Subdir()}
        self._files = {}  # path -> package or shard
        self._shards = {}  # (subdir, package) -> path
        self._indexes = None

    def put(self, recipe, *formats):
        for package in [pack(recipe) for pack in formats or (conda,)]:
            self._offer(recipe.subdir, package)

    def patch(self, path, **facts):
        """What a channel's keepers do when a package turns out to want other dependencies."""
        self._at(path).record.update(facts)
        self._indexes = None

    def remove(self, path):
        """Its file stays; the index offers it no longer."""
        subdir, name = posixpath.split(path)
        del self.subdirs[subdir].offered[name]
        self.subdirs[subdir].removed.append(name)
        self._indexes = None

    def forget(self, path):
        """Neither offered nor removed, as if it had never been there."""
        subdir, name = posixpath.split(path)
        del self.subdirs[subdir].offered[name], self._files[path]
        self._indexes = None

    def record(self, path):
        return self._at(path).record

    def change_bytes(self, path):
        self._offer(posixpath.dirname(path), with_other_content(self._at(path).package))

    def file_at(self, path):
        """The bytes of a package or shard, or None."""
        self.indexes()
        return self._files.get(path)

    def shard_of(self, subdir, package):
        """The path of the shard that has the package's records now."""
        self.indexes()
        return self._shards[subdir, package]

    def indexes(self):
        """path -> bytes of every index file."""
        if self._indexes is None:
            self._indexes = {"channeldata.json": self._channeldata(), "notices.json": _NOTICES}
            for name, subdir in self.subdirs.items():
                self._indexes.update(self._index_files(name, subdir))
        return self._indexes

    def _at(self, path):
        subdir, name = posixpath.split(path)
        return self.subdirs[subdir].offered[name]

    def _offer(self, subdir, package):
        self._files[f"{subdir}/{package.filename}"] = package.content
        self.subdirs[subdir].offered[package.filename] = Offered(package, package.record)
        self._indexes = None

    def _index_files(self, name, subdir):
        info = {"subdir": name}
        removed = sorted(subdir.removed)
        sections = _sections(subdir, lambda offered: offered.record)
        exports = _sections(subdir, lambda offered: {"run_exports": offered.package.run_exports})
        texts = {
            "repodata.json": {
                "info": info, **sections, "removed": removed, "repodata_version": 1},
            "run_exports.json": {"info": {**info, "version": 1}, **exports},
        }
        files = {f"{name}/{form}": _json(value) for form, value in texts.items()}
        files |= {f"{path}.zst": zst(data) for path, data in files.items()}
        files[f"{name}/repodata_shards.msgpack.zst"] = self._write_shards(name, sections, removed)
        return files

    def _write_shards(self, subdir, sections, removed):
        shards = {}
        packages = {r["name"] for records in sections.values() for r in records.values()}
        for package in sorted(packages | {_package_of(name) for name in removed}):
            mine = {
                section: {
                    key: _in_bytes(record)
                    for key, record in records.items()
                    if record["name"] == package
                }
                for section, records in sections.items()
            }
            gone = [name for name in removed if _package_of(name) == package]
            data = zst(msgpack({**mine, "removed": gone}))
            digest = hashlib.sha256(data)
            path = f"{subdir}/shards/{digest.hexdigest()}.msgpack.zst"
            self._files[path] = data
            self._shards[subdir, package] = path
            shards[package] = digest.digest()
        info = {
            "subdir": subdir, "base_url": "", "shards_base_url": "./shards/",
            "created_at": _CREATED}
        return zst(msgpack({"version": 1, "info": info, "shards": shards}))

    def _channeldata(self):
        packages = {}
        for name, subdir in self.subdirs.items():
            for offered in subdir.offered.values():
                known = packages.setdefault(offered.record["name"], {"subdirs": []})
                known["version"] = offered.record["version"]
                known["subdirs"] = sorted({name, *known["subdirs"]})
        return _json({"channeldata_version": 1, "packages": packages,
                      "subdirs": sorted(self.subdirs)})


def _sections(subdir, told):
    return {
        section: {
            name: told(offered)
            for name, offered in sorted(subdir.offered.items())
            if name.endswith(end)
        }
        for section, end in _SECTIONS.items()
    }


def _package_of(filename):
    return filename.rsplit("-", 2)[0]


def _in_bytes(record):
    return {**record, **{name: bytes.fromhex(record[name]) for name in ("md5", "sha256")}}


def _json(value):
    return json.dumps(value, indent=1, sort_keys=True).encode()


_NOTICES = _json({
    "notices": [{
        "id": "demo",
        "message": "this channel is for demonstrations",
        "level": "info",
        "created_at": _CREATED,
        "expires_at": "2034-01-01T12:00:00Z",
    }]
})
