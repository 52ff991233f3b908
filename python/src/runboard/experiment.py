"""Experiments: one training each, and everything logged to it."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from runboard.artifact import Artifact, packed
from runboard.batch import Call, Printed, printed_pieces
from runboard.connection import Connection, segment
from runboard.errors import NotFound
from runboard.listing import listed
from runboard.log import Log
from runboard.log_type import LogType
from runboard.logging_file import LoggingFile
from runboard.outbox import Image
from runboard.pictures import picture
from runboard.record import DescribedRecord
from runboard.request import Request, file_request, json_request, upload
from runboard.sender import Sender
from runboard.shapes import shaped
from runboard.values import keep, plain, rough_size, sendable
from runboard.values import parameters as plain_parameters
from runboard.warn_once import text_of, warn_of
from runboard.worker import EXIT_SECS

# The words of other trackers for how a training ended.
_STATUSES = {"terminated": "canceled", "waiting": "running", "pending": "running"}
_KNOWN_STATUSES = ("running", "success", "failed", "canceled")
_PLAIN_NUMBERS = (float, int)
# Where the text of an exception goes; the other name where the script measures an "error".
_ERROR, _OTHER_ERROR = "error", "exception"
# The most characters of the name of a section.
_PART_CHARS = 256
# An enum is found by its own hash, and text by its own: reading takes longer.
_TYPES: dict[LogType | str, LogType] = {
    word: log_type for log_type in LogType for word in (log_type, log_type.value)
}


class Experiment(DescribedRecord):
    """One training. As a context manager it notes how the training ended, and sends everything.

    Logging neither waits for the server nor raises: it returns after some microseconds.
    """

    def __init__(
        self, connection: Connection, spool_dir: Path, project_name: str, wire: dict[str, Any]
    ) -> None:
        super().__init__(wire)
        self._connection = connection
        self._project_name = project_name
        about = {"host": connection.host, "project": project_name, "experiment": wire["name"]}
        self._sender = Sender(connection, self.id, spool_dir, about)
        self._error_name = _ERROR

    def __repr__(self) -> str:
        return f"Experiment(name={self.name!r}, status={self.status!r})"

    def __enter__(self) -> Experiment:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        was_canceled = self.status == "canceled" and isinstance(error, SystemExit)
        if kind is None or (isinstance(error, SystemExit) and error.code in (None, 0)):
            # What the script, or its training loop, noted itself stays.
            status = self.status if self.status in ("failed", "canceled") else "success"
        elif _is_cancellation(kind) or was_canceled:
            # Lightning ends the program when it was interrupted.
            status = "canceled"
        else:
            status = "failed"
            self._log_told(_told(kind, error))
        self.update_job_status(status)
        self._sender.end()

    @property
    def tags(self) -> list[str]:
        """Words to find the experiment by."""
        return list(self._wire["tags"])

    @property
    def status(self) -> str:
        """`running`, `success`, `failed` or `canceled`, as far as this script knows."""
        return str(self._wire["status"])

    def log(
        self,
        name: str,
        data: Any,
        type: LogType | str,
        replace: bool = False,
        step: float | None = None,
    ) -> Log:
        """Logs data under a name; returns at once, and never raises.

        Args:
            name: What stands before a `/` is the tab under which it is shown.
            data: Any shape of the type, see docs/api.md. Arrays, tensors, tables, pictures and
                figures of other libraries are taken as they are.
            type: The type; a name keeps the one that it was first logged with.
            replace: `LINE`: the new points take the place of all points, in place of being added.
            step: `LINE`: the step of the one point. `IMAGE`, `HEATMAP`, `TABLE` and `BAR`: the
                data of other steps stay.
        """
        try:
            log_type = _TYPES.get(type) or LogType.read(type)
            if name.__class__ is not str or not name.isascii():
                name = sendable(str(name))
            if log_type is LogType.IMAGE:
                self._sender.put(Image(name, _number(step), picture(data)))
            else:
                # The most frequent case by far is one number.
                kept = data if data.__class__ is float else keep(shaped(data, log_type))
                n_bytes = 0 if kept.__class__ in _PLAIN_NUMBERS else rough_size(kept)
                at_millis = time.time_ns() // 1_000_000
                kept_step = step if step is None else _number(step)
                call = Call(name, log_type, kept, bool(replace), kept_step, at_millis, n_bytes)
                self._sender.put(call)
            if name == _ERROR and log_type is not LogType.VALUE:
                self._error_name = _OTHER_ERROR
        except Exception as error:
            name = text_of(name)
            self._warn("log", name, f"{name!r} was not logged: {text_of(error)}")
            log_type = LogType.VALUE
        return Log(self._connection, self, name, log_type)

    def log_exception(self, error: BaseException) -> None:
        """Logs the text of an exception, as the context manager does; returns at once."""
        self._log_told(_told(type(error), error))

    def _warn(self, kind: str, name: str, text: str) -> None:
        warn_of(kind, self.id, name, text)

    def _log_told(self, text: str) -> None:
        self.log(self._error_name, text, LogType.VALUE)

    def log_parameters(self, parameters: Mapping[str, Any] | object) -> Log:
        """Logs the parameters in place of those that there are; nested ones are flattened."""
        try:
            flat = _flat(plain_parameters(parameters))
        except Exception as error:
            # Those that there are stay.
            self._warn("log", "parameters", f"the parameters were not logged: {text_of(error)}")
            return Log(self._connection, self, "parameters", LogType.TABLE)
        return self.log("parameters", flat, LogType.TABLE)

    def store(self, name: str, path: str | Path | None = None, do_zip: bool = False) -> None:
        """Keeps a file with the experiment, as it is now; it is sent later.

        Args:
            name: The artifact's name; one of the same name gives way.
            path: The file; without one, `name` is its path. A directory is zipped.
            do_zip: Zip it.

        Where there is no room on disk for a copy, it is sent before this returns.
        """
        try:
            with packed(Path(path or name), do_zip) as source:
                self._keep_file("artifacts", name, source, f"the artifact {name!r}")
        except Exception as error:
            name = text_of(name)
            self._warn("store", name, f"{name!r} was not stored: {text_of(error)}")

    def send_logging(
        self,
        log: str | list[str],
        part: str = "",
        final: bool = False,  # noqa: ARG002
        special: str | bool | list[str] = False,  # noqa: ARG002
    ) -> None:
        """Adds to the console that the page shows; returns at once, and never raises.

        Args:
            log: A text of one or more lines, or several of them; a line break at the end of one
                begins no other line.
            part: The section of the output.
            final: Taken for the sake of scripts that have it, without a meaning here.
            special: The same.
        """
        try:
            texts = [log] if isinstance(log, str) else map(str, log)
            ended = [text if text.endswith("\n") else f"{text}\n" for text in texts]
            if not ended:
                return
            text = sendable("".join(ended))
            at_millis = time.time_ns() // 1_000_000
            section = sendable(str(part))[:_PART_CHARS]
            for piece in printed_pieces(Printed(text, section, at_millis)):
                self._sender.put(piece)
        except Exception as error:
            self._warn("printed", "", f"some output was not sent: {text_of(error)}")

    def store_logging_file(self, path: str | Path) -> None:
        """Keeps a file, as it is now, as the whole output of the training; it is sent later."""
        try:
            source = Path(path)
            self._keep_file("console/file", source.name, source, f"the output {source.name!r}")
        except Exception as error:
            name = text_of(path)
            self._warn("store", name, f"{name!r} was not stored: {text_of(error)}")

    def get_logging_file(self) -> LoggingFile:
        """Returns the file with the output of the training.

        Raises:
            NotFound: There is none.
        """
        self.flush(EXIT_SECS)
        wire = self._connection.get(f"/experiments/{self.id}/console?limit=1")["file"]
        if wire is None:
            raise NotFound("there is no file with the output", 404, "not_found")
        return LoggingFile(self._connection, self.id, wire)

    def _keep_file(self, place: str, name: str, source: Path, about: str) -> None:
        target = f"/experiments/{self.id}/{place}"
        try:
            self._sender.put_file(lambda copy: file_request(target, name, source, copy, about))
        except OSError:
            if not source.is_file():
                raise
            # There is no room for a copy. The experiment may have to be made first.
            self.flush(EXIT_SECS)
            upload(self._connection, target, name, source)

    def update(
        self,
        name: str | None = None,
        description: str | None = None,
        status: str | None = None,
        tags: Iterable[str] | None = None,
    ) -> None:
        """Changes what is given, at once."""
        tags = None if tags is None else tag_list(tags)
        changes = {"name": name, "description": description, "tags": tags}
        body = {key: item for key, item in changes.items() if item is not None}
        if status is not None:
            body["status"] = _status(status)
        self.flush(EXIT_SECS)
        self._wire = self._connection.json("PATCH", f"/experiments/{self.id}", body)

    def update_job_status(self, status: str) -> None:
        """Notes how the training goes, after everything that was logged before; returns at once."""
        try:
            known = _status(status)
            if known not in _KNOWN_STATUSES:
                raise ValueError(f"{known!r} is none of {', '.join(_KNOWN_STATUSES)}")
        except Exception as error:
            self._warn("status", "", f"the status was not noted: {text_of(error)}")
            return
        self._wire = {**self._wire, "status": known}
        path = f"/experiments/{self.id}"
        self.queue(json_request("PATCH", path, {"status": known}, "the experiment's status"))

    def sync(self) -> None:
        """Reads the experiment's state from the server."""
        self._wire = self._connection.get(f"/experiments/{self.id}")

    def delete(self) -> None:
        """Removes the experiment with everything in it."""
        self.flush(EXIT_SECS)
        self._connection.json("DELETE", f"/experiments/{self.id}")

    def get_log(self, name: str) -> Log:
        """Returns the log of that name.

        Raises:
            NotFound: There is none.
        """
        for log in self.list_logs():
            if log.name == name:
                return log
        raise NotFound(f"there is no log {name!r}", 404, "not_found")

    def list_logs(
        self,
        limit: int | None = None,
        offset: int | None = None,
        order_by: list[str] | None = None,
    ) -> list[Log]:
        """Returns all logs in the order in which they were first logged, or some of them.

        Args:
            limit: The most to return.
            offset: How many to leave out at the start.
            order_by: `name`, `type`, `created_at` or `updated_at`; with `-` before it, the largest
                first.
        """
        self.flush(EXIT_SECS)
        items = self._connection.get(f"/experiments/{self.id}/logs")["items"]
        fields = ("name", "type", "created_at", "updated_at")
        return [
            Log(self._connection, self, item["name"], LogType.read(item["type"]))
            for item in listed(items, "logs", fields, limit, offset, order_by)
        ]

    def delete_all_logs(self) -> None:
        """Removes all logs."""
        self.flush(EXIT_SECS)
        self._connection.json("DELETE", f"/experiments/{self.id}/logs")

    def list_artifacts(
        self,
        limit: int | None = None,
        offset: int | None = None,
        order_by: list[str] | None = None,
    ) -> list[Artifact]:
        """Returns the files that are kept with the experiment, by name, or some of them.

        Args:
            limit: The most to return.
            offset: How many to leave out at the start.
            order_by: `name`, `size_bytes` or `created_at`; with `-` before it, the largest first.
        """
        self.flush(EXIT_SECS)
        items = self._connection.get(f"/experiments/{self.id}/artifacts")["items"]
        fields = ("name", "size_bytes", "created_at")
        wires = listed(items, "artifacts", fields, limit, offset, order_by)
        return [Artifact(self._connection, self.id, wire) for wire in wires]

    def get_artifact(self, name: str) -> Artifact:
        """Returns the artifact of that name.

        Raises:
            NotFound: There is none.
        """
        for artifact in self.list_artifacts():
            if artifact.name == name:
                return artifact
        raise NotFound(f"there is no artifact {name!r}", 404, "not_found")

    def flush(self, timeout_secs: float | None = None) -> bool:
        """Waits until the server has everything; tells whether it does."""
        return self._sender.flush(timeout_secs)

    def close(self, timeout_secs: float = EXIT_SECS) -> bool:
        """Sends everything; what cannot be sent in time is kept for `runboard-sync`.

        Tells whether the server has everything. More may be logged afterwards.
        """
        return self._sender.close(timeout_secs)

    def queue(self, request: Request) -> None:
        """Sends a request after all that was logged before."""
        self._sender.put(request)

    def make_first(self, *requests: Request) -> None:
        """Sends these requests before anything else: they make what the server lacks."""
        self._sender.make_first(requests)

    def flushed(self) -> tuple[Request, ...]:
        """Sends everything, unless the server is away; returns what makes the experiment then."""
        is_sent = self._sender.flush(EXIT_SECS, is_patient=False)
        return () if is_sent else self._sender.making

    def inheritance(self) -> dict[str, Any]:
        """Returns what an experiment that is based on this one takes over."""
        taken: dict[str, Any] = {}
        for log in self.list_logs():
            if log.name == "labelmap" and log.type is LogType.LABELMAP:
                taken["labelmap"] = log.data
            if log.name == "parameters" and log.type is LogType.TABLE:
                taken["parameters"] = dict(log.data["rows"])
        return taken

    @property
    def project_name(self) -> str:
        """The project's name, as far as this script knows."""
        return self._project_name

    @property
    def path(self) -> str:
        """The experiment's path on the page."""
        project = segment(self._wire.get("project_name", ""))
        return f"/projects/{project}/experiments/{segment(self.name)}"


def _is_cancellation(kind: type[BaseException]) -> bool:
    """Whether somebody wanted no more of it: nothing failed."""
    # Ctrl-C cancels the tasks of asyncio; whoever has such a task has imported it.
    asyncio = sys.modules.get("asyncio")
    canceled = getattr(asyncio, "CancelledError", KeyboardInterrupt)
    return issubclass(kind, (KeyboardInterrupt, GeneratorExit, canceled))


def _number(step: Any) -> Any:
    if step is None:
        return None
    number = step if type(step) in _PLAIN_NUMBERS else plain(step)
    if type(number) not in _PLAIN_NUMBERS or not math.isfinite(number):
        raise TypeError(f"the step {step!r} is no finite number")
    return number


def _told(kind: type[BaseException], error: BaseException | None) -> str:
    try:
        return f"{kind.__name__}: {error}"
    except Exception:
        # An exception that cannot even be printed.
        return kind.__name__


def tag_list(tags: Iterable[str]) -> list[str]:
    """Returns tags as a list; a text is one tag, not one of each letter."""
    return [tags] if isinstance(tags, str) else list(tags)


def _status(status: str) -> str:
    word = str(getattr(status, "value", status)).lower()
    return _STATUSES.get(word, word)


def _flat(parameters: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, item in parameters.items():
        if isinstance(item, dict) and item:
            flat.update(_flat(item, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = str(item) if isinstance(item, (list, dict)) else item
    return flat
