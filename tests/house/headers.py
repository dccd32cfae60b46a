"""Compiles every header alone: one that forgot an include fails here, not in a stranger's file.

    headers.py SOURCE MEMORY COMPILER [FLAG...]
"""

import os
import subprocess
import sys

from once import Once, version_of

# Names that CMake gives to tests; any value will do here.
_GIVEN = [f'-DADDER_{name}=""' for name in ("SOURCE", "BUILD", "PROGRAM")]


def main():
    source, memory, compiler, *flags = sys.argv[1:]
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.h"],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    headers = [name for name in listed.stdout.split() if os.path.exists(f"{source}/{name}")]
    if not headers:
        print("skipped: no git to ask which headers there are")
        return 77
    alone = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", f"-I{source}", *_GIVEN, *flags]
    # Included into nothing, so that it is a header to the compiler and not the main file.
    alone += ["-x", "c++", "/dev/null", "-include"]
    commands = {header: [*alone, header] for header in headers}
    return Once(source, memory, version_of(compiler)).check_all(commands)


if __name__ == "__main__":
    sys.exit(main())
