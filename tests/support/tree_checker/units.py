"""Finds the units of change in public/: projects, their list, subdirs, channels, plain documents.

A unit is what a client must never see half of: the bytes of its files, reached the way a web
server reaches them, through the links.
"""

import os

from tree_checker import channels, world

SIMPLE = "pypi/simple"
FORMS = ("index.html", "index.html.gz", "index.v1_json", "index.v1_json.gz")
LIST = "list of projects"
SITE = "site"
OF_THE_RUN = ("status.json", "metrics.prom")  # tell of the last run too: no two are the same


def project_names(tree):
    """Every name below simple/ that a client could ask for."""
    prefix = SIMPLE + "/"
    below = (path[len(prefix):] for path in tree.entries if path.startswith(prefix))
    return sorted(name for name in below
                  if "/" not in name and not name.startswith(".") and name not in FORMS)


def is_published(tree):
    """Whether anything ever was: the documents that describe the mirror come with the first unit."""
    return SIMPLE in tree.entries or bool(channels.unit_folders(tree))


def read_forms(tree, folder):
    """The bytes of the four files of a page, or None for each that cannot be read."""
    return {form: _read(tree, f"{folder}/{form}") for form in FORMS}


def _read(tree, path):
    try:
        return tree.read(path)
    except OSError:
        return None


def documents(tree):
    """Names at the top of public/ that belong to a generation: the catalog, the pages for people."""
    return [entry.path for entry in tree.entries.values()
            if "/" not in entry.path and entry.kind in ("file", "link")
            and not entry.path.startswith(".") and entry.path not in OF_THE_RUN]


def read_units(tree):
    """What each unit holds, in a form that can be compared: name -> file -> checksum."""
    units = {}
    for name in project_names(tree):
        units[f"project {name}"] = _checksums(read_forms(tree, f"{SIMPLE}/{name}"))
    if os.path.lexists(tree.root / SIMPLE / "index.html"):
        units[LIST] = _checksums(read_forms(tree, SIMPLE))
    if shown := documents(tree):
        units[SITE] = _checksums({path: _read(tree, path) for path in shown})
    for folder in channels.unit_folders(tree):
        if forms := channels.read_forms(tree, folder):
            units[folder] = _checksums(forms)
    return units


def _checksums(forms):
    return {form: world.sha256(data) if data is not None else "missing"
            for form, data in forms.items()}
