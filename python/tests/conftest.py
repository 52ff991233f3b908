"""A real server for each test, and a spool of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import runboard
from runboard import sender, warn_once, worker

BINARY = Path(
    os.environ.get("RUNBOARD_BINARY") or Path(__file__).parents[2] / "target/debug/runboard"
)
START_SECS = 30.0
CLOSE_SECS = 0.5


def until(holds: Callable[[], bool]) -> None:
    """Waits for a condition."""
    end = time.monotonic() + START_SECS
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.01)


def runboard_threads() -> list[threading.Thread]:
    """Returns the threads of this process that send or join."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("runboard")]


class Server:
    """The program on a directory and a port; both stay over a restart."""

    def __init__(self, directory: Path) -> None:
        self.data_dir = directory / "data"
        self._port_file = directory / "port"
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._port_file.unlink(missing_ok=True)
        command = [BINARY, "serve", "--port", str(self.port), "--port-file", self._port_file]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("RUNBOARD_")}
        self._process = subprocess.Popen(
            [*command, "--data-dir", self.data_dir], stdout=subprocess.DEVNULL, env=environment
        )
        until(self._is_up)
        self.port = int(self._port_file.read_text())

    def _is_up(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the server ended"
        return self._port_file.exists()

    def kill(self) -> None:
        """Ends the program as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(START_SECS)
            self._process = None

    def token(self, *options: str) -> str:
        words = [BINARY, "token", "create", "--data-dir", self.data_dir, *options]
        printed = subprocess.run(words, capture_output=True, check=True, text=True).stdout
        return printed.strip().splitlines()[-1]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def spool_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    directory = tmp_path / "spool"
    monkeypatch.setenv("RUNBOARD_SPOOL_DIR", str(directory))
    monkeypatch.delenv("RUNBOARD_TOKEN", raising=False)
    warn_once._said.clear()
    yield directory
    # What still tries to reach the server of this test would warn in the midst of another.
    worker.close_all(list(sender._living), CLOSE_SECS)
    sender._living.clear()
    end = time.monotonic() + START_SECS
    for thread in runboard_threads():
        thread.join(max(0.0, end - time.monotonic()))
    assert runboard_threads() == []


@pytest.fixture
def client(server: Server) -> runboard.Client:
    return runboard.Client(host=server.host)


@pytest.fixture
def experiment(client: runboard.Client) -> Iterator[runboard.Experiment]:
    experiment = client.create_project("p").create_experiment("e")
    yield experiment
    experiment.close(5.0)
