"""A small client: what a training script needs of Runboard's HTTP API."""

import json
from urllib.parse import quote

import requests


class Refused(Exception):
    """The server refused a request; the text is its reason."""


class Server:
    """A Runboard server. `recorder`, if there is one, is told of every request that was accepted."""

    def __init__(self, address, token=None, recorder=None):
        self._api = f"{address.rstrip('/')}/api/v1"
        self._session = requests.Session()
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"
        self._recorder = recorder

    def project(self, name, description):
        """Creates the project, unless it is there already."""
        try:
            self.send("POST", "/projects", body={"name": name, "description": description})
        except Refused:
            self.send("GET", f"/projects/{quote(name, safe='')}")
        return Project(self, name)

    def send(self, method, path, body=None, form=None, file=None, recorded_path=None):
        """Sends JSON (`body`), a form with a file (`form`, `file`) or nothing, and returns the answer.

        `json.dumps` writes NaN and the infinities bare. JSON has no such words, `requests` will not
        write them for that reason, and Runboard takes them: a diverged loss needs no special case.
        """
        sent_at = self._recorder and self._recorder.now_unix_millis()
        if file is None:
            answer = self._session.request(
                method,
                self._api + path,
                data=None if body is None else json.dumps(body),
                headers={"Content-Type": "application/json"},
            )
        else:
            answer = self._session.request(
                method, self._api + path, data=form, files={"file": (form["name"], file)}
            )
        if not answer.ok:
            raise Refused(f"{method} {path}: {answer.status_code} {answer.text}")
        if self._recorder and method != "GET":
            self._recorder.write(sent_at, method, recorded_path or path, body, form, file)
        return answer.json() if answer.content else None


class Project:
    """A named group of experiments."""

    def __init__(self, server, name):
        self._server = server
        self._path = f"/projects/{quote(name, safe='')}"

    def experiment(self, name, **details):
        """Starts an experiment; `details` are `description`, `parameters`, `labelmap` and `tags`."""
        body = {"name": name, **details}
        created = self._server.send("POST", f"{self._path}/experiments", body=body)
        return Experiment(self._server, created["id"], name)


class Experiment:
    """An experiment. As a context manager it reports how the training ended."""

    def __init__(self, server, experiment_id, name):
        self._server = server
        self._id = experiment_id
        self._name = name

    def __enter__(self):
        return self

    def __exit__(self, exception_type, exception, traceback):
        if exception_type is None:
            status = "success"
        elif issubclass(exception_type, KeyboardInterrupt):
            status = "canceled"
        else:
            status = "failed"
        self._send("PATCH", "", body={"status": status})

    def value(self, name, value):
        self._log(name, "VALUE", value)

    def line(self, name, step, value):
        """Adds one point to a line; a dictionary adds one point to each of its lines."""
        points = value if isinstance(value, dict) else {"values": [value]}
        steps = step if isinstance(value, dict) else [step]
        self._log(name, "LINE", {"steps": steps, **points})

    def bar(self, name, heights, step=None):
        self._log(name, "BAR", heights, step)

    def table(self, name, columns, rows, step=None):
        self._log(name, "TABLE", {"columns": columns, "data": rows}, step)

    def confusion(self, name, categories, matrix, step=None):
        self._log(name, "HEATMAP", {"categories": categories, "values": matrix}, step)

    def image(self, name, encoded, step=None):
        """Logs an encoded picture: the bytes of a PNG, JPEG, GIF or WebP file."""
        form = {"name": name} if step is None else {"name": name, "step": str(step)}
        self._send("POST", "/images", form=form, file=encoded)

    def artifact(self, name, content):
        """Keeps a file with the experiment."""
        self._send("POST", "/artifacts", form={"name": name}, file=content)

    def _log(self, name, log_type, data, step=None):
        body = {"name": name, "type": log_type, "data": data}
        if step is not None:
            body["step"] = step
        self._send("POST", "/logs", body=body)

    def _send(self, method, rest, **content):
        self._server.send(
            method,
            f"/experiments/{self._id}{rest}",
            recorded_path=f"/experiments/{quote(self._name, safe='')}{rest}",
            **content,
        )
