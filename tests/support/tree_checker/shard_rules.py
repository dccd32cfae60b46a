"""Rules for shards (CEP 16): all together they are repodata.json, and each is what its name says."""

import posixpath

from tree_checker import channels
from tree_checker.file_rules import check_promised, target_of
from tree_checker.packed import unpacked
from tree_checker.pages import Unreadable
from tree_checker.record_rules import differing


def check_shards(tree, folder, data, index):
    info, shards = channels.read_shard_index(unpacked(channels.SHARDS, data))
    where = f"{folder}/{channels.SHARDS}"
    for key in ("subdir", "base_url", "shards_base_url", "created_at"):
        if not isinstance(info.get(key), str):
            yield f"{where}: its info has no {key}"
            return
    if info["subdir"] != posixpath.basename(folder):
        yield f"{where}: says it is of the subdir '{info['subdir']}'"
    if target_of(folder, posixpath.join(info["base_url"], "x")) != f"{folder}/x":
        yield f"{where}: its base_url leads to '{info['base_url']}'"
    told, removed = {}, []
    for name, digest in shards.items():
        # The name is put behind the address as it is: a slash between them is the address's own.
        path = target_of(folder, f"{info['shards_base_url']}{digest}.msgpack.zst")
        try:
            shard = yield from _check_shard(tree, f"{where}: {name}", path, digest)
        except Unreadable as error:
            yield f"{where}: {name}: {error}"
            continue
        if shard is None:
            continue
        yield from _check_names(where, name, shard, told)
        told |= shard.records
        removed += shard.removed
    yield from _check_union(where, told, removed, index)


def _check_shard(tree, where, path, digest):
    if path is None:
        yield f"{where}: leads out of the mirror"
        return None
    digests = yield from check_promised(tree, where, path, None, sha256=digest)
    if digests is None:
        return None
    shard = channels.read_shard(unpacked(path, tree.read(path)))
    if not shard.records and not shard.removed:
        yield f"{where}: says nothing"
    return shard


def _check_names(where, name, shard, told):
    for place, record in shard.records.items():
        if record.get("name") != name:
            yield f"{where}: {place[1]}: stands in the shard of '{name}'"
        if place in told:
            yield f"{where}: {place[1]}: stands in two shards"


def _check_union(where, told, removed, index):
    for place in sorted(told.keys() ^ index.records.keys()):
        yield f"{where}: {place[1]}: is in the shards or in {channels.RECORDS}, not in both"
    for place in sorted(told.keys() & index.records.keys()):
        if told[place] != index.records[place]:
            yield f"{where}: {place[1]}: differs in {differing(told[place], index.records[place])}"
    for name in sorted(set(removed) - set(index.removed)):
        yield f"{where}: {name}: is removed in its shard only"
