"""Every operation, disturbed at every call that changes the disk."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import verdict
from nginx import Nginx
from operations import OPERATIONS, SYNCS, prepared
from scenario import Tally, of_each_kind, scenario
from tree_checker.check import check

KILLED = 137
SWITCHES = ("rename", "symlink", "link", "unlink")
TRIES = 3  # how the network cuts a body into pieces may move a point by one

# fault -> (the sentence of it, how many points at small scale)
FAULTS = {
    "kill": ("killed before each call that changes the disk", 12),
    "fail=EIO": ("each call that changes the disk fails with EIO once", 6),
    "fail=ENOSPC": ("each call that changes the disk fails with ENOSPC once", 4),
    "fail=EDQUOT": ("each call that changes the disk fails with EDQUOT once", 3),
    "stay=ENOSPC": ("the disk is full from each call on", 5),
    "short": ("each write takes only half", 3),
}


def points_for(fault, calls):
    """A write of one byte cannot be cut in half."""
    return [call for call in calls if fault != "short" or call.length > 1]


def disturb_everywhere(stage, operation, fault, most):
    tally = Tally()
    with prepared(operation, stage.folder) as play:
        calls = stage.pick(points_for(fault, play.calls), most)
        with ThreadPoolExecutor(os.cpu_count() if stage.full else 1) as pool:
            jobs = [(number, call, pool.submit(_disturb, stage, play, fault, number, call))
                    for number, call in enumerate(calls)]
            for number, call, job in jobs:
                fired, problems, note = job.result()
                tally.notes[note] += 1
                path = os.path.relpath(call.path, stage.folder / "undisturbed")
                tally.add(f"{fault} at {call.point} {path}", problems, fired)
    return tally


def _disturb(stage, play, fault, number, call):
    folder = stage.folder / f"{number}"
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        mirror = play.start.copy_to(folder)
        outcome = mirror.run_with_fault(*play.command, now=play.now, fault=fault,
                                        at=call.point)
        if outcome.fired:
            break
    problems = _ending(fault, outcome, play.operation)
    did_without = fault != "kill" and outcome.exit == 0
    note = f"did without {call.name}" if did_without else f"exit {outcome.exit}"
    if play.operation.is_whole:
        problems += verdict.at_once(mirror, play.before, play.after)
    problems += recover(play, mirror, gc_first=number % 2 == 0)
    if not problems:
        shutil.rmtree(folder)
        os.unlink(f"{folder}.calls")
    return bool(outcome.fired), problems, note


def _ending(fault, outcome, operation):
    if fault != "kill":
        return verdict.error_is_readable(outcome.exit, outcome.stderr, operation.ends)
    if outcome.fired and outcome.exit != KILLED:
        return [f"exit {outcome.exit} although it was killed"]
    return []


def recover(play, mirror, gc_first):
    """The next command that takes the lock ends a half switch; the next run of the same command
    leaves the very tree that an undisturbed run leaves."""
    problems = []
    repeatable = play.operation.repeatable
    is_founded = (mirror.root / "ledger.db").exists()  # else gc has nothing to work on
    if is_founded and ((gc_first and play.operation.is_whole) or not repeatable):
        problems += _must_succeed("gc afterwards", play.collect_garbage(mirror))
        problems += verdict.of_one_generation(mirror, play.before, play.after)
    if repeatable or not verdict.is_new(mirror, play.before, play.after):
        problems += _must_succeed("the next run", play.run(mirror))
        if not repeatable:
            problems += _must_succeed("gc after it", play.collect_garbage(mirror))
    # A page that is mended twice was changed twice, and its time says so.
    ignoring = () if play.operation.is_whole else ("mtime",)
    return problems + verdict.healed(mirror, play.after, ignoring)


@of_each_kind("{words}what nginx hands out where a sync was cut off in the middle of a switch is whole")
def handed_out(stage, kind):
    os.chmod(stage.folder, 0o755)  # nginx's workers are somebody else
    tally = Tally()
    with prepared(SYNCS[kind], stage.folder) as play:
        switches = [call for call in play.calls
                    if call.name in SWITCHES and "/public/" in call.path]
        for number, call in enumerate(stage.pick(switches, 6)):
            mirror = play.start.copy_to(stage.folder / f"{number}")
            outcome = mirror.run_with_fault(*play.command, now=play.now, fault="kill", at=call.point)
            with Nginx(stage.folder / f"nginx{number}", mirror.root / "public") as nginx:
                problems = check(mirror.root, settled=False, url=nginx.url)
            path = os.path.relpath(call.path, stage.folder / "undisturbed")
            tally.add(f"kill at {call.point} {path}", problems, bool(outcome.fired))
            shutil.rmtree(mirror.root)
    return tally


def _must_succeed(what, run):
    return [] if run.exit in (0, 1) else [f"{what}: exit {run.exit}: {run.stderr.strip()}"]


def _add(operation, fault, sentence, most):
    @scenario(f"{operation.words}: {sentence}")
    def disturbed(stage):
        return disturb_everywhere(stage, operation, fault, most)


for _operation in OPERATIONS:
    for _fault, (_sentence, _most) in FAULTS.items():
        _add(_operation, _fault, _sentence, _most)
