"""Disks that really are full, and disks whose power goes: on file systems of their own.

A power cut is a copy of the image below a mounted file system, taken while adder stands still:
what the kernel had not yet written is lost, as it would be. Mounting the copy replays the journal.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import verdict
from disturbances import TRIES, recover
from kinds import KINDS
from operations import SYNCS, prepared
from scenario import Skipped, Tally, of_each_kind, scenario

FILE_SYSTEMS = {
    "ext4": ["mkfs.ext4", "-q", "-F", "-O", "has_journal"],
    "xfs": ["mkfs.xfs", "-q", "-f"],
}
MOUNT_OPTIONS = {"ext4": "loop", "xfs": "loop,nouuid"}
IMAGE_SIZE = {"ext4": 32 << 20, "xfs": 320 << 20}  # mkfs.xfs wants 300 MB
POINTS = {False: 6, True: 10_000}
MOMENTS = {False: 3, True: 200}


@contextmanager
def mounted(folder, *arguments):
    folder.mkdir(exist_ok=True)
    ended = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True)
    if ended.returncode != 0:
        raise Skipped(f"mount is not allowed here: {ended.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def must_be_root():
    if os.geteuid() != 0:
        raise Skipped("mounting file systems wants root")


@of_each_kind("a sync{of} on a disk that really is full says so, leaves the mirror as it was, "
              "heals with room")
def really_full(stage, kind):
    must_be_root()
    tally = Tally()
    with prepared(SYNCS[kind], stage.folder) as play:
        needed = _bytes_below(play.start.root)
        for room in range(0, 400 << 10, (4 if stage.full else 64) << 10):
            size = needed + room
            with mounted(stage.folder / "disk", "-t", "tmpfs", "-o", f"size={size}", "tmpfs") as disk:
                problems = _fill(play, disk)
            tally.add(f"{room >> 10} KiB left", problems)
    return tally


def _bytes_below(root):
    pages = sum((path.lstat().st_size + 4095) // 4096 for path in root.rglob("*") if path.is_file())
    return pages * 4096


def _fill(play, disk):
    try:
        mirror = play.start.copy_to(disk / "mirror")
    except subprocess.CalledProcessError:
        return []  # not even the mirror as it was fits
    run = play.run(mirror)
    problems = verdict.error_is_readable(run.exit, run.stderr)
    problems += verdict.at_once(mirror, play.before, play.after)
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
    return problems + recover(play, mirror, gc_first=False)


class Disk:
    """A small file system in a file, made once and copied for each cut."""

    def __init__(self, system, folder, start):
        self.system, self.folder = system, folder
        self.blank = folder / "blank.img"
        if not shutil.which(FILE_SYSTEMS[system][0]):
            raise Skipped(f"{FILE_SYSTEMS[system][0]} is not installed")
        with open(self.blank, "wb") as image:
            image.truncate(IMAGE_SIZE[system])
        subprocess.run([*FILE_SYSTEMS[system], str(self.blank)], check=True, capture_output=True)
        with self.mounted(self.blank) as disk:
            start.copy_to(disk / "mirror")

    def mounted(self, image):
        place = Path(f"{image}.mounted")
        return mounted(place, "-t", self.system, "-o", MOUNT_OPTIONS[self.system], str(image))

    def copy(self, image, name):
        copy = self.folder / name
        subprocess.run(["cp", "--sparse=always", str(image), str(copy)], check=True)
        return copy


def _judge(play, disk, image, number):
    """After the power came back: nothing is half, and the next run heals."""
    with disk.mounted(image) as place:
        mirror = play.start.at(place / "mirror")
        problems = verdict.at_once(mirror, play.before, play.after)
        return problems + recover(play, mirror, gc_first=number % 2 == 0)


def cut_before_each_call(stage, system, kind):
    must_be_root()
    tally = Tally()
    with prepared(SYNCS[kind], stage.folder) as play:
        disk = Disk(system, stage.folder, play.start)
        for number, call in enumerate(stage.pick(play.calls, POINTS[stage.full])):
            fired, cut = _cut_at(play, disk, call.point)
            problems = _judge(play, disk, cut, number) if fired else []
            tally.add(f"power cut before {call.point} {call.path}", problems, fired)
    return tally


def _cut_at(play, disk, point):
    cut = disk.folder / "cut.img"
    for _ in range(TRIES):
        image = disk.copy(disk.blank, "live.img")
        with disk.mounted(image) as place:
            outcome = play.start.at(place / "mirror").run_with_fault(
                *play.command, now=play.now, at=point,
                fault=f"run=cp --sparse=always {image} {cut}")
        if outcome.fired and not outcome.failed:
            return True, cut
    return False, cut


def cut_at_random_moments(stage, system, kind):
    must_be_root()
    tally = Tally()
    chance = random.Random(2026)
    with prepared(SYNCS[kind], stage.folder) as play:
        disk = Disk(system, stage.folder, play.start)
        for number in range(MOMENTS[stage.full]):
            image = disk.copy(disk.blank, "live.img")
            with disk.mounted(image) as place:
                moment = chance.uniform(0, 0.4)
                cut = _cut_after(play, disk, image, play.start.at(place / "mirror"), moment)
            tally.add(f"power cut after {moment * 1000:.0f} ms", _judge(play, disk, cut, number))
    return tally


def _cut_after(play, disk, image, mirror, seconds):
    process = mirror.start(*play.command, now=play.now)
    time.sleep(seconds)
    process.send_signal(signal.SIGSTOP)
    _wait_until_still(process)
    cut = disk.copy(image, "cut.img")
    process.kill()
    process.wait()
    return cut


def _wait_until_still(process):
    """A call that has begun is finished first, in every thread: a copy of a moving image is no cut."""
    for _ in range(5000):
        try:
            states = [path.read_text().rpartition(")")[2].split()[0]
                      for path in Path(f"/proc/{process.pid}/task").glob("*/stat")]
        except OSError:
            continue
        if all(state in "TZ" for state in states):
            return
        time.sleep(0.001)


def _without_syncs(stage, kind):
    """What a writer that renames without making durable leaves after a power cut."""
    with prepared(SYNCS[kind], stage.folder) as play:
        disk = Disk("ext4", stage.folder, play.start)
        image = disk.copy(disk.blank, "live.img")
        with disk.mounted(image) as place:
            play.start.at(place / "mirror").run_with_fault(*play.command, now=play.now,
                                                           fault="skip=syncfs")
            cut = disk.copy(image, "cut.img")
        with disk.mounted(cut) as place:
            return verdict.at_once(play.start.at(place / "mirror"), play.before, play.after)


@of_each_kind("{words}a power cut on ext4 without our syncs does harm, so the other power cuts prove "
              "something")
def cuts_do_harm(stage, kind):
    must_be_root()
    tally = Tally()
    tally.add("syncfs left out", [] if _without_syncs(stage, kind) else ["no damage was seen"])
    return tally


def _add(system, kind):
    words = f"{kind.WORDS}a power cut on {system}"
    scenario(f"{words} before each call that changes the disk leaves every unit whole")(
        lambda stage: cut_before_each_call(stage, system, kind))
    scenario(f"{words} at random moments leaves every unit whole")(
        lambda stage: cut_at_random_moments(stage, system, kind))


for _kind in KINDS:
    for _system in FILE_SYSTEMS:
        _add(_system, _kind)
