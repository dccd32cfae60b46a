"""run.py --list | run.py NAME...

Plays scenarios of the campaign against the program $ADDER_PROGRAM. ADDER_CAMPAIGN=full plays all
points instead of a sample. Exit 1: something failed; 77: this machine cannot show it.
"""

import os
import sys
import time
from pathlib import Path

SUPPORT = Path(__file__).resolve().parent.parent / "support"
sys.path += [str(SUPPORT), str(SUPPORT / "demo_upstream")]

import changes  # noqa: E402, F401: each adds its scenarios
import channel_changes  # noqa: E402, F401
import channel_misfortunes  # noqa: E402, F401
import disturbances  # noqa: E402, F401
import misfortunes  # noqa: E402, F401
import power_cuts  # noqa: E402, F401
import random_kills  # noqa: E402, F401
from scenario import SCENARIOS, Skipped, label_of, play  # noqa: E402

SKIPPED = 77
TOLD = 4  # failures that are printed, and problems of each


def main(names):
    if names == ["--list"]:
        for name, (sentence, _) in SCENARIOS.items():
            print(label_of(name), name, sentence, sep="\t")
        return 0
    if not os.environ.get("ADDER_PROGRAM"):
        print("error: set ADDER_PROGRAM to the program that shall be tested", file=sys.stderr)
        return 2
    unknown = [name for name in names if name not in SCENARIOS]
    if unknown or not names:
        print(__doc__.strip(), *(f"error: no scenario '{name}'" for name in unknown), sep="\n",
              file=sys.stderr)
        return 2
    return max(run(name) for name in names)


def run(name):
    sentence = SCENARIOS[name][0]
    started = time.monotonic()
    try:
        tally = play(name)
    except Skipped as reason:
        print(f"skipped: {sentence}: {reason}")
        return SKIPPED
    print(f"{sentence}: {tally} ({time.monotonic() - started:.1f} s)")
    if tally.notes:
        print("  " + ", ".join(f"{what}: {count}" for what, count in sorted(tally.notes.items())))
    for where, problems in tally.failures[:TOLD]:
        print(f"  {where}")
        for problem in problems[:TOLD]:
            print(f"    {problem}")
    if len(tally.failures) > TOLD:
        print(f"  and {len(tally.failures) - TOLD} more")
    return 1 if tally.failures or not tally.points else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
