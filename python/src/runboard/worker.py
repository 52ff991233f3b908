"""The thread that sends what one experiment logs.

It gathers for a moment, and sends one request after another. While the server is away it brings
what comes to disk, and tries again after ever longer waits; when the server is back, everything is
sent in its order. Whatever goes wrong is one warning, never an exception in the training.
"""

from __future__ import annotations

import math
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Callable

from runboard.connection import Connection
from runboard.delivery import deliver
from runboard.errors import RunboardError, Unauthorized, Unreachable
from runboard.outbox import Item, Outbox
from runboard.request import Request
from runboard.warn_once import forget, logger, text_of, warn_once

# How long calls are gathered into one request.
_GATHER_SECS = 0.1
_FIRST_BACKOFF_SECS = 0.25
_LONGEST_BACKOFF_SECS = 30.0
# How often what was logged meanwhile goes to disk while the server is away.
_TO_DISK_SECS = 1.0
# Longer than any program waits, and what every lock can be waited for.
_FOREVER_SECS = threading.TIMEOUT_MAX / 2
_EXIT_VARIABLE = "RUNBOARD_EXIT_SECONDS"
_USUAL_EXIT_SECS = 10.0


def exit_secs(text: str | None) -> float:
    """Returns the seconds that the variable says; one that says none is a warning, no exception."""
    if text is None:
        return _USUAL_EXIT_SECS
    try:
        secs = float(text)
    except ValueError:
        secs = math.nan
    # Not a number is not above anything.
    if not secs >= 0:
        usual = f"{_USUAL_EXIT_SECS:g}"
        warn_once(
            _EXIT_VARIABLE, f"{_EXIT_VARIABLE} is {text!r}, no time in seconds: {usual} are taken"
        )
        return _USUAL_EXIT_SECS
    return min(secs, threading.TIMEOUT_MAX)


# How long the end of an experiment, or of the program, waits for the server.
EXIT_SECS = exit_secs(os.environ.get(_EXIT_VARIABLE))


def close_all(workers: list[Worker], timeout_secs: float) -> None:
    """Closes them as `close` does, all at the same time."""
    end = time.monotonic() + timeout_secs
    # What is left then for threads to end, and for what they could not send to go to disk.
    last_secs = min(1.0, timeout_secs / 4)

    def left_secs() -> float:
        return min(max(0.0, end - time.monotonic()), _FOREVER_SECS)

    for worker in workers:
        worker.hurry()
    for worker in workers:
        worker.drain(left_secs() - last_secs)
    for worker in workers:
        worker.tell_end()
    for worker in workers:
        worker.finish(left_secs())


class Worker:
    """Sends what is put into its outbox until it is closed, once.

    Args:
        connection: Where to send it.
        outbox: What is to be sent.
        on_end: Called where it closes itself.
    """

    def __init__(
        self, connection: Connection, outbox: Outbox, on_end: Callable[[Worker], None]
    ) -> None:
        self.outbox = outbox
        self._on_end = on_end
        self._connection = connection
        self._thread: threading.Thread | None = None
        self._start_lock = threading.Lock()
        # Set while there is something to send.
        self._wake = threading.Event()
        # Set while somebody waits: no gathering, no waiting out a backoff.
        self._hurry = threading.Event()
        self._n_waiting = 0
        self._progress = threading.Condition()
        self._is_closing = False
        # Set where it closes itself when everything is sent.
        self._is_last = False
        self._is_away = False
        # Set where nobody waits for its thread any more: what it has is for others to send, and
        # what it meets is nobody's news.
        self._is_given_up = False

    def put(self, item: Item) -> bool:
        """Takes something to send, unless it was closed meanwhile; returns at once."""
        return self._wakes(self.outbox.put(item))

    def put_file(self, make: Callable[[Path], Request]) -> bool:
        """Takes a file to send, which `make` copies, unless it was closed meanwhile."""
        return self._wakes(self.outbox.put_file(make))

    def _wakes(self, has_more: bool) -> bool:
        if has_more and not self._wake.is_set():
            self._wake.set()
            if self._thread is None:
                self._start()
        return has_more

    def _start(self) -> bool:
        with self._start_lock:
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="runboard", daemon=True)
                try:
                    thread.start()
                except RuntimeError:
                    # The interpreter is about to end.
                    return False
                self._thread = thread
            return True

    @property
    def has_ended(self) -> bool:
        """Whether its thread ran, and does so no more."""
        return self._thread is not None and not self._thread.is_alive()

    def flush(self, timeout_secs: float | None = None, is_patient: bool = True) -> bool:
        """Waits until everything was sent; tells whether it was.

        Who is not patient does not wait for a server that is away.
        """
        end = None if timeout_secs is None else time.monotonic() + timeout_secs
        if self.outbox.is_empty:
            return True
        with self._in_a_hurry():
            if not self._start():
                self._is_closing = True
                self._send_all()
            self._wait_for_all(end, is_patient)
        return self.outbox.is_empty

    def _wait_for_all(self, end: float | None, is_patient: bool) -> None:
        with self._progress:
            while not self.outbox.is_empty:
                left = 0.5 if end is None else min(0.5, end - time.monotonic())
                is_away = self._is_away or self._connection.is_silent
                if left <= 0 or (is_away and not is_patient) or self.has_ended:
                    break
                self._progress.wait(left)

    def close_when_empty(self) -> None:
        """Goes on in the background, and ends when everything is sent."""
        self._is_last = True
        self._wake.set()

    def close(self, timeout_secs: float) -> bool:
        """Ends the thread; what it could not send in time stays on disk. Tells if none had to."""
        self.drain(timeout_secs)
        # A request that hangs must not hold up the end of the program.
        return self.finish(min(1.0, max(0.1, timeout_secs)))

    def drain(self, timeout_secs: float) -> None:
        """The first part of `close`: takes nothing more, and waits until everything was sent."""
        end = time.monotonic() + timeout_secs
        # What came behind the last look would be lost: from now on it gets another worker.
        self.outbox.shut(timeout_secs)
        self.flush(end - time.monotonic())

    def hurry(self) -> None:
        """Sends without a pause from now on: it is about to be closed."""
        with self._progress:
            self._n_waiting += 1
            self._hurry.set()
        self._wake.set()

    @contextmanager
    def _in_a_hurry(self) -> Iterator[None]:
        """Sends without a pause until this is over, and longer where another thread waits, too."""
        self.hurry()
        try:
            yield
        finally:
            with self._progress:
                self._n_waiting -= 1
                if self._n_waiting == 0:
                    self._hurry.clear()

    def tell_end(self) -> None:
        """Lets the thread end when it sent everything, or when it cannot."""
        self._is_closing = True
        self.hurry()

    def finish(self, timeout_secs: float) -> bool:
        """The last part of `close`: so long it waits for the thread."""
        self.tell_end()
        if self._thread is not None:
            self._thread.join(timeout_secs)
            self._is_given_up = self._thread.is_alive()
        self.outbox.join()
        self.outbox.to_disk()
        # Not everything is on disk where that is full, too.
        is_empty, directory = self.outbox.is_empty, self.outbox.directory
        self.outbox.close()
        if directory is not None:
            warn_once(
                f"kept {directory}",
                f"the server did not take everything; the rest is kept in {directory}: "
                "send it with runboard-sync",
            )
        return is_empty

    def _run(self) -> None:
        while not self._is_closing:
            self._wake.wait()
            self._hurry.wait(_GATHER_SECS)
            # Cleared before looking: what comes from now on wakes it again.
            self._wake.clear()
            try:
                self._send_all()
            except Exception as error:
                kind = type(error).__name__
                warn_once(
                    f"thread {kind}",
                    f"sending failed, and is tried again: {kind}: {text_of(error)}",
                )
                time.sleep(_FIRST_BACKOFF_SECS)
                self._wake.set()
            with self._progress:
                self._progress.notify_all()
            if self._is_last and self.outbox.close_if_empty():
                self._on_end(self)
                break
        self._connection.close()

    def _send_all(self) -> None:
        backoff_secs = _FIRST_BACKOFF_SECS
        while not self._is_given_up and (request := self.outbox.first()) is not None:
            try:
                deliver(self._connection, request)
            except (Unreachable, Unauthorized) as error:
                self._tell_away(error)
                self.outbox.to_disk()
                if self._is_closing:
                    return
                # Many scripts that lost the same server do not come back at the same moment.
                self._wait(backoff_secs * random.uniform(0.5, 1.0))
                backoff_secs = min(2 * backoff_secs, _LONGEST_BACKOFF_SECS)
                continue
            backoff_secs = _FIRST_BACKOFF_SECS
            self._tell_back()
            self.outbox.done(request)

    def _wait(self, secs: float) -> None:
        """Waits, and brings to disk what is logged meanwhile."""
        end = time.monotonic() + secs
        while (left := end - time.monotonic()) > 0:
            if self._hurry.wait(min(left, _TO_DISK_SECS)):
                # Somebody waits: try again soon, but not without a pause.
                time.sleep(min(left, _FIRST_BACKOFF_SECS))
                return
            self.outbox.join()
            self.outbox.to_disk()

    def _tell_away(self, error: RunboardError) -> None:
        with self._progress:
            self._is_away = True
            self._progress.notify_all()
        if self._is_given_up:
            return
        warn_once(
            f"away {self._connection.host}",
            f"{error} (the training goes on; what it logs is kept, and sent later)",
        )

    def _tell_back(self) -> None:
        if self._is_away:
            self._is_away = False
            if forget(f"away {self._connection.host}") and not self._is_given_up:
                logger.warning("%s answers again: what was kept is sent", self._connection.host)
