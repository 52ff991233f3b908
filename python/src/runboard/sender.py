"""Who sends for an experiment: a worker, from the first call to the end of the program."""

from __future__ import annotations

import atexit
import os
import time
import uuid
import weakref
from pathlib import Path
from typing import Any

from runboard.connection import Connection
from runboard.outbox import Item, Outbox
from runboard.spool import Spool
from runboard.worker import EXIT_SECS, Worker

# Workers that still may have something to send, whoever holds their experiments.
_living: set[Worker] = set()
_senders: weakref.WeakSet[Sender] = weakref.WeakSet()


class Sender:
    """Sends for one experiment; after `close`, or in a forked process, it starts anew."""

    def __init__(
        self,
        connection: Connection,
        experiment_id: str,
        spool_dir: Path,
        about: dict[str, Any],
    ) -> None:
        self._connection = connection
        self._experiment_id = experiment_id
        self._spool_dir = spool_dir
        self._about = about
        self._worker: Worker | None = None
        _senders.add(self)

    def put(self, item: Item) -> None:
        """Takes something to send; returns at once."""
        worker = self._worker
        if worker is None:
            worker = self._employ()
        worker.put(item)

    @property
    def outbox(self) -> Outbox:
        """What is to be sent."""
        return (self._worker or self._employ()).outbox

    def flush(self, timeout_secs: float | None = None) -> bool:
        """Waits until everything was sent; tells whether it was."""
        return self._worker is None or self._worker.flush(timeout_secs)

    def close(self, timeout_secs: float = EXIT_SECS) -> bool:
        """Sends what there is; what cannot be sent in time stays on disk. Tells if none had to."""
        worker, self._worker = self._worker, None
        if worker is None:
            return True
        _living.discard(worker)
        return worker.close(timeout_secs)

    def _employ(self) -> Worker:
        # A directory of its own: what an earlier worker left may be sent by another program.
        directory = self._spool_dir / f"{self._experiment_id}-{uuid.uuid4().hex[:8]}"
        path = f"/experiments/{self._experiment_id}"
        outbox = Outbox(path, lambda: Spool(directory, self._about))
        worker = Worker(self._connection, outbox)
        _living.add(worker)
        self._worker = worker
        return worker

    def after_fork(self) -> None:
        """In a forked process: what was put before is sent by the process that put it."""
        self._worker = None
        self._connection.forget_sockets()


def _after_fork() -> None:
    _living.clear()
    for sender in list(_senders):
        sender.after_fork()


@atexit.register
def _close_all() -> None:
    end = time.monotonic() + EXIT_SECS
    for worker in list(_living):
        worker.close(max(0.1, end - time.monotonic()))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
