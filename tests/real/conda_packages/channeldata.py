"""Indexes a folder of packages with conda-index, and prints what it says of them as JSON.

    channeldata.py FOLDER     {"packages": those of channeldata.json, "run_exports": {SUBDIR: ...}}

conda-index unpacks with backports.zstd; python3-zstandard will do in its place. It chooses what is in
current_repodata.json with the help of all of conda, which nobody asks for here.
"""

import json
import os
import sys
import types


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made


try:
    import backports.zstd
except ImportError:
    import zstandard

    zstd = module(
        "backports.zstd",
        open=lambda file, mode="rb": zstandard.ZstdDecompressor().stream_reader(file),
        CompressionParameter=types.SimpleNamespace(compression_level=0, nb_workers=1),
    )
    module("backports", zstd=zstd)

module("conda_index.index.current_repodata", build_current_repodata=None)

from conda_index.index import ChannelIndex  # noqa: E402

folder = sys.argv[1]
index = ChannelIndex(
    folder,
    channel_name="made-up",
    threads=1,
    write_run_exports=True,
    write_current_repodata=False,
)
index.index(patch_generator=None)
index.update_channeldata()


def read(*path):
    with open(os.path.join(folder, *path), encoding="utf-8") as file:
        return json.load(file)


subdirs = [entry.name for entry in os.scandir(folder) if entry.is_dir()]
said = {
    "packages": read("channeldata.json")["packages"],
    "run_exports": {subdir: read(subdir, "run_exports.json") for subdir in subdirs},
}
print(json.dumps(said))
