"""A tiny mirror made by hand, as docs/formats describe one: what the checker must find no fault with.

Shares no code with adder nor with the checker.
"""

import hashlib
import html
import json
import os
import sqlite3
from pathlib import Path

import hand_made_channel
import hand_made_store as store

NEW = 3  # the generation that stands; demo changed in it, other in the one before


def make(root):
    root = Path(root)
    for folder in ("store/blobs/sha256", "store/pages", "store/incoming", "store/generations",
                   "public/pypi/simple", "public/pypi/packages", "public/pypi/.pages"):
        (root / folder).mkdir(parents=True)
    manifest = {}
    demo = [_package(root, "demo-1.0-py3-none-any.whl", b"wheel one", b"Name: demo\n"),
            _package(root, "demo-2.0-py3-none-any.whl", b"wheel <two>", None, yanked='broken "here"')]
    other = [_package(root, "other-0.1.tar.gz", b"source", None)]
    _project(root, manifest, "demo", NEW, demo, {"1.0": demo[:1], "2.0": demo[1:]})
    _project(root, manifest, "other", 2, other, {"0.1": other})
    _list(root, manifest, {"demo": NEW, "other": 2})
    _site(root, manifest, {"demo": {"1.0": demo[:1], "2.0": demo[1:]}, "other": {"0.1": other}})
    pages, before = hand_made_channel.add(root)
    store.manifest(root, NEW, manifest | pages)
    store.manifest(root, NEW - 1, before)
    ledger = sqlite3.connect(root / "ledger.db")
    ledger.execute("CREATE TABLE hidden (section TEXT, name TEXT)")
    ledger.close()
    return root


def _package(root, filename, data, metadata, yanked=None):
    blob = store.blob(root, data)
    digits = hashlib.blake2b(data, digest_size=32).hexdigest()
    folder = f"packages/{digits[:2]}/{digits[2:4]}/{digits[4:]}"
    (root / "public/pypi" / folder).mkdir(parents=True)
    os.link(blob, root / "public/pypi" / folder / filename)
    if metadata is not None:
        os.link(store.blob(root, metadata), root / "public/pypi" / folder / f"{filename}.metadata")
    offered = {"sha256": hashlib.sha256(metadata).hexdigest()} if metadata is not None else False
    return {"filename": filename, "url": f"../../{folder}/{filename}", "size": len(data),
            "hashes": {"sha256": hashlib.sha256(data).hexdigest()}, "requires-python": ">=3.9",
            "upload-time": "2025-01-01T00:00:00Z", "core-metadata": offered,
            "dist-info-metadata": offered, "yanked": yanked or False}


def _project(root, manifest, name, generation, files, versions):
    page = {"meta": {"api-version": "1.4", "_last-serial": generation}, "name": name,
            "project-status": {"status": "active"}, "versions": sorted(versions), "files": files}
    _page(root, manifest, f"simple/{name}/", f"{name}.{generation}", json.dumps(page),
          "".join(_anchor(file) for file in files))
    os.symlink(f"../.pages/{name}.{generation}", root / "public/pypi/simple" / name)


def _anchor(file):
    attributes = f'href="{file["url"]}#sha256={file["hashes"]["sha256"]}" data-requires-python="&gt;=3.9"'
    if file["core-metadata"]:
        sum_of_it = f'sha256={file["core-metadata"]["sha256"]}'
        attributes += f' data-core-metadata="{sum_of_it}" data-dist-info-metadata="{sum_of_it}"'
    if file["yanked"]:
        attributes += f' data-yanked="{html.escape(file["yanked"])}"'
    return f"<a {attributes}>{file['filename']}</a><br>\n"


def _list(root, manifest, serials):
    page = {"meta": {"api-version": "1.4", "_last-serial": NEW},
            "projects": [{"name": name, "_last-serial": serial} for name, serial in serials.items()]}
    _page(root, manifest, "simple/", f"_list.{NEW}", json.dumps(page),
          "".join(f'<a href="{name}/">{name}</a>\n' for name in serials))
    simple = root / "public/pypi/simple"
    os.symlink(f"../.pages/_list.{NEW}", simple / ".index")
    for form in ("index.html", "index.v1_json"):
        os.symlink(f".index/{form}", simple / form)
        os.symlink(f".index/{form}.gz", simple / f"{form}.gz")


def _page(root, manifest, public_path, identity, as_json, anchors):
    as_html = ('<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0">'
               f"</head><body>\n{anchors}</body></html>\n")
    folder = root / "public/pypi/.pages" / identity
    folder.mkdir()
    for form, text in (("index.html", as_html), ("index.v1_json", as_json)):
        manifest[f"pypi/{public_path}{form}"] = store.page(root, folder, form, text.encode())


def _site(root, manifest, projects):
    catalog = {"schema": 1, "generation": NEW, "published_at": "2026-01-01T00:00:00Z", "url": "",
               "conda": [], "installers": [],
               "pypi": [{"name": name, "status": "active", "versions": [
                   {"version": version, "yanked": False, "files": [_told(file) for file in files]}
                   for version, files in versions.items()]} for name, versions in projects.items()]}
    status = {"schema": 1, "adder": "0.1.0", "generation": NEW, "frozen": False, "held": [],
              "published_at": "2026-01-01T00:00:00Z", "disk": {"used": 1, "free": 1},
              "last_sync": {}, "sections": []}
    folder = root / f"public/.sites/{NEW}"
    folder.mkdir(parents=True)
    os.symlink(f".sites/{NEW}", root / "public/.site")
    manifest["catalog.json"] = store.page(root, folder, "catalog.json", json.dumps(catalog).encode())
    for name in ("catalog.json", "catalog.json.gz"):
        os.symlink(f".site/{name}", root / "public" / name)
    (root / "public/status.json").write_text(json.dumps(status))


def _told(file):
    return {"filename": file["filename"], "size": file["size"], "sha256": file["hashes"]["sha256"],
            "yanked": bool(file["yanked"])}
