"""Rules for the folder itself: links, hard links, twins, package paths, and what must not be told."""

import os
import posixpath
import re

from tree_checker import channels, page_rules, packed
from tree_checker.pages import Unreadable

PACKAGES = "pypi/packages/"
SIDES = (".metadata", ".asc", ".provenance")
INDEXES = (".index", ".indexes")  # of a channel or a subdir


def check_links(tree, settled):
    """No link leaves public/; none dangles, but for a channel's fixed ones while it is switched."""
    top = os.path.realpath(tree.root)
    for entry in tree.of_kind("link"):
        real = os.path.realpath(tree.root / entry.path)
        if entry.target.startswith("/"):
            yield f"{entry.path}: is an absolute link"
        elif not (real + "/").startswith(top + "/"):
            yield f"{entry.path}: leaves public/ to '{entry.target}'"
        elif not os.path.exists(real) and (settled or not channels.is_outlet(entry)):
            yield f"{entry.path}: dangles: '{entry.target}' is not there"


def check_kinds(tree):
    for entry in tree.of_kind("other"):
        yield f"{entry.path}: is neither file nor folder nor link"
    for entry in tree.of_kind("file"):
        if entry.links > 1 and not is_package(entry.path):
            yield f"{entry.path}: is a hard link, and would change with its other name"
        is_draft = posixpath.basename(entry.path).startswith(".")
        if not is_draft and not entry.mode & 0o444 == 0o444:
            yield f"{entry.path}: mode {entry.mode:04o}: a web server cannot read it"
    for entry in tree.of_kind("folder"):
        if not entry.mode & 0o555 == 0o555:
            yield f"{entry.path}: mode {entry.mode:04o}: a web server cannot enter it"


def is_package(path):
    """Its bytes are for ever those of a blob."""
    return path.startswith(PACKAGES) or channels.is_package(path)


def check_packages(tree, settled):
    """Each package lies where its checksum says, also those that no page names any more."""
    yield from _check_shards(tree)
    for entry in tree.of_kind("file"):
        if not entry.path.startswith(PACKAGES) or posixpath.basename(entry.path).startswith("."):
            continue
        owner = _owner(tree, entry.path)
        if owner is not None:
            if settled and owner not in tree.entries:
                yield f"{entry.path}: is there without its package"
            continue
        digits = tree.digests(entry.path).blake2b
        if posixpath.dirname(entry.path) != PACKAGES + page_rules.blake2b_path(digits):
            yield f"{entry.path}: holds other bytes than its place says: blake2b {digits}"


def _check_shards(tree):
    for entry in tree.of_kind("file"):
        folder, name = posixpath.split(entry.path)
        if not channels.is_package(entry.path) or not folder.endswith("/shards"):
            continue
        if name != f"{tree.digests(entry.path).sha256}.msgpack.zst":
            yield f"{entry.path}: holds other bytes than its name says"


def _owner(tree, path):
    for side in SIDES:
        if path.endswith(side):
            return path[:-len(side)]
    return None


def check_page_folders(tree):
    """Page folders are made whole before a link names them; nothing else lies among them."""
    for entry in tree.entries.values():
        parts = entry.path.split("/")
        if parts[:2] != ["pypi", ".pages"] or len(parts) != 3:
            continue
        if entry.kind != "folder" or not re.fullmatch(r".+\.\d+", parts[2]):
            yield f"{entry.path}: is no folder of a page"
            continue
        forms = {posixpath.basename(path) for path in tree.entries
                 if posixpath.dirname(path) == entry.path}
        if forms != {"index.html", "index.html.gz", "index.v1_json", "index.v1_json.gz"}:
            yield f"{entry.path}: holds {', '.join(sorted(forms)) or 'nothing'}"


def check_drafts(tree):
    """What a finished run leaves behind has a proper name."""
    allowed = {"pypi/.pages", "pypi/simple/.index", ".site", ".sites"}
    for path in tree.entries:
        is_index = path.startswith(channels.TOP) and posixpath.basename(path) in INDEXES
        if posixpath.basename(path).startswith(".") and path not in allowed and not is_index:
            yield f"{path}: was left behind"


def check_secrets(tree, private):
    """Nothing that is served tells where on this machine the mirror lies."""
    words = [word.encode() for word in private if word]
    for entry in tree.of_kind("file"):
        if is_package(entry.path) and not entry.path.endswith(".msgpack.zst"):
            continue
        data = _unpacked(entry.path, tree.read(entry.path))
        for word in words:
            if word in data:
                yield f"{entry.path}: tells '{word.decode()}'"


def _unpacked(path, data):
    try:
        return packed.unpacked(path, data)
    except Unreadable:
        return data
