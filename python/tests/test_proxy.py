"""A proxy before the server: what it says by itself costs nothing that was logged."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import Server
from runboard import Client
from runboard.connection import Connection
from runboard.delivery import deliver
from runboard.request import Request


class Proxy(ThreadingHTTPServer):
    """Hands requests on to a server, unless it has something to say itself."""

    daemon_threads = True
    max_bytes = 1 << 30
    says: int | None = None
    n_batches = 0

    def __init__(self, server: Server) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.server = server

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.n_batches += self.path.endswith("/batches")
        if self.server.says is not None:
            self._answer(self.server.says, b"<html>a page</html>")
        elif len(body) > self.server.max_bytes:
            self._answer(413, b"<html>too large</html>")
        else:
            self._hand_on(body)

    do_POST = do_PATCH = do_GET  # noqa: N815

    def _hand_on(self, body: bytes) -> None:
        content_type = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
        request = urllib.request.Request(
            self.server.server.host + self.path,
            data=body or None,
            method=self.command,
            headers=content_type,
        )
        try:
            with urllib.request.urlopen(request) as answer:
                self._answer(answer.status, answer.read())
        except urllib.error.HTTPError as error:
            self._answer(error.code, error.read())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    proxy = Proxy(server)
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    yield proxy
    proxy.shutdown()
    thread.join()
    proxy.server_close()


def test_a_page_of_the_proxy_is_no_refusal(proxy: Proxy) -> None:
    """It was once taken for one, and what was logged was given up."""
    experiment = Client(host=proxy.host).project("p").create_experiment("e")
    proxy.says = 404
    experiment.log("x", [1, 2], "LINE")
    assert not experiment.flush(1)
    proxy.says = None
    assert experiment.flush(30)
    assert experiment.get_log("x").data["lines"][0]["values"] == [1, 2]


def test_what_is_too_large_for_the_proxy_is_halved(
    proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    experiment = Client(host=proxy.host).project("p").create_experiment("e")
    proxy.max_bytes = 5_000
    for k in range(40):
        experiment.log(f"x{k}", list(range(20)), "LINE")
        experiment.send_logging(f"line {k}")
    experiment.log("long", [float(k) for k in range(3_000)], "LINE")
    experiment.log("large", {"a": list(range(5_000))}, "TABLE")
    assert experiment.flush(30)
    items = experiment._connection.get(f"/experiments/{experiment.id}/logs")["items"]
    assert [log["name"] for log in items] == [*(f"x{k}" for k in range(40)), "long"]
    assert [log["lines"][0]["count"] for log in items] == [20] * 40 + [3_000]
    assert experiment.get_log("long").data["lines"][0]["values"] == list(range(3_000))
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console")
    assert [line["text"] for line in wire["items"]] == [f"line {k}" for k in range(40)]
    assert caplog.text.count("the server refused") == 1
    assert "refused the log 'large'" in caplog.text


def test_a_proxy_that_takes_nothing_is_not_asked_for_ever(
    proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    """It once got a request for every single point."""
    experiment = Client(host=proxy.host).project("p").create_experiment("e")
    proxy.says = 413
    experiment.log("x", [float(k) for k in range(2_000)], "LINE")
    assert experiment.flush(30)
    assert 1 < proxy.n_batches < 64
    assert caplog.text.count("refused the log 'x'") == 1


@pytest.mark.parametrize("status", [200, 401, 403, 404])
def test_a_training_begins_whatever_a_proxy_says(
    proxy: Proxy, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Such an answer once ended it; no answer at all did not."""
    proxy.says = status
    experiment = Client(host=proxy.host).project("p").create_experiment("e", parameters={"lr": 1})
    experiment.log("x", 1, "LINE")
    assert not experiment.flush(0.5)
    assert len(caplog.records) == 1
    assert "not as Runboard does" in caplog.text
    proxy.says = None
    assert experiment.flush(30)
    assert {log.name for log in experiment.list_logs()} == {"parameters", "x"}


def test_a_refusal_is_told_however_it_is_written(caplog: pytest.LogCaptureFixture) -> None:
    """It was found by its letters, and one with a space between was told to nobody."""
    answer = {"refused": [{"index": 0, "error": {"message": "wrong"}}]}

    class Spaced(Connection):
        def send(self, *_: object) -> bytes:
            return json.dumps(answer).encode()

    body = b'{"logs": [{"name": "x"}]}'
    request = Request("POST", "/experiments/e/batches", "application/json", body, "the log 'x'")
    deliver(Spaced("http://127.0.0.1:1", None), request)
    assert "the server refused 'x': wrong" in caplog.text
