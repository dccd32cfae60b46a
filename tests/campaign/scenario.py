"""What a campaign is made of: scenarios with a sentence for a name, and what they found."""

import functools
import os
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import mirror
from kinds import KINDS

SCENARIOS = {}  # name -> (sentence, function)
OF_THE_DISK = ("disturbances", "power_cuts", "random_kills")


def scenario(sentence):
    """Adds the function below to the campaign under this sentence."""
    def add(function):
        SCENARIOS[name_of(sentence)] = (sentence, function)
        return function
    return add


def of_each_kind(sentence):
    """The same once for each kind of upstream; {words} and {of} in the sentence are the kind's."""
    def add(function):
        for kind in KINDS:
            of_kind = functools.update_wrapper(functools.partial(function, kind=kind), function)
            scenario(sentence.format(words=kind.WORDS, of=kind.OF))(of_kind)
        return function
    return add


def name_of(sentence):
    return re.sub(r"[^a-z0-9]+", "_", sentence.lower()).strip("_")


def label_of(name):
    """What ctest calls its kind: the disk in full takes hours, servers that misbehave take seconds."""
    return "campaign" if SCENARIOS[name][1].__module__ in OF_THE_DISK else "misfortune"


class Skipped(Exception):
    """This machine cannot show it; the words say why."""


@dataclass
class Tally:
    """How many points there were, how many the log says were reached, and what went wrong."""

    points: int = 0
    fired: int = 0
    failures: list = field(default_factory=list)
    notes: Counter = field(default_factory=Counter)  # what is no failure and worth a line

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
        """All points in full; else about `most` of them, evenly spread, and none of them twice."""
        if self.full or len(points) <= most:
            return list(points)
        stride = len(points) / most
        return [points[int((number + 0.5) * stride)] for number in range(most)]


def play(name):
    """Runs one scenario in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=mirror.workshop(), prefix="adder-campaign-") as folder:
        stage = Stage(Path(folder), full=os.environ.get("ADDER_CAMPAIGN") == "full")
        return SCENARIOS[name][1](stage)
