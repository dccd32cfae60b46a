"""What the checker says of channels is believed because each of these damages is found by it."""

import bz2
import gzip
import functools
import hashlib
import http.server
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import unittest
from contextlib import contextmanager
from pathlib import Path

SUPPORT = Path(__file__).resolve().parent.parent / "support"
sys.path[:0] = [str(SUPPORT), str(SUPPORT / "demo_upstream")]

import hand_made_mirror  # noqa: E402
from damage import edit_json, relink, rewrite  # noqa: E402
from mirror import workshop  # noqa: E402
from packing import msgpack, zst  # noqa: E402
from tree_checker import msgpack as reader  # noqa: E402
from tree_checker import snapshot  # noqa: E402
from tree_checker.check import check  # noqa: E402
from tree_checker.packed import unpacked  # noqa: E402

CHANNEL = "public/conda/demo"
GREET, LIB = "greet-1.0-0.conda", "lib-2.0-h1_0.conda"


def noarch(root, name):
    return root / CHANNEL / "noarch/.index" / name


def linux(root, name):
    return root / CHANNEL / "linux-64/.index" / name


def records(change, form="repodata.json"):
    """Changes the index of noarch, and all that is packed of it."""
    return lambda root: edit_json(noarch(root, form), change)


def greet(**facts):
    return records(lambda index: index["packages.conda"][GREET].update(facts))


def about(change):
    return lambda root: edit_json(root / CHANNEL / ".index/channeldata.json", change)


def shard_index(change, subdir="noarch"):
    def edited(data):
        value = reader.read(unpacked(".zst", data))
        change(value)
        return zst(msgpack(value))
    return lambda root: rewrite(
        root / CHANNEL / subdir / ".index/repodata_shards.msgpack.zst", edited)


def shard_of(root, name="greet"):
    index = reader.read(unpacked(".zst", noarch(root, "repodata_shards.msgpack.zst").read_bytes()))
    return root / CHANNEL / "noarch/shards" / f"{index['shards'][name].hex()}.msgpack.zst"


def shard(change):
    """Another shard in the place of that of greet, under its true name."""
    def damage(root):
        value = reader.read(unpacked(".zst", shard_of(root).read_bytes()))
        data = zst(msgpack(change(value) or value))
        digest = hashlib.sha256(data)
        (root / CHANNEL / f"noarch/shards/{digest.hexdigest()}.msgpack.zst").write_bytes(data)
        shard_index(lambda index: index["shards"].update(greet=digest.digest()))(root)
    return damage


def in_shard(**facts):
    return shard(lambda value: value["packages.conda"][GREET].update(facts))


def use_older_page(root):
    """As a writer does that switches file by file."""
    relink(root / CHANNEL / "linux-64/repodata.json", ".indexes/2/repodata.json")


def hide_and_forget(root):
    ledger = sqlite3.connect(root / "ledger.db")
    ledger.execute("INSERT INTO hidden VALUES ('conda/demo', 'greet')")
    ledger.commit()
    ledger.close()


def twin(name, pack):
    """A packed form of something else."""
    return lambda root: rewrite(noarch(root, name), lambda _: pack(b"{}"))


def cut(name):
    return lambda root: rewrite(noarch(root, name), lambda data: data[:-1])


# What is done to a good channel, and the words that must then be said of it.
DAMAGES = {
    # Packages.
    "a package is gone": (lambda r: (r / CHANNEL / "noarch" / GREET).unlink(), "dangling"),
    "a package is cut short": (
        lambda r: rewrite(r / CHANNEL / "noarch" / GREET, lambda d: d[:-1]), "bytes, promised were"),
    "one bit of a package is flipped": (
        lambda r: rewrite(r / CHANNEL / "noarch" / GREET, lambda d: bytes([d[0] ^ 1]) + d[1:]),
        ": sha256 "),
    "a package is a link": (
        lambda r: relink(r / CHANNEL / "noarch" / GREET, "greet-1.0-0.tar.bz2"), "dangling"),
    "a package of an older generation is gone": (
        lambda r: (r / CHANNEL / "linux-64/lib-1.0-h1_0.conda").unlink(), "generations/2"),
    "a shard of an older generation is gone": (
        lambda r: [path.unlink() for path in (r / CHANNEL / "linux-64/shards").iterdir()],
        "shard of lib: dangling"),
    "a hidden package can be fetched": (hide_and_forget, "is hidden, and can be fetched"),
    "something else lies among the packages": (
        lambda r: (r / CHANNEL / "noarch/index.html").write_text("hello"), "no file of a channel"),
    "something else lies among the shards": (
        lambda r: (r / CHANNEL / "noarch/shards/notes").write_text("hello"), "no file of a channel"),
    # Records.
    "a record has another size": (greet(size=7), "promised were 7"),
    "a record has another sha256": (greet(sha256="0" * 64), "promised was 000"),
    "a record has another md5": (greet(md5="0" * 32), ": md5 "),
    "a record has no sha256": (
        records(lambda v: v["packages.conda"][GREET].pop("sha256")), "promises no sha256"),
    "a record has no size": (
        records(lambda v: v["packages.conda"][GREET].pop("size")), "promises no size"),
    "a record has no indexed_timestamp": (
        records(lambda v: v["packages.conda"][GREET].pop("indexed_timestamp")),
        "promises no indexed_timestamp"),
    "a record has another indexed_timestamp than before": (
        greet(indexed_timestamp=1), "its indexed_timestamp was 1700000000000, now it is 1"),
    "a record leads elsewhere": (greet(url="https://example.org/" + GREET), "leads to"),
    "a record is named as if in another folder": (
        records(lambda v: v["packages.conda"].update({"../x-1-0.conda": {}})), "is no name of a file"),
    "a record stands in the wrong section": (
        records(lambda v: v["packages"].update({GREET: v["packages.conda"].pop(GREET)})),
        "stands in 'packages'"),
    "a record stands twice": (
        records(lambda v: v.update(v3={"conda": {"greet-1.0-0": v["packages.conda"][GREET]}})),
        "stands in two sections"),
    "a file is offered and removed": (
        records(lambda v: v["removed"].append(GREET)), "is offered and removed"),
    # The index.
    "an index has a base_url": (
        records(lambda v: v["info"].update(base_url="https://example.org/")), "has the base_url"),
    "an index is of version 2": (records(lambda v: v.update(repodata_version=2)), "is of version 2"),
    "an index says so in its info": (
        records(lambda v: v["info"].update(repodata_version=2)), "is of version 2"),
    "an index is of another subdir": (
        records(lambda v: v["info"].update(subdir="win-64")), "of the subdir 'win-64'"),
    "an index has no info": (records(lambda v: v.pop("info")), "has no info"),
    "an index is cut short": (
        lambda r: rewrite(noarch(r, "repodata.json"), lambda d: d[:-9]), "no JSON"),
    "an index has a key twice": (
        lambda r: rewrite(noarch(r, "repodata.json"),
                          lambda d: d.replace(b'"removed"', b'"info": {}, "removed"')), "stands twice"),
    "the .zst is of another index": (twin("repodata.json.zst", zst), "what repodata.json holds"),
    "the .zst is cut short": (cut("repodata.json.zst"), "middle of a frame"),
    "the .zst is empty": (
        lambda r: rewrite(noarch(r, "repodata.json.zst"), lambda _: b""), "middle of a frame"),
    "the .bz2 is of another index": (twin("repodata.json.bz2", bz2.compress), "what repodata.json"),
    "the .bz2 is cut short": (cut("repodata.json.bz2"), "repodata.json.bz2: "),
    "the .gz is of another index": (twin("repodata.json.gz", gzip.compress), "its original"),
    "the .zst of current_repodata is old": (twin("current_repodata.json.zst", zst), "json.zst: does not"),
    "the .zst of run_exports is old": (twin("run_exports.json.zst", zst), "json.zst: does not"),
    # What is made of it.
    "current_repodata knows another file": (
        records(lambda v: v["packages"].update({"x-1-0.tar.bz2": {"name": "x"}}), "current_repodata.json"),
        "is not in repodata.json"),
    "current_repodata says something else": (
        records(lambda v: v["packages.conda"][GREET].update(depends=[]), "current_repodata.json"),
        "differs in depends"),
    "current_repodata lacks a package": (
        records(lambda v: (v["packages"].clear(), v["packages.conda"].clear()),
                "current_repodata.json"), "nothing of greet"),
    "current_repodata has a base_url": (
        records(lambda v: v["info"].update(base_url="x"), "current_repodata.json"), "has the base_url"),
    "run_exports lacks a file": (
        records(lambda v: v["packages"].clear(), "run_exports.json"), "not in both"),
    "run_exports knows another file": (
        records(lambda v: v["packages"].update(x={"run_exports": {}}), "run_exports.json"), "not in both"),
    "run_exports says nothing of a file": (
        records(lambda v: v["packages.conda"].update({GREET: {}}), "run_exports.json"), "says nothing"),
    # Shards.
    "a shard is gone": (lambda r: shard_of(r).unlink(), "dangling"),
    "a shard has other bytes than its name": (
        lambda r: rewrite(shard_of(r), lambda d: d + b"!"), "other bytes than its name"),
    "a shard lacks a record": (shard(lambda v: v["packages"].clear()), "not in both"),
    "a shard says something else": (in_shard(depends=[]), "differs in depends"),
    "a shard has a checksum as text": (in_shard(md5="0" * 32), "its md5 is not 16 bytes"),
    "a shard has no checksum": (
        shard(lambda v: v["packages.conda"][GREET].pop("sha256") and None), "differs in sha256"),
    "a shard has no packages": (shard(lambda v: v.pop("packages") and None), "has no 'packages'"),
    "a shard has a package of another name": (in_shard(name="rude"), "in the shard of 'greet'"),
    "a shard removes more than the index": (
        shard(lambda v: v["removed"].append("x-1-0.conda")), "removed in its shard only"),
    "a package has no shard": (shard_index(lambda v: v["shards"].clear()), "not in both"),
    "two packages have one shard": (
        shard_index(lambda v: v["shards"].update(other=v["shards"]["greet"])), "in two shards"),
    "the index of shards has no base_url": (
        shard_index(lambda v: v["info"].pop("base_url")), "has no base_url"),
    "the index of shards leads packages elsewhere": (
        shard_index(lambda v: v["info"].update(base_url="https://example.org/")), "base_url leads to"),
    "the index of shards leads shards elsewhere": (
        shard_index(lambda v: v["info"].update(shards_base_url="/x/")), "leads out of the mirror"),
    "the index of shards does not say when it was made": (
        shard_index(lambda v: v["info"].pop("created_at")), "has no created_at"),
    "the index of shards is of another subdir": (
        shard_index(lambda v: v["info"].update(subdir="win-64")), "of the subdir 'win-64'"),
    "the index of shards is of another version": (
        shard_index(lambda v: v.update(version=2)), "version 2"),
    "the index of shards is garbage": (
        lambda r: rewrite(noarch(r, "repodata_shards.msgpack.zst"), lambda _: b"garbage"),
        "repodata_shards.msgpack.zst: "),
    # The unit.
    "one form is of an older generation": (use_older_page, "so that it changes on its own"),
    "one form is a file of its own": (
        lambda r: (relink(r / CHANNEL / "noarch/repodata.json", "x"),
                   (r / CHANNEL / "noarch/repodata.json").unlink(),
                   (r / CHANNEL / "noarch/repodata.json").write_bytes(
                       noarch(r, "repodata.json").read_bytes())), "so that it changes on its own"),
    "one form cannot be asked for": (
        lambda r: (r / CHANNEL / "noarch/repodata.json.zst").unlink(), "has no name under which"),
    "one form is missing": (
        lambda r: noarch(r, "current_repodata.json.zst").unlink(), "cannot be read"),
    "the index is a folder": (
        lambda r: ((r / CHANNEL / "noarch/.index").unlink(),
                   (r / CHANNEL / "noarch/.indexes/2").rename(r / CHANNEL / "noarch/.index")),
        "is not a link to index files"),
    "a folder of index files is half": (
        lambda r: (r / CHANNEL / "noarch/.indexes/9").mkdir(), "holds nothing"),
    "a draft was left": (
        lambda r: (r / CHANNEL / "noarch/.repodata.json").write_bytes(b""), "was left behind"),
    "an index is a hard link": (
        lambda r: os.link(noarch(r, "repodata.json"), r / "public/more.json"), "is a hard link"),
    "an index tells where the mirror lies": (
        lambda r: edit_json(noarch(r, "repodata.json"), lambda v: v.update(from_=str(r))), "tells '"),
    "a link leads out": (
        lambda r: os.symlink("../../../../ledger.db", r / CHANNEL / "noarch/x.conda"), "leaves public/"),
    # The channel.
    "a channel has no noarch": (
        lambda r: [os.replace(path, r / f"away.{path.name}")
                   for path in [r / CHANNEL / "noarch"]], "has no noarch"),
    "channeldata is no JSON": (
        lambda r: rewrite(r / CHANNEL / ".index/channeldata.json", lambda d: d[:-3]), "no JSON"),
    "channeldata is of another version": (
        about(lambda v: v.update(channeldata_version=2)), "no channeldata_version 1"),
    "channeldata lacks a subdir": (about(lambda v: v["subdirs"].pop()), "names the subdirs"),
    "channeldata names a package that is not there": (
        about(lambda v: v["packages"].update(rude={})), "rude: is not in the channel"),
    "channeldata lacks a package": (about(lambda v: v["packages"].pop("greet")), "but not in here"),
    "channeldata tells another subdir": (
        about(lambda v: v["packages"]["greet"].update(subdirs=["win-64"])), "says it is in"),
    "channeldata tells a version that is not there": (
        about(lambda v: v["packages"]["greet"].update(version="9")), 'has no version "9"'),
    "notices are no notices": (
        lambda r: edit_json(r / CHANNEL / ".index/notices.json", lambda v: v.clear()), "has no notices"),
    "what is published is not what the manifest says": (
        lambda r: relink(r / CHANNEL / "linux-64/.index", ".indexes/2"), "is not what the newest"),
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """Its address, for as long as the block lasts."""
    handler = functools.partial(_Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class ChannelChecker(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=workshop())
        self.addCleanup(folder.cleanup)
        self.root = hand_made_mirror.make(Path(folder.name) / "mirror")

    def test_lets_a_channel_pass_that_is_about_to_appear_or_has_just_gone(self):
        (self.root / CHANNEL / "linux-64/.index").unlink()

        self.assertEqual(check(self.root, settled=False), [])
        self.assertNotEqual(check(self.root), [])

    def test_lets_a_subdir_pass_that_is_newer_than_what_the_channel_tells(self):
        before = snapshot.take(self.root)
        relink(self.root / CHANNEL / "linux-64/.index", ".indexes/2")
        seen = snapshot.take(self.root)

        self.assertEqual(check(self.root, settled=False), [])
        self.assertEqual(snapshot.between(before, seen, seen)["conda/demo/linux-64"], "new")
        self.assertEqual(snapshot.between(before, seen, seen)["conda/demo/noarch"], "same")

    def test_knows_a_mixed_subdir_from_an_old_and_a_new_one(self):
        before = snapshot.take(self.root)
        relink(self.root / CHANNEL / "linux-64/.index", ".indexes/2")
        after = snapshot.take(self.root)
        relink(self.root / CHANNEL / "linux-64/repodata.json", ".indexes/3/repodata.json")

        verdicts = snapshot.between(before, after, snapshot.take(self.root))

        self.assertEqual(verdicts["conda/demo/linux-64"], "neither")

    def test_sees_a_removed_file_go(self):
        before = snapshot.take(self.root)
        (self.root / CHANNEL / "noarch/rude-1.0-0.tar.bz2").unlink()

        lost = snapshot.lost(before, snapshot.take(self.root))

        self.assertEqual(len(lost), 1)
        self.assertIn("rude-1.0-0.tar.bz2", lost[0])

    def test_lets_a_hidden_package_be_away_in_every_generation(self):
        hide_and_forget(self.root)
        for path in (self.root / CHANNEL / "noarch").glob("greet-*"):
            path.unlink()

        problems = [problem for problem in check(self.root) if "generations/2" in problem]

        self.assertEqual(problems, [])

    def test_looks_at_what_a_web_server_hands_out(self):
        public = shutil.copytree(self.root / "public", self.root / "served", symlinks=True)
        with served(public) as url:
            self.assertEqual(check(self.root, url=url), [])
            (public / "conda/demo/noarch" / GREET).unlink()
            (public / "conda/demo/noarch/repodata.json.zst").unlink()
            problems = check(self.root, url=url)

        self.assertTrue(any("cannot be fetched: HTTP Error 404" in problem for problem in problems))
        self.assertIn("conda/demo/noarch/repodata.json.zst: cannot be read", problems)

    def test_takes_a_channel_that_holds_nothing_yet(self):
        def emptied(value):
            for section in ("packages", "packages.conda"):
                value[section].clear()
        for form in ("repodata.json", "current_repodata.json", "run_exports.json"):
            edit_json(noarch(self.root, form), emptied)
        shard_index(lambda value: value["shards"].clear())(self.root)
        about(lambda value: value["packages"].pop("greet"))(self.root)

        self.assertEqual([problem for problem in check(self.root, whole=False)], [])


def found(damage, words):
    def test(self):
        damage(self.root)
        problems = check(self.root)
        self.assertTrue(any(words in problem for problem in problems), problems)
    return test


for sentence, (damage, words) in DAMAGES.items():
    setattr(ChannelChecker, f"test_says_so_when_{sentence.replace(' ', '_')}", found(damage, words))

if __name__ == "__main__":
    unittest.main()
