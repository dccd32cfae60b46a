"""A small package index on loopback that behaves like pypi.org, and a conda channel beside it.

    python3 tests/support/demo_upstream --port 0 --port-file port

Nothing is read and nothing is kept: the world is made anew at each start.
"""

import argparse
import os
import signal
import sys

# The same names must be importable when this folder is run as a program and when it is imported.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from demo_world import STORY, make_world  # noqa: E402
from server import Demo  # noqa: E402


def main():
    options = _options()
    demo = Demo(make_world(options.evolve), options.address, options.port, options.files_port)
    demo.control.chapter = options.evolve
    stop = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    demo.start()
    if options.port_file:
        _write(options.port_file, f"{demo.index.server_address[1]}\n")
    print(f"serving {demo.index_url}/simple/ and {demo.index_url}/conda/demo-channel", flush=True)
    signal.sigwait(stop)
    demo.stop()


def _options():
    parser = argparse.ArgumentParser(
        prog="demo_upstream", description="A package index on loopback that behaves like pypi.org."
    )
    parser.add_argument("--address", default="127.0.0.1", help="where to listen")
    parser.add_argument("--port", type=int, default=0, help="of the index; 0 takes a free one")
    parser.add_argument("--files-port", type=int, default=0, help="of the files; 0 takes a free one")
    parser.add_argument("--port-file", help="write the index's port there once it can be asked")
    parser.add_argument(
        "--evolve",
        type=int,
        default=0,
        choices=range(len(STORY) + 1),
        help="start after this many chapters of the world's story",
    )
    return parser.parse_args()


def _write(path, words):
    """A reader that finds the file finds all of it."""
    with open(f"{path}.new", "w") as stream:
        stream.write(words)
    os.replace(f"{path}.new", path)


if __name__ == "__main__":
    main()
