"""What is to be sent: first what is on disk, then what is in memory, in the order of the calls.

Calls are joined into requests as late as possible. Memory is bounded: what would be too much goes
to disk. Nothing here waits for the server.
"""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Union

from runboard.batch import MAX_BYTES as MAX_BATCH_BYTES
from runboard.batch import Batch, Call, Printed, pieces
from runboard.pictures import Picture
from runboard.request import Request, image_request
from runboard.spool import Spool
from runboard.warn_once import text_of, warn_of, warn_once

# Calls that wait as they are; then they are joined, even while the sending thread has no time.
MAX_CALLS = 50_000
# Calls that wait with about so many bytes are joined, too; and joined requests that are in memory
# go to disk.
MAX_BYTES = 64 << 20
# So many times as much makes whoever logs wait: nobody can join as fast as that comes.
_TOO_MUCH = 4


class Image:
    """A call of `log` with a picture."""

    __slots__ = ("encode", "name", "step")

    def __init__(self, name: str, step: float | None, encode: Picture) -> None:
        self.name = name
        self.step = step
        self.encode = encode

    @property
    def n_bytes(self) -> int:
        """About how much memory the picture takes."""
        return self.encode.n_bytes


Item = Union[Call, Printed, Image, Request]


class Outbox:
    """The queue of one experiment. Calls come from any thread; one thread at a time sends.

    Args:
        experiment_path: The experiment's path below `/api/v1`.
        make_spool: Makes a place on disk, where one is needed.
        spool: What is there already, and goes first.
    """

    def __init__(
        self, experiment_path: str, make_spool: Callable[[], Spool], spool: Spool | None = None
    ) -> None:
        self.items: deque[Item] = deque()
        self._path = experiment_path
        self._make_spool = make_spool
        self._spool = spool
        self._requests: deque[Request] = deque()
        # The oldest one while it is sent, unless it was given up meanwhile.
        self._on_its_way: Request | None = None
        self._n_bytes = 0
        # About how much memory the calls took that were put in, counted at the door; and how much
        # those of them that were joined.
        self._n_put_bytes = 0
        self._n_joined_bytes = 0
        self._client = uuid.uuid4().hex
        self._sequence = 0
        self._lock = threading.RLock()
        # Held to put something in, and never for long: whoever logs must not wait.
        self._door = threading.RLock()
        # How many joins are about to: one in a signal's handler may be within another.
        self._n_joins = 0
        # Held by the thread that joins what is too much for memory.
        self._joining = threading.Lock()
        # Held while a file is copied into the directory and put in.
        self._filing = threading.RLock()
        self._is_shut = False

    def put(self, item: Item) -> bool:
        """Takes something in, behind all before it, unless the outbox was shut."""
        with self._door:
            if self._is_shut:
                return False
            # What is large on its own may be joined without its caller, too.
            is_too_much = self._holds(_TOO_MUCH)
            self.items.append(item)
            self._n_put_bytes += item.n_bytes
            is_much = self._holds(1)
        if is_too_much:
            self.join()
        elif is_much:
            self._join_aside()
        return True

    def _holds(self, times: int) -> bool:
        """Whether as much waits as is joined at once, or so many times as much."""
        n_bytes = self._n_put_bytes - self._n_joined_bytes
        return len(self.items) >= times * MAX_CALLS or n_bytes > times * MAX_BYTES

    def _join_aside(self) -> None:
        """Joins in a thread of its own, where none does: whoever logs must not wait."""
        if not self._joining.acquire(blocking=False):
            return
        try:
            threading.Thread(target=self._join_and_end, name="runboard join", daemon=True).start()
        except RuntimeError:
            # The interpreter is about to end.
            self._joining.release()
            self.join()

    def _join_and_end(self) -> None:
        try:
            self.join()
        finally:
            self._joining.release()

    def put_file(self, make: Callable[[Path], Request]) -> bool:
        """Takes in the request that `make` writes to a path, unless the outbox was shut."""
        with self._filing:
            if self._is_shut:
                return False
            try:
                with self._lock:
                    copy = self._place().file_for(f"{uuid.uuid4().hex}.body")
                is_in = self.put(make(copy))
            except OSError:
                # Who shut it without waiting may have taken the directory away.
                if self._is_shut:
                    return False
                raise
            if not is_in:
                copy.unlink(missing_ok=True)
            return is_in

    def shut(self, timeout_secs: float) -> None:
        """Takes nothing in any more; waits so long for a file that is about to come."""
        is_held = self._filing.acquire(timeout=min(max(0.0, timeout_secs), threading.TIMEOUT_MAX))
        self._is_shut = True
        if is_held:
            self._filing.release()
        with self._door:
            # Whoever was at the door is in now.
            pass

    def close_if_empty(self) -> bool:
        """Shuts and closes it, unless there is or comes something to send; tells whether it did."""
        # Waits for nobody: a signal's handler may log while its thread is at the door.
        with _at_once(self._filing) as no_file, self._lock, _at_once(self._door) as no_item:
            if not (no_file and no_item and self.is_empty):
                return False
            self._is_shut = True
            self.close()
            return True

    def leave(self) -> None:
        """In a forked process: the disk is the parent's."""
        # Takes no lock: another thread may have had it at the fork.
        if self._spool is not None:
            self._spool.leave()

    @property
    def is_empty(self) -> bool:
        """Whether everything was sent; waits for nobody who joins a lot."""
        # What is on its way is always in one of these places, and only goes from left to right.
        return not (self.items or self._n_joins or self._requests or self.n_on_disk)

    @property
    def n_on_disk(self) -> int:
        """How many requests are on disk."""
        return 0 if self._spool is None else len(self._spool)

    @property
    def directory(self) -> Path | None:
        """Where requests are on disk, if there are any."""
        return self._spool.directory if self._spool is not None and self.n_on_disk else None

    def join(self) -> None:
        """Turns the calls that wait into requests."""
        with self._lock:
            self._n_joins += 1
            try:
                self._join()
            finally:
                self._n_joins -= 1

    def _join(self) -> None:
        # Each number is written by one side only: whoever joins must not wait at the door,
        # where a signal's handler may be that waits for it.
        self._n_joined_bytes = self._n_put_bytes
        batch = Batch()
        for _ in range(len(self.items)):
            item = self.items.popleft()
            if isinstance(item, Call):
                batch = self._add(batch, item)
                continue
            if isinstance(item, Printed):
                batch = self._seal(batch) if batch.is_full else batch
                batch.add_printed(item)
                continue
            batch = self._seal(batch)
            if isinstance(item, Request):
                self._push(item)
            else:
                self._push_image(item)
        self._seal(batch)

    def _add(self, batch: Batch, call: Call) -> Batch:
        """Adds a call, and returns the batch for the next one."""
        try:
            for piece in pieces(call):
                # What is large goes alone: if it is too large for the server, nothing goes with it.
                if batch.is_full or piece.n_bytes > MAX_BATCH_BYTES:
                    batch = self._seal(batch)
                batch.add(piece)
        except Exception as error:
            text = f"{call.name!r} could not be logged: {text_of(error)}"
            warn_of("join", self._path, call.name, text)
        return batch

    def _seal(self, batch: Batch) -> Batch:
        if len(batch):
            self._sequence += 1
            body = batch.body(self._client, self._sequence)
            path = f"{self._path}/batches"
            self._push(Request("POST", path, "application/json", body, batch.about))
        return Batch()

    def _push_image(self, image: Image) -> None:
        try:
            content = image.encode()
        except Exception as error:
            text = f"{image.name!r} could not be drawn: {text_of(error)}"
            warn_of("picture", self._path, image.name, text)
            return
        self._push(image_request(f"{self._path}/images", image.name, image.step, content))

    def _push(self, request: Request) -> None:
        self._requests.append(request)
        self._n_bytes += request.n_bytes
        if self._n_bytes > MAX_BYTES:
            self.to_disk()

    def first(self) -> Request | None:
        """Returns the oldest request, which stays until `done`."""
        with self._lock:
            self.join()
            self._on_its_way = self._oldest()
            return self._on_its_way

    def _oldest(self) -> Request | None:
        while self._spool is not None and len(self._spool):
            try:
                return self._spool.first()
            except (ValueError, OSError) as error:
                warn_once("damaged", f"a request on disk cannot be read: {error}")
                self._spool.remove_first()
        return self._requests[0] if self._requests else None

    def done(self, request: Request) -> None:
        """Forgets the request that `first` returned, which was sent or refused."""
        with self._lock:
            # It may be on disk since, or given up: then another one is the oldest.
            if request is self._on_its_way:
                self._forget_oldest()
            if isinstance(request.body, Path):
                request.body.unlink(missing_ok=True)

    def _forget_oldest(self) -> None:
        self._on_its_way = None
        if self._spool is not None and len(self._spool):
            self._spool.remove_first()
        elif self._requests:
            self._n_bytes -= self._requests.popleft().n_bytes

    def to_disk(self) -> None:
        """Brings all requests in memory to disk, as far as there is room."""
        with self._lock:
            while self._requests:
                try:
                    self._place().append(self._requests[0])
                except OSError as error:
                    warn_once("disk", f"what cannot be sent cannot be kept on disk either: {error}")
                    self._give_up_oldest()
                    return
                self._n_bytes -= self._requests.popleft().n_bytes

    def _give_up_oldest(self) -> None:
        """Keeps memory bounded where the disk is full."""
        while self._n_bytes > 4 * MAX_BYTES:
            given_up = self._requests.popleft()
            self._n_bytes -= given_up.n_bytes
            if given_up is self._on_its_way:
                self._on_its_way = None

    def _place(self) -> Spool:
        if self._spool is None:
            self._spool = self._make_spool()
        return self._spool

    def close(self) -> None:
        """Ends the work with the disk; what is there stays for `runboard-sync`."""
        with self._lock:
            if self._spool is not None:
                self._spool.close()


@contextmanager
def _at_once(lock: threading.RLock) -> Iterator[bool]:
    """Holds the lock, unless another thread does; gives whether it holds it."""
    is_held = lock.acquire(blocking=False)
    try:
        yield is_held
    finally:
        if is_held:
            lock.release()
