"""What several checks read off the same alignment, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from align.model import Alignment

_KEPT = 4  # an alignment and its mirror, each with and without the user's terms
T = TypeVar("T")
# By identity: hashing a long alignment would cost as much as reading it. Each with what was read.
_kept: dict[int, tuple[Alignment, dict[Callable[[Alignment], Any], Any]]] = {}


def once(function: Callable[[Alignment], T]) -> Callable[[Alignment], T]:
    """``function``, which works once for each of the last few alignments that any was given."""

    @wraps(function)
    def remembered(alignment: Alignment) -> T:
        _, read = _kept.get(id(alignment)) or _opened(alignment)
        if function not in read:
            read[function] = function(alignment)
        return cast(T, read[function])

    return remembered


def _opened(alignment: Alignment) -> tuple[Alignment, dict[Callable[[Alignment], Any], Any]]:
    found = _kept[id(alignment)] = alignment, {}
    if len(_kept) > _KEPT:
        del _kept[next(iter(_kept))]
    return found


def forget() -> None:
    """Lets go of all alignments: of a run over many pairs, only the present one is held."""
    _kept.clear()


@once
def mirrored(alignment: Alignment) -> Alignment:
    """The alignment with its sides exchanged, the same object for each who asks."""
    return alignment.mirror()
