"""Turns what scripts have at hand into what JSON can say, without importing any of its libraries.

NumPy, PyTorch, TensorFlow, JAX and pandas objects are known by their methods. The result shares
nothing with what was given, so that the script may go on changing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PLAIN = (bool, int, float, str)
_MAX_DEPTH = 32


def plain(value: Any) -> Any:
    """Returns `value` as numbers, texts, booleans, `None`, lists and dictionaries.

    Raises:
        TypeError: There is something in it that has no such form.
    """
    return _plain(value, 0)


def _plain(value: Any, depth: int) -> Any:
    if value is None or type(value) in _PLAIN:
        return value
    if depth > _MAX_DEPTH:
        raise TypeError(f"is nested more than {_MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, range)):
        return [_plain(item, depth + 1) for item in value]
    converted = _from_library(value)
    if converted is not None:
        return _plain(converted[0], depth + 1)
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} is nothing that can be logged")


def _key(key: Any) -> str:
    if type(key) is str:
        return key
    key = _plain(key, 1)
    return key if isinstance(key, str) else _text(key)


def _text(key: Any) -> str:
    return {True: "true", False: "false"}[key] if isinstance(key, bool) else str(key)


def _from_library(value: Any) -> tuple[Any] | None:
    """Returns what the object's own methods make of it, in a tuple, since that may be `None`."""
    if _is_missing(value):
        return (None,)
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        # A pandas or Polars table; the index is left out.
        columns = [str(column) for column in value.columns]
        return ({"columns": columns, "data": _rows(value)},)
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        # A tensor of PyTorch: it may be on a GPU, in a graph, or in bfloat16.
        return (value.detach().cpu().tolist(),)
    if callable(getattr(value, "tolist", None)):
        return (value.tolist(),)
    if callable(getattr(value, "to_list", None)):
        return (value.to_list(),)
    if callable(getattr(value, "numpy", None)):
        # A tensor of TensorFlow.
        return (value.numpy(),)
    if callable(getattr(value, "item", None)):
        return (value.item(),)
    if callable(getattr(value, "isoformat", None)):
        return (value.isoformat(),)
    return None


def _is_missing(value: Any) -> bool:
    """Whether it is the missing value of pandas."""
    return type(value).__name__ in ("NAType", "NaTType")


def _rows(table: Any) -> list[list[Any]]:
    values = getattr(table, "values", None)
    if values is not None and hasattr(values, "tolist"):
        return [[_cell(cell) for cell in row] for row in values.tolist()]
    return [[_cell(cell) for cell in row] for row in table.rows()]


def _cell(cell: Any) -> Any:
    cell = _plain(cell, 1)
    return cell if cell is None or isinstance(cell, _PLAIN) else str(cell)
