"""Unpacks .gz, .bz2 and .zst. Python cannot do the last, so libzstd does, which Debian itself needs."""

import bz2
import ctypes
import functools
import gzip
import zlib

from tree_checker.pages import Unreadable

ROOM = 128 << 10


def unpacked(name, data):
    """What the file of this name holds; its own bytes where it is not packed."""
    unpack = next((unpack for end, unpack in PACKED.items() if name.endswith(end)), bytes)
    try:
        return unpack(data)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise Unreadable(str(error)) from None


class _Buffer(ctypes.Structure):
    _fields_ = [("start", ctypes.c_void_p), ("size", ctypes.c_size_t), ("used", ctypes.c_size_t)]


@functools.cache
def _libzstd():
    library = ctypes.CDLL("libzstd.so.1")
    library.ZSTD_createDStream.restype = ctypes.c_void_p
    library.ZSTD_freeDStream.argtypes = [ctypes.c_void_p]
    library.ZSTD_decompressStream.argtypes = [ctypes.c_void_p] + 2 * [ctypes.POINTER(_Buffer)]
    library.ZSTD_decompressStream.restype = ctypes.c_size_t
    library.ZSTD_isError.argtypes = library.ZSTD_getErrorName.argtypes = [ctypes.c_size_t]
    library.ZSTD_getErrorName.restype = ctypes.c_char_p
    return library


def _unzst(data):
    stream = _libzstd().ZSTD_createDStream()
    try:
        return b"".join(_pieces(_libzstd(), stream, data))
    finally:
        _libzstd().ZSTD_freeDStream(stream)


def _pieces(library, stream, data):
    packed = _Buffer(ctypes.cast(data, ctypes.c_void_p), len(data), 0)
    room = ctypes.create_string_buffer(ROOM)
    left, is_full = 1, False  # 0 left: a frame is over, and nothing of it is still to come
    while packed.used < packed.size or (left and is_full):
        piece = _Buffer(ctypes.cast(room, ctypes.c_void_p), ROOM, 0)
        left = library.ZSTD_decompressStream(stream, ctypes.byref(piece), ctypes.byref(packed))
        if library.ZSTD_isError(left):
            raise ValueError(library.ZSTD_getErrorName(left).decode())
        is_full = piece.used == piece.size
        yield room.raw[:piece.used]
    if left:
        raise ValueError("ends in the middle of a frame")


PACKED = {".gz": gzip.decompress, ".bz2": bz2.decompress, ".zst": _unzst}
