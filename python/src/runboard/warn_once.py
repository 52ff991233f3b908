"""One warning instead of a thousand, on the logger `runboard`."""

from __future__ import annotations

import logging
import threading

logger = logging.getLogger("runboard")

_MAX_KEYS = 1000
_said: set[str] = set()
_lock = threading.Lock()


def warn_once(key: str, text: str) -> None:
    """Warns, unless it did for this key; after very many keys it only counts them."""
    with _lock:
        if key in _said or len(_said) >= _MAX_KEYS:
            return
        _said.add(key)
    logger.warning("%s", text)


def forget(key: str) -> bool:
    """Lets the next warning of this key through; tells whether there was one."""
    with _lock:
        if key in _said:
            _said.remove(key)
            return True
        return False
