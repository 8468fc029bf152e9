"""ST01: a sentence that stands elsewhere in the other text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from align.checks import check
from align.model import Alignment, Bead, Category, Issue, Severity, Side, hull


@check("ST01", category=Category.STRUCTURE, severity=Severity.NEUTRAL)
def moved_segment(alignment: Alignment) -> Iterator[Issue]:
    """A sentence of the source is rendered, at another place of the target.

    Nothing is lost, so no build fails; but a reader who compares the texts side by side would
    miss it, and what comes first in a text weighs more. The longest run of sentences that both
    texts have in one order counts as unmoved.
    """
    for bead in moved(alignment.beads):
        yield Issue(
            message="This sentence stands elsewhere in the target.",
            source=hull(tuple(s.span for s in alignment.bead_segments(bead, Side.SOURCE))),
            target=hull(tuple(s.span for s in alignment.bead_segments(bead, Side.TARGET))),
            confidence=bead.score,
        )


def moved(beads: Sequence[Bead]) -> Iterator[Bead]:
    """The beads with two sides that are off the longest chain in the order of both sides."""
    paired = sorted((b for b in beads if b.source and b.target), key=lambda b: b.source)
    ends: list[tuple[int, ...]] = []  # the lowest target that a chain of each length can end in
    lengths = []
    for bead in paired:
        length = bisect_left(ends, bead.target)
        ends[length : length + 1] = [bead.target]
        lengths.append(length)
    wanted, limit = len(ends) - 1, None
    found = []
    for bead, length in zip(reversed(paired), reversed(lengths), strict=True):
        if length == wanted and (limit is None or bead.target < limit):
            wanted, limit = wanted - 1, bead.target
        else:
            found.append(bead)
    yield from reversed(found)
