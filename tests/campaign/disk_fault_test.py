"""The tracer itself: each fault strikes where it was told to, and nowhere else."""

import os
import sys
import tempfile
import unittest
from pathlib import Path

import disk_fault

# A writer whose every step is known; it tells on stdout what the kernel answered.
WRITER = """
import os, sys
os.chdir(sys.argv[1])
def step(name, act):
    try:
        print(name, act(), flush=True)
    except OSError as error:
        print(name, error.strerror, flush=True)
step('mkdir', lambda: os.mkdir('folder'))
file = os.open('folder/draft', os.O_CREAT | os.O_WRONLY)
step('write', lambda: os.write(file, b'12345678'))
step('write', lambda: os.write(file, b'abcd'))
step('fsync', lambda: os.fsync(file))
step('close', lambda: os.close(file))
step('rename', lambda: os.rename('folder/draft', 'final'))
step('symlink', lambda: os.symlink('final', 'name'))
step('link', lambda: os.link('final', 'folder/other'))
step('unlink', lambda: os.unlink('name'))
source = os.open('final', os.O_RDONLY)
copy = os.open('copy', os.O_CREAT | os.O_WRONLY)
step('copy', lambda: os.copy_file_range(source, copy, 8))
open('/dev/null', 'w').write('not below the folder')
"""

CALLS = ["mkdir", "openat", "write", "write", "fsync", "close", "rename", "symlink", "link", "unlink",
         "openat", "copy_file_range"]


class DiskFault(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.below = Path(folder.name) / "below"
        self.below.mkdir()
        self.log = Path(folder.name) / "log"

    def run_writer(self, fault="", at=""):
        command = [sys.executable, "-I", "-S", "-c", WRITER, self.below]
        return disk_fault.run(command, self.below, self.log, fault, at)

    def text(self, name):
        return (self.below / name).read_text()

    def test_lists_every_call_that_changes_the_disk(self):
        outcome = self.run_writer()

        self.assertEqual([call.name for call in outcome.calls], CALLS)
        self.assertEqual(outcome.calls[3].point, "0:write:2")
        self.assertEqual(outcome.calls[3].length, 4)
        self.assertEqual(outcome.calls[6].path, str(self.below / "final"))
        self.assertEqual(outcome.calls[11].path, str(self.below / "copy"))
        self.assertEqual((outcome.exit, outcome.fired), (0, []))

    def test_kills_before_the_call_runs(self):
        outcome = self.run_writer("kill", "0:rename:1")

        self.assertEqual((outcome.exit, outcome.fired), (137, ["0:rename:1"]))
        self.assertEqual(self.text("folder/draft"), "12345678abcd")
        self.assertFalse((self.below / "final").exists())

    def test_fails_one_call_which_then_does_nothing(self):
        outcome = self.run_writer("fail=ENOSPC", "0:write:1")

        self.assertIn("write No space left on device\nwrite 4", outcome.stdout)
        self.assertEqual(self.text("final"), "abcd")

    def test_fails_a_close_that_closes_all_the_same(self):
        outcome = self.run_writer("fail=EIO", "0:close:1")

        self.assertIn("close Input/output error", outcome.stdout)
        self.assertEqual(self.text("final"), "12345678abcd")

    def test_stays_full_for_whatever_needs_room(self):
        outcome = self.run_writer("stay=EDQUOT", "0:symlink:1")

        self.assertIn("symlink Disk quota exceeded\nlink Disk quota exceeded\nunlink", outcome.stdout)

    def test_writes_half_of_it(self):
        outcome = self.run_writer("short", "0:write:1")

        self.assertIn("write 4\nwrite 4", outcome.stdout)
        self.assertEqual(self.text("final"), "1234abcd")

    def test_copies_half_of_it(self):
        outcome = self.run_writer("short", "0:copy_file_range:1")

        self.assertIn("copy 4", outcome.stdout)
        self.assertEqual(self.text("copy"), "1234")

    def test_runs_a_command_while_the_process_stands_still(self):
        outcome = self.run_writer(f"run=ls {self.below} > {self.below}.seen", "0:rename:1")

        self.assertEqual(outcome.exit, 137)
        self.assertEqual(Path(f"{self.below}.seen").read_text(), "folder\n")
        self.assertFalse(outcome.failed)

    def test_tells_a_point_that_never_came(self):
        self.assertEqual(self.run_writer("kill", "0:rename:2").fired, [])

    def test_skips_all_calls_of_one_name(self):
        outcome = self.run_writer("skip=fsync")

        self.assertEqual(outcome.fired, ["0:fsync:1"])
        self.assertIn("fsync None", outcome.stdout)


if __name__ == "__main__":
    if not os.environ.get("ADDER_DISK_FAULT"):
        sys.exit("set ADDER_DISK_FAULT to the program of that name")
    unittest.main()
