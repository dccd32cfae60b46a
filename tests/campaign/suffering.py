"""How a mirror suffers what upstream does: rows of misfortune, and what must become of each.

What may happen to a file happens to a file of either kind of upstream, and stands here.
"""

import os
import re
from dataclasses import dataclass, field

import misdeeds as do
from mirror import Mirror, clock
from scenario import Tally, scenario
from tree_checker.check import check
from upstream import Upstream

MEMORY = 64 << 20  # above an undisturbed run


@dataclass(frozen=True)
class Scene:
    """Who suffers: a victim, and a bystander who must not notice."""

    kind: object
    world: object  # makes it anew
    victim: str  # the file that most rows spoil
    item: str  # as it is held
    everything: dict  # package -> its files


@dataclass
class Row:
    """One misfortune. What is not named here must be as if nothing had happened."""

    spoil: list  # (words at the end of a path, misdeed)
    exit: int = 1
    held: dict = field(default_factory=dict)  # item -> reason
    says: tuple = ()  # patterns, all of which stderr must match
    gone: set = field(default_factory=set)  # files that are not published
    nothing: bool = False  # nothing at all is published
    synced_before: bool = False  # an undisturbed sync came first; then upstream changed
    wishes: tuple = ()  # instead of the two names
    asked: dict = field(default_factory=dict)  # words at the end of a path -> how often, at least


def held_file(scene, reason, *says):
    """The row of a file that is held back: everything else is published."""
    return {"held": {scene.item: reason}, "gone": {scene.victim},
            "says": (re.escape(scene.victim), *says)}


def file_rows(scene):
    """What may happen to the victim itself."""
    file = scene.victim

    def held(reason, *says):
        return held_file(scene, reason, *says)

    rows = {
        "a file that is not there is held as missing": Row(
            [(file, do.status(404))], **held("missing", "404")),
        "a file that is forbidden is held as forbidden": Row(
            [(file, do.status(403))], **held("forbidden", "403")),
        "a file behind 429 with Retry-After is asked for again and comes": Row(
            [(file, do.times(1, do.status(429, Retry_After=1)))], exit=0, asked={file: 2}),
        "a file behind 429 for ever is held as unreachable": Row(
            [(file, do.status(429, Retry_After=1))], **held("unreachable", "429"),
            asked={file: 3}),
        "a file behind 500 once is asked for again and comes": Row(
            [(file, do.times(1, do.status(500)))], exit=0, asked={file: 2}),
        "a file behind 503 for ever is held as unreachable": Row(
            [(file, do.status(503))], **held("unreachable", "503"), asked={file: 3}),
        "a file that drips is given up and held as unreachable": Row(
            [(file, do.slow_drip)], **held("unreachable")),
        "a file whose Content-Length is too small is held": Row(
            [(file, do.ignoring_ranges(do.length(-10)))], **held("size")),
        "a file whose Content-Length is too large is held": Row(
            [(file, do.ignoring_ranges(do.length(+10)))], **held("too_long|size|unreachable")),
        "a file without a Content-Length comes all the same": Row([(file, do.no_length)], exit=0),
        "a file that breaks off once is resumed": Row(
            [(file, do.times(1, do.cut_after(300)))], exit=0, asked={file: 2}),
        "a file that always breaks off at the same byte is held": Row(
            [(file, do.ignoring_ranges(do.cut_after(300)))], **held("unreachable|size")),
        "a file that goes on after its end is held as too long": Row(
            [(file, do.longer)], **held("too_long")),
        "a file with a flipped bit is held, with both checksums": Row(
            [(file, do.flipped)],
            **held("sha256", "expected sha256 [0-9a-f]{64}", "received sha256 [0-9a-f]{64}")),
        "a gzip bomb in place of a file is stopped and held": Row(
            [(file, do.gzip_bomb(512 << 20))], **held("too_long|size|sha256|malformed|unreachable")),
        "a redirect that leads to itself is held": Row(
            [(file, do.redirect_to_itself)], **held("blocked|unreachable", "redirect")),
        "a redirect that never ends is held": Row(
            [(file, do.redirect_back_and_forth)], **held("blocked|unreachable", "redirect")),
        "a redirect to file: is blocked": Row(
            [(file, do.redirect("file:///etc/passwd"))], **held("blocked", "file:")),
        "a redirect to the metadata address of a cloud is blocked": Row(
            [(file, do.redirect("http://169.254.169.254/latest/meta-data/"))],
            **held("blocked", r"169\.254\.169\.254")),
        "a redirect to another port of upstream's host is followed": Row(
            [(file, do.times(1, lambda handler, answer: do.redirect(
                f"http://127.0.0.1:{handler.server.server_port}{handler.path}?again")(handler, answer)))],
            exit=0),
    }
    return {scene.kind.WORDS + sentence: row for sentence, row in rows.items()}


def suffer(stage, scene, row):
    kind, wishes = scene.kind, row.wishes or list(scene.everything)
    with Upstream(scene.world()) as upstream:
        calm = Mirror.make(stage.folder / "calm", kind, upstream.url(kind), wishes)
        base = calm.run("sync")
        mirror = Mirror.make(stage.folder / "mirror", kind, upstream.url(kind), wishes)
        if row.synced_before:
            mirror.run("sync")
            # Something is new there, so that the page must be asked for.
            kind.patch(upstream.demo.world, "victim", "news")
        for words, misdeed in row.spoil:
            upstream.spoil(words, misdeed)
        run = mirror.run("sync", now=clock(1), timeout=300)
        return list(_wrongs(scene, row, mirror, run, upstream)) + _too_much(run, base)


def _too_much(run, base):
    """A sanitizer keeps memory of its own; then only the behaviour is looked at."""
    if run.peak <= base.peak + MEMORY or os.environ.get("ADDER_SANITIZED"):
        return []
    return [f"peak memory {run.peak >> 20} MiB, {base.peak >> 20} MiB when nothing is wrong"]


def _wrongs(scene, row, mirror, run, upstream):
    if run.exit != row.exit:
        yield f"exit {run.exit}, expected {row.exit}: {run.stderr.strip()}"
    for pattern in row.says:
        if not re.search(pattern, run.stderr):
            yield f"stderr does not say '{pattern}': {run.stderr.strip()}"
    for words, count in row.asked.items():
        if len(upstream.asked(words)) < count:
            yield f"'{words}' was asked for {len(upstream.asked(words))} times, expected {count}"
    if row.nothing:
        if mirror.published():
            yield f"published: {mirror.published()}"
        return
    yield from check(mirror.root)
    yield from _wrong_holds(row, mirror)
    expected = {name: files - row.gone for name, files in scene.everything.items() if files - row.gone}
    published = {name: files for name, files in mirror.published().items() if files}
    if published != expected:
        yield f"published {published}, expected {expected}"


def _wrong_holds(row, mirror):
    held = mirror.held()
    for items, reasons in row.held.items():
        found = [held.pop(item) for item in items.split("|") if item in held]
        if not any(reason in reasons.split("|") for reason in found):
            yield f"held {items}: {found}, expected {reasons}; held are {mirror.held()}"
    if held:
        yield f"held besides: {held}"


def add_rows(scene, rows):
    for sentence, row in rows.items():
        _add(sentence, scene, row)


def _add(sentence, scene, row):
    @scenario(sentence)
    def suffered(stage):
        tally = Tally()
        tally.add(sentence, suffer(stage, scene, row))
        return tally
