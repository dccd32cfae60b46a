"""One HTTP answer, and what conditions and ranges make of it (RFC 9110)."""

import gzip
import re
from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict = field(default_factory=dict)


def text(status, words):
    return Answer(status, f"{words}\n".encode(), {"Content-Type": "text/plain; charset=utf-8"})


def moved(path):
    return Answer(301, b"", {"Location": path})


def page(request, body, content_type, etag, serial):
    """An index page: changes often, may be compressed, is never served in ranges."""
    headers = {
        "Content-Type": content_type,
        "Cache-Control": "max-age=600, public",
        "Vary": "Accept, Accept-Encoding",
        "X-PyPI-Last-Serial": str(serial),
        "ETag": f'"{etag}"',
    }
    if "gzip" in request.get("Accept-Encoding", ""):
        body = gzip.compress(body, compresslevel=6, mtime=0)
        headers |= {"Content-Encoding": "gzip", "ETag": f'W/"{etag}"'}
    return _unless_known(request, Answer(200, body, headers))


def index_file(request, body, name, etag):
    """An index of a channel: one file that changes, and may be had in ranges."""
    is_json = name.endswith(".json")
    headers = {
        "Content-Type": "application/json" if is_json else "application/octet-stream",
        "Cache-Control": "public, max-age=60",
        "Accept-Ranges": "bytes",
        "ETag": f'"{etag}"',
    }
    return _in_range(request, _unless_known(request, Answer(200, body, headers)))


def package(request, body, etag, last_modified):
    """A file of a release: immutable, whole or in one range."""
    headers = {
        "Content-Type": "binary/octet-stream",
        "Cache-Control": "max-age=365000000, immutable, public",
        "Accept-Ranges": "bytes",
        "ETag": f'"{etag}"',
        "Last-Modified": last_modified,
    }
    return _in_range(request, _unless_known(request, Answer(200, body, headers)))


def _unless_known(request, answer):
    """304 where the client holds these very bytes. Weak comparison: the W/ does not count."""
    known = [tag.strip().removeprefix("W/") for tag in request.get("If-None-Match", "").split(",")]
    if answer.headers["ETag"].removeprefix("W/") in known or "*" in known:
        return Answer(304, b"", answer.headers)
    return answer


def _in_range(request, answer):
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", request.get("Range", ""))
    validator = request.get("If-Range")
    known = (None, answer.headers["ETag"], answer.headers.get("Last-Modified"))
    if answer.status != 200 or not asked or asked[0] == "bytes=-" or validator not in known:
        return answer
    size = len(answer.body)
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    else:
        first, last = max(size - int(asked[2]), 0), size - 1
    if first > last:
        return Answer(416, b"", {"Content-Range": f"bytes */{size}"})
    headers = answer.headers | {"Content-Range": f"bytes {first}-{last}/{size}"}
    return Answer(206, answer.body[first : last + 1], headers)
