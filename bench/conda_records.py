"""What a channel like conda-forge says of its packages, made up: the same on every machine.

Names are few that have thousands of records and many that have two (Zipf-Mandelbrot); a version is
built for several Pythons or Rs, its builds share their dependencies but for the pins of these; the
dependencies are again the popular names. Shape and lengths are those of conda-forge's linux-64: 8
specs and 520 bytes a record, of which zstd leaves an eighth.
"""

import bisect
import itertools

FLATTER = 30  # of Zipf's law: the first names have about two thousand records, not forty thousand
POPULAR = ("python", "numpy", "libgcc", "libstdcxx", "openssl", "libzlib", "r-base", "scipy", "pandas",
           "python_abi", "setuptools", "zlib", "hdf5", "libblas", "liblapack", "icu", "libcurl", "boost")
SYLLABLES = ("ar", "ba", "bio", "co", "cy", "data", "den", "el", "fa", "geo", "gra", "ha", "io", "jo",
             "ka", "lo", "ma", "mo", "net", "no", "op", "pa", "plot", "pro", "qu", "ra", "ri", "sci",
             "se", "sta", "ta", "ten", "to", "tu", "up", "va", "vi", "we", "xa", "yo", "zen")
BEFORE = ("", "", "", "", "", "", "lib", "py", "r-", "r-", "perl-", "google-", "types-")
AFTER = ("", "", "", "", "", "", "", "-core", "-python", "_tools", "-cpp", "2", "-base", "-client", ".plugin")
LICENSES = (("MIT", "MIT"), ("BSD-3-Clause", "BSD"), ("Apache-2.0", "APACHE"), ("GPL-3.0-or-later", "GPL3"),
            ("LGPL-2.1-or-later", "LGPL"), ("GPL-2.0-only WITH GCC-exception-3.1", "GPL"), ("ISC", None))
PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13")
RS = ("4.3", "4.4")
FROM, TO = 1_520_000_000_000, 1_760_000_000_000  # ms


def records(chance, names, count, subdir):
    """As many records as `count` says of as many names: all that an index says but for the bytes
    (md5, sha256, size)."""
    called = list(POPULAR[:names]) + _names(chance, names - len(POPULAR))
    dependencies = _Dependencies(chance, called)
    for name, share in zip(called, _shares(names, count)):
        yield from _records_of(chance, name, dependencies, subdir, share)


def records_of(chance, name, count, subdir):
    """Of one name that depends on popular ones."""
    return _records_of(chance, name, _Dependencies(chance, list(POPULAR)), subdir, count)


def _names(chance, count):
    made = {}
    while len(made) < count:
        stem = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
        name = chance.choice(BEFORE) + stem + chance.choice(AFTER)
        if name not in POPULAR:
            made[name] = None
    return list(made)


def _weights(names):
    return [1 / (rank + FLATTER) for rank in range(names)]


def _shares(names, count):
    weights = _weights(names)
    scale = count / sum(weights)
    shares = [max(1, int(weight * scale)) for weight in weights]
    for rank in range(count - sum(shares)):
        shares[rank % names] += 1
    return shares


class _Dependencies:
    """Draws names, the popular ones most often, with what is asked of them."""

    def __init__(self, chance, names):
        self.chance, self.names = chance, names
        self.sums = list(itertools.accumulate(_weights(len(names))))

    def some(self, count):
        drawn = {self.names[bisect.bisect(self.sums, self.chance.random() * self.sums[-1])]
                 for _ in range(count)}
        return [self._spec(name) for name in sorted(drawn)]

    def _spec(self, name):
        major, minor, patch = self.chance.randint(0, 9), self.chance.randint(0, 30), self.chance.randint(0, 9)
        forms = (name, name, f"{name} >={major}.{minor}", f"{name} >={major}.{minor}.{patch}",
                 f"{name} >={major}.{minor}.{patch},<{major}.{minor + 1}.0a0",
                 f"{name} >={major}.{minor}.{patch},<{major + 1}.0a0")
        return self.chance.choice(forms)


def _records_of(chance, name, dependencies, subdir, count):
    """Version after version, evenly over the years."""
    kind = "r" if name.startswith("r-") else chance.choice(("python", "python", "c"))
    legal = chance.choice(LICENSES)
    builds = _all_builds(chance, kind, dependencies)
    for number, (version, build, build_number, depends) in enumerate(itertools.islice(builds, count)):
        time = FROM + int((number + chance.random()) * (TO - FROM) / count)
        yield _record(name, version, f"{build}_{build_number}", build_number, depends, time, legal, subdir)


def _all_builds(chance, kind, dependencies):
    """(version, build, build number, depends) without end."""
    version, count = [chance.randint(0, 4), 0, 0], max(1, min(20, int(chance.gammavariate(3, 1.6))))
    needed = dependencies.some(count)
    while True:
        if chance.random() < 0.3:
            needed = dependencies.some(count)
        for number in range(chance.choice((1, 1, 1, 2))):
            for build, pins in _builds(chance, kind):
                yield ".".join(map(str, version)), build, number, sorted(needed + pins)
        version = _next(chance, version)


def _next(chance, version):
    part = chance.choice((0, 1, 1, 1, 2, 2, 2, 2, 2))
    return [*version[:part], version[part] + 1, *([0] * (2 - part))]


def _builds(chance, kind):
    """(build string, what this build pins) of one version."""
    digits = f"h{chance.getrandbits(28):07x}"
    system = ["__glibc >=2.17,<3.0.a0", "libgcc >=13"]
    if kind == "python":
        for python in PYTHONS[chance.randint(0, 2):]:
            below = f'3.{int(python[2:]) + 1}.0a0'
            tag = "cp" + python.replace(".", "")
            yield (f"py{tag[2:]}{digits}", system + [f"python >={python},<{below}", f"python_abi {python}.* *_{tag}"])
    elif kind == "r":
        for r in RS:
            yield f'r{r.replace(".", "")}{digits}', system + [f"r-base >={r},<{r[0]}.{int(r[2:]) + 1}.0a0"]
    else:
        yield digits, [*system, "libstdcxx >=13"]


def _record(name, version, build, number, depends, time, legal, subdir):
    license, family = legal
    record = {"build": build, "build_number": number, "depends": depends, "license": license,
              "name": name, "subdir": subdir, "timestamp": time, "version": version}
    if family:
        record["license_family"] = family
    if number:
        record["constrains"] = [f"{name}-extras >={version}"]
    return record
