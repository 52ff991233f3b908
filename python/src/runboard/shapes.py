"""Tables and matrices of other libraries, in the shapes that a log of each type takes."""

from __future__ import annotations

import math
from typing import Any

from runboard.log_type import LogType
from runboard.values import is_table, label_columns, table


def shaped(value: Any, log_type: LogType) -> Any:
    """Returns tables, series and matrices as the type of the log takes them, all else as it is."""
    if log_type is LogType.HEATMAP and getattr(value, "ndim", 0) == 2 and not is_table(value):
        n_rows, n_columns = value.shape
        return {"x": list(range(n_columns)), "y": list(range(n_rows)), "values": value}
    if is_table(value):
        return _of_table(value, log_type)
    if hasattr(value, "iloc") and callable(getattr(value, "tolist", None)):
        return _of_series(value, log_type)
    return value


def _of_table(value: Any, log_type: LogType) -> Any:
    """Returns a table of pandas or Polars."""
    read = table(value)
    labels = label_columns(value)
    columns, rows = read["columns"][len(labels) :], [row[len(labels) :] for row in read["data"]]
    if log_type is LogType.HEATMAP:
        labelled: list[Any] = [", ".join(map(str, row[: len(labels)])) for row in read["data"]]
        return {"x": columns, "y": labelled if labels else list(range(len(rows))), "values": rows}
    if log_type is LogType.LINE:
        lines = {name: [row[idx] for row in rows] for idx, name in enumerate(columns)}
        return {**_steps(value), **lines}
    return read


def _of_series(value: Any, log_type: LogType) -> Any:
    """Returns a series of pandas, which has a label for each value."""
    if log_type is LogType.BAR:
        return {"x": list(map(str, value.index)), "y": value.tolist()}
    if log_type is LogType.TABLE:
        return table(value.to_frame("value" if value.name is None else str(value.name)))
    steps = _steps(value) if log_type is LogType.LINE else {}
    return {**steps, "values": value.tolist()} if steps else value.tolist()


def _steps(value: Any) -> dict[str, Any]:
    """Returns the labels of rows as steps, where they are numbers, each there once."""
    if len(label_columns(value)) != 1 or not value.index.is_unique:
        return {}
    steps = value.index.tolist()
    are_numbers = all(type(step) in (int, float) and math.isfinite(step) for step in steps)
    return {"steps": steps} if are_numbers else {}
