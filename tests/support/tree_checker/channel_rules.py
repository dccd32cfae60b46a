"""Rules for channels: the index files of a subdir change together, and all of them say the same."""

import json
import posixpath
import re

from tree_checker import channels, page_rules, record_rules, shard_rules
from tree_checker.packed import unpacked
from tree_checker.pages import Unreadable, read_object


def check_channels(tree, found, settled):
    """Yields what is wrong; fills `found` with the index of each subdir that can be read."""
    for folder in channels.unit_folders(tree):
        yield from _check_links(tree, folder)
        forms = channels.read_forms(tree, folder)
        if not forms and not settled:
            continue  # on its way in or out: no client sees anything of it
        yield from _check_forms(tree, folder, forms)
        if not channels.is_channel(tree, folder):
            yield from _check_subdir(tree, folder, forms, found)
    for channel in channels.channels(tree):
        if settled and f"{channel}/noarch" not in found:
            yield f"{channel}: has no noarch/repodata.json, without which no client takes the rest"
        yield from _check_documents(tree, channel, found, settled)


def _check_links(tree, folder):
    index = tree.entries.get(f"{folder}/.index")
    if index and (index.kind != "link" or not re.fullmatch(r"\.indexes/\d+", index.target)):
        yield f"{folder}/.index: is not a link to index files of a generation"
    for entry in _names_in(tree, folder):
        is_form = posixpath.basename(entry.path) in channels.ALL_FORMS
        if is_form and (entry.kind != "link" or not channels.is_outlet(entry)):
            yield f"{entry.path}: does not lead through .index, so that it changes on its own"
    for entry in _names_in(tree, f"{folder}/{index.target}") if index else ():
        name = posixpath.basename(entry.path)
        if not name.startswith(".") and f"{folder}/{name}" not in tree.entries:
            yield f"{entry.path}: has no name under which a client could ask for it"


def _names_in(tree, folder):
    return [entry for entry in tree.entries.values() if posixpath.dirname(entry.path) == folder]


def _check_forms(tree, folder, forms):
    """All files are there, and what is packed holds the very bytes of its original."""
    for form in channels.forms_of(tree, folder)[0]:
        if form not in forms:
            yield f"{folder}/{form}: cannot be read"
    for form, data in forms.items():
        original, end = posixpath.splitext(form)
        if original not in forms:
            continue
        if end == ".gz":
            yield from page_rules.check_twin(f"{folder}/{form}", data, forms[original])
            continue
        try:
            same = unpacked(form, data) == forms[original]
        except Unreadable as error:
            yield f"{folder}/{form}: {error}"
            continue
        if not same:
            yield f"{folder}/{form}: does not hold what {original} holds"


def _check_subdir(tree, folder, forms, found):
    """Each index file that can be read, against what repodata.json says."""
    try:
        index = channels.read_index(forms[channels.RECORDS])
    except KeyError:
        return  # told already
    except Unreadable as error:
        yield f"{folder}/{channels.RECORDS}: {error}"
        return
    found[folder] = index
    yield from record_rules.check_index(tree, folder, index)
    for form, check in ((channels.CURRENT, record_rules.check_current),
                        (channels.EXPORTS, record_rules.check_run_exports),
                        (channels.SHARDS, shard_rules.check_shards)):
        if form not in forms:
            continue
        try:
            yield from check(tree, folder, forms[form], index)
        except Unreadable as error:
            yield f"{folder}/{form}: {error}"


def _check_documents(tree, channel, found, settled):
    """A channel's own documents come after its subdirs: only when all is done must they agree."""
    forms = channels.read_forms(tree, channel)
    for form in (channels.ABOUT, channels.NOTICES):
        if form not in forms:
            continue
        try:
            document = read_object(forms[form])
        except Unreadable as error:
            yield f"{channel}/{form}: {error}"
            continue
        if form == channels.NOTICES and not isinstance(document.get("notices"), list):
            yield f"{channel}/{form}: has no notices"
        elif form == channels.ABOUT and settled:
            yield from _check_about(channel, document, _packages(channel, found))
    if settled and channels.ABOUT not in forms:
        yield f"{channel}/{channels.ABOUT}: is not there"


def _packages(channel, found):
    """Subdir -> package -> its versions."""
    told = {}
    for folder, index in found.items():
        if posixpath.dirname(folder) == channel:
            names = told.setdefault(posixpath.basename(folder), {})
            for (section, _), record in index.records.items():
                if section not in channels.SECTIONS:
                    continue
                names.setdefault(record.get("name"), set()).add(record.get("version"))
    return told


def _check_about(channel, document, known):
    where = f"{channel}/{channels.ABOUT}"
    if document.get("channeldata_version") != 1:
        yield f"{where}: no channeldata_version 1"
    if sorted(document.get("subdirs", [])) != sorted(known):
        yield f"{where}: names the subdirs {document.get('subdirs')}, there are {sorted(known)}"
    told = document.get("packages", {})
    for name in sorted({name for names in known.values() for name in names} - told.keys()):
        yield f"{where}: {name}: is in the channel, but not in here"
    for name, facts in told.items():
        homes = {subdir: names[name] for subdir, names in known.items() if name in names}
        if not homes:
            yield f"{where}: {name}: is not in the channel"
        elif sorted(facts.get("subdirs", [])) != sorted(homes):
            yield f"{where}: {name}: says it is in {facts.get('subdirs')}, it is in {sorted(homes)}"
        elif facts.get("version") not in set().union(*homes.values()):
            yield f"{where}: {name}: has no version {json.dumps(facts.get('version'))}"


def check_index_folders(tree):
    """Folders of index files are made whole before a link names them; nothing else lies among them."""
    for entry in tree.of_kind("folder"):
        parent, name = posixpath.split(entry.path)
        if not entry.path.startswith(channels.TOP) or not parent.endswith("/.indexes"):
            continue
        must, may = map(set, channels.forms_of(tree, posixpath.dirname(parent)))
        held = {posixpath.basename(each.path) for each in _names_in(tree, entry.path)}
        if not name.isdigit():
            yield f"{entry.path}: is no folder of a generation"
        elif not must <= held <= must | may:
            yield f"{entry.path}: holds {', '.join(sorted(held)) or 'nothing'}"


def check_strays(tree):
    """A web server hands out whatever lies in a channel's folder: nothing may lie there by chance."""
    folders = set(channels.unit_folders(tree)) | set(channels.channels(tree))
    for entry in tree.of_kind("file") + tree.of_kind("link"):
        folder, name = posixpath.split(entry.path)
        folder = posixpath.dirname(folder) if posixpath.basename(folder) == "shards" else folder
        is_known = name in channels.ALL_FORMS or name == ".index" or channels.is_package(entry.path)
        if folder in folders and not is_known:
            yield f"{entry.path}: is no file of a channel"
