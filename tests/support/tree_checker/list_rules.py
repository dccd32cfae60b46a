"""Rules for the list of projects and for the documents that describe the whole mirror."""

import json
import re

from tree_checker import page_rules, pages, units


def check_list(tree, projects, settled):
    """`projects`: the JSON pages by name. A switch adds pages before it lists them and removes them
    after, so only a settled tree must have nothing unlisted."""
    if units.SIMPLE not in tree.entries:
        return  # nothing was ever published, and no project can have been
    forms = units.read_forms(tree, units.SIMPLE)
    yield from page_rules.check_forms(units.SIMPLE, forms)
    yield from _check_links(tree)
    if None in forms.values():
        return
    try:
        listed, serial = pages.read_json_list(forms["index.v1_json"])
        anchors = pages.read_html_list(forms["index.html"].decode())
    except (pages.Unreadable, KeyError, ValueError) as error:
        yield f"{units.LIST}: unreadable: {error}"
        return
    if sorted(listed) != sorted(name for name, _ in anchors):
        yield f"{units.LIST}: JSON and HTML list different names"
    for name, href in anchors:
        if href.strip("/") != name:
            yield f"{units.LIST}: {name}: leads to '{href}'"
    for name in sorted(listed.keys() - projects.keys()):
        yield f"{units.LIST}: {name}: listed, but has no page"
    if settled:
        yield from _check_settled(listed, serial, projects)


def _check_links(tree):
    for form in units.FORMS:
        entry = tree.entries.get(f"{units.SIMPLE}/{form}")
        if entry and (entry.kind != "link" or entry.target != f".index/{form}"):
            yield f"{entry.path}: does not lead through .index, so that it changes on its own"
    index = tree.entries.get(f"{units.SIMPLE}/.index")
    if index is None or not re.fullmatch(r"\.\./\.pages/_list\.\d+", index.target):
        yield f"{units.SIMPLE}/.index: is not a link to a list"


def _check_settled(listed, serial, projects):
    for name in sorted(projects.keys() - listed.keys()):
        if projects[name].status != "quarantined" and projects[name].offers:
            yield f"{units.LIST}: {name}: has a page, but is not listed"
    for name in sorted(projects.keys() & listed.keys()):
        if listed[name] != projects[name].serial:
            yield (f"{units.LIST}: {name}: serial {listed[name]} here, "
                   f"{projects[name].serial} on its page")
        if serial is not None and projects[name].serial and projects[name].serial > serial:
            yield f"{units.LIST}: {name}: changed after the list"


def check_documents(tree, projects, settled):
    yield from _check_site(tree, settled)
    for name in ("catalog.json", "status.json"):
        if name not in tree.entries:
            if settled and units.is_published(tree):
                yield f"{name}: is not there"
            continue
        try:
            document = json.loads(tree.read(name))
        except (OSError, ValueError) as error:
            yield f"{name}: no JSON: {error}"
            continue
        if not isinstance(document, dict) or document.get("schema") != 1:
            yield f"{name}: no schema 1"
        elif name == "catalog.json" and settled:
            yield from _check_catalog(document, projects)
        elif name == "status.json" and settled:
            yield from _check_status(document)


def _check_site(tree, settled):
    """The catalog and the pages for people change together, by the one link they lead through. Their
    first names are made one by one."""
    for path in units.documents(tree):
        entry = tree.entries[path]
        if entry.kind != "link" or entry.target != f".site/{path}":
            yield f"{path}: does not lead through .site, so that it changes on its own"
        elif path.endswith(".gz"):
            yield from page_rules.check_twin(path, tree.read(path), tree.read(path[:-3]))
        elif settled and f"{path}.gz" not in tree.entries:
            yield f"{path}: has no .gz twin"


def _check_catalog(catalog, projects):
    if "parts" in catalog:
        return
    told = {project["name"]: project for project in catalog.get("pypi", [])}
    shown = {name for name, page in projects.items() if page.offers}
    for name in sorted(shown ^ {name for name, project in told.items() if _files(project)}):
        yield f"catalog.json: {name}: in the catalog or among the pages, not in both"
    for name in sorted(shown & told.keys()):
        if _files(told[name]) != _facts(projects[name]):
            yield f"catalog.json: {name}: other files than on its page"


def _files(project):
    return {file["filename"]: (file["size"], file["sha256"], bool(file["yanked"]))
            for version in project["versions"] for file in version["files"]}


def _facts(page):
    return {name: (page.sizes[name], offer.sha256, offer.yanked is not None)
            for name, offer in page.offers.items()}


STATUS_KEYS = {"adder", "generation", "frozen", "sections", "held", "disk", "last_sync",
               "published_at"}


def _check_status(status):
    for key in sorted(STATUS_KEYS - status.keys()):
        yield f"status.json: has no '{key}'"
