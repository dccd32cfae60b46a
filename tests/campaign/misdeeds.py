"""What a server may do to an answer. Each is a function of the handler and of the honest answer."""

import gzip
import re
import time
import zlib
from dataclasses import replace


def honest(handler, answer):
    handler.send(answer)


def status(code, **headers):
    """This status in place of the answer, with these headers (Retry_After=1)."""
    told = {name.replace("_", "-"): str(value) for name, value in headers.items()}

    def misdeed(handler, answer):
        handler.send(replace(answer, status=code, body=b"sorry\n", headers=told))
    return misdeed


def times(count, misdeed):
    """The first `count` answers; all later ones are honest."""
    left = [count]

    def sometimes(handler, answer):
        left[0] -= 1
        (misdeed if left[0] >= 0 else honest)(handler, answer)
    return sometimes


def slow_drip(handler, answer):
    """A byte now and then, for as long as anybody listens."""
    handler.send(replace(answer, body=b""), length=len(answer.body))
    for byte in answer.body:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(0.2)


def length(difference):
    """A Content-Length that is wrong by so much, over the whole body."""
    return lambda handler, answer: handler.send(answer, len(answer.body) + difference)


def no_length(handler, answer):
    handler.send(answer, length="")


def cut_after(size):
    """The connection breaks in the middle of the body, whatever range was asked for."""
    def misdeed(handler, answer):
        handler.send(replace(answer, body=answer.body[:size]), len(answer.body))
    return misdeed


def ignoring_ranges(misdeed):
    def whole(handler, answer):
        for name in ("Range", "If-Range"):
            del handler.headers[name]
        path = handler.path.partition("?")[0]
        misdeed(handler, handler.server.respond(handler.command, path, handler.headers, b""))
    return whole


def longer(handler, answer):
    handler.send(replace(answer, body=answer.body + b"and more" * 1000))


def flipped(handler, answer):
    middle = len(answer.body) // 2
    body = bytearray(answer.body)
    body[middle] ^= 1
    handler.send(replace(answer, body=bytes(body)))


def gzip_bomb(size):
    """A thousandth of `size` on the wire. One stream: after a full flush a block may be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    packer.compress(b"\0" * (1 << 20))
    head = packer.flush(zlib.Z_FULL_FLUSH)
    packer.compress(b"\0" * (1 << 20))
    packed = head + packer.flush(zlib.Z_FULL_FLUSH) * (size >> 20)

    def misdeed(handler, answer):
        headers = answer.headers | {"Content-Encoding": "gzip"}
        handler.send(replace(answer, body=packed, headers=headers))
    return misdeed


def redirect(target):
    return status(302, Location=target)


def redirect_to_itself(handler, answer):
    redirect(handler.path)(handler, answer)


def redirect_back_and_forth(handler, answer):
    path, _, number = handler.path.partition("?")
    redirect(f"{path}?{int(number or 0) + 1}")(handler, answer)


def body(data, kind="application/vnd.pypi.simple.v1+json"):
    def misdeed(handler, answer):
        headers = {name: value for name, value in answer.headers.items()
                   if name not in ("Content-Encoding", "ETag")}
        handler.send(replace(answer, status=200, body=data, headers=headers | {"Content-Type": kind}))
    return misdeed


def edited(change):
    """A page whose bytes went through `change`; unpacked before, whatever was asked for."""
    def misdeed(handler, answer):
        plain = answer.body
        if answer.headers.get("Content-Encoding") == "gzip":
            plain = gzip.decompress(plain)
        headers = {name: value for name, value in answer.headers.items()
                   if name not in ("Content-Encoding", "ETag")}
        handler.send(replace(answer, body=change(plain), headers=headers))
    return misdeed


def old_serial(serial):
    """The page as a CDN may have kept it: whole, but of long ago."""
    def aged(page):
        return re.sub(rb'"_last-serial":\d+', b'"_last-serial":%d' % serial, page)

    def misdeed(handler, answer):
        headers = answer.headers | {"X-PyPI-Last-Serial": str(serial)}
        edited(aged)(handler, replace(answer, headers=headers))
    return misdeed


def endless(head, piece, size):
    """A document that goes on and on: so many bytes, without a length."""
    def misdeed(handler, answer):
        headers = {name: value for name, value in answer.headers.items()
                   if name not in ("Content-Encoding", "ETag")}
        handler.send(replace(answer, body=head, headers=headers), length="")
        block = piece * max(1, (1 << 16) // len(piece))
        for _ in range(size // len(block)):
            handler.wfile.write(block)
    return misdeed
