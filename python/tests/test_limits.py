"""What is very large, very odd or very much: it costs nothing else, and never the training."""

from __future__ import annotations

import errno
import io
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from conftest import Server, until
from runboard import Client, Experiment, LogType, connection, outbox, worker
from runboard.batch import Call
from runboard.request import Request
from runboard.spool import Spool


def read(experiment: Experiment, name: str) -> Any:
    return experiment.get_log(name).data


def names(experiment: Experiment) -> list[str]:
    return [log.name for log in experiment.list_logs()]


def line_values(experiment: Experiment, name: str) -> list[float]:
    (line,) = read(experiment, name)["lines"]
    return list(line["values"])


def test_a_line_that_no_request_could_hold(experiment: Experiment) -> None:
    """It once was refused as a whole, for the size of its body."""
    n = 1_200_000
    experiment.log("long", -1, "LINE")
    experiment.log("long", [k / 7 for k in range(n)], "LINE")
    experiment.log("long", -2, "LINE")
    data = {"a": list(range(60_000)), "b": list(range(60_000)), "steps": list(range(60_000))}
    experiment.log("two", data, "LINE")
    experiment.log("two", data, "LINE", replace=True)
    assert experiment.flush(60)
    summary = {
        line["name"]: line
        for log in experiment._connection.get(f"/experiments/{experiment.id}/logs")["items"]
        for line in log["lines"]
    }
    assert (summary["long"]["count"], summary["long"]["last"]) == (n + 2, -2)
    assert summary["long"]["last_step"] == n + 1
    assert summary["a"]["count"] == summary["b"]["count"] == 60_000


def test_what_is_too_large_is_refused_alone(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    """The batch around it was once refused with it."""
    experiment.log("before", 1, "LINE")
    rows = [["x" * 1000] for _ in range(40_000)]
    experiment.log("large", {"columns": ["text"], "data": rows}, "TABLE")
    experiment.log("after", 1, "LINE")
    assert experiment.flush(60)
    assert names(experiment) == ["before", "after"]
    assert "the log 'large'" in caplog.text


def test_more_lines_than_one_entry_takes(experiment: Experiment) -> None:
    """Each call is right, so both together have to be."""
    for start in (0, 600):
        experiment.log("wide", {f"line {start + k}": 1.0 for k in range(600)}, "LINE")
    assert experiment.flush(30)
    assert len(read(experiment, "wide")["lines"]) == 1200


def test_a_refused_value_leaves_the_one_before_it(experiment: Experiment) -> None:
    experiment.log("v", 0.25, "VALUE")
    experiment.log("v", 0.5, "VALUE")
    experiment.log("v", [1, 2], "VALUE")
    experiment.log("b", {"x": ["a"], "y": [1]}, "BAR")
    experiment.log("b", {"x": ["a"], "y": [1, 2]}, "BAR")
    assert experiment.flush(30)
    assert read(experiment, "v") == 0.5
    assert read(experiment, "b") == {"x": ["a"], "y": [1]}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2**63, 2**63),
        (2**80, float(2**80)),
        ("caf\udce9", "caf?"),
        (float("-inf"), "-Infinity"),
    ],
)
def test_odd_values_are_kept(experiment: Experiment, value: Any, expected: Any) -> None:
    experiment.log("v", value, "VALUE")
    assert experiment.flush(30)
    assert read(experiment, "v") == expected


def test_what_cannot_be_written_costs_nothing_else(experiment: Experiment) -> None:
    """A number with too many digits once took all calls of its moment with it."""
    experiment.log("before", 1, "VALUE")
    experiment.log("digits", 10**5000, "VALUE")
    experiment.log("digits", {"a": [10**5000]}, "BAR")
    experiment.log("step", 1.0, "LINE", step=10**5000)
    experiment.log("after", 1, "VALUE")
    experiment.log("nam\udce9", 1, "VALUE")
    assert experiment.flush(30)
    assert names(experiment) == ["before", "after", "nam?"]


class Yes:
    """Behaves as the truth of NumPy, which JSON does not know."""

    def __bool__(self) -> bool:
        return True


def test_an_odd_truth_costs_nothing(experiment: Experiment) -> None:
    """All that was logged at about the same time was lost, and `flush` said that it was sent."""
    odd: Any = Yes()
    experiment.log("before", 1, "LINE")
    experiment.log("odd", 2, "LINE", replace=odd)
    experiment.log("after", 3, "LINE")
    assert experiment.flush(10)
    assert [log.name for log in experiment.list_logs()] == ["before", "odd", "after"]


def test_a_log_that_cannot_be_written_costs_no_other(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    experiment.log("before", 1, "LINE")
    experiment._sender.put(Call("odd", LogType.VALUE, object(), False, None, 0))
    experiment.log("after", 3, "LINE")
    assert experiment.flush(10)
    assert [log.name for log in experiment.list_logs()] == ["before", "after"]
    assert "'odd' could not be logged" in caplog.text


def test_parameters_of_any_kind_have_a_text(experiment: Experiment) -> None:
    """Parameters hold devices, paths and functions; they once ended the script."""
    model = {"act": len, "kind": Experiment, "layer": object(), "depth": 3}
    parameters = {"path": Path("data"), "model": model, "ids": [1, object]}
    experiment.log_parameters(parameters)
    assert experiment.flush(30)
    rows = dict(read(experiment, "parameters")["rows"])
    assert rows["path"] == "data"
    assert rows["model.depth"] == 3
    assert (rows["model.act"], rows["model.kind"]) == ("len", "Experiment")
    # A place in memory would differ from run to run.
    assert rows["model.layer"] == "<object object>"


class Broken:
    def __str__(self) -> str:
        raise ValueError("no text")


def test_one_broken_parameter_costs_no_other(
    client: Client, experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    """It once took all others with it, and those that were logged before."""
    parameters = {"a": 3, "broken": Broken(), "inner": {"b": 4, Broken(): Broken()}}
    expected = [["a", 3], ["broken", "Broken"], ["inner.b", 4], ["inner.Broken", "Broken"]]
    made = client.project("p").create_experiment("made", parameters=parameters)
    assert read(made, "parameters")["rows"] == expected
    experiment.log_parameters(parameters)
    assert read(experiment, "parameters")["rows"] == expected
    assert caplog.text == ""
    experiment.log_parameters(None)  # type: ignore[arg-type]
    assert read(experiment, "parameters")["rows"] == expected
    assert "the parameters were not logged" in caplog.text


def test_memory_is_bounded_by_bytes_too(
    server: Server, experiment: Experiment, monkeypatch: pytest.MonkeyPatch, spool_dir: Path
) -> None:
    """A few thousand pictures are fewer than the most calls, and fill the memory all the same."""
    monkeypatch.setattr(outbox, "MAX_BYTES", 100_000)
    server.kill()
    for k in range(200):
        experiment.log("picture", b"GIF89a" + bytes(5_000), "IMAGE", step=k)
        experiment.log("table", {"a": [0.5] * 500}, "TABLE", step=k)
        assert sum(item.n_bytes for item in experiment._sender.outbox.items) <= 500_000
    until(lambda: bool(list(spool_dir.glob("*/*.request"))))


def test_whoever_logs_joins_nothing(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A training was held up for seconds by pictures, which it had to encode itself."""
    monkeypatch.setattr(outbox, "MAX_CALLS", 20)
    join = outbox.Outbox.join
    joined_by: set[threading.Thread] = set()

    def noted(self: outbox.Outbox) -> None:
        joined_by.add(threading.current_thread())
        join(self)

    monkeypatch.setattr(outbox.Outbox, "join", noted)
    for value in range(60):
        experiment.log("x", value, "LINE")
    assert experiment.flush(30)
    assert threading.current_thread() not in joined_by
    assert line_values(experiment, "x") == list(range(60))


def test_whoever_logs_more_than_can_be_joined_waits(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_CALLS", 20)
    monkeypatch.setattr(outbox.Outbox, "_join_aside", lambda _: None)
    monkeypatch.setattr(worker, "_GATHER_SECS", 60)
    for value in range(1000):
        experiment.log("x", value, "LINE")
        assert len(experiment._sender.outbox.items) <= 80
    assert experiment.flush(30)
    assert line_values(experiment, "x") == list(range(1000))


def test_warnings_end(experiment: Experiment, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for k in range(500):
            experiment.log("lengths", {"steps": [1] * (k + 2), "values": [1]}, "LINE")
            experiment.log(f"name {k}", object(), "VALUE")
        assert experiment.flush(30)
    texts = [record.getMessage() for record in caplog.records]
    assert sum("lengths" in text for text in texts) == 1
    assert len(texts) <= 11
    assert "no more warnings" in caplog.text


def test_each_experiment_and_each_reason_is_warned_of(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a second experiment, and of another mistake under the same name, nothing was said."""
    project = client.create_project("p")
    for name in ("a", "b"):
        experiment = project.create_experiment(name)
        for k in range(2):
            experiment.log("loss", object(), "LINE")
            experiment.log("loss", 1, "LINES")
            experiment.log("steps", {"steps": [1] * (k + 2), "values": [1]}, "LINE")
            assert experiment.flush(10)
    texts = [record.getMessage() for record in caplog.records]
    assert sum("nothing that can be logged" in text for text in texts) == 2
    assert sum("no type of a log" in text for text in texts) == 2
    assert sum("refused 'steps'" in text for text in texts) == 2
    assert len(texts) == 6


def test_an_exception_has_its_text_beside_a_line_called_error(experiment: Experiment) -> None:
    experiment.log("error", 0.5, "LINE")
    with pytest.raises(ZeroDivisionError, match="by nothing"), experiment:
        raise ZeroDivisionError("by nothing")
    assert read(experiment, "exception") == "ZeroDivisionError: by nothing"
    experiment.sync()
    assert experiment.status == "failed"


class Mute(Exception):
    """Has no text: whoever asks for it gets an exception."""

    def __str__(self) -> str:
        raise ValueError("mute")

    __repr__ = __str__

    def __iter__(self) -> Any:
        raise self

    @property
    def shape(self) -> Any:
        raise self


def test_what_cannot_even_be_named_ends_no_training(
    experiment: Experiment, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The warning once failed for the same reason as the call."""
    mute: Any = Mute()
    log = experiment.log(mute, 1, "LINE")
    assert repr(log) == "Log(name='Mute', type='VALUE')"
    experiment.log("by an odd type", 1, mute)
    experiment.log("odd", mute, "LINE")
    experiment.log("odd step", 1, "LINE", step=mute)
    experiment.log("odd picture", mute, "IMAGE")
    experiment.log_parameters({"odd": mute, mute: 1, "lr": 0.1})
    experiment.log_parameters(mute)
    experiment.store(mute, mute)
    experiment.store("missing", tmp_path / "missing")
    experiment.send_logging(mute)
    experiment.send_logging("text", mute)
    experiment.store_logging_file(mute)
    experiment.update_job_status(mute)
    experiment.log("after", 1, "LINE")
    assert experiment.flush(30)
    assert names(experiment) == ["parameters", "after"]
    experiment.sync()
    assert experiment.status == "running"
    assert "'Mute' was not logged: mute" in caplog.text
    with pytest.raises(Mute), experiment:
        raise mute
    assert read(experiment, "error") == "Mute"


def test_an_artifact_that_cannot_be_kept_is_sent_at_once(
    experiment: Experiment, tmp_path: Path, spool_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It was lost where the disk for what waits is full or may not be written."""
    spool_dir.write_text("no directory")
    source = tmp_path / "weights"
    source.write_bytes(bytes(range(256)) * 10_000)
    experiment.store("weights", source)
    experiment.store("all", tmp_path, do_zip=True)
    experiment.store_logging_file(source)
    sizes = {artifact.name: artifact.size_bytes for artifact in experiment.list_artifacts()}
    assert sorted(sizes) == ["all", "weights"]
    kept = experiment.get_artifact("weights").download(tmp_path / "kept")
    assert kept.read_bytes() == source.read_bytes()
    assert experiment.get_logging_file().size_bytes == sizes["weights"]
    assert not caplog.text
    experiment.store("missing", tmp_path / "missing")
    assert "missing" in caplog.text


def test_a_full_disk_leaves_no_halves(
    server: Server,
    experiment: Experiment,
    tmp_path: Path,
    spool_dir: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    experiment.log("x", 0, "LINE")
    assert experiment.flush(30)
    server.kill()
    # A file where the directory would be is as good as no room.
    spool_dir.write_text("no directory")
    source = tmp_path / "weights"
    source.write_bytes(b"w")
    experiment.store("weights", source)
    for k in range(1, 50):
        experiment.log("x", k, "LINE")
    until(lambda: "cannot be kept on disk" in caplog.text)
    assert not experiment.flush(0.1)
    # It once said that all of it was sent.
    reader = Client(host=server.host).project("p").create_experiment("never")
    reader.log("x", 0, "LINE")
    assert not reader.close(0.1)
    server.start()
    assert experiment.flush(30)
    assert line_values(experiment, "x") == list(range(50))


class BrokenFile(io.FileIO):
    """A file on a disk that fails."""

    def read(self, size: int = -1, /) -> bytes:
        raise OSError(errno.EIO, f"Input/output error at {size} bytes")


def test_a_file_that_cannot_be_read_holds_up_nothing(
    experiment: Experiment,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    """It was taken for a server that is away, and sent again for ever, before all that followed."""
    open_body = connection.OpenBody
    monkeypatch.setattr(connection, "OpenBody", lambda file: open_body(BrokenFile(file.name)))
    source = tmp_path / "weights"
    source.write_bytes(b"w" * 1000)
    experiment.log("x", 0, "LINE")
    experiment.store("weights", source)
    experiment.log("x", 1, "LINE")
    assert experiment.flush(10)
    assert "the artifact 'weights' cannot be read: " in caplog.text
    assert "Input/output error" in caplog.text
    assert line_values(experiment, "x") == [0, 1]
    assert experiment.list_artifacts() == []


@pytest.mark.parametrize("has_room_then", [False, True])
def test_what_was_given_up_on_its_way_takes_no_other_along(
    monkeypatch: pytest.MonkeyPatch, spool_dir: Path, has_room_then: bool
) -> None:
    """When it was sent after all, the next one was forgotten in its place, and never sent."""
    monkeypatch.setattr(outbox, "MAX_BYTES", 100)
    has_room = False

    def spool() -> Spool:
        if not has_room:
            raise OSError("No space left on device")
        return Spool(spool_dir / "e-1", {})

    box = outbox.Outbox("/experiments/e", spool)
    requests = [Request("POST", "/p", "text/plain", bytes(60), f"r{k}") for k in range(9)]
    box.put(requests[0])
    on_its_way = box.first()
    assert on_its_way is requests[0]
    for request in requests[1:]:
        box.put(request)
    # The oldest are given up.
    box.join()
    has_room = has_room_then
    box.to_disk()
    box.done(on_its_way)
    sent = []
    while (request := box.first()) is not None:
        sent.append(request.about)
        box.done(request)
    box.close()
    assert sent == [f"r{k}" for k in range(3, 9)]
