"""The console: what is printed, and the file with all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Server
from runboard import Client, Experiment, NotFound


def printed(experiment: Experiment) -> list[tuple[str, str]]:
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console")
    return [(line["part"], line["text"]) for line in wire["items"]]


def test_lines_arrive_once_and_in_order(server: Server, client: Client) -> None:
    experiment = client.project("p").create_experiment("e")
    experiment.send_logging("before\nit", "start")
    assert experiment.flush(30)
    server.kill()
    for k in range(100):
        experiment.send_logging(f"line {k}", "train", final=False, special="x")
        experiment.log("x", k, "LINE")
    experiment.send_logging(["the", "end"])
    server.start()
    assert experiment.flush(30)
    expected = [("start", "before"), ("start", "it")]
    expected += [("train", f"line {k}") for k in range(100)]
    assert printed(experiment) == [*expected, ("", "the"), ("", "end")]


def test_lines_with_their_line_breaks(experiment: Experiment) -> None:
    """As `readlines` gives them; there once were empty lines between them."""
    experiment.send_logging(["a\n", "b\n", "\n", "c"])
    experiment.send_logging([])
    experiment.send_logging(["d", ""])
    experiment.send_logging("e\n")
    assert experiment.flush(30)
    assert [text for _, text in printed(experiment)] == ["a", "b", "", "c", "d", "", "e"]


def test_odd_output_costs_nothing_else(experiment: Experiment) -> None:
    experiment.send_logging("caf\udce9", "p" * 5000)
    experiment.send_logging(3, "number")  # type: ignore[arg-type]
    experiment.send_logging(("a line of more than a piece\n" * 60_000)[:-1], "long")
    experiment.log("x", 1, "LINE")
    assert experiment.flush(30)
    assert experiment.get_log("x").data["lines"][0]["values"] == [1]
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console?from=0&limit=2")
    assert wire["items"][0]["text"] == "caf?"
    assert wire["n_lines"] == 60_001
    experiment.send_logging("x" * (1 << 20) + "\n", "one line")
    assert experiment.flush(30)
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console?limit=1")
    assert wire["n_lines"] == 60_002


def test_more_lines_than_a_request_takes(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    experiment.send_logging("\n" * 150_000 + "end", "one text")
    for k in range(3):
        experiment.send_logging([str(k)] * 45_000)
    assert experiment.flush(60)
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console?limit=1")
    assert (wire["n_lines"], wire["items"][0]["text"]) == (150_001 + 3 * 45_000, "2")
    wire = experiment._connection.get(f"/experiments/{experiment.id}/console?from=149999&limit=2")
    assert [line["text"] for line in wire["items"]] == ["", "end"]
    assert not caplog.text


def test_the_output_as_a_file(experiment: Experiment, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        experiment.get_logging_file()
    path = tmp_path / "out.txt"
    path.write_text("one\ntwo\n")
    experiment.store_logging_file(path)
    path.write_text("changed since")
    file = experiment.get_logging_file()
    assert (file.name, file.size_bytes) == ("out.txt", 8)
    kept = file.download(tmp_path / "kept")
    assert kept.read_text() == "one\ntwo\n"
    with pytest.raises(FileExistsError):
        file.download(tmp_path / "kept")
    experiment.store_logging_file(tmp_path / "missing")
