"""Blobs and pages of a mirror made by hand: bytes under their checksums."""

import gzip
import hashlib


def blob(root, data):
    """Its path in the store, to be linked to where it is served."""
    digits = hashlib.sha256(data).hexdigest()
    path = root / "store/blobs/sha256" / digits[:2] / digits[2:]
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_bytes(data)
        path.chmod(0o444)
    return path


def page(root, folder, form, data):
    """Written where it is served and into the store, with its twin. The checksum."""
    digits = hashlib.sha256(data).hexdigest()
    stored = root / "store/pages" / digits[:2] / digits[2:]
    stored.parent.mkdir(exist_ok=True)
    stored.write_bytes(data)
    (folder / form).write_bytes(data)
    if not form.endswith((".zst", ".bz2")):
        (folder / f"{form}.gz").write_bytes(gzip.compress(data, mtime=0))
    return digits


def manifest(root, number, pages):
    """`pages`: path below public/ -> checksum."""
    lines = [f"{checksum}  {path}\n" for path, checksum in sorted(pages.items())]
    (root / f"store/generations/{number}").write_text(
        f"adder generation 1\nnumber {number}\nmade 2026-01-01T00:00:00Z\ncause sync\n\n"
        + "".join(lines))
