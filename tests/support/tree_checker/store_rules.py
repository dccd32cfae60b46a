"""Rules for store/ and ledger.db: what is named by a checksum has it, and manifests lead somewhere."""

import re
import shutil
import sqlite3
import tempfile
from pathlib import Path

from tree_checker import units, world


def check_store(root, tree, settled):
    store = Path(root) / "store"
    yield from _check_named_by_sum(store / "blobs" / "sha256", "blobs")
    yield from _check_named_by_sum(store / "pages", "pages")
    manifests = sorted((store / "generations").glob("*"),
                       key=lambda path: int(path.name) if path.name.isdigit() else -1)
    for path in manifests:
        yield from _check_manifest(store, path)
    if settled and manifests and manifests[-1].name.isdigit():
        yield from _check_published(manifests[-1], tree)
    if settled:
        for path in sorted((store / "incoming").glob("*")):
            yield f"store/incoming/{path.name}: was left behind"


def _check_named_by_sum(folder, kind):
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        name = "".join(path.relative_to(folder).parts)
        if not re.fullmatch(r"[0-9a-f]{64}", name):
            yield f"store/{kind}: '{path.relative_to(folder)}' is no checksum"
            continue
        if world.digests_of(path).sha256 != name:
            yield f"store/{kind}: {name}: holds other bytes than its name says"
        if kind == "blobs" and path.stat().st_mode & 0o222:
            yield f"store/{kind}: {name}: can be written to"


def read_manifest(path):
    """The headers and the lines `<sha256>  <path below public>` as pairs, in their order."""
    head, _, body = path.read_text().partition("\n\n")
    first, *others = head.splitlines()
    if first != "adder generation 1":
        raise ValueError(f"starts with '{first}'")
    if body and not body.endswith("\n"):
        raise ValueError("is cut short")
    pairs = []
    for line in body.splitlines():
        match = re.fullmatch(r"([0-9a-f]{64})  (\S.*)", line)
        if not match:
            raise ValueError(f"line '{line}'")
        pairs.append((match[2], match[1]))
    return dict(line.split(" ", 1) for line in others), pairs


def _check_manifest(store, path):
    where = f"store/generations/{path.name}"
    try:
        headers, pairs = read_manifest(path)
    except (OSError, ValueError) as error:
        yield f"{where}: {error}"
        return
    if headers.get("number") != path.name:
        yield f"{where}: says it is number {headers.get('number')}"
    if [name for name, _ in pairs] != sorted({name for name, _ in pairs}):
        yield f"{where}: its lines are not sorted, or one stands twice"
    for name, checksum in pairs:
        if not (store / "pages" / checksum[:2] / checksum[2:]).is_file():
            yield f"{where}: the bytes of {name} are not in store/pages"


def _check_published(manifest, tree):
    """What is served is what the newest manifest says, no more and no less."""
    try:
        promised = dict(read_manifest(manifest)[1])
    except (OSError, ValueError):
        return  # already told
    shown = {}
    for folder in ["", *units.project_names(tree)]:
        for form in ("index.html", "index.v1_json"):
            path = "/".join(filter(None, (units.SIMPLE, folder, form)))
            shown[path] = _checksum(tree, path)
    pypi = {path: checksum for path, checksum in promised.items() if path.startswith("pypi/")}
    for path in sorted(shown.keys() | pypi.keys()):
        if shown.get(path) != pypi.get(path):
            yield f"{path}: is not what the newest generation ({manifest.name}) says"


def _checksum(tree, path):
    try:
        return world.sha256(tree.read(path))
    except OSError:
        return "missing"


def check_ledger(root):
    """Looks at a copy: opening a database, even to read, may touch its neighbours."""
    source = Path(root) / "ledger.db"
    if not source.exists():
        yield "ledger.db: is not there"
        return
    with tempfile.TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            if Path(f"{source}{end}").exists():
                shutil.copy(f"{source}{end}", f"{folder}/ledger.db{end}")
        try:
            database = sqlite3.connect(f"{folder}/ledger.db")
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
            database.close()
        except sqlite3.Error as error:
            verdict = str(error)
        if verdict != "ok":
            yield f"ledger.db: {verdict}"
