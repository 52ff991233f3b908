"""Who connects, and to what."""

import uuid

import pytest
from picsellia import Client
from picsellia.exceptions import PicselliaError, ResourceNotFoundError, UnauthorizedError

from conftest import TOKEN


def test_the_default_organization_is_found(client):
    assert client.name == "Runboard"
    assert isinstance(client.connection.connector_id, uuid.UUID)


def test_an_organization_is_found_by_its_identifier_and_its_name(client, server):
    by_id = Client(api_token=TOKEN, organization_id=client.id, host=server.host)
    by_name = Client(api_token=TOKEN, organization_name=client.name, host=server.host)
    assert str(by_id.id) == str(by_name.id) == str(client.id)
    name = f"project {uuid.uuid4()}"
    project = by_id.create_project(name)
    assert by_name.get_project(name).id == project.id


def test_a_script_may_name_the_organization_that_it_was_written_for(server):
    own = uuid.uuid4()
    client = Client(api_token=TOKEN, organization_id=str(own), host=server.host)
    assert client.id == own
    assert isinstance(client.list_projects(), list)
    client = Client(api_token=TOKEN, organization_name="acme", host=server.host)
    assert isinstance(client.list_projects(), list)


def test_a_wrong_token_is_the_clients_own_unauthorized_error(server):
    with pytest.raises(PicselliaError, match="token") as failure:
        Client(api_token="wrong", host=server.host)
    assert isinstance(failure.value.__context__, UnauthorizedError)


def test_a_token_that_ends_meanwhile_is_unauthorized(server):
    client = Client(api_token=TOKEN, host=server.host)
    client.connection.headers["Authorization"] = "Bearer gone"
    with pytest.raises(UnauthorizedError, match="token"):
        client.list_projects()


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.get_datalake(),
        lambda client: client.list_datasets(),
        lambda client: client.create_dataset("d"),
        lambda client: client.get_dataset_version_by_id(uuid.uuid4()),
        lambda client: client.list_models(),
        lambda client: client.create_model("m"),
        lambda client: client.list_public_models(),
        lambda client: client.get_model_version_by_id(uuid.uuid4()),
        lambda client: client.list_deployments(),
        lambda client: client.get_job_by_id(uuid.uuid4()),
        lambda client: client.list_processings(),
        lambda client: client.list_annotation_campaigns(),
        lambda client: client.list_users(),
        lambda client: client.create_dataset_tag("t"),
        lambda client: client.get_compute_connector(name="c"),
        lambda client: client.connection.xget("/api/experiment"),
    ],
)
def test_what_is_not_there_says_so(client, call):
    with pytest.raises(ResourceNotFoundError) as failure:
        call(client)
    assert str(failure.value).startswith("Runboard does not offer ")
