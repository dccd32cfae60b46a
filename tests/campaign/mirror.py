"""A mirror's folder and the runs of adder in it."""

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import disk_fault

# The clock of the n-th chapter: days apart, so that what was retired in one is garbage in the next.
FIRST_DAY = 1_760_000_000
DAY = 86_400


def clock(chapter):
    return FIRST_DAY + 3 * DAY * chapter


def adder():
    """The program under test; the build tells us where it is."""
    return os.environ["ADDER_PROGRAM"]


def workshop():
    """Where worlds are built. Kills do not depend on the disk, and memory is quicker."""
    chosen = os.environ.get("ADDER_CAMPAIGN_FOLDER")
    if chosen:
        return chosen
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()


@dataclass
class Run:
    """How one run of adder ended."""

    exit: int  # -9: killed
    stdout: str
    stderr: str
    peak: int  # bytes of memory, at most
    seconds: float


CONFIG = """\
root = "."
url = "https://mirror.example.org"

[limits]
min_free = ""
grace = "1h"
generations = {generations}
keep_daily = 0
{limits}
"""


class Mirror:
    """Of one kind of upstream: see kinds.py."""

    def __init__(self, root, kind):
        self.root = Path(root)
        self.kind = kind

    @classmethod
    def make(cls, root, kind, upstream, wishes, generations=1, limits="", section=""):
        """`section`: more lines of the kind's own section in adder.toml."""
        mirror = cls(root, kind)
        (mirror.root / "requests").mkdir(parents=True)
        mirror.want(wishes)
        (mirror.root / "adder.toml").write_text(
            CONFIG.format(generations=generations, limits=limits)
            + kind.TOML.format(upstream=upstream) + section)
        return mirror

    def at(self, root):
        """The same mirror where somebody has put it."""
        return Mirror(root, self.kind)

    def want(self, wishes):
        (self.root / self.kind.LIST).write_text("".join(f"{wish}\n" for wish in wishes))

    def copy_to(self, root):
        """The same mirror elsewhere: links, hard links, times and all."""
        subprocess.run(["cp", "-a", str(self.root), str(root)], check=True)
        return self.at(root)

    def command(self, *arguments):
        return [adder(), "--config", str(self.root / "adder.toml"), "--no-progress", *arguments]

    def environment(self, now, serial=False):
        kept = ("PATH", "HOME", "LANG", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
        env = {name: os.environ[name] for name in kept if name in os.environ}
        env |= {"SOURCE_DATE_EPOCH": str(now), "ADDER_TEST_RETRY_PAUSE_MS": "20",
                "ADDER_TEST_STALL_SECONDS": "1"}
        if serial:
            env["ADDER_TEST_SERIAL"] = "1"
        return env

    def run(self, *arguments, now=None, serial=False, timeout=120):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            started = time.monotonic()
            process = subprocess.Popen(self.command(*arguments), stdout=out, stderr=err,
                                       stdin=subprocess.DEVNULL,
                                       env=self.environment(now or clock(0), serial))
            status, peak = _wait(process, timeout)
            seconds = time.monotonic() - started
            return Run(status, _text(out), _text(err), peak, seconds)

    def start(self, *arguments, now=None):
        """In the background, with as many threads as it likes."""
        return subprocess.Popen(self.command(*arguments), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                env=self.environment(now or clock(0)))

    def run_with_fault(self, *arguments, now, fault="", at=""):
        """Serially and under the tracer: the same calls in the same order each time."""
        log = Path(f"{self.root}.calls")
        return disk_fault.run(self.command(*arguments), self.root, log, fault, at,
                              env=self.environment(now, serial=True))

    def status(self):
        return json.loads((self.root / "public/status.json").read_text())

    def held(self):
        """item -> reason, as status.json tells it."""
        return {held["item"]: held["reason"] for held in self.status()["held"]}

    def published(self):
        """Package -> file names, read from the pages that are served."""
        return self.kind.published(self.root)


def _wait(process, timeout):
    """Exit code and peak memory; a run that never ends is killed and says so."""
    deadline = time.monotonic() + timeout
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > deadline:
            process.kill()
        time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * 1024


def _text(file):
    file.seek(0)
    return file.read().decode(errors="replace")
