"""The simple API of an index in its two spellings: JSON (PEP 691, 700, 792) and HTML (PEP 503)."""

import hashlib
import html
import json
import re

from world import normalised

JSON_TYPE = "application/vnd.pypi.simple.v1+json"
HTML_TYPES = ("application/vnd.pypi.simple.v1+html", "text/html")


def best_type(accept):
    """The content type a client likes best; text/html where it does not say, as pypi.org does."""
    best, liking = HTML_TYPES[1], 0.0
    for offer in (HTML_TYPES[1], HTML_TYPES[0], JSON_TYPE):
        weight = _weight(accept, offer)
        if weight > liking:
            best, liking = offer, weight
    return best


def _weight(accept, offer):
    weight = 0.0
    for part in accept.split(","):
        kind, _, words = part.strip().replace(".latest+", ".v1+").partition(";")
        if kind.strip() not in (offer, "*/*"):
            continue
        quality = re.search(r"q=([0-9.]+)", words)
        weight = max(weight, float(quality[1]) if quality else 1.0)
    return weight


def list_page(world, content_type):
    projects = [p for p in world.projects.values() if p.status != "quarantined"]
    projects.sort(key=lambda project: project.name)
    if content_type == JSON_TYPE:
        rows = [{"_last-serial": p.serial, "name": p.display} for p in projects]
        return _json({"meta": _meta(world.serial), "projects": rows})
    links = [f'<a href="/simple/{p.name}/">{html.escape(p.display)}</a><br/>' for p in projects]
    return _html("Simple index", links)


def project_page(project, content_type, files_url, index_url):
    # A quarantined project keeps its page and loses its files.
    files = [] if project.status == "quarantined" else project.files
    entries = [_entry(file, project, files_url, index_url) for file in files]
    if content_type != JSON_TYPE:
        return _html(f"Links for {project.name}", [_link(entry) for entry in entries])
    status = {"status": project.status, **({"reason": project.reason} if project.reason else {})}
    return _json(
        {
            "meta": _meta(project.serial),
            "name": project.name,
            "project-status": status,
            "versions": project.versions if files else [],
            "files": entries,
        }
    )


def provenance_path(project, file):
    return f"/integrity/{normalised(project.name)}/{file.version}/{file.filename}/provenance"


def _entry(file, project, files_url, index_url):
    metadata = {"sha256": _sha256(file.distribution.metadata)} if file.core_metadata else False
    return {
        "core-metadata": metadata,
        "data-dist-info-metadata": metadata,
        "filename": file.filename,
        "hashes": {"sha256": file.sha256},
        "provenance": index_url + provenance_path(project, file) if file.provenance else None,
        "requires-python": file.requires_python or None,
        "size": len(file.distribution.content),
        "upload-time": file.upload_time,
        "url": files_url + file.path,
        "yanked": file.yanked,
    }


def _link(entry):
    attributes = {}
    if entry["requires-python"]:
        attributes["data-requires-python"] = entry["requires-python"]
    if entry["yanked"]:
        attributes["data-yanked"] = "" if entry["yanked"] is True else entry["yanked"]
    if entry["core-metadata"]:
        metadata = "sha256=" + entry["core-metadata"]["sha256"]
        attributes["data-dist-info-metadata"] = attributes["data-core-metadata"] = metadata
    if entry["provenance"]:
        attributes["data-provenance"] = entry["provenance"]
    words = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    target = html.escape(f"{entry['url']}#sha256={entry['hashes']['sha256']}")
    return f'<a href="{target}"{words}>{html.escape(entry["filename"])}</a><br />'


def _sha256(body):
    return hashlib.sha256(body).hexdigest()


def _meta(serial):
    return {"_last-serial": serial, "api-version": "1.4"}


def _json(value):
    return json.dumps(value, separators=(",", ":")).encode()


def _html(title, links):
    head = '<meta name="pypi:repository-version" content="1.4">'
    lines = ["<!DOCTYPE html>", "<html>", "  <head>", f"    {head}"]
    lines += [f"    <title>{html.escape(title)}</title>", "  </head>", "  <body>"]
    lines += [f"    <h1>{html.escape(title)}</h1>", *(f"    {link}" for link in links)]
    return "\n".join([*lines, "  </body>", "</html>", ""]).encode()
