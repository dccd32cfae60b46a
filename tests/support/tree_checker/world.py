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

    def of_kind(self, kind):
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def read(self, path):
        return (self.root / path).read_bytes()


KINDS = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}


def read_tree(root):
    tree = Tree(Path(root))
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


def digests_of(path):
    """Reads a file of any size once, both checksums on the way."""
    first, second, size = hashlib.sha256(), hashlib.blake2b(digest_size=32), 0
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            first.update(piece)
            second.update(piece)
            size += len(piece)
    return Digests(size, first.hexdigest(), second.hexdigest())
