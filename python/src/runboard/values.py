"""Turns what scripts have at hand into what JSON can say, without importing any of its libraries.

NumPy, PyTorch, TensorFlow, JAX and pandas objects are known by their methods. The result shares
nothing with what was given, so that the script may go on changing it.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from runboard.arrays import Later, later

_PLAIN = (bool, int, float, str)
# Kinds of which nothing has to be looked at.
_UNCHANGED = {bool, float, type(None)}
_NUMBERS = {bool, int, float}
_MAX_DEPTH = 32
# The most dictionaries in parameters: some that hold each other would never end.
_MAX_MAPPINGS = 10_000
_PLACE = re.compile(r" at 0x[0-9a-fA-F]+")
# Whole numbers that the server can read; others are sent as floats. It keeps them exactly up to
# 2**63 - 1, and larger ones as floats, too.
_MIN_INT, _MAX_INT = -(2**63), 2**64 - 1


def plain(value: Any) -> Any:
    """Returns `value` as numbers, texts, booleans, `None`, lists and dictionaries.

    Raises:
        TypeError: There is something in it that has no such form.
    """
    return _plain(value, 0)


def keep(value: Any) -> Any:
    """Returns `value` as `plain` does, but large arrays as copies, which `finished` reads.

    Raises:
        TypeError: There is something in it that has no such form.
    """
    if type(value) is dict:
        return {_key(key): _keep(item) for key, item in value.items()}
    return _keep(value)


def _keep(value: Any) -> Any:
    array = later(value)
    return _plain(value, 0) if array is None else array


def finished(data: Any) -> Any:
    """Returns what `keep` kept as `plain` would have returned it."""
    if isinstance(data, Later):
        return data.lists()
    if isinstance(data, dict):
        return {key: finished(item) for key, item in data.items()}
    return data


def parameters(value: Any) -> Any:
    """Returns parameters as `plain` does; what has no such form as its name or its text.

    Without the places in memory that some texts have: these differ from run to run. A dictionary
    within itself, or too deep in others, is its type's name. Those of an object that only holds
    them, as of `argparse`, are its attributes. Never raises.
    """
    if _is_record(value):
        value = dict(vars(value))
    return _parameters(value, (), itertools.count())


def _is_record(value: Any) -> bool:
    """Whether an object is there for its attributes."""
    if isinstance(value, type) or not hasattr(value, "__dict__"):
        return False
    return type(value).__name__ in ("Namespace", "SimpleNamespace") or hasattr(
        value, "__dataclass_fields__"
    )


def _parameters(value: Any, around: tuple[int, ...], counter: Iterator[int]) -> Any:
    try:
        if not isinstance(value, Mapping):
            return plain(value)
    except Exception:
        return _told(value)
    if id(value) in around or len(around) > _MAX_DEPTH or next(counter) > _MAX_MAPPINGS:
        return type(value).__qualname__
    read: dict[str, Any] = {}
    # What cannot be read costs nothing beside it.
    with contextlib.suppress(Exception):
        for key in value:
            name = _parameter_name(key)
            try:
                item = value[key]
            except Exception as error:
                read[name] = type(error).__qualname__
            else:
                read[name] = _parameters(item, (*around, id(value)), counter)
    return read


def _parameter_name(key: Any) -> str:
    try:
        return _key(key)
    except Exception:
        return _told(key)


def _told(value: Any) -> str:
    """Returns the name of a function or a type, or else the text of any other object."""
    try:
        name = getattr(value, "__qualname__", None)
        return sendable(name if isinstance(name, str) else _PLACE.sub("", str(value)))
    except Exception:
        return type(value).__qualname__


def _plain(value: Any, depth: int) -> Any:
    kind = type(value)
    if value is None or kind is float or kind is bool:
        return value
    if kind is int:
        return value if _MIN_INT <= value <= _MAX_INT else _large(value)
    if kind is str:
        return value if value.isascii() else sendable(value)
    if depth > _MAX_DEPTH:
        raise TypeError(f"is nested more than {_MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, range)):
        if set(map(type, value)) <= _UNCHANGED:
            return list(value)
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, Enum) and not isinstance(value, (int, float)):
        return sendable(value.value if isinstance(value.value, str) else value.name)
    converted = _from_library(value)
    if converted is not None:
        if type(converted[0]) is kind:
            # NumPy's number that is longer than those of Python.
            return float(value)
        return _plain(converted[0], depth + 1)
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        return _plain(int(value), depth + 1)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return sendable(str(value))
    if isinstance(value, (Decimal, Fraction)):
        return float(value)
    if isinstance(value, PurePath):
        return sendable(str(value))
    raise TypeError(f"{type(value).__name__} is nothing that can be logged")


def _large(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        raise TypeError("a whole number is too large") from None


def sendable(text: str) -> str:
    """Returns the text without halves of characters, as in names of files that are no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def rough_size(data: Any) -> int:
    """Returns about how many bytes of JSON plain data are; 0 for a single number."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(len(key) + 10 + rough_size(item) for key, item in data.items())
    if isinstance(data, Later):
        return 10 * len(data)
    if isinstance(data, list):
        if set(map(type, data)) <= _NUMBERS:
            return 10 * len(data)
        return sum(map(rough_size, data)) + 10 * len(data)
    return 0


def _key(key: Any) -> str:
    key = _plain(key, 1)
    return key if isinstance(key, str) else _text(key)


def _text(key: Any) -> str:
    return {True: "true", False: "false"}[key] if isinstance(key, bool) else str(key)


def _from_library(value: Any) -> tuple[Any] | None:
    """Returns what the object's own methods make of it, in a tuple, since that may be `None`."""
    if _is_missing(value):
        return (None,)
    if is_table(value):
        return (table(value),)
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


def is_table(value: Any) -> bool:
    """Whether it is a table of pandas or Polars."""
    return hasattr(value, "to_dict") and hasattr(value, "columns")


def table(value: Any) -> dict[str, list[Any]]:
    """Returns a table's `columns` and `data`; the labels of its rows come first, if it has any."""
    names = label_columns(value)
    columns = [*names, *(str(column) for column in value.columns)]
    rows = _rows(value)
    if names:
        labels = (label if len(names) > 1 else [label] for label in value.index.tolist())
        rows = [[*(_cell(part, False) for part in label), *row] for label, row in zip(labels, rows)]
    return {"columns": columns, "data": rows}


def label_columns(value: Any) -> list[str]:
    """Returns the names of the columns that label the rows, as the index of pandas does.

    There are none where the rows are counted only.
    """
    index = getattr(value, "index", None)
    names = getattr(index, "names", None)
    if index is None or names is None or len(index) == 0:
        return []
    is_range = type(index).__name__ == "RangeIndex" and (index.start, index.step) == (0, 1)
    if is_range and index.name is None:
        return []
    if len(names) == 1:
        return ["index" if names[0] is None else str(names[0])]
    return [f"level_{k}" if name is None else str(name) for k, name in enumerate(names)]


def _is_missing(value: Any) -> bool:
    """Whether it is the missing value of pandas."""
    return type(value).__name__ in ("NAType", "NaTType")


def _rows(table: Any) -> list[list[Any]]:
    values = getattr(table, "values", None)
    rows = table.rows() if values is None else values.tolist()
    are_numbers = [_holds_numbers(dtype) for dtype in getattr(table, "dtypes", ())]
    are_numbers = are_numbers or [True] * len(table.columns)
    return [[_cell(cell, is_number) for cell, is_number in zip(row, are_numbers)] for row in rows]


def _holds_numbers(dtype: Any) -> bool:
    """Whether a column is one of numbers: elsewhere pandas writes a NaN for what is missing."""
    return not any(word in str(dtype).lower() for word in ("str", "object", "categor"))


def _cell(cell: Any, is_of_numbers: bool) -> Any:
    cell = _plain(cell, 1)
    if cell is None or (not is_of_numbers and cell != cell):
        return None
    return cell if isinstance(cell, _PLAIN) else str(cell)
