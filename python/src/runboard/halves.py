"""Cutting a batch that is too large for the server, or for a proxy before it.

The parts have a client of their own, made of the batch's client and number, and are numbered within
it: they may be sent again just as the whole may.
"""

from __future__ import annotations

import json
from typing import Any

from runboard.request import Request

# What takes less is not cut: who refuses that for its size refuses everything.
_MIN_BYTES = 4 << 10


def halves(request: Request) -> list[Request]:
    """Returns two requests that do together what the request does; none if it cannot be cut."""
    if not request.path.endswith("/batches") or not isinstance(request.body, bytes):
        return []
    if len(request.body) < _MIN_BYTES:
        return []
    body = json.loads(request.body)
    logs, printed = body["logs"], body.get("console", [])
    cut = (len(logs) + len(printed)) // 2
    if cut:
        n_printed = max(0, cut - len(logs))
        parts = [(logs[:cut], printed[:n_printed]), (logs[cut:], printed[n_printed:])]
    else:
        parts = [([log], []) for log in _cut_points(logs[0])] if logs else []
    client = f"{body['client']}-{body['sequence']}"
    return [
        _part(request, {"client": client, "sequence": number, "logs": part, "console": lines})
        for number, (part, lines) in enumerate(parts, 1)
    ]


def _cut_points(log: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the earlier and the later points of a line; nothing for other logs."""
    data = log["data"]
    if log["type"] != "LINE" or not isinstance(data, dict) or set(data) != {"lines"}:
        return []
    lines = data["lines"]
    lists = [column for line in lines for name, column in line.items() if name != "name"]
    cut = max((len(column) for column in lists if isinstance(column, list)), default=0) // 2
    if cut == 0 or not all(isinstance(column, list) for column in lists):
        return []
    earlier, later = (_of_lines(lines, part) for part in (slice(cut), slice(cut, None)))
    return [
        {**log, "data": {"lines": earlier}},
        # Even where the whole takes the place of what was there, this comes after its first part.
        {**log, "data": {"lines": later}, "replace": False},
    ]


def _of_lines(lines: list[dict[str, Any]], part: slice) -> list[dict[str, Any]]:
    return [
        {name: column if name == "name" else column[part] for name, column in line.items()}
        for line in lines
    ]


def _part(request: Request, body: dict[str, Any]) -> Request:
    logs = body["logs"]
    is_one = len(logs) == 1 and not body["console"]
    about = f"the log {logs[0]['name']!r}" if is_one else request.about
    return request._replace(body=json.dumps(body, separators=(",", ":")).encode(), about=about)
