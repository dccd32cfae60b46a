"""Writes the index of a subdir in shards (CEP 16), without any code of adder's.

One file for each name, called by the checksum of its packed bytes, and one that says which name has which.
"""

import hashlib
import struct
from collections import defaultdict

from conda_package import packed


def write_shards(folder, subdir, records):
    """`records` are pairs (file name, record)."""
    shards = defaultdict(lambda: {"packages": {}, "packages.conda": {}, "removed": []})
    for name, record in records:
        raw = {key: bytes.fromhex(record[key]) for key in ("md5", "sha256")}
        shards[record["name"]]["packages.conda"][name] = {**record, **raw}
    (folder / "shards").mkdir()
    called = {}
    for name, shard in sorted(shards.items()):
        body = packed(msgpack(shard))
        called[name] = hashlib.sha256(body).digest()
        (folder / "shards" / f"{called[name].hex()}.msgpack.zst").write_bytes(body)
    index = {"version": 1, "shards": called,
             "info": {"base_url": "", "shards_base_url": "./shards/", "subdir": subdir}}
    (folder / "repodata_shards.msgpack.zst").write_bytes(packed(msgpack(index)))


def msgpack(value):
    pieces = []
    _write(value, pieces.append)
    return b"".join(pieces)


def _write(value, out):
    if isinstance(value, dict):
        out(_head(len(value), 0x80, 16, None, 0xDE, 0xDF))
        for key, held in value.items():
            _write(key, out)
            _write(held, out)
    elif isinstance(value, list):
        out(_head(len(value), 0x90, 16, None, 0xDC, 0xDD))
        for held in value:
            _write(held, out)
    elif isinstance(value, str):
        text = value.encode()
        out(_head(len(text), 0xA0, 32, 0xD9, 0xDA, 0xDB) + text)
    elif isinstance(value, bytes):
        out(_head(len(value), None, 0, 0xC4, 0xC5, 0xC6) + value)
    elif isinstance(value, int):
        out(bytes([value]) if 0 <= value < 128 else b"\xcf" + struct.pack(">Q", value))
    else:
        raise TypeError(f"{value!r} is not in any index")


def _head(length, short, below, byte, two_bytes, four_bytes):
    if length < below:
        return bytes([short | length])
    if byte and length < 1 << 8:
        return bytes([byte, length])
    if length < 1 << 16:
        return struct.pack(">BH", two_bytes, length)
    return struct.pack(">BI", four_bytes, length)
