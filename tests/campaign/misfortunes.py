"""The table of misfortunes: what an index does, and what the user then reads, gets and keeps."""

import json

import kind_pypi
import misdeeds as do
from demo_world import release  # the demo upstream's
from suffering import Row, Scene, add_rows, file_rows

WHEEL = "victim-1.0-py3-none-any.whl"
SDIST = "victim-1.0.tar.gz"
BYSTANDER = "bystander-1.0-py3-none-any.whl"
PAGE, LIST = "/simple/victim/", "/simple/"


def _world():
    world = kind_pypi.empty()
    release(world, "victim", "1.0")
    release(world, "bystander", "1.0", source=False)
    return world


SCENE = Scene(kind_pypi, _world, WHEEL, f"pypi/{WHEEL}",
              {"victim": {WHEEL, SDIST}, "bystander": {BYSTANDER}})


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

add_rows(SCENE, file_rows(SCENE))
add_rows(SCENE, ROWS)
