"""Rules for the records of a subdir: each file is there as promised, and other files agree with them."""

import posixpath
from collections import Counter

from tree_checker import channels, pages
from tree_checker.file_rules import check_promised, target_of
from tree_checker.pages import Unreadable


def check_index(tree, folder, index):
    where = f"{folder}/{channels.RECORDS}"
    yield from check_info(folder, where, index.rest)
    names = [channels.file_name(section, key, record)
             for (section, key), record in index.records.items()]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{where}: {name}: stands in two sections"
    for name in sorted(set(index.removed) & set(names)):
        yield f"{where}: {name}: is offered and removed"
    if len(set(index.removed)) != len(index.removed):
        yield f"{where}: 'removed' names a file twice"
    for (section, key), record in index.records.items():
        yield from _check_record(tree, folder, section, key, record)


def check_info(folder, where, rest):
    """Version 1 without base_url: the only index that every client reads, and that leads nowhere else."""
    info = rest.get("info")
    if not isinstance(info, dict):
        yield f"{where}: has no info"
        return
    if info.get("subdir") != posixpath.basename(folder):
        yield f"{where}: says it is of the subdir '{info.get('subdir')}'"
    if "base_url" in info:
        yield f"{where}: has the base_url '{info['base_url']}'"
    for version in (info.get("repodata_version", 1), rest.get("repodata_version", 1)):
        if version != 1:
            yield f"{where}: is of version {version}"


def _check_record(tree, folder, section, key, record):
    where = f"{folder}: {key}"
    name = channels.file_name(section, key, record)
    if section in channels.SECTIONS and not key.endswith(channels.SECTIONS[section]):
        yield f"{where}: stands in '{section}'"
    if "/" in name or name.startswith("."):
        yield f"{where}: is no name of a file"
        return
    if "url" in record and target_of(folder, record["url"]) != f"{folder}/{name}":
        yield f"{where}: leads to '{record['url']}'"
    for field, kind in (("sha256", str), ("size", int), ("indexed_timestamp", int)):
        if not isinstance(record.get(field), kind):
            yield f"{where}: promises no {field}"
    yield from check_promised(tree, where, f"{folder}/{name}", record.get("size"),
                              sha256=record.get("sha256"), md5=record.get("md5"))


def check_current(_, folder, data, index):
    """A part of the records, word for word, with something of each package."""
    current = channels.read_index(data)
    where = f"{folder}/{channels.CURRENT}"
    yield from check_info(folder, where, current.rest)
    for place, record in current.records.items():
        if place not in index.records:
            yield f"{where}: {place[1]}: is not in {channels.RECORDS}"
        elif record != index.records[place]:
            yield f"{where}: {place[1]}: differs in {differing(record, index.records[place])}"
    for name in sorted(_names(index) - _names(current)):
        yield f"{where}: nothing of {name} is in it"


def _names(index):
    return {record.get("name") for (section, _), record in index.records.items()
            if section in channels.SECTIONS}


def differing(one, other):
    """The keys in which two maps differ, in words."""
    keys = one.keys() | other.keys()
    return ", ".join(sorted(key for key in keys
                            if key not in one or key not in other or one[key] != other[key]))


def check_run_exports(_, folder, data, index):
    document = pages.read_object(data)
    where = f"{folder}/{channels.EXPORTS}"
    if document.get("info", {}).get("subdir") != posixpath.basename(folder):
        yield f"{where}: does not say of which subdir it is"
    for section in channels.SECTIONS:
        told = document.get(section)
        if not isinstance(told, dict):
            raise Unreadable(f"has no '{section}'")
        known = {key for place, key in index.records if place == section}
        for key in sorted(told.keys() ^ known):
            yield f"{where}: {key}: is in it or in {channels.RECORDS}, not in both"
        for key, value in told.items():
            if not isinstance(value, dict) or not isinstance(value.get("run_exports"), dict):
                yield f"{where}: {key}: says nothing of run_exports"
