"""tree_checker check ROOT | snapshot ROOT | compare A B [SEEN]"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tree_checker import snapshot  # noqa: E402: found by the line above
from tree_checker.check import check  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="tree_checker", description="Checks a mirror's folder.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("check", help="say what is wrong with a mirror; exit 1 if anything is")
    one.add_argument("root")
    one.add_argument("--unsettled", action="store_true",
                     help="ask only for what must hold at every instant, also after a kill")
    one.add_argument("--public-only", action="store_true", help="leave store/ and ledger.db alone")
    one.add_argument("--url", help="of a web server over public/: look at what it hands out")
    one.set_defaults(run=run_check)

    one = commands.add_parser("snapshot", help="write down what a mirror holds, as JSON")
    one.add_argument("root")
    one.set_defaults(run=run_snapshot)

    one = commands.add_parser("compare", help="compare two snapshots; with a third, say for each of "
                              "its units whether it is of the first, the second or neither")
    one.add_argument("snapshots", nargs="+", metavar="FILE")
    one.set_defaults(run=run_compare)

    options = parser.parse_args()
    return options.run(options)


def run_check(options):
    problems = check(options.root, settled=not options.unsettled, whole=not options.public_only,
                     url=options.url)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def run_snapshot(options):
    json.dump(snapshot.take(options.root), sys.stdout, indent=1, sort_keys=True)
    print()
    return 0


def run_compare(options):
    taken = [json.loads(Path(path).read_text()) for path in options.snapshots]
    if len(taken) == 3:
        verdicts = snapshot.between(*taken)
        for unit, verdict in verdicts.items():
            print(f"{verdict:8} {unit}")
        return 1 if "neither" in verdicts.values() else 0
    if len(taken) != 2:
        print("error: compare wants two or three snapshots", file=sys.stderr)
        return 2
    lines = list(snapshot.differences(*taken))
    print("\n".join(lines) if lines else "the same")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
