"""What everything that the server keeps has in common."""

from __future__ import annotations

from typing import Any


class Record:
    """Something on the server, as it last told of it."""

    def __init__(self, wire: dict[str, Any]) -> None:
        self._wire = wire

    @property
    def id(self) -> str:
        """The identifier, a UUID; empty for a project that the server was too far away to name."""
        return str(self._wire["id"])

    @property
    def name(self) -> str:
        """The name; no other thing of its kind beside it has the same."""
        return str(self._wire["name"])


class DescribedRecord(Record):
    """Something on the server that a person may describe."""

    @property
    def description(self) -> str:
        """Free text."""
        return str(self._wire["description"])
