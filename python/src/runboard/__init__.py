"""Logs trainings to a Runboard server.

    import runboard

    client = runboard.Client(host="http://127.0.0.1:7878")
    project = client.project("first-steps")
    with project.create_experiment("exp1", parameters={"lr": 0.01}) as experiment:
        for epoch in range(10):
            experiment.log("train/loss", 1 / (epoch + 1), "LINE")

Nothing that is logged waits for the server, and no failure of it reaches the training: a thread
sends, tries again, and keeps on disk what it could not send (see `runboard.sender`).
"""

from runboard.artifact import Artifact
from runboard.client import Client
from runboard.errors import (
    Conflict,
    Invalid,
    NotFound,
    RunboardError,
    Unauthorized,
    Unreachable,
)
from runboard.experiment import Experiment
from runboard.log import Log
from runboard.log_type import LogType
from runboard.project import Project

__all__ = [
    "Artifact",
    "Client",
    "Conflict",
    "Experiment",
    "Invalid",
    "Log",
    "LogType",
    "NotFound",
    "Project",
    "RunboardError",
    "Unauthorized",
    "Unreachable",
]
__version__ = "0.1.0"
