"""The first script that a person copies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Server
from runboard import Client, Conflict


def test_the_first_script_of_the_readme_runs(server: Server) -> None:
    """It had names in it that nobody had defined."""
    text = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    found = re.search("```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    script = found[1].replace("http://127.0.0.1:7878", server.host)
    assert server.host in script
    exec(script, {})
    experiment = Client(host=server.host).get_project("first-steps").get_experiment("exp1")
    assert experiment.status == "success"
    assert len(experiment.list_logs()) == 4
    with pytest.raises(
        Conflict, match=r"take another name, or go on with get_experiment\('exp1'\)"
    ):
        exec(script, {})
