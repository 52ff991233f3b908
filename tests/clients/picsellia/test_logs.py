"""Everything that `experiment.log` takes, as the client reads it back and as the page shows it."""

import math

import pytest
from picsellia.exceptions import BadRequestError, ResourceConflictError, ResourceNotFoundError
from picsellia.types.enums import LogType
from PIL import Image


def lines(server, experiment, name):
    """The lines of a log: their names with steps and values."""
    log = server.log(experiment, name)
    assert log["type"] == "LINE"
    return {line["name"]: (line["steps"], line["values"]) for line in log["data"]["lines"]}


@pytest.mark.parametrize("value", [0.95, 3, -1.5e300, "resnet50", True, ""])
def test_a_value(experiment, server, value):
    log = experiment.log("v", value, LogType.VALUE)
    assert log.data == value
    assert server.log(experiment, "v")["data"] == value
    assert experiment.log("v", 7, "VALUE").data == 7
    assert experiment.get_log("v").data == 7


def test_a_value_that_is_no_number(experiment, server):
    assert experiment.log("v", math.nan, LogType.VALUE).data == "NaN"
    assert server.log(experiment, "v")["data"] == "NaN"


def test_a_line_from_a_list_grows(experiment, server):
    log = experiment.log("loss", [5, 8], LogType.LINE)
    assert log.data == {"steps": [0, 1], "values": [5, 8]}
    log = experiment.log("loss", [2.5], "line")
    assert log.data == {"steps": [0, 1, 2], "values": [5, 8, 2.5]}
    log = experiment.log("loss", 0.5, LogType.LINE)
    assert log.data["values"] == [5, 8, 2.5, 0.5]
    assert lines(server, experiment, "loss") == {"loss": ([0, 1, 2, 3], [5, 8, 2.5, 0.5])}


def test_a_line_with_steps(experiment, server):
    data = {"steps": [0, 2, 4], "values": [0.7, 0.8, 0.9]}
    assert experiment.log("val/acc", data, LogType.LINE).data == data
    more = {"steps": [6, 2], "values": [0.95, 0.85]}
    assert experiment.log("val/acc", more, LogType.LINE).data == {
        "steps": [0, 2, 4, 6],
        "values": [0.7, 0.85, 0.9, 0.95],
    }
    assert list(lines(server, experiment, "val/acc")) == ["val/acc"]


def test_several_lines(experiment, server):
    experiment.log("all", {"loss1": [3, 2], "loss2": [4, 3]}, LogType.LINE)
    log = experiment.log("all", {"steps": [5, 6], "loss1": [1, 0], "loss2": [2, 1]}, LogType.LINE)
    assert log.data == {"steps": [0, 1, 5, 6], "loss1": [3, 2, 1, 0], "loss2": [4, 3, 2, 1]}
    log = experiment.log("all", {"loss1": 9.5}, LogType.LINE)
    assert log.data["lines"][0] == {
        "name": "loss1",
        "steps": [0, 1, 5, 6, 7],
        "values": [3, 2, 1, 0, 9.5],
    }
    seen = lines(server, experiment, "all")
    assert seen["loss1"][0] == [0, 1, 5, 6, 7] and seen["loss2"][0] == [0, 1, 5, 6]


def test_a_line_with_what_is_no_number(experiment, server):
    log = experiment.log("loss", [1.0, math.nan, 2.0], LogType.LINE)
    assert log.data["values"] == [1, None, 2]
    assert lines(server, experiment, "loss")["loss"][1] == [1, "NaN", 2]


@pytest.mark.parametrize(
    "data",
    [{"x": ["car", "person"], "y": [5, 8]}, {"car": 5, "person": 8}],
)
def test_bars(experiment, server, data):
    expected = {"x": ["car", "person"], "y": [5, 8]}
    assert experiment.log("bars", data, LogType.BAR).data == expected
    assert server.log(experiment, "bars")["data"] == expected


@pytest.mark.parametrize(
    ("data", "shown", "canonical"),
    [
        (
            {"lr": 0.1, "name": "sgd"},
            {"lr": 0.1, "name": "sgd"},
            {"columns": ["name", "value"], "rows": [["lr", 0.1], ["name", "sgd"]]},
        ),
        (
            {"epoch": [1, 2], "loss": [0.5, 0.25]},
            {"columns": ["epoch", "loss"], "data": [[1, 0.5], [2, 0.25]]},
            {"columns": ["epoch", "loss"], "rows": [[1, 0.5], [2, 0.25]]},
        ),
        (
            [{"a": 1}, {"b": "x"}],
            {"columns": ["a", "b"], "data": [[1, None], [None, "x"]]},
            {"columns": ["a", "b"], "rows": [[1, None], [None, "x"]]},
        ),
        (
            {"columns": ["a"], "data": [[True]]},
            {"columns": ["a"], "data": [[True]]},
            {"columns": ["a"], "rows": [[True]]},
        ),
    ],
)
def test_tables(experiment, server, data, shown, canonical):
    log = experiment.log("table", data, LogType.TABLE)
    assert log.data == shown
    assert server.log(experiment, "table")["data"] == canonical
    log.update(data=shown)
    assert server.log(experiment, "table")["data"] == canonical


def test_heatmaps(experiment, server):
    square = {"categories": ["a", "b"], "values": [[1, 2], [3, 4]]}
    assert experiment.log("h", square, LogType.HEATMAP).data == square
    confusion = {"categories": ["a", "b"], "values": [[1, 2, 3], [4, 5, 6], [7, 8, 0]]}
    assert experiment.log("h", confusion, LogType.HEATMAP).data == confusion
    shown = server.log(experiment, "h")["data"]
    assert (shown["x"], shown["y"]) == (["a", "b", "FN"], ["a", "b", "FP"])
    other = {"x": ["a", "b"], "y": ["c"], "values": [[1, 2]]}
    assert experiment.log("h", other, LogType.HEATMAP).data == other


def test_a_labelmap(experiment, server):
    labels = {"1": "car", "2": "person"}
    assert experiment.log("labelmap", labels, LogType.LABELMAP).data == labels
    assert server.log(experiment, "labelmap")["data"] == labels


def test_parameters(experiment, server):
    experiment.log_parameters({"lr": 0.1, "epochs": 10})
    assert experiment.get_log("parameters").data == {"lr": 0.1, "epochs": 10}
    experiment.log_parameters({"lr": 0.2, "model": {"depth": 3, "widths": [8, 16]}})
    flat = {"lr": 0.2, "model.depth": 3, "model.widths": "[8,16]"}
    assert experiment.get_log("parameters").data == flat
    assert server.experiment(experiment)["parameters"] == flat


def test_pictures(experiment, server, tmp_path):
    for name, kind, size in [("a.png", "image/png", (4, 3)), ("b b.jpg", "image/jpeg", (7, 5))]:
        path = tmp_path / name
        Image.new("RGB", size, (200, 30, 30)).save(path)
        log = experiment.log(f"val/{name}", str(path), LogType.IMAGE)
        assert log.data["filename"] == name
        seen = server.log(experiment, f"val/{name}")["data"]
        assert (seen["media_type"], seen["width"], seen["height"]) == (kind, *size)
        assert seen["size_bytes"] == path.stat().st_size
        url = experiment.connection.init_download(log.data["object_name"])
        target = tmp_path / "back" / name
        experiment.connection.do_download_file(target, url, is_large=False, force_replace=True)
        assert target.read_bytes() == path.read_bytes()


def test_a_picture_may_be_replaced_or_not(experiment, server, tmp_path):
    path = tmp_path / "p.png"
    Image.new("RGB", (2, 2)).save(path)
    experiment.log("p", str(path), LogType.IMAGE)
    Image.new("RGB", (9, 9)).save(path)
    experiment.log("p", str(path), LogType.IMAGE)
    assert server.log(experiment, "p")["data"]["width"] == 9
    with pytest.raises(ResourceConflictError):
        experiment.log("p", str(path), LogType.IMAGE, replace=False)


def test_a_file_that_is_no_picture_is_refused(experiment, tmp_path):
    path = tmp_path / "p.png"
    path.write_text("not a picture")
    with pytest.raises(Exception, match="no PNG, JPEG, GIF or WebP"):
        experiment.log("p", str(path), LogType.IMAGE)
    assert experiment.list_logs() == []


def test_replace_false_refuses_a_name_that_is_taken(experiment, server):
    experiment.log("loss", [1], LogType.LINE, replace=False)
    with pytest.raises(ResourceConflictError, match="taken"):
        experiment.log("loss", [2], LogType.LINE, replace=False)
    assert lines(server, experiment, "loss") == {"loss": ([0], [1])}


def test_a_name_keeps_its_type(experiment):
    experiment.log("x", 1, LogType.VALUE)
    with pytest.raises(ResourceConflictError, match="VALUE"):
        experiment.log("x", [1], LogType.LINE)


def test_evaluations_are_refused_clearly(experiment):
    with pytest.raises(BadRequestError, match="Runboard does not offer logs of type EVALUATION"):
        experiment.log("e", {"a": 1}, LogType.EVALUATION)


@pytest.mark.parametrize(
    ("type", "data", "field"),
    [
        (LogType.LINE, {"steps": [1], "values": [1, 2]}, "data"),
        (LogType.BAR, {"x": ["a"], "y": [1, 2]}, "data"),
        (LogType.HEATMAP, {"categories": ["a"], "values": [[1, 2]]}, "data"),
        (LogType.VALUE, [1], "data"),
    ],
)
def test_data_that_is_wrong_says_where(experiment, type, data, field):
    with pytest.raises(BadRequestError, match=field):
        experiment.log("x", data, type)


def test_logs_are_listed_and_all_deleted(experiment, server):
    experiment.log("b", 1, LogType.VALUE)
    experiment.log("a", [1], LogType.LINE)
    logs = experiment.list_logs()
    assert [(log.name, log.type) for log in logs] == [("b", LogType.VALUE), ("a", LogType.LINE)]
    assert [log.name for log in experiment.list_logs(order_by=["name"])] == ["a", "b"]
    assert [log.name for log in experiment.list_logs(limit=1, offset=1)] == ["a"]
    experiment.delete_all_logs()
    assert experiment.list_logs() == []
    assert server.api(f"/experiments/{experiment.id}/logs")["items"] == []


def test_a_log_is_updated_appended_and_deleted(experiment, server):
    log = experiment.log("loss", [1, 2], LogType.LINE)
    log.append([3])
    assert log.data["values"] == [1, 2, 3]
    log.append({"steps": [9], "values": [4]})
    assert log.data["steps"] == [0, 1, 2, 9]
    log.update(name="train/loss")
    assert log.name == "train/loss"
    assert lines(server, experiment, "train/loss") == {"train/loss": ([0, 1, 2, 9], [1, 2, 3, 4])}
    log.update(data=[7, 8])
    assert log.data == {"steps": [0, 1], "values": [7, 8]}
    log.update(name="l", data=[5])
    assert lines(server, experiment, "l") == {"l": ([0], [5])}
    assert log.sync()["name"] == "l"
    other = experiment.log("other", 1, LogType.VALUE)
    with pytest.raises(ResourceConflictError, match="taken"):
        log.update(name="other", data=[6])
    assert lines(server, experiment, "l") == {"l": ([0], [5])}
    other.update(data=0.25)
    assert experiment.get_log("other").data == 0.25
    log.delete()
    for missing in (log.sync, log.delete, lambda: experiment.get_log("l")):
        with pytest.raises(ResourceNotFoundError, match="log"):
            missing()


def test_many_points_one_by_one(experiment, server):
    for step in range(300):
        experiment.log("loss", {"steps": [step], "values": [1 / (step + 1)]}, LogType.LINE)
    steps, values = lines(server, experiment, "loss")["loss"]
    assert steps == list(range(300))
    assert values[299] == 1 / 300


def test_a_long_line_is_answered_by_its_end_and_read_whole(experiment):
    log = experiment.log("loss", list(range(5000)), LogType.LINE)
    assert log.data["values"] == list(range(5000))
    log = experiment.log("loss", 5000, LogType.LINE)
    assert log.data["steps"] == log.data["values"] == list(range(3001, 5001))
    log.append([5001])
    assert log.data["values"] == list(range(3002, 5002))
    log.sync()
    assert log.data["values"] == list(range(5002))
    assert experiment.get_log("loss").data == log.data


def test_what_our_api_logs_can_be_read(experiment, server):
    logs = f"/experiments/{experiment.id}/logs"
    server.api(logs, "POST", {"name": "none", "type": "VALUE", "data": None})
    server.api(logs, "POST", {"name": "inf", "type": "LINE", "data": ["Infinity", 1]})
    for step in (1, 2):
        body = {"name": "t", "type": "TABLE", "data": {"n": step}, "step": step}
        server.api(logs, "POST", body)
    data = {log.name: log.data for log in experiment.list_logs()}
    assert data["none"] == ""
    assert data["inf"]["values"] == ["Infinity", 1]
    assert data["t"] == {"n": 2}
