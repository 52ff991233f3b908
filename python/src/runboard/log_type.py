"""The types of logs."""

from __future__ import annotations

from enum import Enum


class LogType(str, Enum):
    """What kind of data a log holds, and so how it is shown."""

    VALUE = "VALUE"
    LINE = "LINE"
    BAR = "BAR"
    TABLE = "TABLE"
    IMAGE = "IMAGE"
    HEATMAP = "HEATMAP"
    LABELMAP = "LABELMAP"

    @classmethod
    def read(cls, text: LogType | str) -> LogType:
        """Returns the type of that name, in capitals or not.

        Raises:
            ValueError: There is no such type; the text says which there are.
        """
        if isinstance(text, cls):
            return text
        try:
            return cls(str(getattr(text, "value", text)).upper())
        except ValueError:
            names = ", ".join(cls.__members__)
            raise ValueError(f"{text!r} is no type of a log; there are {names}") from None
