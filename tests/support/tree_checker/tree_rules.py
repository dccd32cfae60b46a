"""Rules for the folder itself: links, hard links, twins, package paths, and what must not be told."""

import gzip
import os
import posixpath
import re

from tree_checker import page_rules, world

PACKAGES = "pypi/packages/"
SIDES = (".metadata", ".provenance")


def check_links(tree):
    """No link leaves public/, none dangles."""
    top = os.path.realpath(tree.root)
    for entry in tree.of_kind("link"):
        real = os.path.realpath(tree.root / entry.path)
        if entry.target.startswith("/"):
            yield f"{entry.path}: is an absolute link"
        elif not (real + "/").startswith(top + "/"):
            yield f"{entry.path}: leaves public/ to '{entry.target}'"
        elif not os.path.exists(real):
            yield f"{entry.path}: dangles: '{entry.target}' is not there"


def check_kinds(tree):
    for entry in tree.of_kind("other"):
        yield f"{entry.path}: is neither file nor folder nor link"
    for entry in tree.of_kind("file"):
        if entry.links > 1 and not entry.path.startswith(PACKAGES):
            yield f"{entry.path}: is a hard link, and would change with its other name"
        is_draft = posixpath.basename(entry.path).startswith(".")
        if not is_draft and not entry.mode & 0o444 == 0o444:
            yield f"{entry.path}: mode {entry.mode:04o}: a web server cannot read it"
    for entry in tree.of_kind("folder"):
        if not entry.mode & 0o555 == 0o555:
            yield f"{entry.path}: mode {entry.mode:04o}: a web server cannot enter it"


def check_packages(tree, settled):
    """Each package lies where its blake2b says, also those that no page names any more."""
    for entry in tree.of_kind("file"):
        if not entry.path.startswith(PACKAGES) or posixpath.basename(entry.path).startswith("."):
            continue
        owner = _owner(tree, entry.path)
        if owner is not None:
            if settled and owner not in tree.entries:
                yield f"{entry.path}: is there without its package"
            continue
        digits = world.digests_of(tree.root / entry.path).blake2b
        if posixpath.dirname(entry.path) != PACKAGES + page_rules.blake2b_path(digits):
            yield f"{entry.path}: holds other bytes than its place says: blake2b {digits}"


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
        if posixpath.basename(path).startswith(".") and path not in allowed:
            yield f"{path}: was left behind"


def check_secrets(tree, private):
    """Nothing that is served tells where on this machine the mirror lies."""
    words = [word.encode() for word in private if word]
    for entry in tree.of_kind("file"):
        if entry.path.startswith(PACKAGES):
            continue
        data = tree.read(entry.path)
        if entry.path.endswith(".gz"):
            data = _unpacked(data)
        for word in words:
            if word in data:
                yield f"{entry.path}: tells '{word.decode()}'"


def _unpacked(data):
    try:
        return gzip.decompress(data)
    except (OSError, EOFError):
        return data
