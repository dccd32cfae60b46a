"""Reads project pages and the project list, in JSON (PEP 691) and in HTML (PEP 503), as a client would."""

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser


class Unreadable(Exception):
    """The page is not what its name says."""


@dataclass(frozen=True)
class Offer:
    """What a page says of one file, in the part that both forms can say."""

    filename: str
    url: str  # without its fragment
    sha256: str
    requires_python: str  # "" when there is none
    yanked: str | None  # the reason, possibly empty; None: not yanked
    metadata: str  # "": none, "true": without a checksum, else its sha256
    signature: bool  # whether there is said to be one


@dataclass
class JsonPage:
    name: str
    serial: int | None
    versions: list
    offers: dict  # by file name
    sizes: dict
    provenance: dict
    status: str


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def read_object(text):
    """A JSON object in which no key stands twice, at any depth."""
    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(set(keys)) != len(keys):
            raise Unreadable("a key stands twice in one object")
        return dict(pairs)

    try:
        value = json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no JSON: {error}") from None
    if not isinstance(value, dict):
        raise Unreadable("no JSON object")
    return value


def _api(page):
    meta = page.get("meta", {})
    if not str(meta.get("api-version", "")).startswith("1."):
        raise Unreadable("no api-version 1.x")
    return meta


def read_json_page(text):
    page = read_object(text)
    meta = _api(page)
    if not isinstance(page.get("files"), list) or not isinstance(page.get("name"), str):
        raise Unreadable("no name or no files")
    offers, sizes, provenance = {}, {}, {}
    for record in page["files"]:
        offer = _json_offer(record)
        if offer.filename in offers:
            raise Unreadable(f"'{offer.filename}' stands twice")
        offers[offer.filename] = offer
        sizes[offer.filename] = record.get("size")
        provenance[offer.filename] = record.get("provenance")
    status = page.get("project-status", {}).get("status", "active")
    return JsonPage(page["name"], meta.get("_last-serial"), page.get("versions", []), offers, sizes,
                    provenance, status)


def _json_offer(record):
    spellings = {key: record[key] for key in
                 ("core-metadata", "dist-info-metadata", "data-dist-info-metadata") if key in record}
    told = {json.dumps(value, sort_keys=True) for value in spellings.values()}
    if len(told) > 1:
        raise Unreadable(f"'{record.get('filename')}': the spellings of core-metadata disagree")
    yanked = record.get("yanked", False)
    return Offer(
        filename=record["filename"],
        url=record["url"],
        sha256=record.get("hashes", {}).get("sha256", ""),
        requires_python=record.get("requires-python") or "",
        yanked=None if yanked is False else "" if yanked is True else yanked,
        metadata=_json_metadata(next(iter(spellings.values()), False)),
        signature=record.get("gpg-sig", False))


def _json_metadata(value):
    if isinstance(value, dict):
        return value.get("sha256", "true")
    return "true" if value else ""


def read_json_list(text):
    """The serial of each name on the list, by normalised name, and the list's own."""
    page = read_object(text)
    meta = _api(page)
    if not isinstance(page.get("projects"), list):
        raise Unreadable("no projects")
    names = [normalised(project["name"]) for project in page["projects"]]
    if len(set(names)) != len(names):
        raise Unreadable("a name stands twice")
    serials = [project.get("_last-serial") for project in page["projects"]]
    return dict(zip(names, serials)), meta.get("_last-serial")


class _Anchors(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []  # attributes and text of each <a>
        self.version = ""
        self._open = False

    def handle_starttag(self, tag, attrs):
        attributes = {key: value or "" for key, value in attrs}
        if tag == "a":
            self.found.append([attributes, ""])
            self._open = True
        elif tag == "meta" and attributes.get("name") == "pypi:repository-version":
            self.version = attributes.get("content", "")

    def handle_endtag(self, tag):
        if tag == "a":
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.found[-1][1] += data


def _anchors(text):
    reader = _Anchors()
    reader.feed(text)
    reader.close()
    if not reader.version.startswith("1."):
        raise Unreadable("no pypi:repository-version 1.x")
    return reader.found


def read_html_page(text):
    offers = {}
    for attributes, name in _anchors(text):
        offer = _html_offer(attributes, name.strip())
        if offer.filename in offers:
            raise Unreadable(f"'{offer.filename}' stands twice")
        offers[offer.filename] = offer
    return offers


def _html_offer(attributes, name):
    url, _, fragment = attributes.get("href", "").partition("#")
    told = {attributes[key] for key in ("data-core-metadata", "data-dist-info-metadata")
            if key in attributes}
    if len(told) > 1:
        raise Unreadable(f"'{name}': the spellings of core-metadata disagree")
    metadata = next(iter(told), "")
    return Offer(
        filename=name,
        url=url,
        sha256=fragment.removeprefix("sha256=") if fragment.startswith("sha256=") else "",
        requires_python=attributes.get("data-requires-python", ""),
        yanked=attributes.get("data-yanked"),
        metadata=metadata.removeprefix("sha256=") if metadata != "false" else "",
        signature=attributes.get("data-gpg-sig") == "true")


def read_html_list(text):
    return [(normalised(name.strip()), attributes.get("href", ""))
            for attributes, name in _anchors(text)]
