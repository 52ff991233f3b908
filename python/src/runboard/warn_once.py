"""One warning instead of a thousand, on the logger `runboard`."""

from __future__ import annotations

import logging
import re
import threading

logger = logging.getLogger("runboard")

# The most warnings of one kind, which is the first word of their keys.
_MAX_OF_KIND = 10
_NUMBER = re.compile(r"\d+")
_said: set[str] = set()
_lock = threading.RLock()


def warn_once(key: str, text: str) -> None:
    """Warns, unless it did for this key, or too often for keys of its kind."""
    kind = key.split(" ", 1)[0]
    with _lock:
        if key in _said:
            return
        n_of_kind = sum(said.split(" ", 1)[0] == kind for said in _said)
        if n_of_kind >= _MAX_OF_KIND:
            return
        _said.add(key)
    if n_of_kind + 1 == _MAX_OF_KIND:
        text = f"{text} (and no more warnings of this kind)"
    logger.warning("%s", text)


def warn_of(kind: str, experiment: str, name: str, text: str) -> None:
    """Warns of something of that name, each text once, and not too often for one experiment.

    Args:
        kind: A word for what went wrong.
        experiment: The experiment's identifier, or a path with it.
        name: What the text is about.
        text: For a person; the same with other numbers is the same.
    """
    # The same mistake often comes with other numbers each time.
    warn_once(f"{kind}:{experiment} {name} {_NUMBER.sub('#', text)}", text)


def text_of(thing: object) -> str:
    """Returns the text of anything; of what has none, the name of its type."""
    try:
        return str(thing)
    except Exception:
        return type(thing).__name__


def renew_lock() -> None:
    """In a forked process: another thread may have held the lock."""
    global _lock
    _lock = threading.RLock()


def forget(key: str) -> bool:
    """Lets the next warning of this key through; tells whether there was one."""
    with _lock:
        if key in _said:
            _said.remove(key)
            return True
        return False
