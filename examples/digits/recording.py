"""Writes down what a training sent, so that it can be sent again without training.

`requests.jsonl.gz` has one request a line, in the order in which they were sent:

    {"at_unix_millis": 1760000000000, "method": "POST", "path": "/experiments/linear/logs", "body": {…}}

The path is below `/api/v1`, with the experiment's name in place of the identifier that the server
gave it. `body` is the JSON that was sent, bare NaN included. A form has `form`, its text fields,
and `file`, the name of a file in `files/` that holds the bytes and is named by their SHA-256.

The package sends many calls in one request; here each call is written as the request of its own that
would have the same effect, at the time of the call.
"""

import gzip
import hashlib
import json
import time
from pathlib import Path
from urllib.parse import quote

from runboard.values import plain


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

    def project(self, project):
        """Returns a project of which all is written down that is logged to it."""
        body = {"name": project.name, "description": project.description}
        self.write("POST", "/projects", body)
        return RecordedProject(self, project)

    def write(self, method, path, body=None, form=None, content=None):
        request = {"at_unix_millis": self.now_unix_millis(), "method": method, "path": path}
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


class RecordedProject:
    """A project that writes down what is done with it, and does it."""

    def __init__(self, recorder, project):
        self._recorder = recorder
        self._project = project

    def create_experiment(self, name, **details):
        path = f"/projects/{quote(self._project.name, safe='')}/experiments"
        self._recorder.write("POST", path, {"name": name, **details})
        return RecordedExperiment(self._recorder, self._project.create_experiment(name, **details))


class RecordedExperiment:
    """An experiment that writes down what is logged to it, and logs it."""

    def __init__(self, recorder, experiment):
        self._recorder = recorder
        self._experiment = experiment
        self._path = f"/experiments/{quote(experiment.name, safe='')}"

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self._experiment.__exit__(kind, error, traceback)
        if self._experiment.status == "failed":
            body = {"name": "error", "type": "VALUE", "data": f"{kind.__name__}: {error}"}
            self._recorder.write("POST", f"{self._path}/logs", body)
        self._recorder.write("PATCH", self._path, {"status": self._experiment.status})

    def log(self, name, data, type, step=None):
        with_step = {} if step is None else {"step": step}
        if type == "IMAGE":
            form = {"name": name, **{key: str(text) for key, text in with_step.items()}}
            self._recorder.write("POST", f"{self._path}/images", form=form, content=data)
        else:
            body = {"name": name, "type": type, "data": plain(data), **with_step}
            self._recorder.write("POST", f"{self._path}/logs", body)
        self._experiment.log(name, data, type, step=step)

    def store(self, name, path):
        content = Path(path).read_bytes()
        self._recorder.write("POST", f"{self._path}/artifacts", form={"name": name}, content=content)
        self._experiment.store(name, path)
