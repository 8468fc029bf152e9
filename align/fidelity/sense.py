"""Whether a name, a negation, a duty or a quantity became another: what four checks say of a bead.

A number or date has its own part. These checks tell by tables and by sound what an encoder hardly
sees (may for must, لا for نعم). Every issue counts, those too that are not reported, by its
confidence squared: of those told with half a confidence, fewer than half are true.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import selected
from align.model import Alignment, Side, Span, overlapping

CODES = ("MT03", "MT04", "MT06", "MT07", "MT09", "MT10")


def sense_kept(alignment: Alignment) -> tuple[float, ...]:
    """How surely nothing that these checks find is true of each bead, 0 to 1."""
    kept = [1.0] * len(alignment.beads)
    holding = _Holding(alignment)
    for issue in (issue for check in selected(CODES, ()) for issue in check.run(alignment)):
        places = ((Side.SOURCE, issue.source), (Side.TARGET, issue.target))
        for number in {n for side, span in places if span for n in holding.beads(side, span)}:
            kept[number] *= 1 - issue.confidence**2
    return tuple(kept)


class _Holding:
    """Which beads hold what stands in a text, by their numbers."""

    def __init__(self, alignment: Alignment) -> None:
        self._spans = {side: [s.span for s in alignment.segments(side)] for side in Side}
        self._of: dict[tuple[Side, int], list[int]] = {}
        for number, bead in enumerate(alignment.beads):
            for side, segments in ((Side.SOURCE, bead.source), (Side.TARGET, bead.target)):
                for segment in segments:
                    self._of.setdefault((side, segment), []).append(number)

    def beads(self, side: Side, span: Span) -> Iterator[int]:
        """The beads with a segment that overlaps ``span``."""
        for segment in overlapping(self._spans[side], span):
            yield from self._of.get((side, segment), ())
