"""What a mirror is doing while it is disturbed, and the state that it starts from."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Callable

import kind_conda
from kinds import KINDS
from mirror import Mirror, clock
from tree_checker import snapshot
from upstream import Upstream


@dataclass(frozen=True)
class Operation:
    kind: object
    words: str  # "a first sync"
    command: tuple
    chapter: int  # how many chapters of the world were mirrored before
    generations: int = 1
    wishes: tuple = ()  # instead of the kind's
    before: tuple = ()  # a command that comes after them
    scene: Callable = None  # of the mirror and a folder beside it: what else is done before
    is_whole: bool = True  # before, and at every instant of it
    ends: tuple = (0, 3)  # how it may end when the disk makes trouble
    # Running it again changes nothing more, and it ends with a gc. What is not so is compared
    # between two runs of gc.
    repeatable: bool = True


def damage(mirror, _):
    mirror.kind.damage(mirror.root)


def foreign_tree(mirror, folder):
    """What another tool left: the files of the world under their names, and one of other bytes."""
    tree = folder / "foreign"
    tree.mkdir()
    for name, data in mirror.kind.files(mirror.kind.small(0)).items():
        (tree / name).write_bytes(data)
    (tree / mirror.kind.file_of("beta")).write_bytes(b"not this one")


def _operations(kind):
    of = kind.OF
    return [
        Operation(kind, f"a first sync{of}", ("sync",), 0),
        Operation(kind, f"a sync{of} that adds, changes, retires and collects garbage", ("sync",), 2),
        Operation(kind, f"a gc{of}", ("gc",), 3),
        Operation(kind, f"a rollback{of}", ("rollback", "1"), 3, generations=10, repeatable=False),
        Operation(kind, f"a hide{of}", ("hide", "beta"), 2, repeatable=False),
        Operation(kind, f"an unhide{of}", ("unhide", "beta"), 2, before=("hide", "beta"),
                  repeatable=False),
        Operation(kind, f"a verify{of} that repairs", ("verify", "--repair", "--jobs", "1"), 2,
                  scene=damage, is_whole=False, ends=(0, 1, 3)),
        Operation(kind, f"an adopt{of} of another tool's tree", ("adopt", "{folder}/foreign"), 0,
                  scene=foreign_tree),
    ]


OPERATIONS = [operation for kind in KINDS for operation in _operations(kind)]
# A whole channel is read from another index than a few packages of it.
OPERATIONS.append(Operation(kind_conda, "a sync of a whole channel", ("sync",), 2, wishes=("*",)))

# The operation that says most about a kind.
SYNCS = {operation.kind: operation for operation in OPERATIONS
         if operation.chapter == 2 and operation.command == ("sync",) and not operation.wishes}


@dataclass
class Prepared:
    """An operation about to run, and how it ends when nothing disturbs it."""

    operation: Operation
    command: list
    start: Mirror
    now: int
    before: dict  # snapshots
    after: dict
    calls: list  # every call of an undisturbed, serial run that changes the disk

    def run(self, mirror):
        return mirror.run(*self.command, now=self.now)

    def collect_garbage(self, mirror):
        return mirror.run("gc", now=self.now)


@contextmanager
def prepared(operation, folder):
    """The upstream is on the air as long as the block lasts."""
    kind = operation.kind
    with Upstream(kind.small(0)) as upstream:
        start = Mirror.make(folder / "start", kind, upstream.url(kind),
                            operation.wishes or kind.WISHES, operation.generations)
        for chapter in range(operation.chapter):
            upstream.become(kind.small(chapter))
            must_succeed(start.run("sync", now=clock(chapter)))
        if operation.before:
            must_succeed(start.run(*operation.before, now=clock(operation.chapter)))
        upstream.become(kind.small(operation.chapter))
        now = clock(operation.chapter)
        command = [word.format(folder=folder) for word in operation.command]
        if operation.scene:
            operation.scene(start, folder)
        if not operation.repeatable:
            must_succeed(start.run("gc", now=now))
        undisturbed = start.copy_to(folder / "undisturbed")
        outcome = undisturbed.run_with_fault(*command, now=now)
        must_succeed(outcome)
        if not operation.repeatable:
            must_succeed(undisturbed.run("gc", now=now))
        yield Prepared(operation, command, start, now, snapshot.take(start.root),
                       snapshot.take(undisturbed.root), outcome.calls)


def must_succeed(run):
    if run.exit != 0:
        raise RuntimeError(f"an undisturbed run ended with {run.exit}: {run.stderr}")
