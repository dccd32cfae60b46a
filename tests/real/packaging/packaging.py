"""Answers questions about versions as the `packaging` library of this machine's pip does.

Reads a file of questions, one a line, its fields separated by tabs, and prints an answer a line:

    version     TEXT               the normal form, its public part and its kinds
    order       TEXT TEXT          < = >
    specifier   TEXT VERSION       whether it holds with prereleases and without, and whether it
                                   names one itself: TTF
    marker      TEXT ENVIRONMENT   T or F; ENVIRONMENT is JSON
    requirement TEXT ENVIRONMENT   its parts, sorted
    name        TEXT               the normal form
    wheel       TAG PYTHON MACHINE whether such a wheel fits CPython X.Y on the newest of such machines

`invalid` is what packaging refuses, `undefined` what it will not judge, and `known bug` where it
strayed from PEP 440 until a later version of it came back. Where such a question can be put in
words that the old ones understand, it is:

  * A series (==1.2.*, ~=1.2.3) compared texts before 22. Spelling mattered, so the version is
    brought to its normal form; 1a1 was no 1.0.*, so releases are made equally long; 1!2a1 was no
    1!2.*, so epochs are compared apart.
  * < and > with a prerelease did not count as naming one: here they do.
  * What is not PEP 440 became a LegacySpecifier before 22, and so did === without a version: here
    it is invalid.
  * >1rc1 left out 1.post1 and 1+local before 26.1, and <1.post1 left out 1rc1: a known bug.

What is not asked, for packaging has an answer of its own: in markers, a comparison of two variables
(it takes the second one's name for a text) or of two texts, of a version and another text, and the
order of texts that are no versions (by letters in PEP 508, mostly false from 26 on); ==1.0a1.*,
which PEP 440 allows and packaging refuses from 22 on. In a requirement: odd spellings, which are
asked of specifiers, and ===, which took all up to the next blank before 22.
"""

import functools
import json
import sys

from pip._vendor.packaging import tags
from pip._vendor.packaging.markers import InvalidMarker, Marker, UndefinedComparison
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from pip._vendor.packaging.utils import canonicalize_name
from pip._vendor.packaging.version import InvalidVersion, Version


def letters(*truths):
    return "".join("T" if truth else "F" for truth in truths)


def version_in(clause):
    series = clause.version.endswith(".*")
    return Version(clause.version[:-2] if series else clause.version)


def normal_clause(clause):
    if type(clause) is not Specifier or not clause.version:
        raise InvalidSpecifier(str(clause))
    if clause.operator == "===":
        return str(clause)
    series = clause.version.endswith(".*")
    return clause.operator + str(version_in(clause)) + (".*" if series else "")


@functools.lru_cache(maxsize=None)
def specifier_set(text):
    return SpecifierSet(",".join(map(normal_clause, SpecifierSet(text))))


@functools.lru_cache(maxsize=None)
def marker_of(text):
    return Marker(text)


BEFORE_22 = not Specifier("==1.0.*").contains("1a1", prereleases=True)


BEFORE_26_1 = not Specifier(">1rc1").contains("1.post1", prereleases=True)


def rebuilt(version, length):
    """`version` as text, without its epoch and its release filled up with zeros."""
    release = list(version.release) + [0] * (length - len(version.release))
    behind = str(version)[len(version.base_version):]
    return ".".join(map(str, release)) + behind


def series_holds(clause, candidate, prereleases):
    version = version_in(clause)
    if version.epoch != candidate.epoch:
        return clause.operator == "!=" and (prereleases or not candidate.is_prerelease)
    series = ".*" if clause.version.endswith(".*") else ""
    clause = Specifier(clause.operator + rebuilt(version, 0) + series)
    return clause.contains(rebuilt(candidate, len(version.release)), prereleases)


def holds(clause, candidate, prereleases):
    is_series = clause.operator == "~=" or clause.version.endswith(".*")
    if BEFORE_22 and is_series and clause.operator != "===":
        return series_holds(clause, candidate, prereleases)
    return clause.contains(candidate, prereleases)


def is_known_bug(clause, candidate):
    if not BEFORE_26_1 or clause.operator not in ("<", ">"):
        return False
    bound = version_in(clause)
    same_release = Version(bound.base_version) == Version(candidate.base_version)
    return same_release and bound.public != bound.base_version


def names_prerelease(clause):
    if clause.operator in ("<", ">"):
        return Version(clause.version).is_prerelease
    return bool(clause.prereleases)


def version(text):
    it = Version(text)
    kinds = letters(it.is_prerelease, it.is_postrelease, it.local is not None)
    return " ".join([str(it), it.public, kinds])


def order(left, right):
    left, right = Version(left), Version(right)
    return "<" if left < right else ">" if left > right else "="


def specifier(text, candidate):
    clauses = specifier_set(text)
    candidate = Version(candidate)
    if any(is_known_bug(clause, candidate) for clause in clauses):
        return "known bug"
    held = [all(holds(clause, candidate, named) for clause in clauses) for named in (True, False)]
    return letters(*held, any(map(names_prerelease, clauses)))


def marker(text, environment):
    return letters(marker_of(text).evaluate(json.loads(environment)))


def requirement(text, environment):
    it = Requirement(text)
    return " ".join([
        canonicalize_name(it.name),
        ",".join(sorted(set(map(canonicalize_name, it.extras)))),
        ",".join(sorted(map(normal_clause, it.specifier))),
        it.url or "",
        marker(str(it.marker), environment) if it.marker else "",
    ])


NEWEST_GLIBC = 60


def platforms_of(machine):
    system, processor = machine.split("-")
    if system == "darwin":
        return list(tags.mac_platforms((15, 0), processor))
    if system == "win32":
        return ["win_" + processor]
    profiles = ["manylinux1", "manylinux2010", "manylinux2014", "linux"]
    versions = [f"manylinux_2_{minor}" for minor in range(5, NEWEST_GLIBC)]
    return [f"{name}_{processor}" for name in profiles + versions]


@functools.lru_cache(maxsize=None)
def fitting_tags(python, machine):
    version = tuple(map(int, python.split(".")))
    interpreter = "cp" + python.replace(".", "")
    platforms = platforms_of(machine)
    own = tags.cpython_tags(version, abis=[interpreter], platforms=platforms)
    return {*own, *tags.compatible_tags(version, interpreter, platforms)}


def wheel(tag, python, machine):
    return letters(not fitting_tags(python, machine).isdisjoint(tags.parse_tag(tag)))


QUESTIONS = {
    "version": version,
    "order": order,
    "specifier": specifier,
    "marker": marker,
    "requirement": requirement,
    "name": canonicalize_name,
    "wheel": wheel,
}
REFUSALS = (InvalidMarker, InvalidRequirement, InvalidSpecifier, InvalidVersion)


def answer(line):
    kind, *fields = line.rstrip("\n").split("\t")
    try:
        return QUESTIONS[kind](*fields)
    except REFUSALS:
        return "invalid"
    except UndefinedComparison:
        return "undefined"


with open(sys.argv[1], encoding="utf-8", newline="\n") as questions:
    for question in questions:
        print(answer(question))
