"""The output of a training as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from runboard.connection import Connection


class LoggingFile:
    """The file that a training sent as its whole output; at most one for each experiment."""

    def __init__(self, connection: Connection, experiment_id: str, wire: dict[str, Any]) -> None:
        self._connection = connection
        self._path = f"/experiments/{experiment_id}/console/file"
        self._wire = wire

    def __repr__(self) -> str:
        return f"LoggingFile(name={self.name!r}, size_bytes={self.size_bytes})"

    @property
    def name(self) -> str:
        """The file's name."""
        return str(self._wire["name"])

    @property
    def size_bytes(self) -> int:
        """The size."""
        return int(self._wire["size_bytes"])

    def download(self, target_path: str | Path = "./", force_replace: bool = False) -> Path:
        """Writes the file into a directory, and returns its path.

        Raises:
            FileExistsError: There is such a file, and `force_replace` is not set.
        """
        return self._connection.download_into(
            self._path, Path(target_path), self.name, force_replace
        )
