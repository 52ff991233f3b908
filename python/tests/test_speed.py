"""What a training pays for logging, and how soon it is there."""

from __future__ import annotations

import statistics
import time

from runboard import Experiment

MAX_MEDIAN_SECS = 20e-6
MAX_ARRIVAL_SECS = 10.0
N_CALLS = 100_000
# A machine that does other work at the moment is measured again.
MAX_ATTEMPTS = 3


def measure(experiment: Experiment, prefix: str) -> tuple[float, float]:
    """Returns the median time of a call, and how long until all have arrived, in seconds."""
    clock = time.perf_counter
    took = []
    started = clock()
    for step in range(N_CALLS):
        before = clock()
        experiment.log(f"{prefix}/{step % 10}", step * 0.5, "LINE", step=step)
        took.append(clock() - before)
    assert experiment.flush(60)
    return statistics.median(took), clock() - started


def test_logging_costs_next_to_nothing_and_arrives_soon(experiment: Experiment) -> None:
    for attempt in range(MAX_ATTEMPTS):
        median_secs, arrival_secs = measure(experiment, f"attempt {attempt}")
        print(f"log: median {median_secs * 1e6:.1f} us; {N_CALLS} calls in {arrival_secs:.2f} s")
        n_points = sum(len(log.data["lines"][0]["values"]) for log in experiment.list_logs())
        assert n_points == N_CALLS * (attempt + 1)
        if median_secs <= MAX_MEDIAN_SECS and arrival_secs <= MAX_ARRIVAL_SECS:
            return
    raise AssertionError("too slow, each time")
