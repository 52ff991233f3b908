"""Writes the lines of Runboard's experiments as TensorBoard's event files.

`python write.py LOGDIR EXPERIMENT_URL...` reads each experiment through the HTTP API, so that both
are measured on the same data. A log becomes a tag. A line becomes a run of its own, named by the
experiment and the line, since TensorBoard draws one line of a run under a tag.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.event_file_writer import EventFileWriter

MILLIS_PER_SEC = 1_000


def read(url: str) -> Any:
    """The JSON at an address."""
    with urlopen(url) as answer:
        return json.load(answer)


def write_experiment(log_dir: Path, url: str) -> int:
    """Writes all lines of an experiment; how many points they have."""
    run = read(url)["name"]
    writers: dict[str, EventFileWriter] = {}
    n_points = 0
    for log in read(f"{url}/logs")["items"]:
        if log["type"] != "LINE":
            continue
        for line in read(f"{url}/logs/{quote(log['name'], safe='')}")["data"]["lines"]:
            is_only = line["name"] == log["name"]
            name = run if is_only else f"{run}/{line['name']}"
            if name not in writers:
                writers[name] = EventFileWriter(str(log_dir / name))
            for step, value, time in zip(line["steps"], line["values"], line["times"]):
                summary = Summary(value=[Summary.Value(tag=log["name"], simple_value=value)])
                event = Event(wall_time=time / MILLIS_PER_SEC, step=int(step), summary=summary)
                writers[name].add_event(event)
            n_points += len(line["steps"])
    for writer in writers.values():
        writer.close()
    return n_points


def main() -> None:
    """Writes every experiment that is named on the command line."""
    log_dir = Path(sys.argv[1])
    n_points = sum(write_experiment(log_dir, url) for url in sys.argv[2:])
    print(f"{n_points} points written to {log_dir}")


if __name__ == "__main__":
    main()
