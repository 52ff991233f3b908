"""Artifacts: files that are kept with an experiment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from runboard.connection import Connection, segment
from runboard.record import Record


class Artifact(Record):
    """A file that is kept with an experiment."""

    def __init__(self, connection: Connection, experiment_id: str, wire: dict[str, Any]) -> None:
        super().__init__(wire)
        self._connection = connection
        self._path = f"/experiments/{experiment_id}/artifacts/{segment(wire['id'])}"

    def __repr__(self) -> str:
        return f"Artifact(name={self.name!r}, size_bytes={self.size_bytes})"

    @property
    def size_bytes(self) -> int:
        """The size."""
        return int(self._wire["size_bytes"])

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return str(self._wire["sha256"])

    def download(self, target_path: str | Path = "./", force_replace: bool = False) -> Path:
        """Writes the file into a directory, and returns its path.

        Raises:
            FileExistsError: There is such a file, and `force_replace` is not set.
        """
        return self._connection.download_into(
            self._path, Path(target_path), self.name, force_replace
        )

    def update(self, name: str) -> None:
        """Gives the artifact another name."""
        self._wire = {**self._wire, **(self._connection.json("PATCH", self._path, {"name": name}))}

    def delete(self) -> None:
        """Removes the artifact."""
        self._connection.json("DELETE", self._path)


@contextmanager
def packed(path: Path, do_zip: bool) -> Iterator[Path]:
    """Gives the file to store: the path itself, or a zip of it that goes afterwards."""
    if not do_zip and not path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as directory:
        base = str(Path(directory) / path.name)
        if path.is_dir():
            yield Path(shutil.make_archive(base, "zip", path))
        else:
            yield Path(shutil.make_archive(base, "zip", path.parent, path.name))
