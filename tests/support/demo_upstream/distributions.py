"""Builds small but real wheels and sdists: pip installs and runs them.

The same recipe makes the same bytes on every machine: dates are fixed, and nothing is compressed,
because two versions of zlib may make different bytes of the same text.
"""

import base64
import gzip
import hashlib
import io
import tarfile
import zipfile
from dataclasses import dataclass

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TAR_DATE = 315532800


@dataclass(frozen=True)
class Recipe:
    """What a distribution says of itself, and how much ballast it carries."""

    name: str
    version: str
    requires: tuple = ()
    extras: tuple = ()
    requires_python: str = ""
    ballast: int = 0

    @property
    def stem(self):
        return self.name.lower().replace("-", "_").replace(".", "_")

    @property
    def module(self):
        return self.stem

    @property
    def command(self):
        return self.stem.replace("_", "-")


@dataclass(frozen=True)
class Distribution:
    """One file as an index offers it. `metadata` is None where there is no `.metadata` beside it."""

    filename: str
    content: bytes
    metadata: bytes = None


def wheel(recipe, tag="py3-none-any", build=""):
    """A wheel with one module and one command that prints the package's name and version."""
    dist_info = f"{recipe.stem}-{recipe.version}.dist-info"
    metadata = _metadata(recipe, "2.1")
    members = {
        f"{recipe.module}.py": _module(recipe),
        **({f"{recipe.module}_ballast.bin": _ballast(recipe)} if recipe.ballast else {}),
        f"{dist_info}/METADATA": metadata,
        f"{dist_info}/WHEEL": _wheel_file(tag, build),
        f"{dist_info}/entry_points.txt": _entry_points(recipe),
    }
    members[f"{dist_info}/RECORD"] = _record(members, dist_info)
    middle = f"{recipe.version}-{build}" if build else recipe.version
    return Distribution(f"{recipe.stem}-{middle}-{tag}.whl", zip_of(members), metadata)


def sdist(recipe, static_metadata=True):
    """A source distribution that brings its own build backend, so that building it needs no index.

    Static metadata (version 2.2) can be trusted without running a build; older ones cannot.
    """
    folder = f"{recipe.stem}-{recipe.version}"
    members = {
        f"{folder}/PKG-INFO": _metadata(recipe, "2.2" if static_metadata else "1.2"),
        f"{folder}/pyproject.toml": _PYPROJECT,
        f"{folder}/demo_backend.py": _BACKEND,
        f"{folder}/{recipe.module}.py": _module(recipe),
    }
    return Distribution(f"{folder}.tar.gz", _tar_gz(members))


def with_other_bytes(distribution):
    """The same file name with different bytes, as after a silent re-upload."""
    changed = distribution.content + b"\0"
    if distribution.filename.endswith(".whl"):
        # A comment at the end of a ZIP file: other bytes, still a wheel that installs.
        comment = b"changed"
        changed = distribution.content[:-2] + len(comment).to_bytes(2, "little") + comment
    return Distribution(distribution.filename, changed, distribution.metadata)


def _metadata(recipe, metadata_version):
    lines = [
        f"Metadata-Version: {metadata_version}",
        f"Name: {recipe.name}",
        f"Version: {recipe.version}",
        "Summary: A demonstration package of adder's test upstream",
    ]
    if recipe.requires_python:
        lines.append(f"Requires-Python: {recipe.requires_python}")
    lines += [f"Provides-Extra: {extra}" for extra in recipe.extras]
    lines += [f"Requires-Dist: {requirement}" for requirement in recipe.requires]
    return ("\n".join(lines) + "\n").encode()


def _module(recipe):
    return (
        f'"""{recipe.name} {recipe.version}: greets, and does nothing else."""\n\n'
        f'__version__ = "{recipe.version}"\n\n\n'
        "def main():\n"
        f'    print("hello from {recipe.name} {recipe.version}")\n'
    ).encode()


def _ballast(recipe):
    """Bytes that look random and are the same everywhere."""
    seed = f"{recipe.name} {recipe.version}".encode()
    return hashlib.shake_256(seed).digest(recipe.ballast)


def _entry_points(recipe):
    return f"[console_scripts]\n{recipe.command} = {recipe.module}:main\n".encode()


def _wheel_file(tag, build):
    python, abi, platforms = tag.split("-")
    tags = [f"Tag: {python}-{abi}-{platform}" for platform in platforms.split(".")]
    pure = "true" if platforms == "any" else "false"
    lines = ["Wheel-Version: 1.0", "Generator: demo", f"Root-Is-Purelib: {pure}", *tags]
    if build:
        lines.append(f"Build: {build}")
    return ("\n".join(lines) + "\n").encode()


def _record(members, dist_info):
    lines = [f"{name},sha256={_record_hash(body)},{len(body)}" for name, body in members.items()]
    return ("\n".join([*lines, f"{dist_info}/RECORD,,"]) + "\n").encode()


def _record_hash(body):
    digest = hashlib.sha256(body).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3  # Unix, also when built elsewhere
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return out.getvalue()


def _tar_gz(members):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=0, filename="", mtime=0) as zipped:
        with tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for name, body in members.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(body)
                entry.mtime = _TAR_DATE
                archive.addfile(entry, io.BytesIO(body))
    return out.getvalue()


_PYPROJECT = b"""\
[build-system]
requires = []
build-backend = "demo_backend"
backend-path = ["."]
"""

# Runs inside pip's build environment, which has the standard library and nothing else.
_BACKEND = b'''\
"""The smallest PEP 517 backend: packs the one module of this source tree."""

import email
import glob
import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with open("PKG-INFO") as stream:
        text = stream.read()
    fields = email.message_from_string(text)
    stem = fields["Name"].lower().replace("-", "_").replace(".", "_")
    dist_info = f"{stem}-{fields['Version']}.dist-info"
    filename = f"{stem}-{fields['Version']}-py3-none-any.whl"
    names = [name for name in glob.glob("*.py") if name != "demo_backend.py"]
    with zipfile.ZipFile(f"{wheel_directory}/{filename}", "w") as archive:
        for name in names:
            archive.write(name)
        archive.writestr(f"{dist_info}/METADATA", text)
        archive.writestr(
            f"{dist_info}/WHEEL",
            "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        )
        records = [*names, *(f"{dist_info}/{n}" for n in ("METADATA", "WHEEL", "RECORD"))]
        archive.writestr(f"{dist_info}/RECORD", "".join(f"{name},,\\n" for name in records))
    return filename
'''
