"""Requests kept on disk, in their order, until the server has them.

A directory for each experiment and process: `about.json` says where they go, and every request is a
file named by its number: a line of JSON with its head, then its body. Files appear whole: they are
written beside their place and moved there. Who sends from a directory holds its lock.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from runboard.request import Request
from runboard.warn_once import warn_once

_ABOUT = "about.json"
_LOCK = "lock"
_SUFFIX = ".request"


def default_spool_dir() -> Path:
    """Returns `RUNBOARD_SPOOL_DIR`, or else a directory of the person's own."""
    given = os.environ.get("RUNBOARD_SPOOL_DIR")
    if given:
        return Path(given)
    try:
        return Path(_home()) / "runboard" / "spool"
    except (RuntimeError, KeyError):
        # As in a container whose user has no name.
        user = os.getuid() if hasattr(os, "getuid") else "user"
        directory = Path(tempfile.gettempdir()) / f"runboard-{user}" / "spool"
        warn_once(
            "no home",
            f"there is no home directory: what cannot be sent is kept in {directory} "
            "(RUNBOARD_SPOOL_DIR names another place)",
        )
        return directory


def _home() -> str | Path:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    return os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"


class Spool:
    """The requests of one experiment and one process; nothing is made before the first one."""

    def __init__(self, directory: Path, about: dict[str, Any] | None = None) -> None:
        self.directory = directory
        self._about = about
        self._lock: IO[str] | None = None
        self._numbers: list[int] = []
        self._next_number = 1
        self._is_kept = about is None
        if self._is_kept:
            self._count()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def experiment_id(self) -> str:
        """The experiment that the requests are for, by the directory's name."""
        return self.directory.name.rpartition("-")[0]

    @property
    def about(self) -> dict[str, Any]:
        """Where the requests go."""
        if self._about is None:
            self._about = dict(json.loads((self.directory / _ABOUT).read_text("utf-8")))
        return self._about

    def _count(self) -> None:
        self._numbers = sorted(_numbers_in(self.directory))
        self._next_number = (self._numbers[-1] if self._numbers else 0) + 1

    def lock(self) -> bool:
        """Takes the lock, unless another process has it; it goes with the process.

        Raises:
            OSError: It cannot be made, as where the directory is gone meanwhile.
        """
        if self._lock is None:
            if not self._is_kept:
                self.directory.mkdir(parents=True, exist_ok=True)
            lock = (self.directory / _LOCK).open("a", encoding="utf-8")
            if not _try_lock(lock):
                lock.close()
                return False
            self._lock = lock
            if self._is_kept:
                # Who had it before may have sent some of it.
                self._count()
        return True

    def append(self, request: Request) -> None:
        """Puts a request behind all others."""
        if not self._numbers and not (self.directory / _ABOUT).exists():
            self.lock()
            self._write(_ABOUT, [json.dumps(self.about).encode()])
        head = {
            "method": request.method,
            "path": request.path,
            "content_type": request.content_type,
            "about": request.about,
        }
        if isinstance(request.body, Path):
            head["body_file"] = request.body.name
        number = self._next_number
        content = request.body if isinstance(request.body, bytes) else b""
        self._write(f"{number:09}{_SUFFIX}", [json.dumps(head).encode(), b"\n", content])
        self._next_number += 1
        self._numbers.append(number)

    def first(self) -> Request:
        """Returns the oldest request.

        Raises:
            ValueError: Its file is damaged; `remove_first` goes on without it.
        """
        head_line, _, content = self._path(self._numbers[0]).read_bytes().partition(b"\n")
        try:
            head = json.loads(head_line)
            body = self.directory / head["body_file"] if "body_file" in head else content
            if isinstance(body, Path) and not body.exists():
                raise ValueError(f"{body} is missing")
            return Request(head["method"], head["path"], head["content_type"], body, head["about"])
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error

    def remove_first(self) -> None:
        """Forgets the oldest request, which the server has, or never takes."""
        number = self._numbers.pop(0)
        with contextlib.suppress(OSError):
            self._path(number).unlink()

    def file_for(self, name: str) -> Path:
        """Returns a path in the directory for the body of a request that is not here yet."""
        self.lock()
        return self.directory / name

    def close(self) -> None:
        """Gives up the lock; a directory without requests goes."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            if not self._numbers:
                shutil.rmtree(self.directory, ignore_errors=True)

    def leave(self) -> None:
        """In a forked process: leaves the lock to the parent, which could not give it up else."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _path(self, number: int) -> Path:
        return self.directory / f"{number:09}{_SUFFIX}"

    def _write(self, name: str, parts: list[bytes]) -> None:
        beside = self.directory / f"{name}.part"
        try:
            with beside.open("wb") as file:
                file.writelines(parts)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        beside.replace(self.directory / name)


def spools_in(directory: Path) -> Iterator[Spool]:
    """Yields what is kept under a directory, the oldest first."""
    kept = []
    for about in directory.glob(f"*/{_ABOUT}"):
        # A script that has sent everything takes its directory away.
        with contextlib.suppress(FileNotFoundError):
            kept.append((about.stat().st_mtime, about.parent))
    for _, path in sorted(kept):
        yield Spool(path)


def _numbers_in(directory: Path) -> Iterator[int]:
    for path in directory.glob(f"*{_SUFFIX}"):
        with contextlib.suppress(ValueError):
            yield int(path.name[: -len(_SUFFIX)])


def _try_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
