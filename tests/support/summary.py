"""Adds up what test.sh ran: names the failures and the ten slowest, ends in 'N passed, N failed'.

    summary.py LOGS     reads LOGS/*.xml (ctest's JUnit reports) and LOGS/checks.tsv
"""

import glob
import os
import sys
import xml.etree.ElementTree
from dataclasses import dataclass

_SHOWN_LINES = 25


@dataclass
class Test:
    name: str
    verdict: str  # passed, failed, skipped
    seconds: float
    said: str = ""


def main():
    logs = sys.argv[1]
    tests = [test for report in sorted(glob.glob(f"{logs}/*.xml")) for test in _report(report)]
    tests += _checks(f"{logs}/checks.tsv")
    counts = {v: [t for t in tests if t.verdict == v] for v in ("passed", "failed", "skipped")}

    for test in counts["skipped"]:
        print(f"skipped: {test.name}{_reason(test)}")
    for test in counts["failed"]:
        print(f"\nfailed: {test.name}")
        said = [line for line in test.said.splitlines() if line and not line.startswith("[")]
        print("\n".join(f"  {line}" for line in said[-_SHOWN_LINES:]))
    print("\nthe ten slowest:")
    for test in sorted(tests, key=lambda test: -test.seconds)[:10]:
        print(f"{test.seconds:8.1f} s  {test.name}")

    skipped = f", {len(counts['skipped'])} skipped" if counts["skipped"] else ""
    print(f"\n{len(counts['passed'])} passed, {len(counts['failed'])} failed{skipped}")
    return 1 if counts["failed"] or not tests else 0


def _report(path):
    preset = os.path.basename(path).removesuffix(".xml")
    tag = "" if preset == "dev" else f"[{preset}] "
    for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
        said = case.findtext("system-out") or ""
        name = case.get("name").partition("  # GetParam")[0]
        yield Test(tag + name, _verdict(case), float(case.get("time") or 0), said)


def _verdict(case):
    if case.get("status") == "run":
        return "passed"
    # A test that asked to be skipped; one whose program is missing is "notrun" as well.
    skipped = case.find("skipped")
    asked = skipped is not None and (skipped.get("message") or "").startswith("SKIP_")
    return "skipped" if asked else "failed"


def _checks(path):
    with open(path) as stream:
        for line in stream:
            name, verdict, seconds = line.rstrip("\n").split("\t")
            yield Test(name, verdict, float(seconds))


def _reason(test):
    """gtest and our scripts say in one line why they skip; the line after 'Skipped' is gtest's."""
    lines = [line.strip() for line in test.said.splitlines()]
    for number, line in enumerate(lines):
        if line.startswith("skipped: "):
            return f" ({line.removeprefix('skipped: ')})"
        if line.endswith(": Skipped") and number + 1 < len(lines):
            return f" ({lines[number + 1]})"
    return ""


if __name__ == "__main__":
    sys.exit(main())
