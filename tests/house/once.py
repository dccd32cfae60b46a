"""Runs a check for each file, two at a time, and remembers what passed.

A check is repeated only when something it saw has changed: the file, any of our headers it
includes, the command, or the tool itself.
"""

import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys

_INCLUDE = re.compile(rb'^#include "([^"]+)"', re.MULTILINE)


def closure(root, file, seen=None):
    """The file and all of our headers that it includes, however far away."""
    seen = {} if seen is None else seen
    path = os.path.join(root, file)
    if file in seen or not os.path.isfile(path):
        return seen
    with open(path, "rb") as stream:
        seen[file] = stream.read()
    for header in _INCLUDE.findall(seen[file]):
        closure(root, header.decode(), seen)
    return seen


def version_of(tool):
    return subprocess.run([tool, "--version"], capture_output=True, check=True).stdout


class Once:
    def __init__(self, root, memory, seen_by_all):
        """`memory` is a folder; `seen_by_all` are bytes that every check depends on."""
        self._root = root
        self._memory = memory
        self._seen_by_all = seen_by_all
        os.makedirs(memory, exist_ok=True)

    def check_all(self, commands, workers=2):
        """Takes {file: words of its command}; returns the exit code for the shell."""
        files = sorted(commands)
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            troubles = list(pool.map(lambda file: self._check(file, commands[file]), files))
        found = [trouble for trouble in troubles if trouble]
        for trouble in found:
            print(trouble, file=sys.stderr)
        print(f"{len(files)} checked, {len(found)} with findings")
        return 1 if found else 0

    def _check(self, file, words):
        mark = os.path.join(self._memory, self._key(file, words))
        if os.path.exists(mark):
            return ""
        done = subprocess.run(words, capture_output=True, text=True, cwd=self._root, check=False)
        if done.returncode != 0:
            said = (done.stdout + done.stderr).splitlines()
            findings = [line for line in said if not line.endswith(" warnings generated.")]
            return "\n".join([f"{file}:", *findings])
        with open(mark, "w"):
            return ""

    def _key(self, file, words):
        digest = hashlib.sha256(self._seen_by_all + repr(words).encode())
        for name, content in sorted(closure(self._root, file).items()):
            digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()
