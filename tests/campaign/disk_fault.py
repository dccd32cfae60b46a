"""Drives the program disk_fault: lists the calls of a run that change the disk, and lets one go wrong."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

COULD_NOT_BEGIN = 125


def program():
    """Where the build put it; the build tells us in the environment."""
    return os.environ["ADDER_DISK_FAULT"]


@dataclass(frozen=True)
class Call:
    """One call that changes the disk. The point names it in every run that does the same."""

    point: str  # 0:rename:3
    length: int  # of a write
    path: str

    @property
    def name(self):
        return self.point.split(":")[1]


@dataclass
class Outcome:
    exit: int  # 128 + signal when one ended it
    calls: list
    fired: list  # points
    stdout: str
    stderr: str
    failed: bool  # the command of a run=COMMAND


def run(command, below, log, fault="", at="", env=None, timeout=60):
    """Runs the command under the tracer. Without a fault: only lists its calls."""
    options = ["--below", str(below), "--log", str(log)]
    if fault:
        options += ["--fault", fault]
    if at:
        options += ["--at", at]
    ended = subprocess.run([program(), *options, "--", *map(str, command)], env=env, text=True,
                           capture_output=True, timeout=timeout, errors="replace")
    if ended.returncode == COULD_NOT_BEGIN:
        raise RuntimeError(f"disk_fault could not begin: {ended.stderr}")
    return _outcome(ended, Path(log).read_text(errors="replace").splitlines())


def _outcome(ended, lines):
    calls, fired = [], []
    for line in lines:
        words = line.split(" ", 3)
        if words[0] == "call":
            calls.append(Call(words[1], int(words[2]), words[3]))
        elif words[0] == "fired":
            fired.append(words[1])
    return Outcome(ended.returncode, calls, fired, ended.stdout, ended.stderr, "failed" in lines)
