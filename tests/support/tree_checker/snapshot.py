"""Writes down what a mirror holds, and compares what was written down."""

import os
from pathlib import Path

from tree_checker import channels, units, world

FOLDERS = ("public", "store/blobs", "store/incoming", "store/pages", "store/generations")


def take(root):
    """Units of change, and every name below the folders that must come out the same."""
    root = Path(root)
    names = {}
    for folder in FOLDERS:
        for entry in world.read_tree(root / folder).entries.values():
            names[f"{folder}/{entry.path}"] = _facts(root / folder / entry.path, entry)
    tree = world.read_tree(root / "public")
    return {"schema": 1, "units": units.read_units(tree), "names": names,
            "removed": sorted(_removed(tree))}


def _removed(tree):
    """Files that a channel's index calls removed: those that were here must stay fetchable."""
    for folder in channels.subdirs(tree):
        try:
            text = tree.read(f"{folder}/{channels.RECORDS}")
            names = channels.read_index(text).removed
        except (OSError, channels.Unreadable):
            continue
        yield from (f"public/{folder}/{name}" for name in names)


def lost(old, new):
    """What `new` calls removed, had in `old`, and has no longer."""
    return [f"{path}: was here when upstream removed it, and is gone" for path in new["removed"]
            if path in old["names"] and path not in new["names"]]


def _facts(path, entry):
    facts = {"kind": entry.kind}
    if entry.kind == "link":
        facts["target"] = entry.target
    if entry.kind == "file":
        digests = world.digests_of(path)
        facts |= {"mode": f"{entry.mode:04o}", "size": digests.size, "sha256": digests.sha256}
        name = os.path.basename(path)
        if name.startswith("index.") or "/simple/" in entry.path or name in channels.ALL_FORMS:
            facts["mtime"] = entry.mtime_ns // 1_000_000_000
    return facts


def differences(one, other, ignoring=()):
    """Whole trees: every name, kind, mode, target and byte. A line for each that differs."""
    names = one["names"].keys() | other["names"].keys()
    for name in sorted(names - {f"public/{name}" for name in units.OF_THE_RUN}):
        before, after = one["names"].get(name), other["names"].get(name)
        if before == after:
            continue
        if before is None or after is None:
            yield f"{name}: only in the {'second' if before is None else 'first'}"
        else:
            keys = sorted(key for key in (before.keys() | after.keys()) - set(ignoring)
                          if before.get(key) != after.get(key))
            if keys:
                told = ", ".join(f"{key} {before.get(key)} / {after.get(key)}" for key in keys)
                yield f"{name}: {told}"


def between(old, new, seen):
    """For each unit of `seen` whether it is of the old generation, the new one, both or neither.

    A unit that is absent counts as a state too: a project may come or go.
    """
    verdicts = {}
    for name in sorted(old["units"].keys() | new["units"].keys() | seen["units"].keys()):
        state, before, after = (world["units"].get(name) for world in (seen, old, new))
        if name == units.SITE and state is not None:
            # Names that it had not before are made one by one: what is there must be right.
            after = {path: told for path, told in (after or {}).items() if path in state}
        is_old, is_new = state == before, state == after
        verdicts[name] = ("same" if is_old and is_new else "old" if is_old else
                          "new" if is_new else "neither")
    return verdicts
