"""What is done to files when a mirror is damaged by hand."""

import bz2
import gzip
import json
import os

from packing import zst  # the demo upstream's

PACKERS = {".gz": lambda data: gzip.compress(data, mtime=0), ".zst": zst, ".bz2": bz2.compress}


def rewrite(path, change):
    """Replaces the file, so that nothing else that shares its bytes changes with it."""
    data = change(path.read_bytes())
    path.unlink()
    path.write_bytes(data)


def edit_json(path, change):
    """What is packed of it follows."""
    def edited(data):
        value = json.loads(data)
        change(value)
        return json.dumps(value).encode()
    rewrite(path, edited)
    for end, pack in PACKERS.items():
        packed = path.with_name(path.name + end)
        if packed.exists():
            rewrite(packed, lambda _, pack=pack: pack(path.read_bytes()))


def relink(path, target):
    path.unlink()
    os.symlink(target, path)


def cut_short(path):
    """The bytes, under all of their names."""
    path.chmod(0o644)
    os.truncate(path, 100)
    path.chmod(0o444)
