"""Artifacts and base experiments: files that go through signed addresses."""

import os
import urllib.error
import urllib.request

import pytest
from picsellia import Client
from picsellia.exceptions import (
    BadRequestError,
    ResourceConflictError,
    ResourceNotFoundError,
)

from conftest import TOKEN, Server

MIB = 1024 * 1024


def blobs(server):
    return sorted(path.name for path in (server.data_dir / "blobs").glob("*/*"))


def write(path, size_bytes):
    """A file whose bytes do not repeat."""
    with path.open("wb") as file:
        left = size_bytes
        while left > 0:
            file.write(os.urandom(min(left, MIB)))
            left -= MIB
    return path


def same_bytes(one, other):
    with one.open("rb") as a, other.open("rb") as b:
        while block := a.read(MIB):
            if block != b.read(MIB):
                return False
        return b.read(1) == b""


def test_a_small_artifact(experiment, server, tmp_path):
    path = write(tmp_path / "wéights 1.bin", 70_000)
    artifact = experiment.store("model-latest", str(path))
    assert (artifact.name, artifact.filename, artifact.large) == (
        "model-latest",
        "wéights 1.bin",
        False,
    )
    assert experiment.get_artifact("model-latest") == artifact
    assert experiment.list_artifacts() == [artifact]
    assert artifact.sync()["size_bytes"] == 70_000
    artifact.download(str(tmp_path / "back"))
    assert same_bytes(path, tmp_path / "back" / "wéights 1.bin")
    seen = server.api(f"/experiments/{experiment.id}/artifacts")["items"]
    assert [(item["name"], item["size_bytes"]) for item in seen] == [("model-latest", 70_000)]


def test_an_empty_artifact(experiment, tmp_path):
    path = write(tmp_path / "empty", 0)
    experiment.store("empty", path).download(str(tmp_path / "back"))
    assert (tmp_path / "back" / "empty").read_bytes() == b""


def test_the_same_name_again_replaces_the_file(experiment, server, tmp_path):
    first = experiment.store("config", str(write(tmp_path / "a.json", 10)))
    before = blobs(server)
    again = experiment.store("config", str(write(tmp_path / "b.json", 20)))
    assert again.id == first.id
    assert (again.filename, again.sync()["size_bytes"]) == ("b.json", 20)
    assert len(experiment.list_artifacts()) == 1
    assert len(blobs(server)) == len(before)


def test_a_folder_is_sent_as_an_archive(experiment, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved").mkdir()
    write(tmp_path / "saved" / "weights", 1000)
    artifact = experiment.store("saved", str(tmp_path / "saved"), do_zip=True)
    assert artifact.filename == "saved.zip"
    experiment.download_artifacts(with_tree=False)
    assert (tmp_path / experiment.name / "saved.zip").stat().st_size > 1000


def test_an_artifact_is_changed_and_deleted(experiment, server, tmp_path):
    artifact = experiment.store("a", str(write(tmp_path / "a.bin", 100)))
    experiment.store("b", str(write(tmp_path / "b.bin", 100)))
    artifact.update(name="c", filename="c.bin", large=True)
    assert (artifact.name, artifact.filename, artifact.large) == ("c", "c.bin", True)
    with pytest.raises(ResourceConflictError, match="taken"):
        artifact.update(name="b")
    with pytest.raises(BadRequestError, match="path"):
        artifact.update(filename="../c.bin")
    with pytest.raises(BadRequestError, match="object_name"):
        artifact.update(object_name="another-path")
    with pytest.raises(ResourceNotFoundError, match="uploaded file"):
        artifact.update(object_name=artifact.object_name + "x")
    n_before = len(blobs(server))
    artifact.delete()
    assert len(blobs(server)) == n_before - 1
    for missing in (artifact.sync, artifact.delete, lambda: experiment.get_artifact("c")):
        with pytest.raises(ResourceNotFoundError, match="artifact"):
            missing()
    experiment.delete_all_artifacts()
    assert experiment.list_artifacts() == []


def test_an_artifact_needs_a_file_that_was_sent(experiment):
    name = f"{experiment.id}/{experiment.id}/file.bin"
    with pytest.raises(ResourceNotFoundError, match="uploaded file"):
        experiment.create_artifact("a", "file.bin", name)


@pytest.fixture
def own_server(tmp_path):
    """A server that nobody else had to do with."""
    server = Server(tmp_path / "server")
    yield server
    server.stop()


def test_a_large_artifact_goes_in_parts_and_not_through_memory(own_server, tmp_path):
    server = own_server
    client = Client(api_token=TOKEN, host=server.host)
    experiment = client.create_project("p").create_experiment("e")
    for size_bytes in (100 * MIB, 50 * MIB, 25 * MIB + 1):
        path = write(tmp_path / f"{size_bytes}.bin", size_bytes)
        artifact = experiment.store(str(size_bytes), str(path))
        assert artifact.large
        artifact.download(str(tmp_path / "back"))
        assert same_bytes(path, tmp_path / "back" / path.name)
        assert list((server.data_dir / "tmp").iterdir()) == []
        path.unlink()
    assert server.peak_memory_bytes() < 100 * MIB


def test_an_artifact_of_our_own_api_can_be_fetched(experiment, server, tmp_path):
    body = (
        b'--cut\r\nContent-Disposition: form-data; name="name"\r\n\r\nweights/best.pt\r\n'
        b'--cut\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
        b"bytes\r\n--cut--\r\n"
    )
    request = urllib.request.Request(
        f"{server.host}/api/v1/experiments/{experiment.id}/artifacts",
        data=body,
        headers={
            "Authorization": experiment.connection.headers["Authorization"],
            "Content-Type": "multipart/form-data; boundary=cut",
        },
    )
    urllib.request.urlopen(request).close()
    artifact = experiment.get_artifact("weights/best.pt")
    assert (artifact.filename, artifact.large) == ("best.pt", False)
    artifact.download(str(tmp_path))
    assert (tmp_path / "best.pt").read_bytes() == b"bytes"


def test_a_signed_address_grants_nothing_else(experiment, tmp_path):
    artifact = experiment.store("a", str(write(tmp_path / "a.bin", 10)))
    url = artifact.reset_url()
    assert urllib.request.urlopen(url).read() == (tmp_path / "a.bin").read_bytes()
    for changed in (url[:-1], url.replace("expires=1", "expires=2"), url.replace("a%2E", "b%2E")):
        assert changed != url
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(changed)
        assert refusal.value.code == 403


def test_an_experiment_starts_from_another_one(project, server, tmp_path):
    base = project.create_experiment("base", parameters={"lr": 0.1})
    base.log("labelmap", {"1": "car"}, "LABELMAP")
    base.log("loss", [1, 2], "LINE")
    base.store("weights", str(write(tmp_path / "w.bin", 100)))
    other = project.create_experiment("other", base_experiment=base)
    assert other.get_base_experiment() == base
    assert other.get_log("parameters").data == {"lr": 0.1}
    assert other.get_log("labelmap").data == {"1": "car"}
    assert sorted(log.name for log in other.list_logs()) == ["labelmap", "parameters"]
    own = project.create_experiment("own", base_experiment=base, parameters={"lr": 0.5})
    assert own.get_log("parameters").data == {"lr": 0.5}
    base.delete()
    other.get_artifact("weights").download(str(tmp_path / "back"))
    assert same_bytes(tmp_path / "w.bin", tmp_path / "back" / "w.bin")
    assert other.sync()["base_experiment_id"] is None


def test_a_base_is_set_later(client, project, tmp_path):
    base = project.create_experiment("base", parameters={"lr": 0.1})
    base.store("weights", str(write(tmp_path / "w.bin", 10)))
    other = project.create_experiment("other")
    other.set_base_experiment(base)
    assert other.get_base_experiment() == base
    assert other.get_log("parameters").data == {"lr": 0.1}
    assert [artifact.name for artifact in other.list_artifacts()] == ["weights"]
    with pytest.raises(BadRequestError, match="itself"):
        other.set_base_experiment(other)
    elsewhere = client.create_project(f"{project.name} 2").create_experiment("e")
    with pytest.raises(BadRequestError, match="another project"):
        other.set_base_experiment(elsewhere)
