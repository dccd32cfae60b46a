"""Reads msgpack, as shards and their index have it: one value, and nothing after it."""

import struct

from tree_checker.pages import Unreadable

DEEPEST = 64
NUMBERS = {0xca: ">f", 0xcb: ">d", 0xcc: ">B", 0xcd: ">H", 0xce: ">I", 0xcf: ">Q",
           0xd0: ">b", 0xd1: ">h", 0xd2: ">i", 0xd3: ">q"}
CONSTANTS = {0xc0: None, 0xc2: False, 0xc3: True}
# First byte -> how wide the count is, and of what it is.
COUNTED = {0xc4: (">B", "bin"), 0xc5: (">H", "bin"), 0xc6: (">I", "bin"),
           0xd9: (">B", "text"), 0xda: (">H", "text"), 0xdb: (">I", "text"),
           0xdc: (">H", "array"), 0xdd: (">I", "array"),
           0xde: (">H", "map"), 0xdf: (">I", "map")}


def read(data):
    """bin becomes bytes, text becomes str; a key that stands twice in one map is an error."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise Unreadable(f"{len(data) - reader.at} bytes after the msgpack")
    return value


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def _take(self, size):
        piece = self.data[self.at:self.at + size]
        if len(piece) != size:
            raise Unreadable("the msgpack is cut short")
        self.at += size
        return piece

    def _number(self, shape):
        return struct.unpack(shape, self._take(struct.calcsize(shape)))[0]

    def value(self, depth):
        if depth > DEEPEST:
            raise Unreadable("the msgpack is nested too deep")
        first = self._number(">B")
        if first < 0x80:
            return first
        if first >= 0xe0:
            return first - 0x100
        if first in CONSTANTS:
            return CONSTANTS[first]
        if first in NUMBERS:
            return self._number(NUMBERS[first])
        kind, count = self._counted(first)
        if kind == "bin":
            return self._take(count)
        if kind == "text":
            return self._text(count)
        if kind == "array":
            return [self.value(depth + 1) for _ in range(count)]
        return self._map(count, depth)

    def _counted(self, first):
        if first < 0x90:
            return "map", first & 0x0f
        if first < 0xa0:
            return "array", first & 0x0f
        if first < 0xc0:
            return "text", first & 0x1f
        if first not in COUNTED:
            raise Unreadable(f"byte {first:#04x} begins no value that a shard may have")
        shape, kind = COUNTED[first]
        return kind, self._number(shape)

    def _text(self, size):
        try:
            return self._take(size).decode()
        except UnicodeDecodeError as error:
            raise Unreadable(f"no UTF-8: {error}") from None

    def _map(self, count, depth):
        found = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if not isinstance(key, str):
                raise Unreadable("a key is no text")
            if key in found:
                raise Unreadable(f"'{key}' stands twice")
            found[key] = self.value(depth + 1)
        return found
