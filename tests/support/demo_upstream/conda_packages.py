"""Builds small but real conda packages in both formats: conda installs them, and what is in them runs.

The same recipe makes the same bytes on every machine, as with wheels.
"""

import bz2
import hashlib
import io
import json
import tarfile
from dataclasses import dataclass

from distributions import zip_of
from packing import zst

_DATE = 1704110400  # 2024-01-01T12:00:00Z


@dataclass(frozen=True)
class CondaRecipe:
    """What a package says of itself. `says` makes it a command of its own name that says so."""

    name: str
    version: str
    build: str = "0"
    subdir: str = "noarch"
    depends: tuple = ()
    run_exports: tuple = ()  # weak ones
    says: str = ""
    ballast: int = 0

    @property
    def stem(self):
        return f"{self.name}-{self.version}-{self.build}"


@dataclass(frozen=True)
class CondaPackage:
    """One file as a channel offers it. `index` is its info/index.json."""

    filename: str
    content: bytes
    index: dict
    run_exports: dict

    @property
    def record(self):
        """What repodata.json says of it."""
        sums = {
            "md5": hashlib.md5(self.content).hexdigest(),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }
        return {**self.index, **sums, "size": len(self.content)}


def conda(recipe):
    """A ZIP archive of two tars, so that what a package says can be read without unpacking it."""
    members = {
        "metadata.json": _json({"conda_pkg_format_version": 2}),
        f"pkg-{recipe.stem}.tar.zst": zst(_tar(_files(recipe))),
        f"info-{recipe.stem}.tar.zst": zst(_tar(_info(recipe))),
    }
    return _package(recipe, ".conda", zip_of(members))


def tar_bz2(recipe):
    """The older format: one tar."""
    return _package(recipe, ".tar.bz2", bz2.compress(_tar({**_info(recipe), **_files(recipe)})))


def with_other_content(package):
    """The same file name with other bytes: a comment at the end of a ZIP, a second empty stream."""
    more = bz2.compress(b"")
    if package.filename.endswith(".conda"):
        comment = b"changed"
        content = package.content[:-2] + len(comment).to_bytes(2, "little") + comment
    else:
        content = package.content + more
    return CondaPackage(package.filename, content, package.index, package.run_exports)


def _package(recipe, end, content):
    return CondaPackage(recipe.stem + end, content, _index(recipe), _run_exports(recipe))


def _index(recipe):
    index = {
        "arch": None if recipe.subdir == "noarch" else "x86_64",
        "build": recipe.build,
        "build_number": int(recipe.build.rpartition("_")[2]),
        "depends": list(recipe.depends),
        "license": "BSD-3-Clause",
        "name": recipe.name,
        "platform": None if recipe.subdir == "noarch" else "linux",
        "subdir": recipe.subdir,
        "timestamp": _DATE * 1000,
        "version": recipe.version,
    }
    return {**index, "noarch": "generic"} if recipe.subdir == "noarch" else index


def _run_exports(recipe):
    return {"weak": list(recipe.run_exports)} if recipe.run_exports else {}


def _files(recipe):
    words = f"{recipe.name} {recipe.version}"
    files = {f"share/{recipe.name}/version": f"{words}\n".encode()}
    if recipe.says:
        files[f"bin/{recipe.name}"] = f'#!/bin/sh\necho "{recipe.says} from {words}"\n'.encode()
    if recipe.ballast:
        ballast = hashlib.shake_256(words.encode()).digest(recipe.ballast)
        files[f"share/{recipe.name}/ballast"] = ballast
    return files


def _info(recipe):
    files = _files(recipe)
    paths = [
        {
            "_path": path,
            "path_type": "hardlink",
            "sha256": hashlib.sha256(body).hexdigest(),
            "size_in_bytes": len(body),
        }
        for path, body in files.items()
    ]
    about = {
        "home": "https://example.org/demo",
        "license": "BSD-3-Clause",
        "summary": "A demonstration package of adder's test upstream",
    }
    info = {
        "info/index.json": _json(_index(recipe)),
        "info/paths.json": _json({"paths": paths, "paths_version": 1}),
        "info/about.json": _json(about),
        "info/files": "".join(f"{path}\n" for path in files).encode(),
    }
    if recipe.run_exports:
        info["info/run_exports.json"] = _json(_run_exports(recipe))
    return info


def _json(value):
    return json.dumps(value, indent=2, sort_keys=True).encode()


def _tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, body in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            entry.mtime = _DATE
            entry.mode = 0o755 if name.startswith("bin/") else 0o644
            archive.addfile(entry, io.BytesIO(body))
    return out.getvalue()
