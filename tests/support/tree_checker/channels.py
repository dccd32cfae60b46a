"""Finds the channels below public/conda, and reads the records of their index files as a client does."""

import posixpath
from dataclasses import dataclass

from tree_checker import msgpack, pages
from tree_checker.pages import Unreadable

TOP = "conda/"
RECORDS, CURRENT, EXPORTS = "repodata.json", "current_repodata.json", "run_exports.json"
SHARDS = "repodata_shards.msgpack.zst"
ABOUT, NOTICES = "channeldata.json", "notices.json"

# What a unit always has, and what it may have besides.
SUBDIR_FORMS = (*(name + end for name in (RECORDS, CURRENT, EXPORTS) for end in ("", ".gz", ".zst")),
                SHARDS)
SUBDIR_EXTRAS = (RECORDS + ".bz2",)
CHANNEL_FORMS = (ABOUT, ABOUT + ".gz")
CHANNEL_EXTRAS = (NOTICES, NOTICES + ".gz")
ALL_FORMS = {*SUBDIR_FORMS, *SUBDIR_EXTRAS, *CHANNEL_FORMS, *CHANNEL_EXTRAS}

# Where records stand, and how the name of such a file ends.
SECTIONS = {"packages": ".tar.bz2", "packages.conda": ".conda"}
SECTIONS_OF_V3 = {"conda": ".conda", "tar.bz2": ".tar.bz2", "whl": ".whl"}


def unit_folders(tree):
    """Every folder that has an index, or a name for one: subdirs, and channels for their own documents."""
    found = set()
    for path in tree.entries:
        folder, name = posixpath.split(path)
        is_outside = path.startswith(TOP) and "/.indexes" not in path
        if is_outside and (name == ".index" or name in ALL_FORMS):
            found.add(folder)
    return sorted(found)


def is_channel(tree, folder):
    """Else it is a subdir. The names alone do not tell: a channel may be called conda-forge."""
    return any(f"{folder}/{form}" in tree.entries for form in CHANNEL_FORMS + CHANNEL_EXTRAS)


def subdirs(tree):
    return [folder for folder in unit_folders(tree) if not is_channel(tree, folder)]


def channels(tree):
    own = {folder for folder in unit_folders(tree) if is_channel(tree, folder)}
    return sorted(own | {posixpath.dirname(folder) for folder in subdirs(tree)})


def forms_of(tree, folder):
    """What a unit must have, and what it may have."""
    return (CHANNEL_FORMS, CHANNEL_EXTRAS) if is_channel(tree, folder) else (SUBDIR_FORMS, SUBDIR_EXTRAS)


def read_forms(tree, folder):
    """The bytes of each index file that a client can get; of a unit that is not shown, none."""
    must, may = forms_of(tree, folder)
    found = {}
    for form in must + may:
        try:
            found[form] = tree.read(f"{folder}/{form}")
        except OSError:
            continue
    return found


def is_outlet(entry):
    """A fixed link to an index file. It is made before its unit is shown, and removed after."""
    folder, name = posixpath.split(entry.path)
    return folder.startswith(TOP) and name in ALL_FORMS and entry.target == f".index/{name}"


def is_package(path):
    """A file that index files promise: a package, or a shard."""
    name = posixpath.basename(path)
    return path.startswith(TOP) and "/.indexes/" not in path and not name.startswith(".") and (
        name.endswith((".conda", ".tar.bz2", ".whl", ".msgpack.zst")) and name != SHARDS)


@dataclass
class Index:
    """What repodata.json says, or one shard of it."""

    records: dict  # (section, key) -> record; sections of v3 are called v3/conda
    removed: list
    rest: dict  # all other keys at the top

    def files(self):
        """File name -> record. A name that two records have is told by its own rule."""
        return {file_name(section, key, record): record
                for (section, key), record in self.records.items()}


def file_name(section, key, record):
    if not section.startswith("v3/"):
        return key
    return record.get("fn") or key + SECTIONS_OF_V3[section.removeprefix("v3/")]


def read_index(text):
    return index_of(pages.read_object(text))


def read_shard(data):
    """Checksums become text, as they are in repodata.json."""
    document = _map(msgpack.read(data))
    if missing := [section for section in SECTIONS if section not in document]:
        raise Unreadable(f"has no '{missing[0]}', without which some clients refuse it")
    index = index_of(document)
    for (_, key), record in index.records.items():
        for name, size in (("md5", 16), ("sha256", 32)):
            if name not in record:
                continue
            if not isinstance(record[name], bytes) or len(record[name]) != size:
                raise Unreadable(f"{key}: its {name} is not {size} bytes")
            record[name] = record[name].hex()
    return index


def read_shard_index(data):
    index = _map(msgpack.read(data))
    if index.get("version") != 1:
        raise Unreadable(f"version {index.get('version')}")
    shards = _map(index.get("shards"))
    for name, digest in shards.items():
        if not isinstance(digest, bytes) or len(digest) != 32:
            raise Unreadable(f"{name}: its sha256 is not 32 bytes")
    return _map(index.get("info")), {name: digest.hex() for name, digest in shards.items()}


def index_of(document):
    rest = dict(document)
    records = _records(rest, SECTIONS, "")
    if "v3" in rest:
        rest["v3"] = dict(_map(rest["v3"]))
        records |= _records(rest["v3"], SECTIONS_OF_V3, "v3/")
    removed = rest.pop("removed", [])
    if not isinstance(removed, list) or not all(isinstance(name, str) for name in removed):
        raise Unreadable("'removed' is no list of names")
    return Index(records, removed, rest)


def _records(document, sections, prefix):
    """Taken out of the document."""
    return {(prefix + section, key): _map(record)
            for section in sections if section in document
            for key, record in _map(document.pop(section)).items()}


def _map(value):
    if not isinstance(value, dict):
        raise Unreadable("a map was expected")
    return value
