"""The way to a server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import UUID

from runboard.connection import Connection, segment
from runboard.errors import Conflict, NotFound, Unreachable
from runboard.listing import listed
from runboard.project import Project
from runboard.spool import default_spool_dir
from runboard.warn_once import warn_once

DEFAULT_HOST = "http://127.0.0.1:7878"


class Client:
    """A server, and the token to call it with.

    Args:
        api_token: The token; without one that of the environment variable `RUNBOARD_TOKEN`. A
            server on this machine needs none.
        organization_id: Taken for the sake of scripts that have one; Runboard has none.
        organization_name: The same.
        host: The server's address; without one that of the environment variable
            `RUNBOARD_SERVER`, or else http://127.0.0.1:7878.
        spool_dir: Where to keep what cannot be sent; without one `RUNBOARD_SPOOL_DIR`, or else a
            directory of the person's own.

    Raises:
        Unauthorized: The server answers that the token is wrong.
        ValueError: `host` is no address, or no header can carry the token.

    A server that does not answer is no error: it is told once, and what is logged is kept. So is
    something else that answers in its place, as a proxy does while the server is away.
    """

    def __init__(
        self,
        api_token: str | None = None,
        organization_id: str | UUID | None = None,  # noqa: ARG002
        organization_name: str | None = None,  # noqa: ARG002
        host: str | None = None,
        spool_dir: str | Path | None = None,
    ) -> None:
        token = api_token or os.environ.get("RUNBOARD_TOKEN")
        address = host or os.environ.get("RUNBOARD_SERVER") or DEFAULT_HOST
        self._connection = Connection(address, token)
        self._spool_dir = default_spool_dir() if spool_dir is None else Path(spool_dir)
        try:
            self._connection.ask("GET", "/session")
        except Unreachable as error:
            self._tell_away(error)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def __repr__(self) -> str:
        return f"Client(host={self._connection.host!r})"

    def project(self, name: str, description: str | None = None) -> Project:
        """Returns the project of that name, which is made where there is none."""
        try:
            return self._project(self._connection.ask("GET", f"/projects/{segment(name)}"))
        except Unreachable as error:
            return self._offline_project(name, description, error)
        except NotFound:
            pass
        try:
            return self.create_project(name, description)
        except Conflict:
            # Another script was faster.
            return self.get_project(name)

    def create_project(
        self,
        name: str,
        description: str | None = None,
        private: bool | None = True,  # noqa: ARG002
    ) -> Project:
        """Makes a project; `private` has no meaning here.

        Raises:
            Conflict: The name is taken; `project` takes the one that there is.
        """
        body = {"name": name, "description": description or ""}
        try:
            return self._project(self._connection.ask("POST", "/projects", body))
        except Unreachable as error:
            return self._offline_project(name, description, error)

    def get_project(self, project_name: str) -> Project:
        """Returns the project of that name.

        Raises:
            NotFound: There is none.
        """
        return self._project(self._connection.get(f"/projects/{segment(project_name)}"))

    def get_project_by_id(self, id: UUID | str) -> Project:
        """Returns the project of that identifier.

        Raises:
            NotFound: There is none.
        """
        return self.get_project(str(id))

    def list_projects(
        self,
        limit: int | None = None,
        offset: int | None = None,
        order_by: list[str] | None = None,
    ) -> list[Project]:
        """Returns all projects by name, or `limit` of them after the first `offset`.

        Args:
            limit: The most to return.
            offset: How many to leave out at the start.
            order_by: `name`, `created_at` or `last_activity_at`; with `-` before it, the largest
                first.
        """
        items = self._connection.get("/projects")["items"]
        fields = ("name", "created_at", "last_activity_at")
        wires = listed(items, "projects", fields, limit, offset, order_by)
        return [self._project(wire) for wire in wires]

    def _project(self, wire: dict[str, Any]) -> Project:
        return Project(self._connection, self._spool_dir, wire)

    def _offline_project(self, name: str, description: str | None, error: Unreachable) -> Project:
        self._tell_away(error)
        wire = {"id": "", "name": name, "description": description or ""}
        return Project(self._connection, self._spool_dir, wire)

    def _tell_away(self, error: Unreachable) -> None:
        warn_once(
            f"away {self._connection.host}",
            f"{error} (what is logged is kept, and sent when it does)",
        )
