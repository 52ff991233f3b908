"""Processes and threads: each sends what it logged, whoever ends first."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from conftest import Server, until
from runboard import Client, Experiment, LogType, Project, outbox, sync
from runboard.batch import Call
from runboard.request import Request
from runboard.spool import Spool, default_spool_dir, spools_in


def values(project: Project, name: str, experiment: str = "e") -> list[float]:
    (line,) = project.get_experiment(experiment).get_log(name).data["lines"]
    return list(line["values"])


def log_in_child(experiment: Experiment, value: int) -> None:
    experiment.log("child", value, "LINE")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_process_of_multiprocessing_sends_at_its_end(
    client: Client, experiment: Experiment, method: str
) -> None:
    """Such a process skips `atexit`, so that what it logged was once lost."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"there is no {method}")
    experiment.log("parent", 0, "LINE")
    context = multiprocessing.get_context(method)
    process = context.Process(target=log_in_child, args=(experiment, 7))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert values(client.get_project("p"), "child") == [7]


# What children have from their parent by the fork, not by being handed over.
inherited: list[Project] = []


def train_in_child(number: int) -> None:
    (project,) = inherited
    with project.create_experiment(f"e{number}") as experiment:
        for _ in range(50):
            experiment.log("number", number, "LINE")
            assert project.get_experiment(f"e{number}").id == experiment.id


def test_forked_processes_share_no_socket(client: Client) -> None:
    """The parent had no experiment, so nobody told its connection of the fork: all children spoke
    over its one socket, read each other's answers, and logged to each other's experiments."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("there is no fork")
    project = client.create_project("p")
    inherited[:] = [project]
    with ProcessPoolExecutor(6, multiprocessing.get_context("fork")) as pool:
        list(pool.map(train_in_child, range(12)))
    for number in range(12):
        assert values(project, "number", f"e{number}") == [number] * 50


def test_an_experiment_is_carried_to_other_processes(experiment: Experiment) -> None:
    experiment.log("x", 1, "LINE")
    carried = pickle.loads(pickle.dumps(experiment))
    assert (carried.id, carried.name) == (experiment.id, experiment.name)
    carried.log("y", 2, "LINE")
    assert carried.flush(10)
    assert {log.name for log in experiment.list_logs()} == {"x", "y"}


def test_whoever_sends_first_makes_the_experiment(server: Server, spool_dir: Path) -> None:
    """What came before the experiment was once refused, and so lost."""
    server.kill()
    project = Client(host=server.host).project("p")
    experiment = project.create_experiment("e", parameters={"lr": 1})
    experiment.log("x", 1, "LINE")
    assert not experiment.close(0.1)
    # The first worker's requests wait on disk; this is a second one.
    other = pickle.loads(pickle.dumps(experiment))
    server.start()
    other.log("x", 2, "LINE")
    assert other.flush(10)
    assert sync.main([str(spool_dir)]) == 0
    assert sorted(values(Client(host=server.host).get_project("p"), "x")) == [1, 2]
    assert experiment.get_log("parameters").data["rows"] == [["lr", 1]]


def test_a_sync_keeps_the_order_of_an_experiment(
    server: Server, experiment: Experiment, spool_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.kill()
    for value in (1, 2):
        keep(experiment, spool_dir, value)
    sent = sync._sync
    calls: list[str] = []

    def first_fails(spool: Spool, host: str | None, token: str | None) -> sync.Outcome:
        calls.append("called")
        return sent(spool, host, token) if len(calls) > 1 else sync.Outcome.HELD_UP

    monkeypatch.setattr(sync, "_sync", first_fails)
    server.start()
    assert sync.main([str(spool_dir)]) == 1
    assert len(calls) == 1
    assert sync.main([str(spool_dir)]) == 0
    assert values(Client(host=server.host).get_project("p"), "x") == [1, 2]


def kept_directories(experiment: Experiment, spool_dir: Path, n: int) -> list[Path]:
    """Leaves directories of one value each, the oldest first."""
    for value in range(n):
        keep(experiment, spool_dir, value)
    return [spool.directory for spool in spools_in(spool_dir)]


def keep(experiment: Experiment, spool_dir: Path, value: float) -> None:
    """Leaves one more directory of one value, as a script of its own does."""
    n_before = len(list(spools_in(spool_dir)))
    script = pickle.loads(pickle.dumps(experiment))
    script.log("x", value, "LINE")
    worker = script._sender._worker
    assert not script.close(0.1)
    # Its thread may be late, and would send what it has.
    until(lambda: worker.has_ended)
    until(lambda: len(list(spools_in(spool_dir))) > n_before)


def test_a_sync_waits_for_what_a_running_script_sends_first(
    server: Server,
    experiment: Experiment,
    spool_dir: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What came later was once sent before it."""
    server.kill()
    first, _ = kept_directories(experiment, spool_dir, 2)
    taken = Spool(first)
    assert taken.lock()
    server.start()
    assert sync.main([str(spool_dir)]) == 1
    assert "waits for what was logged before" in capsys.readouterr().err
    taken.leave()
    assert sync.main([str(spool_dir)]) == 0
    assert values(Client(host=server.host).get_project("p"), "x") == [0, 1]


def test_a_broken_directory_holds_nothing_up(
    server: Server, experiment: Experiment, spool_dir: Path
) -> None:
    """What was logged later once waited for it for ever."""
    server.kill()
    broken, _, unreadable, _ = kept_directories(experiment, spool_dir, 4)
    for directory, text in ((broken, '{"host"'), (unreadable, "[3]")):
        about = directory / "about.json"
        when = about.stat().st_mtime
        about.write_text(text)
        # The time is the place in the order.
        os.utime(about, (when, when))
    server.start()
    assert sync.main([str(spool_dir)]) == 1
    assert {spool.directory for spool in spools_in(spool_dir)} == {broken, unreadable}
    assert Spool(broken).lock()
    assert values(Client(host=server.host).get_project("p"), "x") == [1, 3]


def test_what_is_sent_while_a_sync_looks(
    server: Server, experiment: Experiment, spool_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A directory that was gone at that moment once came back, and could not be read."""
    server.kill()
    kept_directories(experiment, spool_dir, 2)
    gone, shorter = spools_in(spool_dir)
    shutil.rmtree(gone.directory)
    other = Spool(shorter.directory)
    assert other.lock()
    other.remove_first()
    other.leave()
    server.start()
    for spool in (gone, shorter):
        assert sync._sync(spool, None, None) is sync.Outcome.SENT
    assert capsys.readouterr().err == ""
    assert list(spool_dir.iterdir()) == []


LAST_WORDS = """
import atexit
def last_words():
    experiment.log("late", 1, "LINE")
    assert experiment.flush(30)
    experiment.close()
atexit.register(last_words)
import runboard
experiment = runboard.Client(host={host!r}).project("p").create_experiment("e")
experiment.log("x", 1, "LINE")
"""


def test_what_is_logged_while_the_program_ends(server: Server) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LAST_WORDS.format(host=server.host)],
        env={"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    project = Client(host=server.host).get_project("p")
    assert values(project, "x") == values(project, "late") == [1]


def test_ten_writers_on_one_line_while_another_closes(
    experiment: Experiment, spool_dir: Path
) -> None:
    """What came between the last look and the end was once lost."""
    n_each = 500

    def write(writer: int) -> None:
        for k in range(n_each):
            experiment.log("x", writer * n_each + k, "LINE")

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(10)]
    for thread in writers:
        thread.start()
    while any(thread.is_alive() for thread in writers):
        experiment.close(10)
    assert experiment.flush(10)
    assert list(spool_dir.glob("*/*.request")) == []
    (line,) = experiment.get_log("x").data["lines"]
    assert sorted(line["values"]) == list(range(10 * n_each))


def test_what_one_thread_stores_while_another_closes(
    experiment: Experiment, tmp_path: Path, spool_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The directory with the copy once went before the copy was put into the queue."""
    source = tmp_path / "weights"
    source.write_bytes(bytes(1 << 20))
    n_files = 60

    def store() -> None:
        for k in range(n_files):
            experiment.store(f"weights {k}", source)

    thread = threading.Thread(target=store)
    thread.start()
    while thread.is_alive():
        experiment.close(10)
    assert experiment.close(10)
    assert caplog.text == ""
    assert len(experiment.list_artifacts()) == n_files
    assert list(spool_dir.iterdir()) == []


def test_a_flush_waits_no_longer_than_it_says(experiment: Experiment) -> None:
    """It waited for whoever joined, as long as that took."""
    experiment.log("x", 1, "LINE")
    box = experiment._sender.outbox
    ends = threading.Event()
    is_held = threading.Event()

    def hold() -> None:
        with box._lock:
            is_held.set()
            ends.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert is_held.wait(30)
    experiment.log("x", 2, "LINE")
    assert not experiment.flush(0.1)
    assert thread.is_alive()
    ends.set()
    thread.join()
    assert experiment.flush(30)


def test_what_comes_after_the_end_is_not_taken(experiment: Experiment) -> None:
    """What filled the queue at that moment was once taken, and forgotten."""
    experiment.log("x", 0, "LINE")
    worker = experiment._sender._worker
    assert worker is not None
    assert experiment.close(10)
    n_bytes = outbox.MAX_BYTES + 1
    call = Call("x", LogType.VALUE, "late", False, None, 0, n_bytes)
    assert not worker.put(call)
    assert not worker.put_file(lambda _: pytest.fail("no copy is made"))
    assert worker.outbox.is_empty


def test_a_file_that_is_gone_is_told(
    client: Client, experiment: Experiment, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It was once taken for a server that is away, and everything waited for it."""
    missing = tmp_path / "missing"
    experiment.queue(Request("POST", "/x", "text/plain", missing, "the artifact 'missing'"))
    experiment.log("x", 1, "LINE")
    assert experiment.flush(10)
    assert values(client.get_project("p"), "x") == [1]
    assert "the artifact 'missing' cannot be read" in caplog.text


@pytest.mark.parametrize("said", ["inf", "1e10"])
def test_an_end_may_wait_for_ever(server: Server, spool_dir: Path, said: str) -> None:
    """The end of the program raised, and lost what was not sent yet."""
    script = (
        f"import runboard\nproject = runboard.Client(host={server.host!r}).project('p')\n"
        "project.create_experiment('e').log('x', 1, 'LINE')"
    )
    environment = {
        "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
        "RUNBOARD_SPOOL_DIR": str(spool_dir),
        "RUNBOARD_EXIT_SECONDS": said,
    }
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert values(Client(host=server.host).get_project("p"), "x") == [1]


def test_a_person_without_a_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The client raised."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("RUNBOARD_SPOOL_DIR")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert default_spool_dir().parent.parent == tmp_path


@pytest.mark.parametrize("said", ["soon", "", "-1", "nan", "inf"])
def test_a_wrong_time_for_the_end_ends_no_training(said: str) -> None:
    """The import of the package raised."""
    script = "import runboard, runboard.worker; print(runboard.worker.EXIT_SECS)"
    source = str(Path(__file__).parents[1] / "src")
    environment = {"PYTHONPATH": source, "RUNBOARD_EXIT_SECONDS": said}
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    if said == "inf":
        assert float(run.stdout) == threading.TIMEOUT_MAX
    else:
        assert float(run.stdout) == 10
        assert "RUNBOARD_EXIT_SECONDS" in run.stderr
