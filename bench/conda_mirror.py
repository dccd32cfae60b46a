"""How fast adder brings a conda channel home, and what a channel of 401,080 records costs.

    cmake --preset release && cmake --build --preset release --target adder durable_floor
    /usr/bin/python3 bench/conda_mirror.py [--build build/release] [--folder build/bench] [--rounds 3] [F S W]

F  6,000 packages, 214 MB, all of them wanted: beside bare curl, aria2c and durable_floor
S  90 names with 1,080 packages, wanted of 401,080 records; and again, with nothing new
W  a whole channel of 401,080 packages that are already here, of which upstream says something new:
   of one record, of all, with bz2 = true; and again, with nothing new

Needs the Debian packages curl, aria2, nginx, bzip2, zstd and python3-zstandard, 15 GB of disk, and time: W
begins with a first sync of 401,080 files. Same upstream, same disk, same call; each round runs every tool
once, in another order. Medians of the rounds, the largest peak. Nothing is asserted.
"""

import argparse
import os
import shutil
from pathlib import Path

import channels
import measure
from conda_tools import DryRun, NewsOfAll, NewsOfOne, NewsOfOneWithBz2, Packer, ReadIndex, SyncByShards
from figures import MIB, heading, rounds, show, verdict
from tools import Adder, AdderAgain, Aria2, Curl, Floor

HERE = Path(__file__).resolve().parent.parent
# What adder may need: seconds and MB.
FILES = {"times curl": 2, "peak": 150}
SELECT = {"cpu": 1.2, "peak": 120}
AGAIN = {"wall": 0.3, "peak": 100}
EMIT = {"cpu": 12, "peak": 400, "times bzip2": 1.2}
# A tool that is not in Debian, as it was measured on such a machine with worlds of the same shape.
QUOTED = "conda-mirror 0.12.1 (Rust), quoted"
QUOTED_COSTS = {"F": measure.Cost(4.7, 3.1, 131 * MIB), "S": measure.Cost(4.8, 2.7, 856 * MIB),
                "W": measure.Cost(512, 215, 1784 * MIB)}
# What packing the index alone costs, with the words of the command.
PACKERS = [("zstd -3", "zst"), ("zstd -6", "zst"), ("zstd -9", "zst"), ("zstd -12", "zst"),
           ("gzip -1", "gz"), ("gzip -6", "gz"), ("bzip2 -9", "bz2")]


def main():
    options = _options()
    folder = Path(options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(heading(folder))
    runs = folder / "runs"
    shutil.rmtree(runs, ignore_errors=True)
    met = True
    for name in options.worlds or MEASURES:
        world = channels.build(folder / "worlds", name)
        with channels.Served(world) as served:
            met = MEASURES[name](served, runs, options) and met
        print()
    if not options.keep:
        shutil.rmtree(runs)
    print("all goals met" if met else "not all goals are met")


def _options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", default=HERE / "build/release", type=Path)
    parser.add_argument("--folder", default=HERE / "build/bench")
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--keep", action="store_true", help="leave the mirrors that were made: build/bench/runs")
    parser.add_argument("--without", default=[], action="append", help="leave this tool out: aria2")
    parser.add_argument("worlds", nargs="*", metavar="WORLD", help="F, S, W")
    options = parser.parse_args()
    if unknown := set(options.worlds) - MEASURES.keys():
        parser.error(f"there is no world {', '.join(sorted(unknown))}")
    options.adder, options.floor = options.build / "cli/adder", options.build / "bench/durable_floor"
    return options


def _files(served, runs, options):
    tools = [Curl(served, runs), Floor(served, runs, options.floor), Aria2(served, runs),
             Adder(served, runs, options.adder), AdderAgain(served, runs, options.adder)]
    costs = rounds([tool for tool in tools if type(tool).__name__.lower() not in options.without],
                   options.rounds)
    costs[QUOTED] = QUOTED_COSTS["F"]
    show(f"F: {len(served.world.files)} packages, {served.world.size / 1e6:.0f} MB, all wanted", costs)
    curl, floor, ours = costs[Curl.words], costs[Floor.words], costs[Adder.words]
    return all([verdict("wall / curl", ours.wall / curl.wall, FILES["times curl"]),
                verdict("wall / (curl + floor)", ours.wall / (curl + floor).wall),
                verdict("CPU  / (curl + floor)", ours.cpu / (curl + floor).cpu),
                verdict("peak memory, MB", ours.peak / MIB, FILES["peak"])])


def _select(served, runs, options):
    costs = rounds([Curl(served, runs), Floor(served, runs, options.floor), ReadIndex(served, runs),
                    DryRun(served, runs, options.adder), Adder(served, runs, options.adder),
                    SyncByShards(served, runs, options.adder)],
                   options.rounds)
    last = Adder(served, runs, options.adder)
    last.prepare()
    last.run()
    costs[AdderAgain.words], questions = _again(last, options.rounds)
    costs[QUOTED] = QUOTED_COSTS["S"]
    show(f"S: {len(served.world.files)} of 401,080 packages wanted, by {channels.WANTED} names", costs)
    _tell_questions(questions)
    decided, ours, again = costs[DryRun.words], costs[Adder.words], costs[AdderAgain.words]
    return all([verdict("select only: CPU, s", decided.cpu, SELECT["cpu"]),
                verdict("select only: peak memory, MB", decided.peak / MIB, SELECT["peak"]),
                verdict("the whole sync: CPU, s", ours.cpu),
                verdict("the whole sync: peak memory, MB", ours.peak / MIB, SELECT["peak"]),
                *_verdicts_on_nothing(again, questions)])


def _whole(served, runs, options):
    mirror = Adder(served, runs, options.adder)
    mirror.prepare()
    costs = {"adder sync, for the first time (once)": mirror.run()}
    told = [NewsOfOne(mirror), NewsOfAll(mirror)]
    costs |= rounds(told, options.rounds)
    costs[AdderAgain.words], questions = _again(mirror, options.rounds)
    _write_bz2_too(mirror)
    costs |= rounds([NewsOfOneWithBz2(mirror)], options.rounds)
    packers = [Packer(served, runs, *words) for words in PACKERS]
    costs |= rounds(packers, options.rounds)
    costs[QUOTED + ", nothing new"] = QUOTED_COSTS["W"]
    show("W: 401,080 packages, all wanted and already here", costs)
    _tell_sizes(mirror, packers)
    _tell_questions(questions)
    one, bz2 = costs[NewsOfOne.words], costs[NewsOfOneWithBz2.words]
    packer = costs["bzip2 -9 repodata.json"]
    verdicts = []
    for news in told:
        cost = costs[news.words]
        verdicts += [verdict(f"{news.short}: CPU, s", cost.cpu, EMIT["cpu"]),
                     verdict(f"{news.short}: peak memory, MB", cost.peak / MIB, EMIT["peak"])]
    return all([*verdicts,
                verdict("bz2: more CPU / bzip2 -9", (bz2.cpu - one.cpu) / packer.cpu, EMIT["times bzip2"]),
                verdict("bz2: more wall / bzip2 -9", (bz2.wall - one.wall) / packer.wall),
                *_verdicts_on_nothing(costs[AdderAgain.words], questions)])


MEASURES = {"F": _files, "S": _select, "W": _whole}


def _again(mirror, times):
    """What the next syncs of a mirror cost that has everything, and what the last of them asked."""
    costs = []
    for _ in range(times):
        mirror.served.asked()
        costs.append(mirror.run())
    return measure.median(costs), mirror.served.asked()


def _tell_questions(questions):
    for question in questions:
        print(f"  asked when nothing is new: {question}")


def _verdicts_on_nothing(cost, questions):
    repodata = [question for question in questions if "repodata" in question]
    return [verdict("nothing new: wall, s", cost.wall, AGAIN["wall"]),
            verdict("nothing new: peak memory, MB", cost.peak / MIB, AGAIN["peak"]),
            verdict("nothing new: questions for 2 indexes", len(repodata), 2)]


def _write_bz2_too(mirror):
    settings = mirror.folder / "adder.toml"
    settings.write_text(settings.read_text() + "bz2 = true\n")
    mirror.served.change_one()
    mirror.run()


def _tell_sizes(mirror, packers):
    for packer in packers:
        print(f"  {packer.words + ', MB':52} {packer.size / 1e6:8.1f}")
    index = mirror.folder / "public/conda" / channels.CHANNEL / channels.SUBDIR
    for name in ("repodata.json", "repodata.json.zst", "repodata.json.gz", "repodata.json.bz2"):
        if (index / name).exists():
            print(f"  {'published ' + name + ', MB':52} {(index / name).stat().st_size / 1e6:8.1f}")


if __name__ == "__main__":
    os.umask(0o022)
    main()
