"""Rules for store/ and ledger.db: what is named by a checksum has it, and manifests lead somewhere."""

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tree_checker import channels, units, world


def check_store(root, tree, settled):
    store = Path(root) / "store"
    yield from _check_named_by_sum(store / "blobs" / "sha256", "blobs")
    found = sorted((store / "generations").glob("*"))
    drafts = [path for path in found if path.name.startswith(".")]
    manifests = sorted((path for path in found if path not in drafts),
                       key=lambda path: int(path.name) if path.name.isdigit() else -1)
    if settled:
        yield from _check_named_by_sum(store / "pages", "pages")
    else:
        # What was on its way to a generation that never came about goes at the next run.
        committed = _committed_generation(root)
        manifests = [path for path in manifests if path.name.isdigit() and int(path.name) <= committed]
    for path in manifests:
        yield from _check_manifest(store, path)
    if settled and manifests and manifests[-1].name.isdigit():
        yield from _check_published(manifests[-1], tree)
    if settled:
        # Partial downloads stay: they go on where they stopped.
        others = (path for path in sorted((store / "incoming").glob("*"))
                  if path.suffix not in (".part", ".etag"))
        for path in [*drafts, *others]:
            yield f"{path.relative_to(root)}: was left behind"


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
    first, *others = head.splitlines() or [""]
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
        page = store / "pages" / checksum[:2] / checksum[2:]
        if not page.is_file() or world.digests_of(page).sha256 != checksum:
            yield f"{where}: the bytes of {name} are not in store/pages"


def _check_published(manifest, tree):
    """What is served is what the newest manifest says, no more and no less."""
    try:
        promised = dict(read_manifest(manifest)[1])
    except (OSError, ValueError):
        return  # already told
    shown = {}
    has_index = units.SIMPLE in tree.entries
    for folder in ["", *units.project_names(tree)] if has_index else ():
        for form in ("index.html", "index.v1_json"):
            path = "/".join(filter(None, (units.SIMPLE, folder, form)))
            shown[path] = _checksum(tree, path)
    pages = [f"{folder}/{form}" for folder in channels.unit_folders(tree)
             for form in channels.read_forms(tree, folder)]
    for path in [*units.documents(tree), *pages]:
        if not path.endswith(".gz"):
            shown[path] = _checksum(tree, path)
    for path in sorted(shown.keys() | promised.keys()):
        if shown.get(path) != promised.get(path):
            yield f"{path}: is not what the newest generation ({manifest.name}) says"


def _checksum(tree, path):
    try:
        return world.sha256(tree.read(path))
    except OSError:
        return "missing"


def check_ledger(root, settled):
    if not (Path(root) / "ledger.db").exists():
        if settled:
            yield "ledger.db: is not there"
        return
    try:
        verdict = ask_ledger(root, "PRAGMA integrity_check")[0][0]
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict != "ok":
        yield f"ledger.db: {verdict}"


def _committed_generation(root):
    try:
        rows = ask_ledger(root, "SELECT value FROM fact WHERE name = 'generation'")
        return rows[0][0] if rows else 0
    except sqlite3.Error:
        return 0  # no tables yet, or damaged: which is told by its own rule


def ask_ledger(root, question):
    """All rows. Asks a copy: opening a database, even to read, may touch its neighbours."""
    source = Path(root) / "ledger.db"
    with tempfile.TemporaryDirectory() as folder:
        for end in ("", "-wal"):
            if Path(f"{source}{end}").exists():
                shutil.copy(f"{source}{end}", f"{folder}/ledger.db{end}")
        with closing(sqlite3.connect(f"{folder}/ledger.db")) as database:
            return database.execute(question).fetchall()
