"""Answers questions about versions and match specs as conda does.

Reads a file of questions, one a line, its fields separated by tabs, and prints an answer a line:

    order        TEXT TEXT     < = >
    series       TEXT TEXT     T or F: whether the second one with a star stands for the first
    version_spec SPEC TEXT     T or F
    match_spec   SPEC RECORD   T or F; RECORD is JSON

`invalid` is what conda refuses, at the latest when it has to use it. `known: WHY` is where we mean to
differ, see docs/conda-differences.md.
"""

import json
import re
import sys
import warnings

from conda.models import match_spec as conda_match_spec
from conda.models.match_spec import MatchSpec
from conda.models.records import PackageRecord
from conda.models.version import VersionOrder, VersionSpec, treeify

warnings.simplefilter("ignore")


class Known(Exception):
    """Where we mean to differ."""


def letter(truth):
    return "T" if truth else "F"


def order(left, right):
    left, right = VersionOrder(left), VersionOrder(right)
    return "<" if left < right else ">" if left > right else "="


def series(text, begin):
    return letter(VersionOrder(text).startswith(VersionOrder(begin)))


def leaves(tree):
    return [tree] if isinstance(tree, str) else [leaf for part in tree[1:] for leaf in leaves(part)]


WORDS = re.compile(r"\s*(\^[^$]*[$])|\s*[()|,]|([^()|,]+)")


def words_of(text):
    """The clauses of a version spec, also those that conda drops where no operator is between."""
    found = (match.group(1) or match.group(2) for match in WORDS.finditer(text))
    return [word.strip() for word in found if word and word.strip()]


def is_compound(text):
    return re.search(r"[()|,^$]", text) is not None


def check_expressions(text):
    for expression in re.findall(r"\^[^$]*\$[*+?]?", text):
        if re.search(r"[*+?}][*+]|[\^(|$][*+?]|\\[0-9]", expression):
            raise Known("an expression that RE2 reads differently")


def check_clauses(text, version):
    """Conda reads clauses when it needs them: here each one is needed."""
    check_expressions(text)
    tree = treeify(text) if is_compound(text) else text
    if len(leaves(tree)) != len(words_of(text)):
        raise Known("clauses without an operator between them")
    for leaf in map(str.strip, leaves(tree)):
        VersionSpec(leaf).match(version)
        if leaf.startswith("~="):
            VersionSpec(leaf).match(leaf[2:])


def version_spec(text, version):
    VersionOrder(version)
    version = version.strip()
    check_clauses(text, version)
    return letter(VersionSpec(text).match(version))


def head_of(text):
    """A match spec without its comment, its condition and what is between its brackets."""
    text = text.split("#")[0].split(" if ")[0]
    return re.sub(r"\[.*\]", "", text).strip()


def between_brackets(text):
    text = text.split("#")[0].split(" if ")[0]
    found = re.search(r"\[(.*)\]", text)
    return found.group(1) if found else ""


def check_known(text):
    keys = between_brackets(text)
    if conda_match_spec._BRACKETS_KV_RE.sub("", keys).strip(" ,"):
        raise Known("between brackets is something other than keys")
    if set(re.findall(r"([a-zA-Z0-9_-]+)=", keys)) & {"when", "extras", "flags"}:
        raise Known("a key of later CEPs")
    head = head_of(text)
    if re.search(r"\][^] =<>!~(][^]]*$", text.split("#")[0].split(" if ")[0]):
        raise Known("something behind the brackets")
    if re.search(r"[\[\]]", keys) or re.search(r"[\[\]]", head):
        raise Known("a bracket inside of a value, or without its pair")
    channels = [head.rpartition("::")[0], *re.findall(r"channel=([^, ]*)", keys)]
    if any("*" in channel and re.search(r"[.+$^|()\\]", channel) for channel in channels):
        raise Known("a glob of channels that reads as an expression")
    check_expressions(text)
    for number in re.findall(r"build_number=['\"]?([^'\", ]*)", keys):
        if not re.fullmatch(r"[0-9]+|[*]|([=<>!]|[=<>!~]=)[0-9]+", number):
            raise Known("a build number that is none")
    if text.endswith("@") and not re.fullmatch(r"[\w.-]+@", text):
        raise Known("a feature with more than its name")
    if re.search(r"(^|:)\^[^$]*[ =<>!~][^$]*\$", head):
        raise Known("a name that is an expression with what ends a name")
    if re.search(r"[=<>!~]$", head):
        raise Known("an operator without a version")
    if re.search(r"[()]", head.removesuffix("(target=blarg,optional)")):
        raise Known("parentheses outside of brackets")
    if "?" in head or "?" in keys:
        raise Known("a glob with a question mark")


def record_of(text):
    return PackageRecord(**json.loads(text))


def match_spec(text, record):
    text = text.strip()
    check_known(text)
    try:
        spec = MatchSpec(text)
    except Exception as refusal:
        if "Cannot match on field(s)" in str(refusal):
            raise Known("a key that conda does not know") from refusal
        raise
    record = record_of(record)
    if "version" in spec:
        check_clauses(conda_match_spec._parse_spec_str(text)["version"], record.version)
    return letter(spec.match(record))


QUESTIONS = {
    "order": order,
    "series": series,
    "version_spec": version_spec,
    "match_spec": match_spec,
}


def answer(line):
    kind, *fields = line.rstrip("\n").split("\t")
    try:
        return QUESTIONS[kind](*fields)
    except Known as known:
        return f"known: {known}"
    except Exception:  # conda has many kinds of refusal, and not all are meant as such
        return "invalid"


with open(sys.argv[1], encoding="utf-8", newline="\n") as questions:
    for question in questions:
        print(answer(question))
