"""The table of misfortunes: what upstream does, and what the user then reads, gets and keeps."""

import json
import os
import re
from dataclasses import dataclass, field

import misdeeds as do
from mirror import Mirror, clock
from scenario import Tally, scenario
from tree_checker.check import check
from upstream import Upstream, World, release

WHEEL = "victim-1.0-py3-none-any.whl"
SDIST = "victim-1.0.tar.gz"
BYSTANDER = "bystander-1.0-py3-none-any.whl"
PAGE, LIST = "/simple/victim/", "/simple/"
MEMORY = 64 << 20  # above an undisturbed run
EVERYTHING = {"victim": {WHEEL, SDIST}, "bystander": {BYSTANDER}}


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
    asked: dict = field(default_factory=dict)  # words at the end of a path -> how often, at least


def held_file(reason, *says):
    """The row of a wheel that is held back: everything else is published."""
    return {"held": {f"pypi/{WHEEL}": reason}, "gone": {WHEEL}, "says": (re.escape(WHEEL), *says)}


def held_page(reason, *says):
    return {"held": {"pypi/victim": reason}, "gone": {WHEEL, SDIST}, "says": ("victim", *says)}


def without_list(*says):
    return {"exit": 3, "nothing": True, "says": ("error: ", *says)}


def _quarter_gigabyte(head, piece):
    return do.endless(head, piece, 256 << 20)


FILE_RECORD = json.dumps({"filename": "x-1-py3-none-any.whl", "url": "x", "hashes": {}}).encode() + b","
# Just below what a page may be long.
PAGE_SIZE = (32 << 20) - (1 << 16)
SMALL_RECORD = b'{"filename":"victim-1.zip","url":"x"}'


def _filled(head, piece, tail=b"]}"):
    """A page's bytes, filled up with small values."""
    start = b'{"meta":{"api-version":"1.4"},"name":"victim",' + head
    count = (PAGE_SIZE - len(start) - len(tail)) // (len(piece) + 1)
    return start + b",".join([piece] * count) + tail


DEEP = b'{"meta": {"api-version": "1.4"}, "name": "victim", "files": ' + b"[" * 200_000

ROWS = {
    # The file itself.
    "a file that is not there is held as missing": Row(
        [(WHEEL, do.status(404))], **held_file("missing", "404")),
    "a file that is forbidden is held as forbidden": Row(
        [(WHEEL, do.status(403))], **held_file("forbidden", "403")),
    "a file behind 429 with Retry-After is asked for again and comes": Row(
        [(WHEEL, do.times(1, do.status(429, Retry_After=1)))], exit=0, asked={WHEEL: 2}),
    "a file behind 429 for ever is held as unreachable": Row(
        [(WHEEL, do.status(429, Retry_After=1))], **held_file("unreachable", "429"),
        asked={WHEEL: 3}),
    "a file behind 500 once is asked for again and comes": Row(
        [(WHEEL, do.times(1, do.status(500)))], exit=0, asked={WHEEL: 2}),
    "a file behind 503 for ever is held as unreachable": Row(
        [(WHEEL, do.status(503))], **held_file("unreachable", "503"), asked={WHEEL: 3}),
    "a file that drips is given up and held as unreachable": Row(
        [(WHEEL, do.slow_drip)], **held_file("unreachable")),
    "a file whose Content-Length is too small is held": Row(
        [(WHEEL, do.ignoring_ranges(do.length(-10)))], **held_file("size")),
    "a file whose Content-Length is too large is held": Row(
        [(WHEEL, do.ignoring_ranges(do.length(+10)))], **held_file("too_long|size|unreachable")),
    "a file without a Content-Length comes all the same": Row([(WHEEL, do.no_length)], exit=0),
    "a file that breaks off once is resumed": Row(
        [(WHEEL, do.times(1, do.cut_after(300)))], exit=0, asked={WHEEL: 2}),
    "a file that always breaks off at the same byte is held": Row(
        [(WHEEL, do.ignoring_ranges(do.cut_after(300)))], **held_file("unreachable|size")),
    "a file that goes on after its end is held as too long": Row(
        [(WHEEL, do.longer)], **held_file("too_long")),
    "a file with a flipped bit is held, with both checksums": Row(
        [(WHEEL, do.flipped)],
        **held_file("sha256", "expected sha256 [0-9a-f]{64}", "received sha256 [0-9a-f]{64}")),
    "a gzip bomb in place of a file is stopped and held": Row(
        [(WHEEL, do.gzip_bomb(512 << 20))], **held_file("too_long|size|sha256|malformed|unreachable")),
    "a redirect that leads to itself is held": Row(
        [(WHEEL, do.redirect_to_itself)], **held_file("blocked|unreachable", "redirect")),
    "a redirect that never ends is held": Row(
        [(WHEEL, do.redirect_back_and_forth)], **held_file("blocked|unreachable", "redirect")),
    "a redirect to file: is blocked": Row(
        [(WHEEL, do.redirect("file:///etc/passwd"))], **held_file("blocked", "file:")),
    "a redirect to the metadata address of a cloud is blocked": Row(
        [(WHEEL, do.redirect("http://169.254.169.254/latest/meta-data/"))],
        **held_file("blocked", r"169\.254\.169\.254")),
    "a redirect to another port of upstream's host is followed": Row(
        [(WHEEL, do.times(1, lambda handler, answer: do.redirect(
            f"http://127.0.0.1:{handler.server.server_port}{handler.path}?again")(handler, answer)))],
        exit=0),
    # What lies beside it.
    "a .metadata that is not there holds only itself": Row(
        [(WHEEL + ".metadata", do.status(404))],
        held={f"pypi/{WHEEL}.metadata": "metadata|missing"}, says=(r"\.metadata",)),
    "a .metadata with other bytes holds only itself": Row(
        [(WHEEL + ".metadata", do.flipped)],
        held={f"pypi/{WHEEL}.metadata": "metadata|sha256"}, says=(r"\.metadata",)),
    "a .metadata that goes on for ever holds only itself": Row(
        [(WHEEL + ".metadata", _quarter_gigabyte(b"Name: victim\n", b"Classifier: endless\n"))],
        held={f"pypi/{WHEEL}.metadata": "metadata|too_long|sha256"}, says=(r"\.metadata",)),
    # The project's page.
    "a page that is not there although the list names it is held": Row(
        [(PAGE, do.status(404))], **held_page("missing", "404")),
    "a page that is forbidden is held": Row(
        [(PAGE, do.status(403))], **held_page("forbidden", "403")),
    "a page behind 503 once is asked for again and comes": Row(
        [(PAGE, do.times(1, do.status(503)))], exit=0, asked={PAGE: 2}),
    "a page older than the list says is held as stale": Row(
        [(PAGE, do.old_serial(7))], **held_page("stale", "serial")),
    "a page that is HTML is held as malformed": Row(
        [(PAGE, do.body(b"<html>maintenance</html>", "text/html"))], **held_page("malformed")),
    "a page that is HTML and calls itself JSON is held as malformed": Row(
        [(PAGE, do.body(b"<html>maintenance</html>"))], **held_page("malformed")),
    "a page that breaks off in the middle is held": Row(
        [(PAGE, do.edited(lambda page: page[:-20]))], **held_page("malformed")),
    "a page nested without end is held": Row([(PAGE, do.body(DEEP))], **held_page("malformed")),
    "a page with a key twice is held": Row(
        [(PAGE, do.edited(lambda page: page.replace(b'"name"', b'"files":[],"name"')))],
        **held_page("malformed")),
    "a page of a quarter of a gigabyte is stopped and held": Row(
        [(PAGE, _quarter_gigabyte(b'{"name":"victim","files":[', FILE_RECORD))],
        **held_page("too_long|malformed")),
    "a page that is one endless string is stopped and held": Row(
        [(PAGE, _quarter_gigabyte(b'{"name":"', b"victim"))], **held_page("too_long|malformed")),
    "a page of millions of unknown values is held": Row(
        [(PAGE, do.body(_filled(b'"files":[],"x":[', b"0")))], **held_page("too_long|malformed")),
    "a page of millions of files that are numbers is held": Row(
        [(PAGE, do.body(_filled(b'"files":[', b"0")))], **held_page("too_long|malformed")),
    "a page of a million small records is held": Row(
        [(PAGE, do.body(_filled(b'"files":[', SMALL_RECORD)))], **held_page("too_long|malformed")),
    "a gzip bomb in place of a page is stopped and held": Row(
        [(PAGE, do.gzip_bomb(512 << 20))], **held_page("too_long|malformed")),
    "a page of a later major version is held": Row(
        [(PAGE, do.edited(lambda page: page.replace(b'"1.4"', b'"2.0"')))], **held_page("malformed")),
    "a page of another project is held": Row(
        [(PAGE, do.edited(lambda page: page.replace(b'"name":"victim"', b'"name":"bystander"')))],
        **held_page("malformed")),
    "a file name that leads out of the mirror holds only that file": Row(
        [(PAGE, do.edited(lambda page: page.replace(
            f'"filename":"{WHEEL}"'.encode(), b'"filename":"../../../../etc/cron.d/x.whl"')))],
        held={"pypi/../../../../etc/cron.d/x.whl|pypi/victim": "malformed"}, gone={WHEEL}),
    # The list of projects.
    "an index without a list is asked for the names that are wanted": Row(
        [(LIST, do.status(404))], exit=0),
    "a list that is HTML publishes nothing": Row(
        [(LIST, do.body(b"<html>welcome to the hotel</html>", "text/html"))], **without_list()),
    "a list that breaks off publishes nothing": Row(
        [(LIST, do.edited(lambda page: page[:-20]))], **without_list()),
    "a list nested without end publishes nothing": Row(
        [(LIST, do.body(DEEP.replace(b"files", b"projects")))], **without_list()),
    "a list that is one endless string publishes nothing": Row(
        [(LIST, _quarter_gigabyte(b'{"projects":[{"name":"', b"victim"))], **without_list()),
    "a gzip bomb in place of the list publishes nothing": Row(
        [(LIST, do.gzip_bomb(2 << 30))], **without_list()),
    "a list behind 503 for ever publishes nothing": Row([(LIST, do.status(503))], **without_list("503")),
    # After a good sync: what was published stays.
    "what was published stays when the list is broken": Row(
        [(LIST, do.edited(lambda page: page[:-20]))], exit=3, synced_before=True, says=("error: ",)),
    "what was published stays when the list is not there any more": Row(
        [(LIST, do.status(404)), (PAGE, do.status(404))], exit=3, synced_before=True,
        says=("error: ", "404")),
    "what was published stays when a page is stale": Row(
        [(PAGE, do.old_serial(7))], held={"pypi/victim": "stale"}, synced_before=True),
    "what was published stays when a page becomes HTML": Row(
        [(PAGE, do.body(b"<html>", "text/html"))], held={"pypi/victim": "malformed"},
        synced_before=True),
    "what was published stays when a page is not there any more although the list names it": Row(
        [(PAGE, do.status(404))], held={"pypi/victim": "missing"}, synced_before=True),
}


def _world():
    world = World()
    release(world, "victim", "1.0")
    release(world, "bystander", "1.0", source=False)
    return world


def _suffer(stage, row):
    with Upstream(_world()) as upstream:
        calm = Mirror.make(stage.folder / "calm", upstream.url, ["victim", "bystander"])
        base = calm.run("sync")
        mirror = Mirror.make(stage.folder / "mirror", upstream.url, ["victim", "bystander"])
        if row.synced_before:
            mirror.run("sync")
            # Something is new there, so that the page must be asked for.
            upstream.demo.world.yank("victim", "1.0", "news")
        for words, misdeed in row.spoil:
            upstream.spoil(words, misdeed)
        run = mirror.run("sync", now=clock(1), timeout=300)
        return list(_wrongs(row, mirror, run, upstream)) + _too_much(run, base)


def _too_much(run, base):
    """A sanitizer keeps memory of its own; then only the behaviour is looked at."""
    if run.peak <= base.peak + MEMORY or os.environ.get("ADDER_SANITIZED"):
        return []
    return [f"peak memory {run.peak >> 20} MiB, {base.peak >> 20} MiB when nothing is wrong"]


def _wrongs(row, mirror, run, upstream):
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
    expected = {name: files - row.gone for name, files in EVERYTHING.items() if files - row.gone}
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


def _add(sentence, row):
    @scenario(sentence)
    def suffered(stage):
        tally = Tally()
        tally.add(sentence, _suffer(stage, row))
        return tally


for _sentence, _row in ROWS.items():
    _add(_sentence, _row)
