"""The server goes away, comes back, or never comes: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Server, runboard_threads, until
from runboard import Client, Experiment, connection, outbox, sender, sync, worker
from runboard.connection import Connection
from runboard.request import Request

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def values(server: Server, experiment: str, name: str) -> list[float]:
    found = Client(host=server.host).get_project("p").get_experiment(experiment)
    (line,) = found.get_log(name).data["lines"]
    return list(line["values"])


def test_a_server_that_is_killed_loses_and_doubles_nothing(
    server: Server, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    n_steps = 0
    with client.create_project("p").create_experiment("e") as experiment:
        crash = threading.Timer(0.3, server.kill)
        restart = threading.Timer(1.5, server.start)
        crash.start()
        restart.start()
        while restart.is_alive():
            # Without a step of its own: sent twice, a point would be there twice.
            experiment.log("x", n_steps, "LINE")
            n_steps += 1
            restart.join(0.0005)
        crash.join()
        assert experiment.flush(30)
    assert values(server, "e", "x") == list(range(n_steps))
    assert Client(host=server.host).get_project("p").get_experiment("e").status == "success"
    texts = [record.getMessage() for record in caplog.records]
    texts = [text for text in texts if server.host in text]
    assert len(texts) <= 2, texts


def test_a_script_does_not_wait_for_a_server_that_is_away(
    server: Server, experiment: Experiment
) -> None:
    experiment.log("x", 0, "LINE")
    assert experiment.flush(30)
    server.kill()
    started = time.perf_counter()
    for step in range(1, 2000):
        experiment.log("x", step, "LINE")
    # Far less than a wait for each of them, or for the connection.
    assert time.perf_counter() - started < 4.0
    assert not experiment.flush(0.5)
    server.start()
    assert experiment.flush(30)
    assert values(server, "e", "x") == list(range(2000))


def test_who_waits_no_longer_slows_nobody_who_still_does(
    server: Server, experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first flush to end once let the other one sit out the pause until the next attempt."""
    monkeypatch.setattr(worker, "_FIRST_BACKOFF_SECS", 0.02)
    monkeypatch.setattr(worker, "_LONGEST_BACKOFF_SECS", 3600.0)
    deliver = worker.deliver
    attempts: list[str] = []

    def noted(connection: Connection, request: Request) -> bool:
        attempts.append(request.path)
        return deliver(connection, request)

    monkeypatch.setattr(worker, "deliver", noted)
    server.kill()
    experiment.log("x", 1, "LINE")
    were_sent: list[bool] = []
    waiting = threading.Thread(target=lambda: were_sent.append(experiment.flush(60)))
    waiting.start()
    # After each attempt the pause is twice as long for whoever has time.
    until(lambda: len(attempts) > 20)
    assert not experiment.flush(0.1)
    n_attempts = len(attempts)
    until(lambda: len(attempts) > n_attempts + 3)
    server.start()
    waiting.join()
    assert were_sent == [True]


def test_experiments_end_without_waiting_for_a_server_that_is_away(
    server: Server, client: Client
) -> None:
    """Each of a hundred experiments in one script once waited ten seconds at its end."""
    project = client.create_project("p")
    server.kill()
    started = time.perf_counter()
    experiments = [project.create_experiment(f"e{k}") for k in range(5)]
    for k, experiment in enumerate(experiments):
        with experiment:
            experiment.log("x", k, "LINE")
    assert time.perf_counter() - started < 20.0
    server.start()
    # The script goes on, and so does the sending.
    for k, experiment in enumerate(experiments):
        assert experiment.flush(30)
        assert values(server, f"e{k}", "x") == [k]
        assert Client(host=server.host).get_project("p").get_experiment(f"e{k}").status == "success"
        experiment.close()


def test_an_ended_experiment_keeps_nothing_once_it_is_sent(
    server: Server, client: Client, spool_dir: Path
) -> None:
    """Its thread, its socket and its directory once stayed until the program ended."""
    project = client.create_project("p")
    server.kill()
    with project.create_experiment("e") as experiment:
        experiment.log("x", 0, "LINE")
    sending = experiment._sender._worker
    assert sending is not None
    assert sending._thread is not None
    assert sending._thread.is_alive()
    server.start()
    sending._thread.join(30)
    assert not sending._thread.is_alive()
    assert sending not in sender._living
    assert list(spool_dir.iterdir()) == []
    # More may be logged, and another worker sends it.
    experiment.log("x", 1, "LINE")
    assert experiment.close(30)
    assert values(server, "e", "x") == [0, 1]


SCRIPT = """
import os, runboard
client = runboard.Client(host={host!r})
with client.project("p").create_experiment("e", parameters={{"lr": 1}}) as experiment:
    for step in range(500):
        experiment.log("x", step, "LINE")
    experiment.log("shown", "p.gif", "IMAGE", step=1)
    experiment.store("notes", "notes.txt")
{end}
"""


def run_script(
    server: Server, directory: Path, end: str, exit_secs: float = 30
) -> subprocess.CompletedProcess[str]:
    (directory / "notes.txt").write_text("as it was")
    (directory / "p.gif").write_bytes(GIF)
    end = textwrap.indent(textwrap.dedent(end), "    ")
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(host=server.host, end=end)],
        cwd=directory,
        env={
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
            "RUNBOARD_SPOOL_DIR": str(directory / "spool"),
            "RUNBOARD_EXIT_SECONDS": str(exit_secs),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


MANY = """
import atexit, time
def last_words():
    print(time.monotonic() - ended)
    # Nobody sends any more, so there is nothing to wait for.
    assert not experiment.flush()
atexit.register(last_words)
import runboard
project = runboard.Client(host={host!r}).project("p")
experiments = [project.create_experiment(f"e{{k}}") for k in range(40)]
for k, experiment in enumerate(experiments):
    experiment.log("x", k, "LINE")
ended = time.monotonic()
"""


def test_the_end_of_many_experiments_is_one_wait(server: Server, spool_dir: Path) -> None:
    """Each of them once waited for itself, when the time was over."""
    server.kill()
    done = subprocess.run(
        [sys.executable, "-c", MANY.format(host=server.host)],
        env={
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
            "RUNBOARD_SPOOL_DIR": str(spool_dir),
            "RUNBOARD_EXIT_SECONDS": "2",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert 1.0 < float(done.stdout) < 20.0, done.stdout
    assert "Error" not in done.stderr
    server.start()
    assert sync.main([str(spool_dir)]) == 0
    for k in range(40):
        assert values(server, f"e{k}", "x") == [k]


def test_what_a_script_could_not_send_is_sent_later(
    server: Server, tmp_path: Path, spool_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.kill()
    done = run_script(server, tmp_path, "pass", exit_secs=1)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("runboard-sync") == 1, done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    (tmp_path / "notes.txt").write_text("changed since")

    assert sync.main([str(spool_dir)]) == 1
    assert "does not answer" in capsys.readouterr().err
    server.start()
    assert sync.main([str(spool_dir)]) == 0
    assert "p / e" in capsys.readouterr().out
    assert sync.main([str(spool_dir)]) == 0
    assert "nothing to send" in capsys.readouterr().out

    assert values(server, "e", "x") == list(range(500))
    experiment = Client(host=server.host).get_project("p").get_experiment("e")
    assert experiment.status == "success"
    assert experiment.get_log("parameters").data["rows"] == [["lr", 1]]
    assert experiment.get_log("shown").data["width"] == 1
    kept = experiment.get_artifact("notes").download(tmp_path / "downloaded")
    assert kept.read_text() == "as it was"


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("pass", "success"),
        ("raise RuntimeError('out of memory')", "failed"),
        ("raise KeyboardInterrupt", "canceled"),
        ("import asyncio; raise asyncio.CancelledError", "canceled"),
        ("raise GeneratorExit", "canceled"),
        ("exit(0)", "success"),
        ("exit(3)", "failed"),
        # What the script noted itself was lost.
        ("experiment.update_job_status('failed')", "failed"),
        ("experiment.update_job_status('canceled'); exit(1)", "canceled"),
        ("experiment.update_job_status('running')", "success"),
    ],
)
def test_how_a_script_ends(server: Server, tmp_path: Path, end: str, status: str) -> None:
    done = run_script(server, tmp_path, end)
    experiment = Client(host=server.host).get_project("p").get_experiment("e")
    assert experiment.status == status
    assert values(server, "e", "x") == list(range(500))
    if "memory" in end:
        assert "RuntimeError: out of memory" in done.stderr
        assert experiment.get_log("error").data == "RuntimeError: out of memory"


def test_a_base_that_the_server_still_lacks(server: Server) -> None:
    """Making an experiment from another one failed where the server was away."""
    project = Client(host=server.host).create_project("p")
    there = project.create_experiment("there", parameters={"lr": 1})
    server.kill()
    base = project.create_experiment("base", parameters={"lr": 2})
    made = [
        project.create_experiment(f"from {one.name}", base_experiment=one) for one in (there, base)
    ]
    server.start()
    for experiment in made:
        assert experiment.flush(30)
    rates = [one.get_log("parameters").data["rows"] for one in made]
    assert rates == [[["lr", 1]], [["lr", 2]]]


def test_a_server_that_hangs_holds_up_a_start_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every step of a start once waited half a minute for it, and a base ten seconds more."""
    monkeypatch.setattr(connection, "_START_TIMEOUT_SECS", 0.3)
    sent: list[str] = []
    send = Connection.json

    def noted(self: Connection, method: str, path: str, body: Any = None) -> Any:
        sent.append(path)
        return send(self, method, path, body)

    monkeypatch.setattr(Connection, "json", noted)
    # It takes connections, and never answers.
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        started = time.perf_counter()
        project = Client(host=f"http://127.0.0.1:{hanging.getsockname()[1]}").project("p")
        with project.create_experiment("base") as base:
            base.log("x", 1, "LINE")
            project.create_experiment("e", base_experiment=base)
        assert time.perf_counter() - started < 8
    assert sent == ["/session"]
    assert "timed out" in caplog.text


def test_a_name_that_was_taken_meanwhile_gets_another(
    server: Server, tmp_path: Path, spool_dir: Path
) -> None:
    server.kill()
    run_script(server, tmp_path, "pass", exit_secs=1)
    server.start()
    project = Client(host=server.host).create_project("p")
    with project.create_experiment("e") as other:
        other.log("x", 7, "LINE")
    assert sync.main([str(spool_dir)]) == 0
    names = sorted(one.name for one in project.list_experiments())
    assert names[0] == "e"
    assert names[1].startswith("e (")
    assert values(server, names[1], "x") == list(range(500))


def test_a_long_name_that_was_taken_meanwhile_gets_another(
    server: Server, client: Client, spool_dir: Path
) -> None:
    """The other one was longer than a name may be: nothing was made, and all its logs were lost."""
    project = client.create_project("p")
    name = "n" * 250
    server.kill()
    experiment = project.create_experiment(name)
    experiment.log("x", 1, "LINE")
    assert not experiment.close(0.5)
    server.start()
    project.create_experiment(name)
    assert sync.main([str(spool_dir)]) == 0
    other = f"{'n' * 245} ({experiment.id[:8]})"
    assert sorted(one.name for one in project.list_experiments()) == sorted([name, other])
    assert values(server, other, "x") == [1]


def test_a_token_of_a_project_delivers_what_was_logged_while_the_server_was_away(
    server: Server, client: Client
) -> None:
    """Its first request made the project, which such a token may not, and stood there for ever."""
    client.create_project("p")
    token = server.token("--name", "t", "--project", "p")
    known = Client(api_token=token, host=server.host).project("p")
    server.kill()
    unknown = Client(api_token=token, host=server.host).project("p")
    made = [known.create_experiment("known"), unknown.create_experiment("unknown")]
    for experiment in made:
        experiment.log("x", 1, "LINE")
    server.start()
    for experiment in made:
        assert experiment.flush(30)
        assert values(server, experiment.name, "x") == [1]


def test_a_project_is_not_made_again_by_a_name_that_it_once_had(
    server: Server, client: Client
) -> None:
    """An empty one was, and took over the links to the one that was renamed."""
    known = client.create_project("old")
    client.get_project("old").update(name="p")
    server.kill()
    unknown = Client(host=server.host).project("old")
    made = [known.create_experiment("known"), unknown.create_experiment("unknown")]
    server.start()
    for experiment in made:
        assert experiment.flush(30)
    (project,) = client.list_projects()
    assert project.name == client.get_project("old").name == "p"
    assert sorted(one.name for one in project.list_experiments()) == ["known", "unknown"]


def test_a_sync_leaves_what_a_running_script_sends_itself(
    server: Server, experiment: Experiment, spool_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.kill()
    experiment.log("x", 0, "LINE")
    assert not experiment.flush(0.5)
    assert sync.main([str(spool_dir)]) == 0
    assert "running script" in capsys.readouterr().out
    server.start()
    assert experiment.flush(30)
    experiment.close()
    assert list(spool_dir.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_logs_by_itself(server: Server, tmp_path: Path) -> None:
    end = """
        experiment.log("parent", 1, "LINE")
        child = os.fork()
        if child == 0:
            experiment.log("child", 1, "LINE")
            assert experiment.flush(30)
            os._exit(0)
        os.waitpid(child, 0)
        experiment.log("parent", 2, "LINE")
    """
    done = run_script(server, tmp_path, end)
    assert done.returncode == 0, done.stderr
    assert values(server, "e", "parent") == [1, 2]
    assert values(server, "e", "child") == [1]
    assert values(server, "e", "x") == list(range(500))


def test_what_could_not_be_sent_goes_before_what_comes_later(
    server: Server, experiment: Experiment
) -> None:
    """A second `close` said that all was sent, and what came later was there before the rest."""
    experiment.log("x", 1, "LINE")
    assert experiment.flush(30)
    server.kill()
    experiment.log("x", 2, "LINE")
    assert not experiment.close(0.5)
    assert not experiment.close(0.1)
    # Nobody takes over from a thread that has not ended.
    until(lambda: runboard_threads() == [])
    assert not experiment.flush(0.1)
    experiment.log("x", 3, "LINE")
    server.start()
    assert experiment.close(30)
    assert experiment.close(0.1)
    assert values(server, "e", "x") == [1, 2, 3]


def test_a_thread_that_nobody_waits_for_does_nothing_more(
    server: Server,
    experiment: Experiment,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It warned long after the close, and sent beside whoever sent what was left."""
    deliver = worker.deliver
    asked, goes_on = threading.Event(), threading.Event()

    def slow(connection: Connection, request: Request) -> bool:
        asked.set()
        goes_on.wait(30)
        return deliver(connection, request)

    monkeypatch.setattr(worker, "deliver", slow)
    server.kill()
    experiment.log("x", 1, "LINE")
    assert asked.wait(30)
    experiment.log("x", 2, "LINE")
    assert not experiment.close(0.1)
    caplog.clear()
    goes_on.set()
    until(lambda: runboard_threads() == [])
    assert caplog.records == []
    server.start()
    assert experiment.close(30)
    assert values(server, "e", "x") == [1, 2]


def test_a_sync_sends_what_a_close_could_not(
    server: Server, experiment: Experiment, spool_dir: Path
) -> None:
    experiment.log("x", 1, "LINE")
    assert experiment.flush(30)
    server.kill()
    experiment.log("x", 2, "LINE")
    assert not experiment.close(0.5)
    server.start()
    assert sync.main([str(spool_dir)]) == 0
    assert experiment.close(0.1)
    assert values(server, "e", "x") == [1, 2]


def test_a_sync_tells_what_was_refused(
    server: Server,
    experiment: Experiment,
    spool_dir: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It said that all was sent, and ended well."""
    server.kill()
    experiment.log("x", 1, "LINE")
    experiment.log("wrong", "text", "BAR")
    assert not experiment.close(0.5)
    server.start()
    assert sync.main([str(spool_dir)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "p / e: 1 request sent" in said.err
    assert "1 of them refused in whole or in part" in said.err
    assert values(server, "e", "x") == [1]
    assert sync.main([str(spool_dir)]) == 0


def test_a_full_queue_goes_to_disk(
    server: Server, experiment: Experiment, monkeypatch: pytest.MonkeyPatch, spool_dir: Path
) -> None:
    monkeypatch.setattr(outbox, "MAX_CALLS", 100)
    monkeypatch.setattr(outbox, "MAX_BYTES", 10_000)
    server.kill()
    for step in range(5000):
        experiment.log("x", step, "LINE")
        assert len(experiment._sender.outbox.items) <= 500
    until(lambda: bool(list(spool_dir.glob("*/*.request"))))
    server.start()
    assert experiment.flush(30)
    assert values(server, "e", "x") == list(range(5000))
