"""A server of the tests' own, and the real client connected to it."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

import pytest
from picsellia import Client

TOKEN = "the-token-of-these-tests"
START_SECS = 30.0


class Server:
    """The real program on a free port and a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.data_dir = directory / "data"
        self._port_file = directory / "port"
        binary = os.environ.get("RUNBOARD_BINARY", "target/debug/runboard")
        self._process = subprocess.Popen(
            [
                *(binary, "serve", "--port", "0", "--token", TOKEN),
                *("--port-file", str(self._port_file), "--data-dir", str(self.data_dir)),
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            self.host = f"http://127.0.0.1:{self._wait_for_port()}"
        except BaseException:
            self.stop()
            raise

    def _wait_for_port(self) -> int:
        end = time.monotonic() + START_SECS
        while self._process.poll() is None:
            if time.monotonic() > end:
                raise RuntimeError("the server did not start")
            if self._port_file.exists():
                return int(self._port_file.read_text())
            try:
                self._process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        raise RuntimeError(f"the server ended with {self._process.returncode}")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)

    def peak_memory_bytes(self) -> int:
        """The most memory that the server has had, by the kernel's account."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024

    def api(self, path: str, method: str = "GET", body: object = None):
        """What our own API answers: what people see on the page."""
        request = urllib.request.Request(
            f"{self.host}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        with urllib.request.urlopen(request) as response:
            return json.loads(response.read() or "null")

    def log(self, experiment, name: str):
        """A log in its canonical form."""
        return self.api(f"/experiments/{experiment.id}/logs/{urllib.parse.quote(name, safe='')}")

    def experiment(self, experiment):
        return self.api(f"/experiments/{experiment.id}")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def client(server):
    with Client(api_token=TOKEN, host=server.host) as client:
        yield client


@pytest.fixture
def project(client):
    return client.create_project(f"project {uuid.uuid4()}", description="of a test")


@pytest.fixture
def experiment(project):
    return project.create_experiment("exp")
