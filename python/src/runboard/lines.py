"""Points of lines: reading the shapes that scripts log, and joining calls into few lists.

What is logged point by point is sent as columns: a hundred calls on one line become one entry. Only
calls that mean the same when joined are joined; any other shape is sent as it is, and the server
says what is wrong with it without touching the calls around it.
"""

from __future__ import annotations

import math
from typing import Any, Union

Number = Union[int, float]

_MAX_INT = 2**53
_MAX_NAME = 256


class Columns:
    """Points of one line: with steps or without, never mixed; each with its time."""

    __slots__ = ("steps", "times", "values")

    def __init__(self, steps: list[Number] | None) -> None:
        self.values: list[Number] = []
        self.times: list[int] = []
        self.steps: list[Number] | None = None if steps is None else []

    def extend(self, values: list[Number], steps: list[Number] | None, times: list[int]) -> None:
        """Adds points behind those that are there."""
        self.values.extend(values)
        self.times.extend(times)
        if self.steps is not None and steps is not None:
            self.steps.extend(steps)

    def wire(self, name: str) -> dict[str, Any]:
        """Returns the line as the server takes it."""
        line: dict[str, Any] = {"name": name, "values": self.values, "times": self.times}
        if self.steps is not None:
            line["steps"] = self.steps
        return line


class Points:
    """The points of one call: values line by line, with shared steps or none."""

    __slots__ = ("lines", "steps", "times")

    def __init__(
        self, lines: dict[str, list[Number]], steps: list[Number] | None, times: list[int]
    ) -> None:
        self.lines = lines
        self.steps = steps
        self.times = times


def read_points(name: str, data: Any, step: Number | None, now_millis: int) -> Points | None:
    """Returns the points in plain `data`, or `None` where the server has to look at it itself."""
    if type(data) is dict:
        steps, times = data.get("steps"), data.get("times")
        lines = {key: item for key, item in data.items() if key not in ("steps", "times")}
        if set(lines) == {"values"}:
            lines = {name: lines["values"]}
    else:
        lines, steps, times = {name: data}, None, None
    columns = {key: _values(item) for key, item in lines.items()}
    read = {key: values for key, values in columns.items() if values is not None}
    lengths = {len(values) for values in read.values()}
    if len(read) < len(lines) or len(lengths) != 1 or not all(map(_is_name, read)):
        return None
    (n_points,) = lengths
    if step is not None:
        if steps is not None or n_points != 1:
            return None
        steps = [step]
    read_steps = None if steps is None else _finite(steps)
    read_times = [now_millis] * n_points if times is None else _times(times)
    if steps is not None and (read_steps is None or len(read_steps) != n_points):
        return None
    if n_points == 0 or read_times is None or len(read_times) != n_points:
        return None
    return Points(read, read_steps, read_times)


def _values(values: Any) -> list[Number] | None:
    """Returns numbers that JSON carries unchanged, NaN and the infinities among them."""
    listed = values if type(values) is list else [values]
    for value in listed:
        if type(value) is float:
            continue
        if type(value) is not int or not -_MAX_INT <= value <= _MAX_INT:
            return None
    return listed


def _finite(values: Any) -> list[Number] | None:
    numbers = _values(values)
    return numbers if numbers is not None and all(map(math.isfinite, numbers)) else None


def _times(values: Any) -> list[int] | None:
    numbers = _finite(values)
    if numbers is None or not all(0 <= number < 2**47 for number in numbers):
        return None
    return [int(number) for number in numbers]


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _MAX_NAME and name.isprintable() and not name.isspace()
