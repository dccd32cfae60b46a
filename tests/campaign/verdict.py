"""Judges a mirror after a disturbance: what must hold at once, and what after the next run."""

from tree_checker import snapshot
from tree_checker.check import check

# How a C++ program ends that did not expect what happened.
COLLAPSES = ("terminate called", "what():", "Segmentation fault", "Sanitizer", "Assertion")

DISK_TROUBLE = ("Input/output error", "disk I/O error", "No space left on device",
                "database or disk is full", "Disk quota exceeded", "unable to open database file",
                "attempt to write a readonly database")  # SQLite tries that when it cannot open


def at_once(mirror, before, after):
    """What must hold at every instant: each unit old or new, and nothing promised that is not there."""
    seen = snapshot.take(mirror.root)
    problems = check(mirror.root, settled=False) + snapshot.lost(before, seen)
    verdicts = snapshot.between(before, after, seen)
    problems += [f"{unit}: neither of the old generation nor of the new"
                 for unit, verdict in verdicts.items() if verdict == "neither"]
    return problems


def of_one_generation(mirror, before, after):
    """After any command that takes the lock: the whole tree is old, or the whole tree is new."""
    verdicts = snapshot.between(before, after, snapshot.take(mirror.root))
    seen = set(verdicts.values()) - {"same"}
    if len(seen) > 1 or "neither" in seen:
        units = [f"{verdict} {unit}" for unit, verdict in verdicts.items() if verdict != "same"]
        return [f"the tree is of more than one generation: {', '.join(units)}"]
    return []


def is_new(mirror, before, after):
    """Whether the operation got as far as its generation."""
    verdicts = snapshot.between(before, after, snapshot.take(mirror.root))
    return "old" not in verdicts.values()


def healed(mirror, after, ignoring=()):
    """After the next run of the same command: nothing tells that it was ever disturbed."""
    seen = snapshot.take(mirror.root)
    return check(mirror.root) + list(snapshot.differences(after, seen, ignoring))


def error_is_readable(exit_code, stderr, ends=(0, 3)):
    """A run that met a broken disk ends with 3 and says which trouble it had, or could do without."""
    problems = [f"collapsed: {word}" for word in COLLAPSES if word in stderr]
    if exit_code not in ends:
        problems.append(f"exit {exit_code}, expected 3 (or 0, if it could do without the call)")
    if exit_code == 3 and not ("error: " in stderr and any(w in stderr for w in DISK_TROUBLE)):
        problems.append(f"does not say what was wrong with the disk: {stderr.strip()!r}")
    return problems
