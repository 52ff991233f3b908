"""Writes down what a training sent, so that it can be sent again without training.

`requests.jsonl.gz` has one request a line, in the order in which they were sent:

    {"at_unix_millis": 1760000000000, "method": "POST", "path": "/experiments/linear/logs", "body": {…}}

The path is below `/api/v1`, with the experiment's name in place of the identifier that the server
gave it. `body` is the JSON that was sent, bare NaN included. A form has `form`, its text fields,
and `file`, the name of a file in `files/` that holds the bytes and is named by their SHA-256.
"""

import gzip
import hashlib
import json
import time


class Recorder:
    """Collects requests, and saves them in a directory in place of what was recorded there."""

    def __init__(self, directory):
        self._files = directory / "files"
        self._files.mkdir(parents=True, exist_ok=True)
        for earlier in self._files.iterdir():
            earlier.unlink()
        self._directory = directory
        self._requests = []

    def now_unix_millis(self):
        return time.time_ns() // 1_000_000

    def write(self, at_unix_millis, method, path, body, form, content):
        request = {"at_unix_millis": at_unix_millis, "method": method, "path": path}
        if body is not None:
            request["body"] = body
        if content is not None:
            name = hashlib.sha256(content).hexdigest()
            (self._files / name).write_bytes(content)
            request["form"] = form
            request["file"] = name
        self._requests.append(json.dumps(request, separators=(",", ":")) + "\n")

    def save(self):
        """Writes the requests; the files are there already."""
        # No time of writing inside: the same requests give the same bytes.
        packed = gzip.compress("".join(self._requests).encode(), mtime=0)
        (self._directory / "requests.jsonl.gz").write_bytes(packed)
