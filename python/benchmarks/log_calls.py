"""Prints what a training pays for a call of `log`, and how soon the server has everything.

Its only argument is the server's address; without one it is the client's own.
"""

from __future__ import annotations

import statistics
import sys
import time
import uuid

from runboard import Client, Experiment

N_CALLS = 100_000
N_RUNS = 3


def measure(experiment: Experiment) -> tuple[float, float]:
    """Returns the median time of a call, and how long until all have arrived, in seconds."""
    clock = time.perf_counter
    took_secs = []
    started = clock()
    for step in range(N_CALLS):
        before = clock()
        experiment.log(f"line/{step % 10}", step * 0.5, "LINE", step=step)
        took_secs.append(clock() - before)
    if not experiment.flush(60):
        sys.exit("the server did not take everything within a minute")
    return statistics.median(took_secs), clock() - started


def main() -> None:
    project = Client(host=sys.argv[1] if len(sys.argv) > 1 else None).project("log calls")
    for _ in range(N_RUNS):
        with project.create_experiment(f"run {uuid.uuid4().hex[:8]}") as experiment:
            median_secs, arrival_secs = measure(experiment)
        print(f"log: median {median_secs * 1e6:.1f} µs; {N_CALLS} calls in {arrival_secs:.2f} s")


if __name__ == "__main__":
    main()
