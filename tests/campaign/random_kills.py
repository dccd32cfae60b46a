"""Kills at random moments, with as many threads as adder likes."""

import random
import shutil
import time

import verdict
from disturbances import recover
from operations import SYNCS, prepared
from scenario import Tally, of_each_kind
from tree_checker import snapshot

KILLS = {False: 20, True: 1000}  # at small scale, in full


@of_each_kind("a sync{of} with threads ends in the same bytes as a serial one")
def threads_change_nothing(stage, kind):
    tally = Tally()
    with prepared(SYNCS[kind], stage.folder) as play:
        for number in range(KILLS[stage.full] // 10):
            mirror = play.start.copy_to(stage.folder / f"{number}")
            run = play.run(mirror)
            problems = [] if run.exit == 0 else [f"exit {run.exit}: {run.stderr}"]
            tally.add(f"run {number}", problems + verdict.healed(mirror, play.after))
            shutil.rmtree(mirror.root)
    return tally


@of_each_kind("a sync{of} with threads, killed at random moments, "
              "is whole at once and healed by the next")
def killed_at_random(stage, kind):
    tally = Tally()
    chance = random.Random(2026)
    with prepared(SYNCS[kind], stage.folder) as play:
        seconds = _usual_time(play, stage)
        for number in range(KILLS[stage.full]):
            mirror = play.start.copy_to(stage.folder / f"{number}")
            moment = chance.uniform(0, 1.1 * seconds)
            ended = _kill_after(play, mirror, moment)
            problems = verdict.at_once(mirror, play.before, play.after)
            problems += recover(play, mirror, gc_first=number % 2 == 0)
            tally.add(f"after {moment * 1000:.1f} ms", problems)
            seconds = max(seconds, moment if not ended else 0)
            shutil.rmtree(mirror.root)
    return tally


def _usual_time(play, stage):
    times = []
    for _ in range(3):
        mirror = play.start.copy_to(stage.folder / "timed")
        times.append(play.run(mirror).seconds)
        shutil.rmtree(mirror.root)
    return sorted(times)[1]


def _kill_after(play, mirror, seconds):
    """True when the run was over before."""
    process = mirror.start(*play.command, now=play.now)
    time.sleep(seconds)
    ended = process.poll() is not None
    process.kill()
    process.wait()
    return ended


@of_each_kind("{words}the checker that judges all this is not blind: a half switched tree is seen")
def judge_is_awake(stage, kind):
    """Switches one unit by hand and not the others, as a careless writer would."""
    tally = Tally()
    with prepared(SYNCS[kind], stage.folder) as play:
        mirror = play.start.copy_to(stage.folder / "half")
        page = kind.index_of(mirror.root, "alpha")
        page.write_bytes(page.read_bytes().replace(b"alpha", b"omega", 1))
        problems = verdict.at_once(mirror, play.before, play.after)
        neither = any("neither" in problem for problem in problems)
        tally.add("a page changed in place", [] if neither else ["was not seen"])
        mixed = dict(play.before["units"])
        mixed[kind.HALF] = play.after["units"][kind.HALF]
        verdicts = snapshot.between(play.before, play.after, {"units": mixed})
        tally.add("two generations at once",
                  [] if {"old", "new"} <= set(verdicts.values()) else ["was not seen"])
    return tally
