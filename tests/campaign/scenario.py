"""What a campaign is made of: scenarios with a sentence for a name, and what they found."""

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import mirror

SCENARIOS = {}  # name -> (sentence, function)


def scenario(sentence):
    """Adds the function below to the campaign under this sentence."""
    def add(function):
        SCENARIOS[name_of(sentence)] = (sentence, function)
        return function
    return add


def name_of(sentence):
    return re.sub(r"[^a-z0-9]+", "_", sentence.lower()).strip("_")


class Skipped(Exception):
    """This machine cannot show it; the words say why."""


@dataclass
class Tally:
    """How many points there were, how many the log says were reached, and what went wrong."""

    points: int = 0
    fired: int = 0
    failures: list = field(default_factory=list)

    def add(self, where, problems, fired=True):
        self.points += 1
        self.fired += fired
        if not fired:
            problems = [*problems, "the point never came"]
        if problems:
            self.failures.append((where, problems))

    def __str__(self):
        return f"{self.points} points, {self.fired} fired, {len(self.failures)} failed"


@dataclass
class Stage:
    """Where a scenario plays: a folder of its own, and how much of it to play."""

    folder: Path
    full: bool

    def pick(self, points, most):
        """All points in full; else `most` of them, evenly spread, with one of every kind."""
        if self.full or len(points) <= most:
            return list(points)
        stride = len(points) / most
        chosen = {int(number * stride) for number in range(most)}
        first_of_kind = {}
        for number, point in enumerate(points):
            first_of_kind.setdefault(point.name, number)
        return [points[number] for number in sorted(chosen | set(first_of_kind.values()))]


def play(name):
    """Runs one scenario in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=mirror.workshop(), prefix="adder-campaign-") as folder:
        stage = Stage(Path(folder), full=os.environ.get("ADDER_CAMPAIGN") == "full")
        return SCENARIOS[name][1](stage)
