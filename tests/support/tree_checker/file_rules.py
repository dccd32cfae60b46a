"""Rules for a file that some page promises: it is there, and it is what was promised."""

import posixpath
from urllib.parse import unquote, urlsplit


def target_of(folder, url):
    """The path below public/ that a client would ask for, or None when it would leave the mirror."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    return None if path.startswith("..") else path


def check_promised(tree, where, path, size, **sums):
    """Yields what is wrong; returns the digests, or None where there is nothing to have some."""
    entry = tree.entries.get(path)
    if entry is None or entry.kind != "file":
        yield f"{where}: dangling: '{path}' is not there"
        return None
    try:
        digests = tree.digests(path)
    except OSError as error:
        yield f"{where}: cannot be fetched: {error}"
        return None
    if size is not None and digests.size != size:
        yield f"{where}: {digests.size} bytes, promised were {size}"
    for name, promised in sums.items():
        found = getattr(digests, name)
        if promised and found != promised:
            yield f"{where}: {name} {found}, promised was {promised}"
    return digests
