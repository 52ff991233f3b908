"""Projects: named groups of experiments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from runboard.connection import Connection, segment
from runboard.errors import Conflict, Unreachable
from runboard.experiment import Experiment, tag_list
from runboard.record import DescribedRecord
from runboard.request import Request, json_request
from runboard.values import parameters as plain_parameters
from runboard.values import plain
from runboard.warn_once import warn_once


class Project(DescribedRecord):
    """A named group of experiments."""

    def __init__(self, connection: Connection, spool_dir: Path, wire: dict[str, Any]) -> None:
        super().__init__(wire)
        self._connection = connection
        self._spool_dir = spool_dir

    def __repr__(self) -> str:
        return f"Project(name={self.name!r})"

    def create_experiment(
        self,
        name: str,
        description: str | None = None,
        base_experiment: Experiment | None = None,
        base_model_version: object | None = None,
        parameters: Mapping[str, Any] | object | None = None,
        labelmap: Mapping[str, str] | None = None,
        tags: Iterable[str] | None = None,
    ) -> Experiment:
        """Makes an experiment, which runs; as a context manager it notes how the training ended.

        Args:
            name: Unique in the project.
            description: Free text.
            base_experiment: Its labelmap and its parameters are taken over where none are given,
                and its artifacts, if it is of the same project.
            base_model_version: Runboard keeps no models: has to be `None`.
            parameters: Any dictionary, or what `argparse` read; shown as a table, and compared
                between experiments.
            labelmap: What the labels mean, such as `{"1": "car"}`.
            tags: Words to find the experiment by.

        Raises:
            Conflict: The name is taken.
            Invalid: The server does not take it.

        Where the server does not answer, the experiment is made when it does.
        """
        if base_model_version is not None:
            raise NotImplementedError("Runboard does not offer models")
        body: dict[str, Any] = {"id": str(uuid.uuid4()), "name": plain(name)}
        making: tuple[Request, ...] = ()
        if base_experiment is not None and base_experiment.project_name == self.name:
            making = base_experiment.flushed()
            body["base_experiment_id"] = base_experiment.id
        elif base_experiment is not None:
            body.update(base_experiment.inheritance())
        details = {"description": description, "labelmap": labelmap}
        body.update({key: plain(item) for key, item in details.items() if item is not None})
        if parameters is not None:
            body["parameters"] = plain_parameters(parameters)
        if tags:
            body["tags"] = tag_list(tags)
        path = f"/projects/{segment(self.id or self.name)}/experiments"
        try:
            return self._experiment(self._connection.ask("POST", path, body))
        except Conflict as error:
            advice = f"take another name, or go on with get_experiment({name!r})"
            raise Conflict(f"{error} ({advice})", error.status, error.code) from None
        except Unreachable as error:
            warn_once(
                f"away {self._connection.host}",
                f"{error} (what is logged is kept, and sent when it does)",
            )
        wire = {"tags": [], "description": "", **body, "status": "running"}
        experiment = self._experiment(wire)
        request = json_request("POST", path, body, f"the experiment {name!r}")
        experiment.make_first(*self._making(), *making, request)
        return experiment

    def get_experiment(self, name: str) -> Experiment:
        """Returns the experiment of that name.

        Raises:
            NotFound: There is none in this project.
        """
        path = f"/projects/{segment(self.id or self.name)}/experiments/{segment(name)}"
        return self._experiment(self._connection.get(path))

    def get_experiment_by_id(self, id: uuid.UUID | str) -> Experiment:
        """Returns the experiment of that identifier.

        Raises:
            NotFound: There is none in this project.
        """
        return self.get_experiment(str(id))

    def list_experiments(
        self,
        limit: int | None = None,
        offset: int | None = None,
        order_by: list[str] | None = None,
    ) -> list[Experiment]:
        """Returns all experiments, the newest first, or `limit` of them after the first `offset`.

        Args:
            limit: The most to return.
            offset: How many to leave out at the start.
            order_by: `name`, `status`, `ordinal`, `created_at`, `ended_at` or `last_activity_at`;
                with `-` before it, the largest first.
        """
        wires = list(self._wires(",".join(order_by or [])))
        start = offset or 0
        end = None if limit is None else start + limit
        return [self._experiment(wire) for wire in wires[start:end]]

    def _wires(self, sort: str) -> Iterator[dict[str, Any]]:
        path = f"/projects/{segment(self.id or self.name)}/experiments?sort={segment(sort)}"
        cursor = ""
        while cursor is not None:
            part = self._connection.get(path + (f"&cursor={segment(cursor)}" if cursor else ""))
            yield from part["items"]
            cursor = part["next"]

    def update(
        self,
        name: str | None = None,
        description: str | None = None,
        private: bool | None = None,  # noqa: ARG002
    ) -> None:
        """Changes what is given; `private` has no meaning here."""
        body = {"name": name, "description": description}
        body = {key: text for key, text in body.items() if text is not None}
        path = f"/projects/{segment(self.id or self.name)}"
        self._wire = self._connection.json("PATCH", path, body)

    def delete(self) -> None:
        """Removes the project with everything in it."""
        self._connection.json("DELETE", f"/projects/{segment(self.id or self.name)}")

    def delete_all_experiments(self) -> None:
        """Removes all experiments of the project."""
        for experiment in self.list_experiments():
            experiment.delete()

    def _making(self) -> tuple[Request, ...]:
        """Returns what makes the project, where the server was not asked whether it has it."""
        if self.id:
            return ()
        body = {"name": self.name, "description": self.description}
        return (json_request("POST", "/projects", body, f"the project {self.name!r}"),)

    def _experiment(self, wire: dict[str, Any]) -> Experiment:
        return Experiment(self._connection, self._spool_dir, self.name, wire)
