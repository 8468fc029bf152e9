"""Either side of an alignment looked at as the one that quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from align.checks.once import mirrored
from align.model import Alignment, Issue, Side


def both_ways(
    alignment: Alignment, find: Callable[[Alignment], Iterator[Issue]]
) -> Iterator[Issue]:
    """What ``find`` sees in the alignment and in its mirror, each thing once, told from the first.

    ``find`` takes the target for the side that quotes.
    """
    seen = set()
    for side in Side:
        for issue in find(alignment if side is Side.TARGET else mirrored(alignment)):
            placed = issue if side is Side.TARGET else issue.mirror()
            if (placed.source, placed.target) not in seen:
                seen.add((placed.source, placed.target))
                yield placed
