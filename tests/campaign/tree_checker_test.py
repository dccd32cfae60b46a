"""The checker is believed only because each of these damages, done by hand, is found by it."""

import gzip
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

SUPPORT = Path(__file__).resolve().parent.parent / "support"
sys.path[:0] = [str(SUPPORT), str(SUPPORT / "demo_upstream")]

import hand_made_mirror  # noqa: E402
from damage import edit_json, relink, rewrite  # noqa: E402
from mirror import workshop  # noqa: E402
from tree_checker import snapshot  # noqa: E402
from tree_checker.check import check  # noqa: E402

SIMPLE = "public/pypi/simple"
WHEEL = "demo-1.0-py3-none-any.whl"


def wheel(root):
    return next((root / "public/pypi/packages").rglob(WHEEL))


def page(root, name="demo", form="index.v1_json"):
    return root / SIMPLE / name / form


def first_file(change):
    return lambda root: edit_json(page(root), lambda value: change(value["files"][0]))


def hard_link_a_page(root):
    os.link(root / "store/pages" / next((root / "store/pages").glob("*/*")), root / "public/more.html")


def swap_packages(root):
    other = next((root / "public/pypi/packages").rglob("demo-2.0-py3-none-any.whl"))
    os.replace(other, wheel(root))


# What is done to a good mirror, and the words that must then be said of it.
DAMAGES = {
    "a package is gone": (lambda r: wheel(r).unlink(), "dangling"),
    "a .metadata is gone": (lambda r: wheel(r).with_name(WHEEL + ".metadata").unlink(), "dangling"),
    "a package is empty": (lambda r: rewrite(wheel(r), lambda _: b""), "0 bytes, promised were 9"),
    "one bit of a package is flipped": (
        lambda r: rewrite(wheel(r), lambda d: bytes([d[0] ^ 1]) + d[1:]), "promised was"),
    "a package stands at another's place": (swap_packages, "promised was"),
    "a .metadata has other bytes": (
        lambda r: rewrite(wheel(r).with_name(WHEEL + ".metadata"), lambda d: d + b"x"),
        "not the promised sha256"),
    "a .metadata is left without its package": (
        lambda r: (r / "public/pypi/packages/lost.metadata").write_bytes(b""), "without its package"),
    "the page promises another size": (
        first_file(lambda f: f.update(size=7)), "9 bytes, promised were 7"),
    "the page leads out of the mirror": (
        first_file(lambda f: f.update(url="https://pypi.org/x/" + WHEEL)), "leads to"),
    "the page leads above public/": (
        first_file(lambda f: f.update(url="../../../../../" + WHEEL)), "leads to"),
    "JSON and HTML name different files": (
        lambda r: edit_json(page(r), lambda v: v["files"].pop()), "not in the JSON"),
    "JSON and HTML disagree about a yank": (
        first_file(lambda f: f.update(yanked="why not")), "differ in yanked"),
    "JSON and HTML disagree about a checksum": (
        first_file(lambda f: f["hashes"].update(sha256="0" * 64)), "differ in sha256"),
    "JSON and HTML disagree about requires-python": (
        first_file(lambda f: f.update({"requires-python": None})), "differ in requires_python"),
    "JSON and HTML disagree about .metadata": (
        first_file(lambda f: f.update({"core-metadata": False, "dist-info-metadata": False})),
        "differ in metadata"),
    "a signature is not there": (first_file(lambda f: f.update({"gpg-sig": True})), ".asc is not there"),
    "the spellings of core-metadata disagree": (
        first_file(lambda f: f.update({"core-metadata": False})), "disagree"),
    "a file stands twice on a page": (
        lambda r: edit_json(page(r), lambda v: v["files"].append(v["files"][0])), "stands twice"),
    "a page is cut short": (lambda r: rewrite(page(r), lambda d: d[:50]), "unreadable"),
    "a page is empty": (lambda r: rewrite(page(r), lambda _: b""), "unreadable"),
    "a page is another project's": (
        lambda r: relink(r / SIMPLE / "demo", "../.pages/other.2"), "no page of its own"),
    "a page tells another generation than its folder": (
        lambda r: edit_json(page(r), lambda v: v["meta"].update({"_last-serial": 9})), "serial 9"),
    "a quarantined project still offers files": (
        lambda r: edit_json(page(r), lambda v: v["project-status"].update(status="quarantined")),
        "quarantined, but"),
    "a form of a page is missing": (lambda r: page(r, form="index.html").unlink(), "cannot be read"),
    "a .gz is of another generation": (
        lambda r: rewrite(page(r, form="index.html.gz"), lambda _: gzip.compress(b"x", mtime=0)),
        "not hold what its original"),
    "a .gz is broken": (
        lambda r: rewrite(page(r, form="index.v1_json.gz"), lambda d: d[:-9]), "index.v1_json.gz: "),
    "a .gz is empty": (
        lambda r: rewrite(page(r, form="index.v1_json.gz"), lambda _: b""), "index.v1_json.gz: is empty"),
    "a .gz tells a file name": (
        lambda r: rewrite(page(r, form="index.html.gz"),
                          lambda d: d[:3] + b"\x08" + d[4:10] + b"secret\x00" + d[10:]),
        "names the file it was made from"),
    "a project is a folder, not a link": (
        lambda r: (relink(r / SIMPLE / "demo", "x"), (r / SIMPLE / "demo").unlink(),
                   shutil.copytree(r / "public/pypi/.pages/demo.3", r / SIMPLE / "demo")),
        "where one link should be"),
    "a listed project has no page": (lambda r: (r / SIMPLE / "other").unlink(), "listed, but"),
    "a page is not listed": (
        lambda r: edit_json(r / SIMPLE / ".index/index.v1_json", lambda v: v["projects"].pop()),
        "has a page, but is not listed"),
    "the list tells another serial than the page": (
        lambda r: edit_json(r / SIMPLE / ".index/index.v1_json",
                            lambda v: v["projects"][1].update({"_last-serial": 1})),
        "1 here, 2 on its page"),
    "the two lists disagree": (
        lambda r: edit_json(r / SIMPLE / ".index/index.v1_json",
                            lambda v: v["projects"][1].update(name="another")),
        "different names"),
    "the list in HTML is a file of its own": (
        lambda r: (relink(r / SIMPLE / "index.html", "x"), (r / SIMPLE / "index.html").unlink(),
                   shutil.copy(r / SIMPLE / ".index/index.html", r / SIMPLE / "index.html")),
        "does not lead through .index"),
    "a link dangles": (lambda r: os.symlink("nowhere", r / "public/lost"), "dangles"),
    "a link leaves public/": (lambda r: os.symlink("../ledger.db", r / "public/out"), "leaves public/"),
    "a link is absolute": (
        lambda r: os.symlink(r / "public/.site/catalog.json", r / "public/in"), "absolute"),
    "a page is a hard link": (hard_link_a_page, "hard link"),
    "a pipe lies in public/": (lambda r: os.mkfifo(r / "public/pipe"), "neither"),
    "a web server cannot read a page": (lambda r: page(r).chmod(0o600), "mode 0600"),
    "a draft was left in public/": (
        lambda r: (r / "public/pypi/.draft").write_bytes(b""), "left behind"),
    "a half page folder lies about": (
        lambda r: (r / "public/pypi/.pages/demo.9").mkdir(), "holds nothing"),
    "the catalog is no JSON": (
        lambda r: rewrite(r / "public/.site/catalog.json", lambda d: d[:-5]), "catalog.json: no JSON"),
    "the catalog knows another file": (
        lambda r: edit_json(r / "public/.site/catalog.json",
                            lambda v: v["pypi"][0]["versions"][0]["files"][0].update(size=1)),
        "other files than on its page"),
    "the catalog lacks a project": (
        lambda r: edit_json(r / "public/.site/catalog.json", lambda v: v["pypi"].pop()), "not in both"),
    "the catalog's twin is old": (
        lambda r: rewrite(r / "public/.site/catalog.json.gz", lambda _: gzip.compress(b"{}", mtime=0)),
        "catalog.json.gz: does not hold"),
    "the catalog is a file of its own": (
        lambda r: (r / "public/catalog.json").replace(r / "public/x") and
        (r / "public/catalog.json").write_bytes((r / "public/.site/catalog.json").read_bytes()),
        "does not lead through .site"),
    "the catalog has no twin": (
        lambda r: (r / "public/catalog.json.gz").unlink(), "has no .gz twin"),
    "there is no status.json": (lambda r: (r / "public/status.json").unlink(), "status.json: is not"),
    "status.json has no schema": (
        lambda r: edit_json(r / "public/status.json", lambda v: v.pop("schema")), "no schema 1"),
    "a document tells where the mirror lies": (
        lambda r: edit_json(r / "public/status.json", lambda v: v.update(root=str(r))), "tells '"),
    "a blob has other bytes than its name": (
        lambda r: rewrite(next((r / "store/blobs").rglob("*/??*/*")), lambda d: d + b"!"),
        "holds other bytes"),
    "a blob can be written to": (
        lambda r: next((r / "store/blobs").rglob("*/??*/*")).chmod(0o644), "can be written to"),
    "a draft was left in the store": (
        lambda r: (r / "store/incoming/page").write_bytes(b""), "left behind"),
    "a manifest names a page that is not stored": (
        lambda r: next((r / "store/pages").glob("*/*")).unlink(), "not in store/pages"),
    "a manifest was cut short": (
        lambda r: rewrite(r / "store/generations/3", lambda d: d[:-20]), "is cut short"),
    "the published tree is not the newest generation": (
        lambda r: rewrite(r / "store/generations/3", lambda d: d[:d.rindex(b"\n", 0, -1) + 1]),
        "is not what the newest generation"),
    "the ledger is damaged": (
        lambda r: rewrite(r / "ledger.db", lambda d: d[:100] + b"\xff" * 900), "ledger.db"),
}


class TreeChecker(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=workshop())
        self.addCleanup(folder.cleanup)
        self.root = hand_made_mirror.make(Path(folder.name) / "mirror")

    def test_finds_nothing_wrong_with_a_good_mirror(self):
        self.assertEqual(check(self.root), [])
        self.assertEqual(check(self.root, settled=False), [])

    def test_lets_pass_in_the_middle_of_a_switch_what_a_switch_does(self):
        shutil.copytree(self.root / "public/pypi/.pages/other.2",
                        self.root / "public/pypi/.pages/late.4")
        rewrite(self.root / "public/pypi/.pages/late.4/index.v1_json",
                lambda data: data.replace(b'"name": "other"', b'"name": "late"').replace(
                    b'"_last-serial": 2', b'"_last-serial": 4'))
        late = self.root / "public/pypi/.pages/late.4/index.v1_json"
        rewrite(late.with_name("index.v1_json.gz"), lambda _: gzip.compress(late.read_bytes(), mtime=0))
        os.symlink("../.pages/late.4", self.root / SIMPLE / "late")

        self.assertEqual(check(self.root, settled=False), [])
        self.assertNotEqual(check(self.root), [])

    def test_knows_old_from_new_from_neither(self):
        old = snapshot.take(self.root)
        edit_json(page(self.root), lambda value: value["versions"].append("9"))
        new = snapshot.take(self.root)
        edit_json(page(self.root, "other"), lambda value: value["versions"].append("9"))
        seen = snapshot.take(self.root)

        verdicts = snapshot.between(old, new, seen)

        self.assertEqual(verdicts["project demo"], "new")
        self.assertEqual(verdicts["project other"], "neither")
        self.assertEqual(verdicts["list of projects"], "same")
        self.assertTrue(list(snapshot.differences(old, new)))


def found(damage, words):
    def test(self):
        damage(self.root)
        problems = check(self.root)
        self.assertTrue(any(words in problem for problem in problems), problems)
    return test


for sentence, (damage, words) in DAMAGES.items():
    setattr(TreeChecker, f"test_says_so_when_{sentence.replace(' ', '_')}", found(damage, words))

if __name__ == "__main__":
    unittest.main()
