"""Joining what was logged into batches.

In a batch, points of the same line follow each other in one entry, and of data that take each
other's place only the last are sent: the server ends up with the same either way.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from runboard.lines import Columns, Number, Points, read_points
from runboard.log_type import LogType

MAX_POINTS = 50_000
MAX_ENTRIES = 1_000
MAX_BYTES = 4 << 20


class Call(NamedTuple):
    """One call of `log`: plain data that nobody else changes."""

    name: str
    type: LogType
    data: Any
    replace: bool
    step: Number | None
    at_millis: int


class _LineEntry:
    """Points of one `LINE` log."""

    def __init__(self, replace: bool, has_steps: bool) -> None:
        self.replace = replace
        self.has_steps = has_steps
        self.lines: dict[str, Columns] = {}

    def add(self, points: Points) -> None:
        for name, values in points.lines.items():
            columns = self.lines.get(name)
            if columns is None:
                columns = self.lines[name] = Columns(points.steps)
            columns.extend(values, points.steps, points.times)

    def wire(self) -> dict[str, Any]:
        lines = [columns.wire(name) for name, columns in self.lines.items()]
        return {"type": "LINE", "data": {"lines": lines}, "replace": self.replace}


class _DataEntry:
    """Data that the server gets as they are."""

    def __init__(self, call: Call) -> None:
        self.call = call

    def wire(self) -> dict[str, Any]:
        call = self.call
        wire: dict[str, Any] = {"type": call.type.value, "data": call.data}
        if call.replace:
            wire["replace"] = True
        if call.step is not None:
            wire["step"] = call.step
        return wire


class Batch:
    """Calls on their way into one request."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, _LineEntry | _DataEntry]] = []
        self._last: dict[str, _LineEntry | _DataEntry] = {}
        self._n_points = 0
        self._n_bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def is_full(self) -> bool:
        """Whether what comes next belongs into another batch."""
        return (
            self._n_points >= MAX_POINTS
            or len(self._entries) >= MAX_ENTRIES
            or self._n_bytes >= MAX_BYTES
        )

    def add(self, call: Call) -> None:
        """Takes a call in, behind all before it."""
        if call.type is LogType.LINE:
            points = read_points(call.name, call.data, call.step, call.at_millis)
            if points is not None:
                self._add_points(call, points)
                return
        last = self._last.get(call.name)
        takes_place = (
            call.type is not LogType.LINE
            and isinstance(last, _DataEntry)
            and (last.call.type, last.call.step) == (call.type, call.step)
        )
        if takes_place and isinstance(last, _DataEntry):
            last.call = call
        else:
            self._append(call.name, _DataEntry(call))
        if isinstance(call.data, (list, dict, str)):
            self._n_bytes += _rough_size(call.data)

    def _add_points(self, call: Call, points: Points) -> None:
        has_steps = points.steps is not None
        last = self._last.get(call.name)
        if call.replace or not isinstance(last, _LineEntry) or last.has_steps != has_steps:
            last = _LineEntry(call.replace, has_steps)
            self._append(call.name, last)
        last.add(points)
        self._n_points += len(points.times) * len(points.lines)

    def _append(self, name: str, entry: _LineEntry | _DataEntry) -> None:
        self._entries.append((name, entry))
        self._last[name] = entry

    def body(self, client: str, sequence: int) -> bytes:
        """Returns the request's body. NaN and the infinities stand bare: the server knows them."""
        logs = [{"name": name, **entry.wire()} for name, entry in self._entries]
        body = {"client": client, "sequence": sequence, "logs": logs}
        return json.dumps(body, separators=(",", ":"), check_circular=False).encode(
            errors="replace"
        )


def _rough_size(data: Any) -> int:
    """Returns about how many bytes of JSON the data are."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(len(key) + _rough_size(item) for key, item in data.items())
    if isinstance(data, list):
        return sum(map(_rough_size, data))
    return 10
