"""Runs a program once and says what it cost, children included."""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass


@dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: int  # bytes of memory, of the largest process

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def run(command):
    """By a process of its own: a program's peak is never less than that of who started it."""
    starter = [sys.executable, "-B", "-S", __file__, *command]
    told = subprocess.run(starter, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if told.returncode != 0:
        raise RuntimeError(told.stderr.strip() or told.stdout.strip())
    return Cost(**json.loads(told.stdout))


def _run_here(command):
    """Everything still on its way to the disk gets there first: nobody pays for another's bytes."""
    os.sync()
    started = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    words = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}: {words.decode()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def median(costs):
    return Cost(statistics.median(cost.wall for cost in costs),
                statistics.median(cost.cpu for cost in costs),
                max(cost.peak for cost in costs))


def machine():
    with open("/proc/cpuinfo") as lines:
        model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "?")
    return f"{model}, {os.cpu_count()} cores, Linux {os.uname().release}, load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    print(json.dumps(asdict(_run_here(sys.argv[1:]))))
