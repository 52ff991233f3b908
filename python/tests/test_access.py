"""Tokens, and what happens without the right one."""

from __future__ import annotations

import pytest

from conftest import Server, until
from runboard import Client, Unauthorized


def test_a_wrong_token_is_told_at_once(server: Server) -> None:
    with pytest.raises(Unauthorized):
        Client(api_token="wrong", host=server.host)


def test_a_right_token_is_taken(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    token = server.token("--name", "t")
    Client(api_token=token, host=server.host).create_project("p")
    monkeypatch.setenv("RUNBOARD_TOKEN", token)
    monkeypatch.setenv("RUNBOARD_SERVER", server.host)
    assert Client().get_project("p").name == "p"


def test_a_token_that_may_not_write(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    experiment = Client(host=server.host).create_project("p").create_experiment("e")
    token = server.token("--name", "t", "--read-only")
    reader = Client(api_token=token, host=server.host).get_project("p").get_experiment("e")
    for _ in range(10):
        reader.log("x", 1, "LINE")
    until(lambda: "only read" in caplog.text)
    assert not reader.close(1.0)
    assert experiment.list_logs() == []


@pytest.mark.parametrize("host", ["ftp://x", "http://"])
def test_what_is_no_address(host: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        Client(host=host)


def test_a_token_is_what_a_header_can_carry(server: Server) -> None:
    """A token out of a file ends with a line break, one out of a document may be three dots."""
    token = server.token("--name", "t")
    assert Client(api_token=f" {token}\n", host=server.host).list_projects() == []
    for wrong in ("rb_…", "two words", "a\nb"):
        with pytest.raises(ValueError, match="token"):
            Client(api_token=wrong, host=server.host)
