"""Joining what was logged into batches.

In a batch, points of the same line follow each other in one entry, and of values that take each
other's place only the last is sent: the server ends up with the same either way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from runboard.lines import Columns, Number, Points, read_points
from runboard.log_type import LogType
from runboard.values import finished
from runboard.warn_once import text_of, warn_once

MAX_POINTS = 50_000
MAX_ENTRIES = 1_000
MAX_BYTES = 4 << 20
# The most lines that the server takes in one entry.
MAX_LINES = 1_000
# The most characters and lines of output in one piece. The server takes 100,000 lines at once.
_PRINTED_CHARS = 1 << 20
_PRINTED_LINES = 40_000


class Call(NamedTuple):
    """One call of `log`: data that nobody else changes, as `values.keep` returns them."""

    name: str
    type: LogType
    data: Any
    replace: bool
    step: Number | None
    at_millis: int
    # About how large the data are; 0 for a single number.
    n_bytes: int = 0


class Printed(NamedTuple):
    """What a training printed."""

    text: str
    part: str
    at_millis: int

    @property
    def n_bytes(self) -> int:
        """About how much memory it takes."""
        return len(self.text)

    @property
    def n_lines(self) -> int:
        """How many lines it has, or one more."""
        return self.text.count("\n") + 1


def printed_pieces(printed: Printed) -> Iterator[Printed]:
    """Yields the output in parts that a request can hold, cut where a line ends, if one does."""
    text = printed.text
    if len(text) <= _PRINTED_CHARS and printed.n_lines <= _PRINTED_LINES:
        yield printed
        return
    start, n_lines, line_start = 0, 0, 0
    while line_start < len(text):
        end = text.find("\n", line_start) + 1 or len(text)
        if n_lines == _PRINTED_LINES or (n_lines and end - start > _PRINTED_CHARS):
            yield printed._replace(text=text[start:line_start])
            start, n_lines = line_start, 0
        # The break at its end is no line of its own.
        while end - start > _PRINTED_CHARS + 1:
            yield printed._replace(text=text[start : start + _PRINTED_CHARS])
            start += _PRINTED_CHARS
        line_start, n_lines = end, n_lines + 1
    yield printed._replace(text=text[start:])


def pieces(call: Call) -> Iterator[Call]:
    """Yields the call in parts that a request can hold: very long lines are cut."""
    if call.n_bytes:
        call = call._replace(data=finished(call.data))
    points = None
    if call.n_bytes > MAX_POINTS and call.type is LogType.LINE:
        points = read_points(call.name, call.data, call.step, call.at_millis)
    if points is None or len(points.times) * len(points.lines) <= MAX_POINTS:
        yield call
        return
    n_each = max(1, MAX_POINTS // len(points.lines))
    is_own = set(points.lines) == {call.name}
    for start in range(0, len(points.times), n_each):
        part = slice(start, start + n_each)
        lines = {"values" if is_own else name: row[part] for name, row in points.lines.items()}
        data: dict[str, list[Number]] = {**lines, "times": [*points.times[part]]}
        if points.steps is not None:
            data["steps"] = points.steps[part]
        # What comes behind the first part is added to it.
        replace = call.replace and start == 0
        n_bytes = call.n_bytes * len(data["times"]) // len(points.times)
        yield call._replace(data=data, replace=replace, step=None, n_bytes=n_bytes)


class _LineEntry:
    """Points of one `LINE` log."""

    def __init__(self, replace: bool, has_steps: bool) -> None:
        self.replace = replace
        self.has_steps = has_steps
        self.lines: dict[str, Columns] = {}

    def holds(self, points: Points) -> bool:
        """Whether the points may be added: an entry has only so many lines."""
        n_lines = len(self.lines.keys() | points.lines.keys())
        return n_lines <= max(MAX_LINES, len(self.lines))

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

    def gives_way_to(self, call: Call) -> bool:
        """Whether nobody misses these data when those of the call are sent in their place.

        Only values that the server takes for sure: a refused one leaves that before it.
        """
        old, new = self.call, call
        return old.type is new.type is LogType.VALUE and _is_value(new.data)

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
        self._console: list[dict[str, Any]] = []
        self._n_printed_lines = 0
        self._n_points = 0
        self._n_bytes = 0

    def __len__(self) -> int:
        return len(self._entries) + len(self._console)

    @property
    def about(self) -> str:
        """What is in it, for a person."""
        if len(self._entries) == 1 and not self._console:
            return f"the log {self._entries[0][0]!r}"
        return "a batch of logs"

    @property
    def is_full(self) -> bool:
        """Whether what comes next belongs into another batch."""
        return (
            self._n_points >= MAX_POINTS
            or len(self) >= MAX_ENTRIES
            or self._n_bytes >= MAX_BYTES
            or self._n_printed_lines >= _PRINTED_LINES
        )

    def add(self, call: Call) -> None:
        """Takes a call in, behind all before it."""
        if call.type is LogType.LINE:
            points = read_points(call.name, call.data, call.step, call.at_millis)
            if points is not None:
                self._add_points(call, points)
                return
        last = self._last.get(call.name)
        if isinstance(last, _DataEntry) and last.gives_way_to(call):
            last.call = call
        else:
            self._append(call.name, _DataEntry(call))
        self._n_bytes += call.n_bytes

    def add_printed(self, printed: Printed) -> None:
        """Takes in what was printed, behind all that was printed before it."""
        text, part, at_millis = printed
        self._console.append({"text": text, "part": part, "time": at_millis})
        self._n_bytes += printed.n_bytes
        self._n_printed_lines += printed.n_lines

    def _add_points(self, call: Call, points: Points) -> None:
        has_steps = points.steps is not None
        last = self._last.get(call.name)
        if (
            call.replace
            or not isinstance(last, _LineEntry)
            or last.has_steps != has_steps
            or not last.holds(points)
        ):
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
        body: dict[str, Any] = {"client": client, "sequence": sequence, "logs": logs}
        if self._console:
            body["console"] = self._console
        try:
            return _written(body)
        except Exception:
            # Nothing of the kind is known; whatever it is, it costs nothing beside it.
            body["logs"] = [log for log in logs if _can_be_written(log)]
            return _written(body)


def _written(thing: dict[str, Any]) -> bytes:
    return json.dumps(thing, separators=(",", ":"), check_circular=False).encode(errors="replace")


def _can_be_written(log: dict[str, Any]) -> bool:
    try:
        _written(log)
    except Exception as error:
        name = log["name"]
        warn_once(f"join {name}", f"{name!r} could not be logged: {text_of(error)}")
        return False
    return True


def _is_value(data: Any) -> bool:
    if isinstance(data, str):
        return len(data) <= 1_000 and data.isprintable()
    return data is None or isinstance(data, (bool, int, float))
