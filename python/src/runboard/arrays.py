"""Arrays of NumPy and tensors of PyTorch: copied when they are logged, read by who has the time.

No library is imported: whoever has an array has imported NumPy.
"""

from __future__ import annotations

import sys
from typing import Any

# What is smaller is read at once.
_MIN_BYTES = 8_000
# Rows that are read without a pause for other threads.
_N_ROWS = 50_000
# The kinds of numbers whose items are those of Python: booleans, whole numbers and floats.
_KINDS = "biuf"
_MAX_ITEM_BYTES = 8
# Libraries whose arrays are numbers and nothing else.
_LIBRARIES = ("jax", "jaxlib", "tensorflow")


class Later:
    """A copy of an array, to be turned into lists."""

    __slots__ = ("_array",)

    def __init__(self, array: Any) -> None:
        self._array = array

    def __len__(self) -> int:
        """How many numbers it has."""
        return int(self._array.size)

    def lists(self) -> Any:
        """Returns the numbers as lists."""
        rows: list[Any] = []
        for start in range(0, len(self._array), _N_ROWS):
            rows += self._array[start : start + _N_ROWS].tolist()
        return rows


def copied(value: Any) -> Any | None:
    """Returns a copy as an array of NumPy, or `None` where there is none that holds numbers."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not hasattr(value, "__array__"):
        return None
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        value = value.detach().cpu()
    elif type(value) is not numpy.ndarray and _library(value) not in _LIBRARIES:
        # Others mean more by their numbers, as those with a mask do.
        return None
    try:
        array = numpy.array(value)
    except (TypeError, RuntimeError):
        # A kind of numbers that NumPy does not know.
        return None
    dtype = array.dtype
    return array if dtype.kind in _KINDS and dtype.itemsize <= _MAX_ITEM_BYTES else None


def _library(value: Any) -> str:
    return type(value).__module__.partition(".")[0]


def later(value: Any) -> Later | None:
    """Returns a copy of a large array, or `None`."""
    n_bytes = getattr(value, "nbytes", 0)
    if not isinstance(n_bytes, int) or n_bytes < _MIN_BYTES:
        return None
    array = copied(value)
    return None if array is None or array.ndim == 0 else Later(array)


def as_bytes(array: Any) -> Any:
    """Returns an array as one of bytes: booleans and floats from 0 to 1 are stretched to 255."""
    kind = array.dtype.kind
    if kind == "b":
        return array.astype("u1") * 255
    if kind == "f":
        # Half a float is too coarse to round.
        inside = array.clip(0, 1).astype("f4" if array.dtype.itemsize == 2 else array.dtype)
        # A NaN is as dark as can be.
        inside[inside != inside] = 0
        return (inside * 255).round().astype("u1")
    if array.dtype.itemsize == 1:
        # All of them are below 255.
        return array if kind == "u" else array.clip(0, None).astype("u1")
    return array.clip(0, 255).astype("u1")
