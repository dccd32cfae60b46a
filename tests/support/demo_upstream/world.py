"""What an index knows: projects, their files, and the serial of every change. And channels beside it."""

import datetime
import hashlib
import re
from dataclasses import dataclass, field

from distributions import with_other_bytes

_FIRST_UPLOAD = datetime.datetime(2024, 1, 1, 12, 0, 0, 123456)


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass
class File:
    """A distribution and what the index says of it."""

    distribution: object
    version: str
    upload_time: str
    requires_python: str = ""
    yanked: object = False  # False, True, or the reason
    core_metadata: bool = True
    provenance: bytes = None

    def __post_init__(self):
        self.core_metadata = self.core_metadata and self.distribution.metadata is not None
        self.use(self.distribution)

    def use(self, distribution):
        """Takes these bytes: hashes, and with them the path, follow."""
        self.distribution = distribution
        self.sha256 = hashlib.sha256(distribution.content).hexdigest()
        self.md5 = hashlib.md5(distribution.content).hexdigest()
        blake2b = hashlib.blake2b(distribution.content, digest_size=32).hexdigest()
        self.path = f"/packages/{blake2b[:2]}/{blake2b[2:4]}/{blake2b[4:]}/{self.filename}"

    @property
    def filename(self):
        return self.distribution.filename


@dataclass
class Project:
    """One name of the index. `display` is how its owner spells it."""

    display: str
    serial: int = 0
    status: str = "active"
    reason: str = ""
    files: list = field(default_factory=list)

    @property
    def name(self):
        return normalised(self.display)

    @property
    def versions(self):
        return list(dict.fromkeys(file.version for file in self.files))

    def of_version(self, version):
        return [file for file in self.files if version in (None, file.version)]


class World:
    """All projects. Every change takes the next serial, as the journal of pypi.org does.

    Nothing in here depends on the clock: the same changes in the same order give the same world.
    """

    def __init__(self):
        self.projects = {}
        self.channels = {}  # by name
        self.serial = 1000
        self._uploads = 0

    def find(self, name):
        return self.projects.get(normalised(name))

    def file_at(self, path):
        """The file behind a path of the file host, and which of its companions was asked for."""
        for project in self.projects.values():
            for file in project.files:
                if project.status != "quarantined" and path.startswith(file.path):
                    return file, path[len(file.path) :]
        return None, ""

    def upload(self, display, version, distribution, **facts):
        project = self.projects.setdefault(normalised(display), Project(display))
        when = _FIRST_UPLOAD + datetime.timedelta(days=self._uploads)
        self._uploads += 1
        project.files.append(File(distribution, version, when.isoformat() + "Z", **facts))
        self._journal(project)

    def yank(self, name, version, reason=True):
        project = self.find(name)
        for file in project.of_version(version):
            file.yanked = reason
        self._journal(project)

    def set_status(self, name, status, reason=""):
        """active, archived, deprecated or quarantined (PEP 792)."""
        project = self.find(name)
        project.status, project.reason = status, reason
        self._journal(project)

    def remove(self, name, version=None):
        """Removes one version, or the whole project."""
        project = self.find(name)
        self._journal(project)
        kept = [] if version is None else [f for f in project.files if f.version != version]
        project.files = kept
        if not kept:
            del self.projects[project.name]

    def change_bytes(self, filename):
        """Offers other bytes under a file name that is already known to the world."""
        for project in self.projects.values():
            for file in project.files:
                if file.filename == filename:
                    file.use(with_other_bytes(file.distribution))
                    self._journal(project)

    def _journal(self, project):
        self.serial += 1
        project.serial = self.serial
