"""Every type and shape, as the server has it in the end."""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import Server
from runboard import Client, Conflict, Experiment, LogType, NotFound


def read(experiment: Experiment, name: str) -> Any:
    return experiment.get_log(name).data


def line(experiment: Experiment, name: str, line_name: str | None = None) -> dict[str, Any]:
    lines = read(experiment, name)["lines"]
    (found,) = (one for one in lines if one["name"] == (line_name or name))
    return dict(found)


def points(experiment: Experiment, name: str, line_name: str | None = None) -> list[Any]:
    found = line(experiment, name, line_name)
    return list(zip(found["steps"], found["values"]))


def test_points_are_appended_in_their_order(experiment: Experiment) -> None:
    for value in range(100):
        experiment.log("loss", float(value), "LINE")
    experiment.log("loss", [100, 101], LogType.LINE)
    assert points(experiment, "loss") == [(step, step) for step in range(102)]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([({"steps": [0, 2, 4], "values": [7, 8, 9]}, None)], [(0, 7), (2, 8), (4, 9)]),
        ([(5.0, 12)], [(12, 5)]),
        ([(5.0, 3), (6.0, None), (7.0, 9)], [(3, 5), (4, 6), (9, 7)]),
        ([(1.0, 2), (2.0, 2)], [(2, 2)]),
        ([([3, 4], None), ({"steps": [0], "values": [9]}, None)], [(0, 9), (1, 4)]),
        ([({"lines": [{"name": "x", "values": [1, 2]}]}, None)], [(0, 1), (1, 2)]),
    ],
)
def test_shapes_of_one_line(
    experiment: Experiment, calls: list[tuple[Any, Any]], expected: list[Any]
) -> None:
    for data, step in calls:
        experiment.log("x", data, "LINE", step=step)
    assert points(experiment, "x") == expected


def test_several_lines(experiment: Experiment) -> None:
    experiment.log("x", {"loss": 0.5, "accuracy": 0.8}, "LINE", step=7)
    experiment.log("x", {"loss": [0.4], "accuracy": [0.9], "steps": [8]}, "LINE")
    assert points(experiment, "x", "loss") == [(7, 0.5), (8, 0.4)]
    assert points(experiment, "x", "accuracy") == [(7, 0.8), (8, 0.9)]


def test_replacing_a_line(experiment: Experiment) -> None:
    experiment.log("x", [1, 2, 3], "LINE")
    experiment.log("x", [9], "LINE", replace=True)
    experiment.log("x", 10, "LINE")
    assert points(experiment, "x") == [(0, 9), (1, 10)]


def test_what_is_not_finite(experiment: Experiment) -> None:
    experiment.log("x", [math.nan, math.inf, -math.inf], "LINE")
    experiment.log("v", math.nan, "VALUE")
    assert line(experiment, "x")["values"] == ["NaN", "Infinity", "-Infinity"]
    assert read(experiment, "v") == "NaN"


def test_points_carry_the_time_of_their_call(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = [1767225600000, 1767225600123]
    for millis in times:
        with monkeypatch.context() as clock:
            clock.setattr(time, "time_ns", lambda millis=millis: millis * 1_000_000)
            experiment.log("x", millis, "LINE")
    assert line(experiment, "x")["times"] == times
    experiment.log("given", {"times": [1767225600000], "values": [1]}, "LINE")
    assert line(experiment, "given")["times"] == [1767225600000]


@pytest.mark.parametrize(
    ("log_type", "data", "expected"),
    [
        ("VALUE", 0.5, 0.5),
        ("VALUE", "resnet", "resnet"),
        ("VALUE", True, True),
        ("VALUE", None, None),
        ("BAR", {"car": 5, "person": 8}, {"x": ["car", "person"], "y": [5, 8]}),
        ("BAR", {"x": ["a"], "y": [1]}, {"x": ["a"], "y": [1]}),
        ("TABLE", {"lr": 0.1}, {"columns": ["name", "value"], "rows": [["lr", 0.1]]}),
        ("TABLE", [{"a": 1}, {"a": 2}], {"columns": ["a"], "rows": [[1], [2]]}),
        ("LABELMAP", {1: "car"}, {"1": "car"}),
        (
            "HEATMAP",
            {"categories": ["a"], "values": [[1, 2], [3, 4]]},
            {"x": ["a", "FN"], "y": ["a", "FP"], "values": [[1, 2], [3, 4]]},
        ),
    ],
)
def test_other_types(experiment: Experiment, log_type: str, data: Any, expected: Any) -> None:
    experiment.log("x", data, log_type)
    assert read(experiment, "x") == expected
    assert experiment.get_log("x").type is LogType(log_type)


def test_steps_keep_an_entry_each(client: Client, experiment: Experiment) -> None:
    for step in (1, 2, 2):
        experiment.log("bars", {"a": step}, "BAR", step=step)
    assert experiment.flush(30)
    log = client._connection.get(f"/experiments/{experiment.id}/logs/bars")
    assert [entry["step"] for entry in log["entries"]] == [1, 2]


def test_what_is_changed_after_the_call_is_logged_as_it_was(experiment: Experiment) -> None:
    values = [1.0, 2.0]
    table = {"a": [1]}
    experiment.log("x", values, "LINE")
    experiment.log("t", table, "TABLE")
    values.append(3.0)
    table["a"].append(2)
    assert points(experiment, "x") == [(0, 1), (1, 2)]
    assert read(experiment, "t")["rows"] == [[1]]


def test_a_wrong_call_is_one_warning_and_touches_nothing_else(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(50):
        experiment.log("x", 1.0, "LINE")
        experiment.log("o", object(), "LINE")
        experiment.log("y", 1.0, "EVALUATION")
        experiment.log("x", 1.0, "VALUE")
        experiment.log("z", {"steps": [1, 2], "values": [1]}, "LINE")
        experiment.log("x", 1.0, "LINE", step=math.nan)
    assert experiment.flush(30)
    assert len(points(experiment, "x")) == 50
    texts = [record.getMessage() for record in caplog.records]
    assert len(texts) == 5, texts
    for part in (
        "object is nothing",
        "EVALUATION",
        "is a LINE",
        "'z': data.values: 1 value",
        "finite",
    ):
        assert any(part in text for text in texts), (part, texts)


def test_an_unknown_status_is_told_at_once(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    """The script took the experiment for one that is done, and the server refused it later."""
    experiment.update_job_status("done")
    assert experiment.status == "running"
    assert "'done' is none of running, success, failed, canceled" in caplog.text
    experiment.update_job_status("TERMINATED")
    assert experiment.status == "canceled"


def test_what_makes_an_experiment_may_be_of_any_kind(server: Server) -> None:
    """A text as tags was a tag of each letter, and a path as name was no JSON."""
    # Where the page shows the API.
    project = Client(host=f"{server.host}/api/v1/").create_project("p")
    experiment = project.create_experiment(
        Path("run"),  # type: ignore[arg-type]
        tags="abc",
        parameters=argparse.Namespace(lr=1),
    )
    assert (experiment.name, experiment.tags) == ("run", ["abc"])
    assert read(experiment, "parameters")["rows"] == [["lr", 1]]
    experiment.update(tags="de")
    assert experiment.tags == ["de"]


def test_a_large_load_arrives_whole(
    experiment: Experiment, caplog: pytest.LogCaptureFixture
) -> None:
    for step in range(120_000):
        experiment.log("x", step, "LINE", step=step)
    assert experiment.flush(60)
    assert line(experiment, "x")["values"] == list(range(120_000))
    assert caplog.records == []


def test_projects_and_experiments(client: Client) -> None:
    project = client.create_project("p", description="d")
    assert client.get_project("p").id == project.id == client.get_project_by_id(project.id).id
    assert client.project("p").id == project.id
    with pytest.raises(Conflict):
        client.create_project("p")
    with pytest.raises(NotFound):
        client.get_project("q")
    base = project.create_experiment("e/1", parameters={"a": {"b": 1}}, labelmap={"1": "car"})
    base.store("weights", __file__)
    derived = project.create_experiment("e2", base_experiment=base, tags=["t"])
    assert derived.get_log("parameters").data["rows"] == [["a.b", 1]]
    assert derived.get_log("labelmap").data == {"1": "car"}
    assert derived.tags == ["t"]
    assert [artifact.name for artifact in derived.list_artifacts()] == ["weights"]
    elsewhere = client.create_project("q").create_experiment("e", base_experiment=base)
    assert elsewhere.get_log("labelmap").data == {"1": "car"}
    client.get_project("q").delete()
    assert project.get_experiment("e/1").id == base.id
    assert project.get_experiment_by_id(base.id).name == "e/1"
    assert [one.name for one in project.list_experiments()] == ["e2", "e/1"]
    assert [one.name for one in project.list_experiments(1, 1, ["name"])] == ["e2"]
    base.update(description="better", status="SUCCESS")
    base.sync()
    assert (base.status, base.description) == ("success", "better")
    project.update(description="other")
    assert client.get_project("p").description == "other"
    derived.delete()
    project.delete_all_experiments()
    assert project.list_experiments() == []
    project.delete()
    assert client.list_projects() == []


def test_lists_are_ordered_and_cut(experiment: Experiment, tmp_path: Path) -> None:
    """As those of projects and experiments, and as scripts of the other client ask for them."""
    for name, log_type in (("b", "VALUE"), ("c", "LINE"), ("a", "VALUE")):
        experiment.log(name, 1, log_type)
        path = tmp_path / name
        path.write_bytes(b"x" * (3 if name == "b" else 1))
        experiment.store(name, path)
    logs = [[log.name for log in experiment.list_logs(*args)] for args in ((), (2,), (None, 1))]
    assert logs == [["b", "c", "a"], ["b", "c"], ["c", "a"]]
    assert [log.name for log in experiment.list_logs(order_by=["type", "-name"])] == ["c", "b", "a"]
    artifacts = experiment.list_artifacts(2, 0, ["-size_bytes", "-name"])
    assert [artifact.name for artifact in artifacts] == ["b", "c"]
    with pytest.raises(ValueError, match="'size', only by name"):
        experiment.list_artifacts(order_by=["size"])


def test_logs_are_changed_and_removed(experiment: Experiment) -> None:
    log = experiment.log("a", [1], "LINE")
    log.append(2)
    assert log.data["lines"][0]["values"] == [1, 2]
    log.update(name="b", data=[5])
    assert points(experiment, "b") == [(0, 5)]
    experiment.log_parameters({"lr": 0.1, "net": {"layers": [1, 2]}})
    rows = read(experiment, "parameters")["rows"]
    assert rows == [["lr", 0.1], ["net.layers", "[1, 2]"]]
    log.delete()
    assert [log.name for log in experiment.list_logs()] == ["parameters"]
    experiment.delete_all_logs()
    assert experiment.list_logs() == []
    with pytest.raises(NotFound):
        experiment.get_log("b")


def test_a_value_may_be_updated_to_nothing(experiment: Experiment) -> None:
    """`None` was taken for no data at all, without a word."""
    log = experiment.log("v", 5, "VALUE")
    log.update(name="w")
    assert read(experiment, "w") == 5
    log.update(data=None)
    assert read(experiment, "w") is None
    points_log = experiment.log("x", [1, 2], "LINE")
    points_log.update(name="y", data=None)
    assert points(experiment, "y") == [(0, 1), (1, 2)]
