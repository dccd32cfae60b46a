"""Reads packages with conda-package-streaming.

    streaming.py read FILE...             a line for each member: FILE NAME KIND SHA256 LINK, by tabs
    streaming.py transmute FOLDER FILE... writes each package in the other format
"""

import hashlib
import os
import sys

from conda_package_streaming import package_streaming, transmute


def kind_of(member):
    if member.islnk():
        return "hard_link"
    if member.issym():
        return "soft_link"
    return "folder" if member.isdir() else "file"


def read(path):
    parts = ["info", "pkg"] if path.endswith(".conda") else ["pkg"]
    for part in parts:
        for tar, member in package_streaming.stream_conda_component(path, component=part):
            kind = kind_of(member)
            content = tar.extractfile(member).read() if kind == "file" else b""
            digest = hashlib.sha256(content).hexdigest()
            print(os.path.basename(path), member.name, kind, digest, member.linkname, sep="\t")


def convert(path, folder):
    if path.endswith(".conda"):
        transmute.transmute_tar_bz2(path, folder)
    else:
        transmute.transmute(path, folder)


sys.stdout.reconfigure(encoding="utf-8")
if sys.argv[1] == "read":
    for path in sys.argv[2:]:
        read(path)
else:
    for path in sys.argv[3:]:
        convert(path, sys.argv[2])
