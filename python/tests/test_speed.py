"""What a training pays for logging, and how soon it is there."""

from __future__ import annotations

import statistics
import time

from runboard import Experiment

MAX_MEDIAN_SECS = 20e-6
MAX_ARRIVAL_SECS = 10.0
N_CALLS = 100_000


def measure(experiment: Experiment, n_calls: int = N_CALLS) -> tuple[float, float]:
    """Returns the median time of a call, and how long until all have arrived, in seconds."""
    clock = time.perf_counter
    took = []
    started = clock()
    for step in range(n_calls):
        before = clock()
        experiment.log(f"loss/{step % 10}", step * 0.5, "LINE", step=step)
        took.append(clock() - before)
    assert experiment.flush(60)
    return statistics.median(took), clock() - started


def test_logging_costs_next_to_nothing_and_arrives_soon(experiment: Experiment) -> None:
    median_secs, arrival_secs = measure(experiment)
    print(f"log: median {median_secs * 1e6:.1f} us; {N_CALLS} calls in {arrival_secs:.2f} s")
    assert median_secs <= MAX_MEDIAN_SECS
    assert arrival_secs <= MAX_ARRIVAL_SECS
    n_points = sum(len(log.data["lines"][0]["values"]) for log in experiment.list_logs())
    assert n_points == N_CALLS
