"""HTTP to one server, with a connection that is kept open.

Most requests of this package may be sent twice without harm, so one that finds its connection
closed is sent again on a new one. Those that delete and change may not: what has gone, or has
another name since the first time, is not found the second. They take a new connection, once.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Callable, TypeVar, Union
from urllib.parse import quote, urlsplit

from runboard.errors import RunboardError, Unreachable, of_status

_Answer = TypeVar("_Answer")
Body = Union[bytes, Path, None]

_API = "/api/v1"
_CONNECT_TIMEOUT_SECS = 5.0
# How long a script waits for each answer at its start; and for how long it asks nothing more after
# one that did not come.
_START_TIMEOUT_SECS = 5.0
_SILENCE_SECS = 30.0
_PIECE_BYTES = 1 << 20
# What may not be sent twice.
_SENT_ONCE = ("DELETE", "PATCH")
# What a proxy in front of the server means by itself.
_TOO_LARGE = 413


class _UnreadableError(Exception):
    """A body's file cannot be read: no error of the connection, where that is an `OSError`, too."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class OpenBody:
    """A body that is an open file, with what stands before and after it; it may be sent twice."""

    def __init__(self, file: BinaryIO, head: bytes = b"", tail: bytes = b"") -> None:
        self._file = file
        self._head = head
        self._tail = tail
        # What is written behind its end from now on is not sent.
        self._n_file_bytes = os.fstat(file.fileno()).st_size
        self.n_bytes = len(head) + self._n_file_bytes + len(tail)

    def pieces(self) -> Iterator[bytes]:
        """Yields it from its start."""
        yield self._head
        at = 0
        while piece := self._read(at):
            at += len(piece)
            yield piece
        yield self._tail

    def _read(self, at: int) -> bytes:
        try:
            self._file.seek(at)
            return self._file.read(min(_PIECE_BYTES, self._n_file_bytes - at))
        except OSError as error:
            raise _UnreadableError(error) from error


_Opened = Union[bytes, OpenBody, None]


def segment(name: object) -> str:
    """Returns a name or an identifier as one part of a path."""
    return quote(str(name), safe="")


def _without_api(address: str) -> str:
    address = address.rstrip("/")
    return address[: -len(_API)] if address.endswith(_API) else address


class Connection:
    """A server's API. Each thread that uses it has a socket of its own, and each process."""

    def __init__(self, host: str, token: str | None, timeout_secs: float = 30.0) -> None:
        parts = urlsplit(host if "://" in host else f"http://{host}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{host!r} is no address of a server, such as http://127.0.0.1:7878")
        token = (token or "").strip()
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise ValueError("the token holds what no token can: only visible ASCII can be sent")
        # The address of the API means the server, too.
        self.host = _without_api(host)
        self.token = token or None
        self._is_secure = parts.scheme == "https"
        self._address = (parts.hostname, parts.port)
        self._prefix = f"{_without_api(parts.path)}{_API}"
        self._timeout_secs = timeout_secs
        self._sockets = threading.local()
        # Until then the server is taken for one that does not answer.
        self._silent_until = 0.0

    def __reduce__(self) -> tuple[Any, ...]:
        return (Connection, (self.host, self.token, self._timeout_secs))

    @property
    def is_silent(self) -> bool:
        """Whether the server took too long for an answer a moment ago."""
        return time.monotonic() < self._silent_until

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """As `json`, for what a script asks at its start: a server that hangs holds it up once.

        Raises:
            Unreachable: There is no answer soon, or there was none a moment ago.
        """
        if self.is_silent:
            raise Unreachable(f"{self.host} does not answer: it took too long a moment ago")
        began = time.monotonic()
        self._sockets.timeout_secs = _START_TIMEOUT_SECS
        try:
            return self.json(method, path, body)
        except Unreachable:
            # Who refuses at once may be asked again at once.
            if time.monotonic() - began > _START_TIMEOUT_SECS / 2:
                self._silent_until = time.monotonic() + _SILENCE_SECS
            raise
        finally:
            self._sockets.timeout_secs = None

    def get(self, path: str) -> Any:
        """Returns the JSON at a path below `/api/v1`."""
        return self.json("GET", path)

    def json(self, method: str, path: str, body: Any = None) -> Any:
        """Sends JSON, or nothing, and returns that of the answer, or `None` for an empty one."""
        data = None if body is None else json.dumps(body).encode(errors="replace")
        answer = self.send(method, path, "application/json", data)
        return json.loads(answer) if answer else None

    def send(self, method: str, path: str, content_type: str, body: Body) -> bytes:
        """Sends a request and returns the body of the answer.

        Raises:
            Unreachable: There is no answer, or none of this server; it may come later.
            RunboardError: The server refused.
            OSError: The file with the body cannot be read.
        """
        if isinstance(body, Path):
            with body.open("rb") as file:
                return self.send_opened(method, path, content_type, OpenBody(file))
        return self.send_opened(method, path, content_type, body)

    def send_opened(self, method: str, path: str, content_type: str, body: _Opened) -> bytes:
        """As `send`, with a body that is open already."""
        if method in _SENT_ONCE:
            # One that was kept may be closed at its other end.
            self.close()
        try:
            status, answer = self._on_open_socket(
                lambda: self._exchange(method, path, content_type, body)
            )
        except _UnreadableError as error:
            # The server still waits for the rest.
            self.close()
            raise error.reason from None
        except (OSError, http.client.HTTPException) as error:
            self.close()
            reason = str(error) or type(error).__name__
            raise Unreachable(f"{self.host} does not answer: {reason}") from error
        self._silent_until = 0.0
        # A page in place of JSON is of something on the way, which asks for a password, say.
        if status >= 300 or not (answer == b"" or answer.startswith((b"{", b"["))):
            raise self._refusal(status, answer)
        return answer

    def download(self, path: str, target: Path) -> None:
        """Writes the body of an answer to a file, which appears whole.

        Raises:
            Unreachable: There is no answer, or it broke off.
            RunboardError: The server refused.
            OSError: The file cannot be written, as where the disk is full.
        """
        beside = target.with_name(f"{target.name}.part")
        file = beside.open("wb")
        try:
            with file:
                for piece in self._pieces(path):
                    file.write(piece)
            beside.replace(target)
        except BaseException:
            # What is left of the answer would be read as the next one.
            self.close()
            beside.unlink(missing_ok=True)
            raise

    def _pieces(self, path: str) -> Iterator[bytes]:
        try:
            answer = self._on_open_socket(lambda: self._request("GET", path, "", None))
            if answer.status >= 300:
                raise self._refusal(answer.status, answer.read())
            while piece := answer.read(_PIECE_BYTES):
                yield piece
            # A body that ends early is not told by reading it in pieces.
            if answer.length:
                raise http.client.IncompleteRead(b"", answer.length)
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(f"{self.host} broke off: {error}") from error

    def download_into(
        self, path: str, directory: Path, name: str, force_replace: bool = False
    ) -> Path:
        """Writes the body of an answer to a file of that name in a directory; returns its path.

        Raises:
            FileExistsError: There is such a file, and `force_replace` is not set.
        """
        target = directory / Path(name).name
        if target.exists() and not force_replace:
            raise FileExistsError(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.download(path, target)
        return target

    def _on_open_socket(self, ask: Callable[[], _Answer]) -> _Answer:
        """Asks again on a new socket where the one that was kept is of no use."""
        is_new = self._held() is None
        try:
            return ask()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            # Who kept one waiting would do so again.
            if is_new or isinstance(error, socket.timeout):
                raise
        return ask()

    def _exchange(
        self, method: str, path: str, content_type: str, body: _Opened
    ) -> tuple[int, bytes]:
        answer = self._request(method, path, content_type, body)
        return answer.status, answer.read()

    def _request(
        self, method: str, path: str, content_type: str, body: _Opened
    ) -> http.client.HTTPResponse:
        connection = self._open()
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = content_type
        sent: bytes | Iterator[bytes] | None
        if body is None or isinstance(body, bytes):
            sent = body
        else:
            headers["Content-Length"] = str(body.n_bytes)
            sent = body.pieces()
        if connection.sock is None:
            # The server closed it after its last answer, and said so.
            connection.connect()
        at_start = getattr(self._sockets, "timeout_secs", None)
        connection.sock.settimeout(at_start or self._timeout_secs)
        connection.request(method, self._prefix + path, body=sent, headers=headers)
        return connection.getresponse()

    def _open(self) -> http.client.HTTPConnection:
        held = self._held()
        if held is not None:
            return held
        name, port = self._address
        connection: http.client.HTTPConnection
        if self._is_secure:
            connection = http.client.HTTPSConnection(
                name, port, timeout=_CONNECT_TIMEOUT_SECS, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(name, port, timeout=_CONNECT_TIMEOUT_SECS)
        connection.connect()
        self._sockets.connection, self._sockets.pid = connection, os.getpid()
        return connection

    def _held(self) -> http.client.HTTPConnection | None:
        """Returns this thread's connection; after a fork, that of the parent is none of its own."""
        if getattr(self._sockets, "pid", None) != os.getpid():
            return None
        held: http.client.HTTPConnection | None = self._sockets.connection
        return held

    def _refusal(self, status: int, answer: bytes) -> RunboardError:
        try:
            error = json.loads(answer)["error"]
            return of_status(status, str(error["message"]), str(error["code"]))
        except (ValueError, KeyError, TypeError):
            pass
        text = f"{self.host} answers with status {status}, and not as Runboard does"
        if status == _TOO_LARGE:
            return of_status(status, text)
        # A proxy may say anything, such as 403 or 404, while the server behind it is away.
        return Unreachable(text, status)

    def close(self) -> None:
        """Closes this thread's socket; the next request opens another."""
        connection = self._held()
        self._sockets.connection = None
        if connection is not None:
            connection.close()
