"""The table of a channel's misfortunes: what it does, and what the user then reads, gets and keeps."""

import json

import kind_conda
import misdeeds as do
from channel import BOTH  # the demo upstream's, as are the next two
from conda_packages import CondaRecipe, conda
from packing import msgpack, zst
from suffering import Row, Scene, add_rows, file_rows, held_file

VICTIM, OLDER = "victim-1.0-0.conda", "victim-1.0-0.tar.bz2"
SHARDS, ZST, JSON = (f"/noarch/{name}" for name in (
    "repodata_shards.msgpack.zst", "repodata.json.zst", "repodata.json"))
WHOLE = ("*",)  # is read from repodata.json.zst; a few packages from their shards
NOARCH = "conda/small/noarch"
OTHER = conda(CondaRecipe("other", "1.0"))


def _world():
    world = kind_conda.empty()
    world.channels["small"].put(CondaRecipe("victim", "1.0"), *BOTH)
    kind_conda.put(world, "bystander")
    return world


def _shard(package):
    """The end of its shard's path."""
    channel = _world().channels["small"]
    return channel.shard_of("noarch", package)


SCENE = Scene(kind_conda, _world, VICTIM, f"{NOARCH}/{VICTIM}",
              {"victim": {VICTIM, OLDER}, "bystander": {"bystander-1.0-0.conda"}})


def without_index(*says):
    return {"exit": 3, "nothing": True, "says": ("error: ", *says)}


def _as_json(change):
    """The index as it would be after change(document), in the only form that is left."""
    def changed(data):
        document = json.loads(data)
        change(document)
        return json.dumps(document).encode()
    return [(SHARDS, do.status(404)), (ZST, do.status(404)), (JSON, do.edited(changed))]


def _record(**facts):
    return _as_json(lambda document: document["packages.conda"][VICTIM].update(facts))


def _without(*keys):
    def change(document):
        for key in keys:
            document["packages.conda"][VICTIM].pop(key)
    return _as_json(change)


def _packed(data):
    return do.body(data, "application/octet-stream")


def _bomb(size):
    """A frame that says a block of zeros again and again: four bytes for 128 KiB."""
    block = (1 << 17 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * (size >> 17) + b"\x01\0\0"


DEEP = b'{"info": {"subdir": "noarch"}, "packages": ' + b"[" * 200_000
ENDLESS = do.endless(b'{"info":{"subdir":"noarch"},"packages":{"', b"victim", 256 << 20)

ROWS = {
    # Which index is taken.
    "without shards repodata.json.zst is taken": Row([(SHARDS, do.status(404))], exit=0),
    "without shards and .zst repodata.json is taken": Row(
        [(SHARDS, do.status(404)), (ZST, do.status(404))], exit=0),
    "an index behind 503 once is asked for again and comes": Row(
        [(SHARDS, do.times(1, do.status(503)))], exit=0, asked={SHARDS: 2}),
    "a shard that is not there makes the whole index be taken": Row(
        [(_shard("victim"), do.status(404))], exit=0, asked={ZST: 1}),
    "a shard of other bytes than its name makes the whole index be taken": Row(
        [(_shard("victim"), do.flipped)], exit=0, asked={ZST: 1}),
    "a shard that is a bomb makes the whole index be taken": Row(
        [(_shard("victim"), _packed(_bomb(1 << 30)))], exit=0, asked={ZST: 1}),
    "an index of shards that is garbage makes the whole index be taken": Row(
        [(SHARDS, _packed(b"garbage"))], exit=0, says=("whole index is taken",)),
    "an index of shards that breaks off makes the whole index be taken": Row(
        [(SHARDS, do.edited(lambda data: data[:-9]))], exit=0, says=("whole index is taken",)),
    "an index of shards that is another subdir's makes the whole index be taken": Row(
        [(SHARDS, _packed(zst(msgpack({"version": 1, "shards": {}, "info": {
            "subdir": "win-64", "base_url": "", "shards_base_url": ""}}))))], exit=0,
        says=("whole index is taken", "win-64")),
    # What no index may be. Without noarch there is no channel.
    "an index that is garbage is held": Row(
        [(ZST, _packed(b"garbage"))], wishes=WHOLE, **without_index()),
    "an index that breaks off is held": Row(
        [(ZST, do.edited(lambda data: data[:-9]))], wishes=WHOLE, **without_index()),
    "an index that is empty is held": Row([(ZST, _packed(b""))], wishes=WHOLE, **without_index()),
    "an index that is HTML is held": Row(
        [(ZST, do.body(b"<html>maintenance</html>", "text/html"))], wishes=WHOLE, **without_index()),
    "an index that is a bomb is stopped and held": Row(
        [(ZST, _packed(_bomb(8 << 30)))], wishes=WHOLE, **without_index()),
    "an index in gzip that is a bomb is stopped and held": Row(
        [(SHARDS, do.status(404)), (ZST, do.status(404)), (JSON, do.gzip_bomb(2 << 30))],
        **without_index()),
    "an index nested without end is held": Row(
        [(ZST, _packed(zst(DEEP)))], wishes=WHOLE, **without_index()),
    "an index that is one endless string is stopped and held": Row(
        [(SHARDS, do.status(404)), (ZST, do.status(404)), (JSON, ENDLESS)], **without_index()),
    "an index with a key twice is held": Row(
        [(ZST, _packed(zst(b'{"info": {}, "packages": {}, "packages": {}}')))], wishes=WHOLE,
        **without_index()),
    "an index that is another subdir's is held": Row(
        _as_json(lambda document: document["info"].update(subdir="win-64")), **without_index()),
    "an index of a later version is taken for what we know of it": Row(
        _as_json(lambda document: document.update(repodata_version=3)), exit=0),
    "an index behind 503 for ever publishes nothing": Row(
        [("/repodata_shards.msgpack.zst", do.status(503)), ("/repodata.json.zst", do.status(503)),
         ("/repodata.json", do.status(503))], **without_index("503")),
    "an upstream that is no channel publishes nothing": Row(
        [("", do.status(404))], **without_index("404")),
    # What its records may say.
    "a record without sha256 is checked by its md5": Row(_without("sha256"), exit=0),
    "a record without any checksum holds its file": Row(
        _without("sha256", "md5"), **held_file(SCENE, "malformed|sha256|unanchored")),
    "a record without a size is taken": Row(_without("size"), exit=0),
    "a record with a wrong size holds its file": Row(
        _record(size=7), **held_file(SCENE, "size|too_long")),
    "a record with a wrong sha256 holds its file": Row(
        _record(sha256="0" * 64),
        **held_file(SCENE, "sha256", "expected sha256 0000", "received sha256 [0-9a-f]{64}")),
    "a file that is another package than its name says is held": Row(
        [(VICTIM, _packed(OTHER.content)), *_record(**{
            name: OTHER.record[name] for name in ("size", "sha256", "md5")})],
        **held_file(SCENE, "malformed", "other")),
    "a record with depends that are null is taken": Row(_record(depends=None), exit=0),
    "a record that says what nobody knows is taken": Row(_record(flavour={"of": ["salt"]}), exit=0),
    "a file name that leads out of the mirror holds only that file": Row(
        _as_json(lambda document: document["packages.conda"].update(
            {"../../../../etc/cron.d/x-1-0.conda": {}})), wishes=WHOLE,
        held={f"{NOARCH}/../../../../etc/cron.d/x-1-0.conda": "malformed"}),
    "what a client's cache left in an index is no harm": Row(
        _as_json(lambda document: document.update(_etag="x", _mod="y", _url="z")), exit=0),
    "an index that says metadata instead of info is taken": Row(
        _as_json(lambda document: document.update(metadata=document.pop("info"))), exit=0),
    "a file at the metadata address of a cloud is blocked": Row(
        _as_json(lambda document: document["info"].update(base_url="http://169.254.169.254/")),
        held={f"{NOARCH}/{VICTIM}": "blocked", f"{NOARCH}/{OLDER}": "blocked",
              f"{NOARCH}/bystander-1.0-0.conda": "blocked"},
        gone={VICTIM, OLDER, "bystander-1.0-0.conda"}),
    # After a good sync: what was published stays.
    "what was published stays when the index of shards breaks off": Row(
        [(SHARDS, do.edited(lambda data: data[:-9]))], exit=0, synced_before=True),
    "what was published stays when the index breaks off": Row(
        [(ZST, do.edited(lambda data: data[:-9]))], wishes=WHOLE, exit=1, held={NOARCH: "malformed"},
        synced_before=True),
    "what was published stays when there is no index any more": Row(
        [("", do.status(404))], exit=1, held={NOARCH: "missing"}, synced_before=True),
    "what was published stays when upstream cannot be reached": Row(
        [("", do.status(503))], exit=3, synced_before=True, says=("error: ", "503")),
}

add_rows(SCENE, file_rows(SCENE))
add_rows(SCENE, {kind_conda.WORDS + sentence: row for sentence, row in ROWS.items()})
