"""Answers that break off: files come whole or not at all, and what is deleted is deleted once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from runboard.connection import Connection
from runboard.errors import Unreachable


class Server(ThreadingHTTPServer):
    """Notes how often each thing is asked for."""

    n_deletions = 0


class Handler(BaseHTTPRequestHandler):
    """Closes after each answer but one, and does not say so before."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_DELETE(self) -> None:
        """Does what is asked for, and is gone before it says so."""
        self.server.n_deletions += 1
        self.close_connection = True

    def do_GET(self) -> None:
        body = b"{}"
        self.send_response(200)
        n_missing = 1000 if self.path.endswith("/broken") else 0
        self.send_header("Content-Length", str(len(body) + n_missing))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = not self.path.endswith("/kept")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def connection(server: Server) -> Connection:
    return Connection(f"http://127.0.0.1:{server.server_address[1]}", None)


def test_a_download_that_breaks_off_leaves_what_was_there(
    connection: Connection, tmp_path: Path
) -> None:
    """Its beginning once took the place of the whole file, and nobody was told."""
    target = tmp_path / "weights"
    target.write_text("old")
    with pytest.raises(Unreachable, match="broke off"):
        connection.download("/broken", target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_download_on_a_socket_that_was_closed_takes_another(
    connection: Connection, tmp_path: Path
) -> None:
    """All other requests did; a download once ended as if the server were away."""
    assert connection.get("/whole") == {}
    connection.download("/whole", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "{}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_told_as_such(connection: Connection, tmp_path: Path) -> None:
    """It was told as a server that broke off, which one would ask again and again."""
    (tmp_path / "file.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        connection.download("/whole", tmp_path / "file")
    assert list(tmp_path.iterdir()) == []
    connection.download("/whole", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "{}"


def test_a_deletion_is_sent_once(connection: Connection, server: Server) -> None:
    """Sent again on a new socket, it heard that there is no such thing: the first one was done."""
    assert connection.get("/kept") == {}
    with pytest.raises(Unreachable):
        connection.json("DELETE", "/whole")
    assert server.n_deletions == 1
