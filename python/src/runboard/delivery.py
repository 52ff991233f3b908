"""Bringing one request to the server, and what to make of the answer."""

from __future__ import annotations

import json
from typing import Any

from runboard.connection import Connection, segment
from runboard.errors import Conflict, Invalid, NotFound, RunboardError, Unauthorized, Unreachable
from runboard.halves import halves
from runboard.request import Request
from runboard.warn_once import warn_of, warn_once

_TOO_LARGE = 413
# The most characters of a name.
_MAX_NAME_CHARS = 256


def deliver(connection: Connection, request: Request) -> bool:
    """Sends a request that was queued. What the server refuses is told once, and done with.

    Tells whether the server took all of it.

    Raises:
        Unreachable: It may be sent later.
        Unauthorized: It may be sent later, with another token.
    """
    try:
        return _sent_whole(connection, request)
    except (Unreachable, Unauthorized):
        raise
    except RunboardError as error:
        text = f"the server refused {request.about}: {error}"
        warn_of("request", request.path, request.about, text)
    except OSError as error:
        text = f"{request.about} cannot be read: {error}"
        warn_of("file", request.path, request.about, text)
    return False


def _sent_whole(connection: Connection, request: Request) -> bool:
    if request.path == "/projects" and _has_project(connection, request):
        return True
    try:
        answer = connection.send(request.method, request.path, request.content_type, request.body)
    except Conflict:
        # Requests that make something are only queued where the server was away.
        if request.path == "/projects":
            return True
        if request.method == "POST" and request.path.endswith("/experiments"):
            _make_under_another_name(connection, request)
            return True
        raise
    except Invalid as error:
        parts = halves(request) if error.status == _TOO_LARGE else []
        if not parts:
            raise
        # All of them, whatever becomes of one.
        are_whole = [deliver(connection, part) for part in parts]
        return all(are_whole)
    return _tell_refused_logs(request, answer) == 0


def _has_project(connection: Connection, request: Request) -> bool:
    """Whether the server has the project, under this name or another since.

    Made again, it would take over the links to the one that had its name; and a token for one
    project may not make it.
    """
    path = f"/projects/{segment(_json_of(request)['name'])}"
    try:
        connection.send("GET", path, request.content_type, None)
    except NotFound:
        return False
    return True


def _json_of(request: Request) -> dict[str, Any]:
    return dict(json.loads(request.body if isinstance(request.body, bytes) else b"{}"))


def _make_under_another_name(connection: Connection, request: Request) -> None:
    """Makes an experiment whose name was taken while the server was away."""
    body = _json_of(request)
    mark = f" ({body['id'][:8]})"
    name = body["name"][: _MAX_NAME_CHARS - len(mark)] + mark
    warn_once(f"renamed {name}", f"the experiment's name was taken, so it is called {name!r}")
    content = json.dumps({**body, "name": name}).encode()
    connection.send(request.method, request.path, request.content_type, content)


def _tell_refused_logs(request: Request, answer: bytes) -> int:
    """Warns of the logs of a batch that the server refused, each reason once; tells how many."""
    if not request.path.endswith("/batches") or not isinstance(request.body, bytes) or not answer:
        return 0
    refused = json.loads(answer).get("refused")
    if not refused:
        return 0
    logs = json.loads(request.body)["logs"]
    for refusal in refused:
        name, message = logs[refusal["index"]]["name"], str(refusal["error"]["message"])
        warn_of("refused", request.path, name, f"the server refused {name!r}: {message}")
    return len(refused)
