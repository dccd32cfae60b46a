"""What changes between two syncs: lists, upstream, and who else is at work."""

import fcntl
import os
import shutil

from mirror import Mirror, clock
from nginx import Nginx
from scenario import Tally, of_each_kind
from tree_checker.check import check
from upstream import Upstream


class Story:
    """A mirror, its upstream, and what was expected of them in vain."""

    def __init__(self, stage, kind, world, wishes, **settings):
        self.kind = kind
        self.upstream = Upstream(world)
        self.upstream.__enter__()
        self.mirror = Mirror.make(stage.folder / "mirror", kind, self.upstream.url(kind), wishes,
                                  **settings)
        self.tally = Tally()
        self.chapter = -1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.upstream.__exit__()

    def sync(self, *arguments, exit, expect=None):
        """The next day's sync, and whether it ended and published as it should."""
        self.chapter += 1
        run = self.mirror.run("sync", *arguments, now=clock(self.chapter))
        problems = [] if run.exit == exit else [f"exit {run.exit}, expected {exit}: {run.stderr}"]
        if (self.mirror.root / self.kind.LINK).exists():
            problems += check(self.mirror.root)
        if expect is not None and set(self.mirror.published()) != set(expect):
            problems.append(f"published {sorted(self.mirror.published())}, expected {sorted(expect)}")
        self.tally.add(f"sync {self.chapter + 1} {' '.join(arguments)}", problems)
        return run

    @property
    def world(self):
        return self.upstream.demo.world

    def expect(self, what, true, found=""):
        self.tally.add(what, [] if true else [f"it is not so: {found}"])

    def expect_through(self, nginx):
        self.tally.add("what nginx hands out", check(self.mirror.root, url=nginx.url))


def _many(kind, count):
    world = kind.empty()
    for number in range(count):
        kind.put(world, f"many-{number:03}")
    return world


@of_each_kind("{words}a second adder at the same time ends with 4 and touches nothing")
def two_at_once(stage, kind):
    with Story(stage, kind, _many(kind, 2), ["many-*"]) as story:
        story.sync(exit=0)
        with open(story.mirror.root / ".lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = _stamp(story.mirror.root)
            run = story.sync(exit=4)
            story.expect("it says who it waits for", "another adder" in run.stderr, run.stderr)
            story.expect("nothing was touched", _stamp(story.mirror.root) == before)
            for command in (["gc"], ["rollback", "1"], ["hide", "many-000"], ["verify", "--repair"]):
                run = story.mirror.run(*command)
                story.expect(f"{command[0]} ends with 4", run.exit == 4, f"{run.exit} {run.stderr}")
            for command in (["status"], ["generations"], ["sync", "--dry-run"]):
                run = story.mirror.run(*command)
                story.expect(f"{command[0]} needs no lock", run.exit == 0, f"{run.exit} {run.stderr}")
        story.sync(exit=0)
        return story.tally


def _stamp(root):
    return {str(path): path.lstat().st_mtime_ns for path in root.rglob("*")
            if not path.name.startswith("ledger.db")}


@of_each_kind("{words}two adders that really start together: one publishes, one ends with 4 or "
              "finds nothing to do")
def two_for_real(stage, kind):
    with Story(stage, kind, _many(kind, 20), ["many-*"]) as story:
        first, second = (story.mirror.start("sync") for _ in range(2))
        exits = sorted((first.wait(), second.wait()))
        story.expect("one of them did it", exits in ([0, 4], [0, 0]), exits)
        story.sync(exit=0, expect=[f"many-{number:03}" for number in range(20)])
        return story.tally


@of_each_kind("{words}a list that grew is back-filled")
def list_grown(stage, kind):
    with Story(stage, kind, _many(kind, 3), ["many-000"]) as story:
        story.sync(exit=0, expect=["many-000"])
        story.mirror.want(["many-000", "many-002"])
        story.sync(exit=0, expect=["many-000", "many-002"])
        return story.tally


@of_each_kind("{words}a list that shrank retires what it no longer names, and its files stay for the "
              "grace")
def list_shrunk(stage, kind):
    with Story(stage, kind, _many(kind, 3), ["many-*"]) as story:
        story.sync(exit=0, expect=["many-000", "many-001", "many-002"])
        wheel = kind.stored_at(story.mirror.root, "many-001")
        story.mirror.want(["many-000", "many-002"])
        story.sync(exit=0, expect=["many-000", "many-002"])
        story.expect("its file can still be fetched", wheel.exists())
        story.sync(exit=0, expect=["many-000", "many-002"])
        story.expect("after the grace it is gone", not wheel.exists())
        return story.tally


@of_each_kind("{words}a list in which a line was renamed retires the one and fetches the other")
def list_renamed(stage, kind):
    with Story(stage, kind, _many(kind, 3), ["many-000", "many-001"]) as story:
        story.sync(exit=0)
        story.mirror.want(["many-000", kind.spelled_oddly("many-002")])
        story.sync(exit=0, expect=["many-000", "many-002"])
        return story.tally


@of_each_kind("{words}a project that vanished upstream is retired, or kept where the centre says so")
def vanished(stage, kind):
    for policy, expected in (("retire", ["many-000"]), ("keep", ["many-000", "many-001"])):
        shutil.rmtree(stage.folder / "mirror", ignore_errors=True)
        with Story(stage, kind, _many(kind, 2), ["many-*"],
                   section=f'vanished = "{policy}"\n') as story:
            story.sync(exit=0)
            kind.vanish(story.world, "many-001")
            story.sync(exit=0, expect=expected)
            if story.tally.failures:
                return story.tally
    return story.tally


@of_each_kind("{words}an upstream that shrank by 60 % is not believed until somebody says so")
def shrunk_upstream(stage, kind):
    with Story(stage, kind, _many(kind, 100), ["many-*"]) as story:
        story.sync(exit=0)
        everything = set(story.mirror.published())
        for number in range(40, 100):
            kind.vanish(story.world, f"many-{number:03}")
        run = story.sync(exit=3, expect=everything)
        story.expect("it says what shrank, and what to do", "--allow-shrink" in run.stderr, run.stderr)
        story.sync("--allow-shrink", exit=0, expect=[f"many-{number:03}" for number in range(40)])
        return story.tally


@of_each_kind("{words}the same name with new bytes is news for a person: held until it is accepted")
def changed_bytes(stage, kind):
    item = kind.item_of("many-001")
    with Story(stage, kind, _many(kind, 2), ["many-*"]) as story:
        story.sync(exit=0)
        old = kind.stored_at(story.mirror.root, "many-001").read_bytes()
        kind.change_bytes(story.world, "many-001")
        run = story.sync(exit=1, expect=["many-000", "many-001"])
        story.expect("it is held as changed", story.mirror.held() == {item: "changed"},
                     story.mirror.held())
        story.expect("it says how to accept it", "--accept-changed" in run.stderr, run.stderr)
        story.expect("the old bytes are served",
                     kind.stored_at(story.mirror.root, "many-001").read_bytes() == old)
        story.sync("--accept-changed", item, exit=0)
        digits = kind.told_sha256(story.mirror.root, "many-001")
        new = kind.sha256_of(story.world, "many-001")
        story.expect("now the new bytes are served", digits == new, digits)
        return story.tally


@of_each_kind("{words}a sync with nothing new asks conditionally, writes no generation and fetches no file")
def nothing_new(stage, kind):
    with Story(stage, kind, _many(kind, 5), ["many-*"]) as story:
        story.sync(exit=0)
        before = (story.mirror.root / kind.LINK).readlink()
        story.upstream.demo.seen.clear()
        story.sync(exit=0)
        asked = story.upstream.asked("")
        paths = [seen["path"] for seen in asked]
        story.expect("only the index was asked for, once", sorted(paths) == sorted(kind.ASKED), paths)
        story.expect("with its validator", all("if-none-match" in seen["headers"] for seen in asked))
        after = (story.mirror.root / kind.LINK).readlink()
        story.expect("no new generation", before == after, (before, after))
        return story.tally


@of_each_kind("{words}a mirror of our mirror has what the first has, and follows it")
def mirror_of_our_mirror(stage, kind):
    os.chmod(stage.folder, 0o755)  # nginx's workers are somebody else
    with Story(stage, kind, _many(kind, 4), ["many-*"]) as story:
        kind.patch(story.world, "many-002", "greets twice")
        story.sync(exit=0)
        with Nginx(stage.folder / "nginx", story.mirror.root / "public") as nginx:
            story.expect_through(nginx)
            second = Mirror.make(stage.folder / "second", kind, f"{nginx.url}/{kind.SHOWN}", ["many-*"])
            _follow(story, second)
            kind.put(story.world, "many-000", "2.0")
            kind.vanish(story.world, "many-001")
            story.sync(exit=0)
            story.expect_through(nginx)
            _follow(story, second)
        return story.tally


def _follow(story, second):
    run = second.run("sync", now=clock(story.chapter))
    story.expect("the second sync is content", run.exit == 0, f"{run.exit} {run.stderr}")
    story.expect("it has what the first has", second.published() == story.mirror.published(),
                 second.published())
    problems = check(second.root)
    story.expect("the checker finds nothing wrong with it", not problems, problems)
    told = ["greets twice" in story.kind.index_of(mirror.root, "many-002").read_text()
            for mirror in (second, story.mirror)]
    story.expect("what upstream says of a file came along", told == [True, True], told)
