"""Parts of lists in an order: what `limit`, `offset` and `order_by` mean everywhere."""

from __future__ import annotations

from operator import itemgetter
from typing import Any


def listed(
    items: list[dict[str, Any]],
    what: str,
    fields: tuple[str, ...],
    limit: int | None,
    offset: int | None,
    order_by: list[str] | None,
) -> list[dict[str, Any]]:
    """Returns `limit` of the items after the first `offset`, ordered by keys of these fields.

    A `-` before a key puts the largest first; the first key counts most.

    Raises:
        ValueError: A key is none of the fields.
    """
    items = list(items)
    # The first key counts most, so it is sorted by last.
    for key in reversed(order_by or []):
        field = key[1:] if key.startswith("-") else key
        if field not in fields:
            raise ValueError(f"{what} have no order by {key!r}, only by {', '.join(fields)}")
        items.sort(key=itemgetter(field), reverse=key.startswith("-"))
    start = offset or 0
    return items[start : None if limit is None else start + limit]
