"""Rules for pages: both forms say the same, and whatever they name can be fetched."""

import gzip
import os
import posixpath
import re
import zlib
from urllib.parse import urlsplit

from tree_checker import file_rules, pages, units


def check_projects(tree, found):
    """Yields what is wrong; fills `found` with the JSON page of each project that can be read."""
    for name in units.project_names(tree):
        folder = f"{units.SIMPLE}/{name}"
        yield from _check_link(tree, folder, rf"\.\./\.pages/{re.escape(name)}\.\d+")
        forms = units.read_forms(tree, folder)
        yield from check_forms(folder, forms)
        if None in forms.values():
            continue
        try:
            page = pages.read_json_page(forms["index.v1_json"])
            offers = pages.read_html_page(forms["index.html"].decode())
        except (pages.Unreadable, KeyError, ValueError) as error:
            yield f"{folder}: unreadable: {error}"
            continue
        found[name] = page
        yield from _check_page(tree, folder, name, page, offers)


def _check_link(tree, path, shape):
    entry = tree.entries[path]
    if entry.kind != "link":
        yield f"{path}: a {entry.kind} where one link should be"
    elif not re.fullmatch(shape, entry.target):
        yield f"{path}: leads to '{entry.target}', which is no page of its own"


def check_forms(folder, forms):
    """All four files are there, and each .gz holds the very bytes of its original."""
    for form, data in forms.items():
        if data is None:
            yield f"{folder}/{form}: cannot be read"
        elif form.endswith(".gz") and forms[form[:-3]] is not None:
            yield from check_twin(f"{folder}/{form}", data, forms[form[:-3]])


def check_twin(path, packed, original):
    try:
        same = gzip.decompress(packed) == original
    except (OSError, EOFError, zlib.error) as error:
        yield f"{path}: {error}"
        return
    if not same:
        yield f"{path}: does not hold what its original holds"
    if not packed:
        yield f"{path}: is empty"
    elif packed[3] & 0x08:
        yield f"{path}: names the file it was made from"


def _check_page(tree, folder, name, page, offers):
    if page.name != name:
        yield f"{folder}: calls itself '{page.name}'"
    generation = os.path.realpath(tree.root / folder).rpartition(".")[2]
    if str(page.serial) != generation:
        yield f"{folder}: serial {page.serial}, but stands in the folder of generation {generation}"
    yield from _compare_forms(folder, page.offers, offers)
    if page.status == "quarantined" and page.offers:
        yield f"{folder}: quarantined, but offers files"
    for filename, offer in page.offers.items():
        where = f"{folder}: {filename}"
        yield from _check_file(tree, where, folder, offer, page.sizes[filename])
        if page.provenance[filename] is not None:
            yield from _check_provenance(tree, where, folder, offer, page.provenance[filename])


def _compare_forms(folder, said_in_json, said_in_html):
    for filename in sorted(said_in_json.keys() | said_in_html.keys()):
        one, other = said_in_json.get(filename), said_in_html.get(filename)
        if one is None or other is None:
            form = "JSON" if one is None else "HTML"
            yield f"{folder}: {filename}: not in the {form}"
        elif one != other:
            fields = [key for key in vars(one) if getattr(one, key) != getattr(other, key)]
            yield f"{folder}: {filename}: JSON and HTML differ in {', '.join(fields)}"


def _check_file(tree, where, folder, offer, size):
    path = file_rules.target_of(folder, offer.url)
    if path is None or posixpath.basename(path) != offer.filename:
        yield f"{where}: leads to '{offer.url}'"
        return
    digests = yield from file_rules.check_promised(tree, where, path, size, sha256=offer.sha256)
    if digests is None:
        return
    if not offer.sha256:
        yield f"{where}: promises no sha256"
    if path != f"pypi/packages/{blake2b_path(digests.blake2b)}/{offer.filename}":
        yield f"{where}: '{path}' is not where its blake2b says it belongs"
    yield from _check_metadata(tree, where, path, offer)
    if offer.signature and path + ".asc" not in tree.entries:
        yield f"{where}: dangling: its .asc is not there"


def blake2b_path(hex_digits):
    return f"{hex_digits[:2]}/{hex_digits[2:4]}/{hex_digits[4:]}"


def _check_metadata(tree, where, path, offer):
    if not offer.metadata:
        return
    entry = tree.entries.get(path + ".metadata")
    if entry is None or entry.kind != "file":
        yield f"{where}: dangling: its .metadata is not there"
    elif offer.metadata not in ("true", tree.digests(path + ".metadata").sha256):
        yield f"{where}: its .metadata has not the promised sha256"


def _check_provenance(tree, where, folder, offer, url):
    path = file_rules.target_of(folder, offer.url)
    if path is None or not urlsplit(url).path.endswith(f"/{path}.provenance"):
        yield f"{where}: provenance leads to '{url}'"
    elif path + ".provenance" not in tree.entries:
        yield f"{where}: dangling: its .provenance is not there"
