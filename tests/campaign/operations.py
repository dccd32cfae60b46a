"""What a mirror is doing while it is disturbed, and the state that it starts from."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Callable

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
    scene: Callable = None  # of the mirror and a folder beside it: what else is done before
    is_whole: bool = True  # before, and at every instant of it
    ends: tuple = (0, 3)  # how it may end when the disk makes trouble
    # Running it again changes nothing more, and it ends with a gc. What is not so is compared
    # between two runs of gc.
    repeatable: bool = True


def damage(mirror, _):
    """What a disk does in years: a package cut short under both its names, a page of other bytes."""
    package = next((mirror.root / "public/pypi/packages").rglob("alpha-1.0-py3-none-any.whl"))
    package.chmod(0o644)
    os.truncate(package, 100)
    package.chmod(0o444)
    page = next((mirror.root / "public/pypi/.pages").glob("alpha.*/index.html"))
    page.write_bytes(b"<html>rotten</html>")


def foreign_tree(mirror, folder):
    """What another tool left: the files of the world under their names, and one of other bytes."""
    tree = folder / "foreign"
    tree.mkdir()
    for project in small_world(0).projects.values():
        for file in project.files:
            (tree / file.filename).write_bytes(file.distribution.content)
    (tree / "beta-1.0-py3-none-any.whl").write_bytes(b"not this one")


OPERATIONS = [
    Operation("a first sync", ("sync",), 0),
    Operation("a sync that adds, changes, retires and collects garbage", ("sync",), 2),
    Operation("a gc", ("gc",), 3),
    Operation("a rollback", ("rollback", "1"), 3, generations=10, repeatable=False),
    Operation("a hide", ("hide", "beta"), 2, repeatable=False),
    Operation("an unhide", ("unhide", "beta"), 2, before=("hide", "beta"), repeatable=False),
    Operation("a verify that repairs", ("verify", "--repair", "--jobs", "1"), 2, scene=damage,
              is_whole=False, ends=(0, 1, 3)),
    Operation("an adopt of another tool's tree", ("adopt", "{folder}/foreign"), 0,
              scene=foreign_tree),
]


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
    with Upstream(small_world(0)) as upstream:
        start = Mirror.make(folder / "start", upstream.url, WISHES, operation.generations)
        for chapter in range(operation.chapter):
            upstream.become(small_world(chapter))
            must_succeed(start.run("sync", now=clock(chapter)))
        if operation.before:
            must_succeed(start.run(*operation.before, now=clock(operation.chapter)))
        upstream.become(small_world(operation.chapter))
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
