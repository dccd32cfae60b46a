"""How fast adder brings a mirror home, beside tools that do a part of it.

    cmake --preset release && cmake --build --preset release --target adder durable_floor
    python3 bench/pypi_mirror.py [--build build/release] [--folder build/bench] [--rounds 3] [A N B]

Needs 30 GB of disk for three rounds. Same upstream, same disk, same call; each round runs every tool once, in another order. Medians of
the rounds, the largest peak. Ratios are against bare curl plus durable_floor. Nothing is asserted.
"""

import argparse
import os
import shutil
from pathlib import Path

import upstream
from figures import MIB, heading, rounds, show, verdict
from tools import Adder, AdderAgain, Aria2, Curl, Floor, Wget

HERE = Path(__file__).resolve().parent.parent
PEAK = 150 * MIB
# World -> how many times the floor adder may take: wall, CPU (None: no goal).
GOALS = {"A": (2, 3), "N": (2, 3), "B": (1.3, None)}
AGAIN = (0.5, 60 * MIB)  # seconds and memory of a sync with nothing new


def main():
    options = _options()
    folder = Path(options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(heading(folder))
    runs = folder / "runs"
    shutil.rmtree(runs, ignore_errors=True)
    met = True
    for name in options.worlds or upstream.WORLDS:
        world = upstream.build(folder / "worlds", name)
        with upstream.Served(world) as served:
            costs = rounds(_tools(served, runs, options), options.rounds)
        show(f"{name}: {len(world.projects)} projects, {len(world.files)} files, "
             f"{world.size / 1e6:.0f} MB", costs)
        met = _judge(name, costs) and met
        print()
    shutil.rmtree(runs)
    print("all goals met" if met else "not all goals are met")


def _options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", default=HERE / "build/release", type=Path)
    parser.add_argument("--folder", default=HERE / "build/bench")
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--without", default=[], action="append", help="leave this tool out: wget")
    parser.add_argument("worlds", nargs="*", metavar="WORLD", help="A, N, B")
    options = parser.parse_args()
    if unknown := set(options.worlds) - upstream.WORLDS.keys():
        parser.error(f"there is no world {', '.join(sorted(unknown))}")
    return options


def _tools(served, runs, options):
    adder, floor = options.build / "cli/adder", options.build / "bench/durable_floor"
    tools = [Curl(served, runs), Floor(served, runs, floor), Aria2(served, runs), Wget(served, runs),
             Adder(served, runs, adder)]
    if served.world.folder.name == "A":
        tools.append(AdderAgain(served, runs, adder))
    return [tool for tool in tools if type(tool).__name__.lower() not in options.without]


def _judge(name, costs):
    if Adder.words not in costs:
        return False
    floor = costs[Curl.words] + costs[Floor.words]
    ours = costs[Adder.words]
    wall, cpu = GOALS[name]
    verdicts = [verdict("wall / (curl + floor)", ours.wall / floor.wall, wall),
                verdict("CPU  / (curl + floor)", ours.cpu / floor.cpu, cpu),
                verdict("peak memory, MB", ours.peak / MIB, PEAK / MIB)]
    if again := costs.get(AdderAgain.words):
        verdicts += [verdict("nothing new: wall, s", again.wall, AGAIN[0]),
                     verdict("nothing new: peak memory, MB", again.peak / MIB, AGAIN[1] / MIB)]
    return all(verdicts)


if __name__ == "__main__":
    os.umask(0o022)
    main()
