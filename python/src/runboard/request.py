"""Requests on their way to the server. Each may be sent again without harm."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import NamedTuple

from runboard.connection import Body, Connection, OpenBody


class Request(NamedTuple):
    """One request, ready to be sent."""

    method: str
    path: str
    content_type: str
    # A file where it may be large; it goes when the request is done.
    body: Body
    # For a person, where the server refuses it.
    about: str

    @property
    def n_bytes(self) -> int:
        """How much memory the request takes."""
        return len(self.body) if isinstance(self.body, bytes) else 0


def json_request(method: str, path: str, body: object, about: str) -> Request:
    """Returns a request with a JSON body."""
    content = json.dumps(body).encode(errors="replace")
    return Request(method, path, "application/json", content, about)


def image_request(path: str, name: str, step: float | None, content: bytes) -> Request:
    """Returns a request that uploads a picture."""
    fields = {"name": name} if step is None else {"name": name, "step": repr(step)}
    head, tail, content_type = _form(fields, "picture")
    return Request("POST", path, content_type, head + content + tail, f"the picture {name!r}")


def file_request(path: str, name: str, source: Path, copy: Path, about: str) -> Request:
    """Returns a request that uploads a file as it is now: the whole form is written to `copy`."""
    head, tail, content_type = _form({"name": name}, source.name)
    try:
        with source.open("rb") as file, copy.open("wb") as form:
            form.write(head)
            while piece := file.read(1 << 20):
                form.write(piece)
            form.write(tail)
    except BaseException:
        # As where the disk is full: half a copy would stay there for ever.
        copy.unlink(missing_ok=True)
        raise
    return Request("POST", path, content_type, copy, about)


def upload(connection: Connection, path: str, name: str, source: Path) -> None:
    """Uploads a file from where it is, at once.

    Raises:
        RunboardError: There is no answer, or the server refused.
        OSError: The file cannot be read.
    """
    head, tail, content_type = _form({"name": name}, source.name)
    with source.open("rb") as file:
        connection.send_opened("POST", path, content_type, OpenBody(file, head, tail))


def _form(fields: dict[str, str], file_name: str) -> tuple[bytes, bytes, str]:
    """Returns what stands before and after the file in a form, and the form's media type."""
    cut = f"runboard-{uuid.uuid4().hex}"
    parts = [
        f'--{cut}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    safe_name = file_name.replace("\\", "_").replace('"', "_").replace("\r", "_").replace("\n", "_")
    parts.append(
        f'--{cut}\r\nContent-Disposition: form-data; name="file"; filename="{safe_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    head = "".join(parts).encode(errors="replace")
    return head, f"\r\n--{cut}--\r\n".encode(), f"multipart/form-data; boundary={cut}"
