"""What lies below public/: names, kinds and bytes, read once and never changed."""

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One name below the folder. Links are not followed."""

    path: str  # below the folder, with slashes
    kind: str  # file, folder, link or other
    mode: int
    size: int
    links: int  # names this inode has
    inode: int
    mtime_ns: int
    target: str = ""  # of a link


@dataclass
class Tree:
    """All names below one folder, sorted."""

    root: Path
    entries: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)  # path -> its digests, once they were asked for

    def of_kind(self, kind):
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def open(self, path):
        return open(self.root / path, "rb")

    def read(self, path):
        with self.open(path) as file:
            return file.read()

    def digests(self, path):
        if path not in self.known:
            with self.open(path) as file:
                self.known[path] = _digests(file)
        return self.known[path]


KINDS = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}


def read_tree(root):
    return fill(Tree(Path(root)))


def fill(tree):
    for path in sorted(_names_below(tree.root)):
        facts = os.lstat(tree.root / path)
        kind = KINDS.get(stat.S_IFMT(facts.st_mode), "other")
        target = os.readlink(tree.root / path) if kind == "link" else ""
        tree.entries[path] = Entry(path, kind, stat.S_IMODE(facts.st_mode), facts.st_size,
                                   facts.st_nlink, facts.st_ino, facts.st_mtime_ns, target)
    return tree


def _names_below(root):
    for folder, folders, files in os.walk(root):  # does not follow links
        for name in folders + files:
            yield os.path.relpath(os.path.join(folder, name), root)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Digests:
    size: int
    sha256: str
    blake2b: str
    md5: str


def digests_of(path):
    with open(path, "rb") as file:
        return _digests(file)


def _digests(file):
    """Reads a file of any size once, all checksums on the way."""
    size = 0
    sums = (hashlib.sha256(), hashlib.blake2b(digest_size=32), hashlib.md5())
    while piece := file.read(1 << 20):
        size += len(piece)
        for one in sums:
            one.update(piece)
    return Digests(size, *(one.hexdigest() for one in sums))
