"""What a mirror is doing while it is disturbed, and the state that it starts from."""

from contextlib import contextmanager
from dataclasses import dataclass

from mirror import Mirror, clock
from tree_checker import snapshot
from upstream import WISHES, Upstream, small_world


@dataclass(frozen=True)
class Operation:
    words: str  # "a first sync"
    command: tuple
    chapter: int  # how many chapters of the world were mirrored before
    generations: int = 1
    before: tuple = ()  # a command that comes after them
    # Running it again changes nothing more, and it ends with a gc. What is not so is compared
    # between two runs of gc.
    repeatable: bool = True


OPERATIONS = [
    Operation("a first sync", ("sync",), 0),
    Operation("a sync that adds, changes, retires and collects garbage", ("sync",), 2),
    Operation("a gc", ("gc",), 3),
    Operation("a rollback", ("rollback", "1"), 3, generations=10, repeatable=False),
    Operation("a hide", ("hide", "beta"), 2, repeatable=False),
    Operation("an unhide", ("unhide", "beta"), 2, before=("hide", "beta"), repeatable=False),
]


@dataclass
class Prepared:
    """An operation about to run, and how it ends when nothing disturbs it."""

    operation: Operation
    start: Mirror
    now: int
    before: dict  # snapshots
    after: dict
    calls: list  # every call of an undisturbed, serial run that changes the disk

    def run(self, mirror):
        return mirror.run(*self.operation.command, now=self.now)

    def collect_garbage(self, mirror):
        return mirror.run("gc", now=self.now)


@contextmanager
def prepared(operation, folder):
    """The upstream is on the air as long as the block lasts."""
    with Upstream(small_world(0)) as upstream:
        start = Mirror.make(folder / "start", upstream.url, WISHES, operation.generations)
        for chapter in range(operation.chapter):
            upstream.become(small_world(chapter))
            must_succeed(start.run("sync", now=clock(chapter)))
        if operation.before:
            must_succeed(start.run(*operation.before, now=clock(operation.chapter)))
        upstream.become(small_world(operation.chapter))
        now = clock(operation.chapter)
        if not operation.repeatable:
            must_succeed(start.run("gc", now=now))
        undisturbed = start.copy_to(folder / "undisturbed")
        outcome = undisturbed.run_with_fault(*operation.command, now=now)
        must_succeed(outcome)
        if not operation.repeatable:
            must_succeed(undisturbed.run("gc", now=now))
        yield Prepared(operation, start, now, snapshot.take(start.root),
                       snapshot.take(undisturbed.root), outcome.calls)


def must_succeed(run):
    # 1 is what hide says of itself when it hid something.
    if run.exit not in (0, 1):
        raise RuntimeError(f"an undisturbed run ended with {run.exit}: {run.stderr}")
