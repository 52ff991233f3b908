"""What a training prints."""

import pytest
from picsellia.exceptions import ResourceNotFoundError


def console(server, experiment, query=""):
    return server.api(f"/experiments/{experiment.id}/console{query}")


def texts(console):
    return [(line["part"], line["text"]) for line in console["items"]]


def test_lines_are_added_in_order(experiment, server):
    experiment.start_logging_chapter("Training")
    experiment.start_logging_buffer(2)
    experiment.send_logging("epoch 1\nloss 0.5", "train")
    experiment.send_logging(["epoch 2", "loss 0.25"], "train", special=True)
    experiment.end_logging_buffer()
    experiment.send_logging("done", "end", final=True)
    seen = console(server, experiment)
    train = [("train", text) for text in ("epoch 1", "loss 0.5", "epoch 2", "loss 0.25")]
    assert texts(seen) == [*train, ("end", "done")]
    assert (seen["next"], seen["n_lines"], seen["file"]) == (5, 5, None)


def test_lines_are_read_from_where_a_reader_is(experiment, server):
    experiment.send_logging([f"line {i}" for i in range(10)], "p")
    last = console(server, experiment, "?limit=3")
    assert [line["position"] for line in last["items"]] == [7, 8, 9]
    first = console(server, experiment, "?from=0&limit=4")
    assert (len(first["items"]), first["next"], first["n_lines"]) == (4, 4, 10)
    assert console(server, experiment, "?from=10")["items"] == []
    experiment.send_logging("more", "p")
    more = console(server, experiment, "?from=10")
    assert (texts(more), more["next"]) == ([("p", "more")], 11)


def test_the_output_is_stored_as_a_file(experiment, server, tmp_path):
    with pytest.raises(ResourceNotFoundError):
        experiment.get_logging_file()
    path = tmp_path / "logs.txt"
    path.write_text("first\nsecond\n")
    stored = experiment.store_logging_file(str(path))
    found = experiment.get_logging_file()
    assert found == stored and found.filename == "logs.txt"
    found.download(str(tmp_path / "back"))
    assert (tmp_path / "back" / "logs.txt").read_text() == "first\nsecond\n"
    assert console(server, experiment)["file"]["size_bytes"] == path.stat().st_size
    path.write_text("first\nsecond\nthird\n")
    again = experiment.store_logging_file(path)
    assert again.id == stored.id and again.object_name != stored.object_name
    again.update(object_name=again.object_name)
    assert again.sync()["object_name"] == again.object_name
    again.delete()
    with pytest.raises(ResourceNotFoundError):
        again.sync()


def test_a_missing_file_is_the_clients_own_error(experiment):
    with pytest.raises(Exception, match="not found"):
        experiment.store_logging_file("nowhere.txt")
