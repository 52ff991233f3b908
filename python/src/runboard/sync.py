"""`runboard-sync`: sends what scripts kept on disk while their server was away."""

from __future__ import annotations

import argparse
import os
import sys
from enum import Enum
from pathlib import Path

from runboard.connection import Connection
from runboard.delivery import deliver
from runboard.errors import Unauthorized, Unreachable
from runboard.spool import Spool, default_spool_dir, spools_in


class Outcome(Enum):
    """What became of one directory."""

    SENT = "sent"
    # A running script is about to send it.
    TAKEN = "taken"
    # The server does not take it now.
    HELD_UP = "held up"
    # The server does not take some of it, ever.
    REFUSED = "refused"
    # It can never be sent.
    BROKEN = "broken"


def main(words: list[str] | None = None) -> int:
    """Sends everything that no running script is about to send; returns the program's status."""
    options = _options(words)
    n_failures = 0
    n_found = 0
    # Where something has to be sent first that was not yet.
    held_up: set[str] = set()
    for spool in spools_in(options.spool_dir):
        n_found += 1
        if spool.experiment_id in held_up:
            print(f"{spool.directory}: waits for what was logged before", file=sys.stderr)
            n_failures += 1
            continue
        outcome = _sync(spool, options.host, options.token)
        if outcome not in (Outcome.SENT, Outcome.TAKEN):
            n_failures += 1
        if outcome in (Outcome.HELD_UP, Outcome.TAKEN):
            held_up.add(spool.experiment_id)
    if n_found == 0:
        print(f"There is nothing to send in {options.spool_dir}.")
    return 1 if n_failures else 0


def _sync(spool: Spool, host: str | None, token: str | None) -> Outcome:
    """Sends one directory."""
    try:
        if not spool.lock():
            print(f"{spool.directory}: a running script sends this itself")
            return Outcome.TAKEN
        about = spool.about
        connection = Connection(host or about["host"], token)
        name = f"{about['project']} / {about['experiment']}"
        n_requests = len(spool)
    except (OSError, ValueError, KeyError, TypeError) as error:
        spool.close()
        if not spool.directory.exists():
            # Just now, by the script that it is of.
            return Outcome.SENT
        print(f"{spool.directory}: cannot be read: {error}", file=sys.stderr)
        return Outcome.BROKEN
    try:
        n_refused = _send_all(spool, connection)
    except (Unreachable, Unauthorized) as error:
        n_sent = n_requests - len(spool)
        print(f"{name}: {n_sent} of {_requests(n_requests)} sent, then: {error}", file=sys.stderr)
        return Outcome.HELD_UP
    finally:
        spool.close()
    sent = f"{name}: {_requests(n_requests)} sent to {connection.host}"
    if n_refused:
        print(f"{sent}, {n_refused} of them refused in whole or in part", file=sys.stderr)
        return Outcome.REFUSED
    print(sent)
    return Outcome.SENT


def _requests(n: int) -> str:
    return "1 request" if n == 1 else f"{n} requests"


def _send_all(spool: Spool, connection: Connection) -> int:
    """Sends all requests; tells how many of them the server did not take whole."""
    n_refused = 0
    while len(spool):
        try:
            request = spool.first()
        except FileNotFoundError:
            # A script had it on its way when it ended, and it arrived just now.
            spool.remove_first()
            continue
        except (ValueError, OSError) as error:
            print(f"{spool.directory}: a damaged request is left out: {error}", file=sys.stderr)
            spool.remove_first()
            n_refused += 1
            continue
        n_refused += not deliver(connection, request)
        spool.remove_first()
        if isinstance(request.body, Path):
            request.body.unlink(missing_ok=True)
    return n_refused


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="runboard-sync",
        description="Sends what scripts kept on disk while their Runboard server was away.",
    )
    parser.add_argument(
        "spool_dir",
        nargs="?",
        type=Path,
        default=default_spool_dir(),
        help="where it is kept (default: %(default)s)",
    )
    parser.add_argument("--host", help="another server than the one that the script logged to")
    parser.add_argument(
        "--token",
        default=os.environ.get("RUNBOARD_TOKEN"),
        help="the server's token (default: the environment variable RUNBOARD_TOKEN)",
    )
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
