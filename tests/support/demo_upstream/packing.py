"""zstd frames and msgpack as far as a channel needs them, written out by hand.

Nothing is compressed: a frame of raw blocks is a frame like any other, and the same everywhere.
"""

import struct

_BLOCK = 128 << 10  # the longest that a frame may have
_MAGIC = b"\x28\xb5\x2f\xfd"
_ONE_SEGMENT_AND_ITS_SIZE = b"\xa0"


def zst(data):
    pieces = [data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK)] or [b""]
    blocks = [_block(piece) for piece in pieces[:-1]] + [_block(pieces[-1], is_last=True)]
    return _MAGIC + _ONE_SEGMENT_AND_ITS_SIZE + struct.pack("<I", len(data)) + b"".join(blocks)


def _block(piece, is_last=False):
    return struct.pack("<I", is_last | len(piece) << 3)[:3] + piece


def msgpack(value):
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return struct.pack(">Bd", 0xCB, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(len(data), 0xA0, 32, (0xD9, 0xDA, 0xDB)) + data
    if isinstance(value, bytes):
        return _head(len(value), 0, 0, (0xC4, 0xC5, 0xC6)) + value
    if isinstance(value, dict):
        members = b"".join(msgpack(key) + msgpack(each) for key, each in value.items())
        return _head(len(value), 0x80, 16, (None, 0xDE, 0xDF)) + members
    return _head(len(value), 0x90, 16, (None, 0xDC, 0xDD)) + b"".join(map(msgpack, value))


def _whole(value):
    if -32 <= value < 128:
        return struct.pack("b", value) if value < 0 else bytes([value])
    return struct.pack(">Bq", 0xD3, value) if value < 0 else struct.pack(">BQ", 0xCF, value)


def _head(count, fixed, fixed_below, kinds):
    """What stands before so many bytes or members: one byte for few of them, else a kind and a count."""
    if count < fixed_below:
        return bytes([fixed | count])
    for kind, shape in zip(kinds, (">BB", ">BH", ">BI")):
        if kind is not None and count < 1 << 8 * (struct.calcsize(shape) - 1):
            return struct.pack(shape, kind, count)
    raise ValueError(f"{count} are too many")
