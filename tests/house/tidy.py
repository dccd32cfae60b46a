"""Runs clang-tidy 14 over every source file of a build, or over those named.

    tidy.py BUILD_FOLDER [FILE...]

Files that passed before, with the same headers and settings, are not read again.
"""

import json
import os
import sys

from once import Once, version_of

_TOOL = "clang-tidy-14"


def main():
    build = os.path.abspath(sys.argv[1])
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(f"{build}/compile_commands.json") as stream:
        compiled = json.load(stream)
    with open(f"{source}/.clang-tidy", "rb") as stream:
        settings = stream.read()
    wanted = set(sys.argv[2:])
    commands = {}
    for entry in compiled:
        file = os.path.relpath(entry["file"], source)
        if not file.startswith("..") and (not wanted or file in wanted):
            # Warnings are the compiler's business; flags only it knows would be errors here.
            commands[file] = [_TOOL, "-p", build, "--quiet", "--extra-arg=-Wno-everything", file]
    flags = {word for entry in compiled for word in entry["command"].split() if word[0] == "-"}
    seen_by_all = version_of(_TOOL) + settings + repr(sorted(flags)).encode()
    return Once(source, f"{build}/tidy", seen_by_all).check_all(commands)


if __name__ == "__main__":
    sys.exit(main())
