"""Projects and experiments."""

import uuid

import pytest
from picsellia.exceptions import (
    BadRequestError,
    NoBaseExperimentError,
    NoBaseModelVersionError,
    ResourceConflictError,
    ResourceNotFoundError,
)
from picsellia.types.enums import ExperimentStatus, InferenceType, JobStatus

PARAMETERS = {"epochs": 10, "optimizer": {"name": "sgd", "lr": 0.01}, "sizes": [3, 5]}


def names(things):
    return [thing.name for thing in things]


def test_a_project_is_made_found_changed_and_deleted(client, server):
    name = f"a/b {uuid.uuid4()}"
    project = client.create_project(name, description="first")
    assert client.get_project(name) == project
    assert client.get_project_by_id(project.id) == project
    assert client.get_project_by_id(str(project.id)).name == name
    assert project in client.list_projects()
    with pytest.raises(ResourceConflictError, match="taken"):
        client.create_project(name)
    project.update(name=name + "2", description="second")
    assert project.name == name + "2"
    assert project.sync()["description"] == "second"
    assert server.api(f"/projects/{project.id}")["description"] == "second"
    project.delete()
    for missing in (
        lambda: client.get_project(name + "2"),
        lambda: client.get_project_by_id(project.id),
        project.sync,
    ):
        with pytest.raises(ResourceNotFoundError, match="project"):
            missing()


def test_lists_are_ordered_and_cut(client, project):
    for name in ("b", "c", "a"):
        project.create_experiment(name)
    assert names(project.list_experiments()) == ["b", "c", "a"]
    assert names(project.list_experiments(order_by=["name"])) == ["a", "b", "c"]
    assert names(project.list_experiments(order_by=["-name"], limit=2, offset=1)) == ["b", "a"]
    with pytest.raises(BadRequestError, match="order_by"):
        project.list_experiments(order_by=["nonsense"])
    last = client.list_projects(limit=1, order_by=["-created_at"])
    assert len(last) == 1


def test_an_experiment_is_made_found_changed_and_deleted(client, project, server):
    experiment = project.create_experiment("exp1", description="d", parameters=PARAMETERS)
    assert experiment.status == ExperimentStatus.RUNNING
    assert experiment.project_id == project.id
    assert project.get_experiment("exp1") == experiment
    assert project.get_experiment_by_id(experiment.id) == experiment
    assert client.get_experiment_by_id(str(experiment.id)) == experiment
    parameters = server.experiment(experiment)["parameters"]
    flat = {"epochs": 10, "optimizer.name": "sgd", "optimizer.lr": 0.01, "sizes": "[3,5]"}
    assert parameters == flat
    experiment.update(name="exp2", description="e", status=ExperimentStatus.SUCCESS)
    assert (experiment.name, experiment.status) == ("exp2", ExperimentStatus.SUCCESS)
    seen = server.experiment(experiment)
    assert (seen["name"], seen["description"], seen["status"]) == ("exp2", "e", "success")
    with pytest.raises(ResourceConflictError, match="taken"):
        project.create_experiment("exp2")
    experiment.delete()
    for missing in (
        lambda: project.get_experiment("exp2"),
        lambda: project.get_experiment_by_id(experiment.id),
        lambda: client.get_experiment_by_id(experiment.id),
        experiment.sync,
    ):
        with pytest.raises(ResourceNotFoundError, match="experiment"):
            missing()


def test_all_experiments_of_a_project_go_at_once(client, project):
    other = client.create_project(f"other {uuid.uuid4()}")
    kept = other.create_experiment("kept")
    for name in ("a", "b"):
        project.create_experiment(name)
    project.delete_all_experiments()
    assert project.list_experiments() == []
    assert other.list_experiments() == [kept]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (JobStatus.FAILED, "failed"),
        ("success", "success"),
        (JobStatus.TERMINATED, "canceled"),
        ("RUNNING", "running"),
    ],
)
def test_the_status_of_the_job_is_that_of_the_experiment(experiment, server, status, shown):
    experiment.update_job_status(status)
    assert server.experiment(experiment)["status"] == shown
    assert experiment.sync()["status"] == shown.upper()


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("WAITING", ExperimentStatus.RUNNING),
        ("TERMINATED", ExperimentStatus.CANCELED),
        ("CANCELED", ExperimentStatus.CANCELED),
        ("FAILED", ExperimentStatus.FAILED),
    ],
)
def test_every_status_of_the_client_is_taken(experiment, status, kept):
    experiment.update(status=status)
    assert experiment.status == kept


def test_an_experiment_without_a_base_says_so(experiment):
    with pytest.raises(NoBaseExperimentError):
        experiment.get_base_experiment()
    with pytest.raises(NoBaseModelVersionError):
        experiment.get_base_model_version()


@pytest.mark.parametrize(
    "call",
    [
        lambda experiment: experiment.launch(),
        lambda experiment: experiment.export_as_model("m"),
        lambda experiment: experiment.get_dataset("train"),
        lambda experiment: experiment.get_attached_dataset_versions(),
        lambda experiment: experiment.list_evaluations(),
        lambda experiment: experiment.compute_evaluations_metrics(InferenceType.POINT),
    ],
)
def test_what_is_not_there_says_so(experiment, call):
    with pytest.raises(ResourceNotFoundError) as failure:
        call(experiment)
    assert str(failure.value).startswith("Runboard does not offer ")
