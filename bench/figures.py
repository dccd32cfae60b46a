"""Runs every tool some times, shows what it cost, and says which goals are met."""

import random
import subprocess
import sys
import time

import measure

MIB = 1 << 20


def heading(folder):
    told = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True)
    return (f"{time.strftime('%Y-%m-%d')}  {' '.join(sys.argv)}\n{measure.machine()}, "
            f"file system {told.stdout.strip()}\n")


def rounds(tools, times):
    """Words of each tool -> its median cost. Another order in each round."""
    costs = {tool.words: [] for tool in tools}
    order = random.Random(1)
    for _ in range(times):
        for tool in order.sample(tools, len(tools)):
            if missing := tool.missing():
                print(f"left out: {tool.words}: {missing}")
                continue
            tool.prepare()
            costs[tool.words].append(tool.run())
    return {words: measure.median(all_of_it) for words, all_of_it in costs.items() if all_of_it}


def show(title, costs):
    print(title)
    print(f"  {'':52} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}")
    for words, cost in costs.items():
        print(f"  {words:52} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.peak / MIB:8.0f}")


def verdict(what, value, goal=None):
    """Whether the goal is met; without one there is nothing to miss."""
    if goal is None:
        print(f"  {what:52} {value:8.2f}")
        return True
    print(f"  {what:52} {value:8.2f}   goal {goal:g}: {'met' if value <= goal else 'NOT met'}")
    return value <= goal
