"""What several checks read off the same alignment, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from align.model import Alignment

_KEPT = 4  # an alignment and its mirror, each with and without the user's terms
T = TypeVar("T")


def once(function: Callable[[Alignment], T]) -> Callable[[Alignment], T]:
    """``function``, which works once for each of the last few alignments that it was given.

    They are told apart by identity: hashing a long alignment would cost as much as reading it.
    """
    kept: dict[int, tuple[Alignment, T]] = {}

    @wraps(function)
    def remembered(alignment: Alignment) -> T:
        found = kept.get(id(alignment))
        if found is None:
            found = kept[id(alignment)] = alignment, function(alignment)
            if len(kept) > _KEPT:
                del kept[next(iter(kept))]
        return found[1]

    return remembered


@once
def mirrored(alignment: Alignment) -> Alignment:
    """The alignment with its sides exchanged, the same object for each who asks."""
    return alignment.mirror()
