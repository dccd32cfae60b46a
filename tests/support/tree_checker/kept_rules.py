"""Rules for channels over time: what a kept generation promised, and what may never change."""

import posixpath
import sqlite3
from pathlib import Path

from tree_checker import channels, store_rules
from tree_checker.file_rules import check_promised
from tree_checker.packed import unpacked
from tree_checker.pages import Unreadable


def check_kept(root, tree, indexes):
    """Files live as long as a kept generation names them; a record's indexed_timestamp for ever."""
    hidden = _hidden_names(root)
    told = set()
    for manifest in sorted(Path(root, "store/generations").glob("[0-9]*")):
        try:
            pages = store_rules.read_manifest(manifest)[1]
        except (OSError, ValueError):
            continue  # told by its own rule
        for path, checksum in pages:
            folder, name = posixpath.split(path)
            page = Path(root, "store/pages", checksum[:2], checksum[2:])
            if (path, checksum) in told or not path.startswith(channels.TOP) or not page.is_file():
                continue
            told.add((path, checksum))
            check = {channels.RECORDS: _check_records, channels.SHARDS: _check_shards}.get(name)
            try:
                if check:
                    where = f"store/generations/{manifest.name}: {folder}"
                    yield from check(tree, where, folder, page.read_bytes(), indexes, hidden)
            except Unreadable as error:
                yield f"store/generations/{manifest.name}: {path}: {error}"


def _check_records(tree, where, folder, data, indexes, hidden):
    now = indexes[folder].files() if folder in indexes else {}
    for name, record in channels.read_index(data).files().items():
        path = f"{folder}/{name}"
        section = posixpath.dirname(folder)
        if not {(section, name), (section, record.get("name"))} & hidden:
            yield from check_promised(tree, f"{where}: {name}", path, record.get("size"),
                                      sha256=record.get("sha256"))
        elif path in tree.entries:
            yield f"{path}: is hidden, and can be fetched"
        time, later = (said.get("indexed_timestamp") for said in (record, now.get(name, record)))
        if time != later:
            yield f"{where}: {name}: its indexed_timestamp was {time}, now it is {later}"


def _check_shards(tree, where, folder, data, *_):
    info, shards = channels.read_shard_index(unpacked(channels.SHARDS, data))
    for name, digest in shards.items():
        path = f"{folder}/{info.get('shards_base_url', '')}{digest}.msgpack.zst"
        yield from check_promised(tree, f"{where}: shard of {name}", posixpath.normpath(path), None,
                                  sha256=digest)


def _hidden_names(root):
    """Section and name of every package and file."""
    try:
        return set(store_rules.ask_ledger(root, "SELECT section, name FROM hidden"))
    except sqlite3.Error:
        return set()  # no tables, or damaged: which is told by its own rule
