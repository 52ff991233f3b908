"""Why the server did not do what it was asked."""

from __future__ import annotations


class RunboardError(Exception):
    """The server refused a request; the text is its reason, for a person."""

    def __init__(self, message: str, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Unreachable(RunboardError):
    """The server does not answer, or cannot just now; it may later."""


class Unauthorized(RunboardError):
    """The token is missing, wrong, or does not allow this."""


class NotFound(RunboardError):
    """There is no such project, experiment, log or artifact."""


class Conflict(RunboardError):
    """The name is taken, or the log has another type."""


class Invalid(RunboardError):
    """The data are not what the server takes."""


def of_status(status: int, message: str, code: str | None = None) -> RunboardError:
    """Returns the error of that HTTP status."""
    kinds = {
        400: Invalid,
        401: Unauthorized,
        403: Unauthorized,
        404: NotFound,
        408: Unreachable,
        409: Conflict,
        413: Invalid,
        415: Invalid,
        422: Invalid,
        429: Unreachable,
    }
    kind = kinds.get(status, Unreachable if status >= 500 else RunboardError)
    return kind(message, status, code)
