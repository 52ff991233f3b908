"""Who sends for an experiment: a worker, from the first call to the end of the program."""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
import uuid
import weakref
from pathlib import Path
from typing import Any, Callable

from runboard import warn_once
from runboard.connection import Connection
from runboard.outbox import Item, Outbox
from runboard.request import Request
from runboard.spool import Spool
from runboard.worker import EXIT_SECS, Worker, close_all

# Workers that still may have something to send, whoever holds their experiments.
_living: set[Worker] = set()
_senders: weakref.WeakSet[Sender] = weakref.WeakSet()
# The process of `multiprocessing` whose end was prepared: such a process skips `atexit`.
_prepared_pid = 0
# Set when the program's end was waited for: from then on nobody sends in the background.
_has_ended = False


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
        # Held by who changes the worker: of two, one would send behind everybody's back.
        self._change = threading.RLock()
        self._making: tuple[Request, ...] = ()
        # The last worker that was closed, until everything that it could not send was sent.
        self._kept_by: Worker | None = None
        _senders.add(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it sends by itself, as after a fork."""
        place = (self._connection, self._experiment_id, self._spool_dir, self._about)
        return (_remade, (place, self._making))

    def make_first(self, requests: tuple[Request, ...]) -> None:
        """Sends these before anything else, whoever sends first: each may be sent again."""
        self._making = requests
        self._employed()

    @property
    def making(self) -> tuple[Request, ...]:
        """What makes the experiment, until it was sent."""
        return self._making

    def put(self, item: Item) -> None:
        """Takes something to send; returns at once."""
        self._hand_over(lambda worker: worker.put(item))

    def put_file(self, make: Callable[[Path], Request]) -> None:
        """Takes a file to send: `make` copies it to a path, and returns its request."""
        self._hand_over(lambda worker: worker.put_file(make))

    def _hand_over(self, takes: Callable[[Worker], bool]) -> None:
        worker = self._worker or self._employed()
        while not takes(worker):
            # Another thread closed it just now.
            with self._change:
                if self._worker is worker:
                    self._worker = None
                worker = self._employed()
        if _has_ended:
            self.close(1.0)

    @property
    def outbox(self) -> Outbox:
        """What is to be sent."""
        return self._employed().outbox

    def flush(self, timeout_secs: float | None = None, is_patient: bool = True) -> bool:
        """Waits until everything was sent; tells whether it was.

        Who is not patient does not wait for a server that is away.
        """
        worker = self._sending()
        is_sent = worker is None or worker.flush(timeout_secs, is_patient)
        return is_sent and self._is_rest_sent()

    def end(self) -> None:
        """Sends what there is; where the server is away, goes on with that in the background."""
        worker = self._worker
        if worker is None:
            return
        if worker.flush(EXIT_SECS, is_patient=False):
            self.close()
        else:
            worker.close_when_empty()

    def close(self, timeout_secs: float = EXIT_SECS) -> bool:
        """Sends what there is; what cannot be sent in time stays on disk. Tells if none had to."""
        end = time.monotonic() + timeout_secs
        with self._change:
            worker, self._worker = self._sending(), None
        if worker is None:
            return self._is_rest_sent()
        _living.discard(worker)
        if not worker.close(timeout_secs):
            self._kept_by = worker
            return False
        self._making = ()
        # What the last worker was still about to send when this one began.
        return self._is_rest_sent() or self.close(end - time.monotonic())

    def _sending(self) -> Worker | None:
        """Returns the worker, or another one for what the last one had to keep; else `None`."""
        with self._change:
            if self._worker is None and (spool := self._kept_spool()) is not None:
                self._employ(spool)
            return self._worker

    def _employed(self) -> Worker:
        with self._change:
            return self._worker or self._employ(self._kept_spool())

    def _employ(self, spool: Spool | None) -> Worker:
        path = f"/experiments/{self._experiment_id}"
        outbox = Outbox(path, self._new_spool, spool)
        worker = Worker(self._connection, outbox, _living.discard)
        _living.add(worker)
        _prepare_end()
        for request in self._making:
            worker.put(request)
        self._worker = worker
        return worker

    def _new_spool(self) -> Spool:
        directory = self._spool_dir / f"{self._experiment_id}-{uuid.uuid4().hex[:8]}"
        return Spool(directory, self._about)

    def _kept_spool(self) -> Spool | None:
        """Returns what the last worker had to keep, which goes before all that comes now.

        Nothing where another program sends it, or that worker is still about to.
        """
        if self._is_rest_sent() or self._kept_by is None or not self._kept_by.has_ended:
            return None
        directory = self._kept_by.outbox.directory
        if directory is None:
            return None
        spool = Spool(directory)
        try:
            if not spool.lock():
                return None
        except OSError:
            # It was sent just now, and is gone.
            return None
        self._kept_by = None
        return spool

    def _is_rest_sent(self) -> bool:
        """Whether everything was sent that the last worker could not send."""
        if self._kept_by is None:
            return True
        outbox = self._kept_by.outbox
        directory = outbox.directory
        if outbox.is_empty or (directory is not None and not directory.exists()):
            self._kept_by = None
            return True
        return False

    def after_fork(self) -> None:
        """In a forked process: what was put before is sent by the process that put it."""
        if self._worker is not None:
            self._worker.outbox.leave()
        self._worker = self._kept_by = None
        self._change = threading.RLock()


def _remade(place: tuple[Any, ...], making: tuple[Request, ...]) -> Sender:
    sender = Sender(*place)
    sender._making = making
    return sender


def _after_fork() -> None:
    global _has_ended
    _has_ended = False
    warn_once.renew_lock()
    _living.clear()
    for sender in list(_senders):
        sender.after_fork()


@atexit.register
def _close_all() -> None:
    global _has_ended
    _has_ended = True
    # Also those whose experiments nobody holds any more.
    workers = list(_living)
    close_all(workers, EXIT_SECS)
    _living.difference_update(workers)


def _prepare_end() -> None:
    global _prepared_pid
    util = sys.modules.get("multiprocessing.util")
    if util is not None and _prepared_pid != os.getpid():
        _prepared_pid = os.getpid()
        # Does nothing twice: what was closed once has nothing to send.
        util.Finalize(None, _close_all, exitpriority=0)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
