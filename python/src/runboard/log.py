"""Logs: what was logged under one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runboard.connection import Connection, segment
from runboard.log_type import LogType
from runboard.worker import EXIT_SECS

if TYPE_CHECKING:
    from runboard.experiment import Experiment

_NOT_GIVEN: Any = object()


class Log:
    """One named, typed thing of an experiment."""

    __slots__ = ("_connection", "_experiment", "name", "type")

    def __init__(
        self, connection: Connection, experiment: Experiment, name: str, type: LogType
    ) -> None:
        self._connection = connection
        self._experiment = experiment
        self.name = name
        self.type = type

    def __repr__(self) -> str:
        return f"Log(name={self.name!r}, type={self.type.value!r})"

    @property
    def data(self) -> Any:
        """All that was logged, read from the server in its canonical form, see docs/api.md."""
        self._experiment.flush(EXIT_SECS)
        return self._connection.get(self._path)["data"]

    def append(self, data: Any) -> None:
        """Logs more; points of a `LINE` are added, any other data take the place of the old."""
        self._experiment.log(self.name, data, self.type)

    def update(self, name: str | None = None, data: Any = _NOT_GIVEN) -> None:
        """Gives the log another name, or other data in place of all that it has.

        A `VALUE` may be `None`; for every other type that is no data, and leaves what there is.
        """
        is_none = data is None and self.type is not LogType.VALUE
        if data is not _NOT_GIVEN and not is_none:
            self._experiment.log(self.name, data, self.type, replace=True)
        if name is not None:
            self._experiment.flush(EXIT_SECS)
            self._connection.json("PATCH", self._path, {"name": name})
            self.name = name

    def delete(self) -> None:
        """Removes the log."""
        self._experiment.flush(EXIT_SECS)
        self._connection.json("DELETE", self._path)

    @property
    def _path(self) -> str:
        return f"/experiments/{self._experiment.id}/logs/{segment(self.name)}"
