"""The facts of a bead's two sides held against each other, with spans in the documents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from align.facts import Agreement, Rendering, agree, find
from align.model import Alignment, Bead, Fact, Segment, Side


def compare(alignment: Alignment, bead: Bead) -> Agreement:
    """Which facts of ``bead`` meet, differ, or stand on one side alone; spans as in the documents.

    The sides are compared in an order of their own, so that exchanging them exchanges the result.
    """
    sides = [_Joined(alignment.bead_segments(bead, side)) for side in Side]
    swapped = sides[1].text < sides[0].text
    first, second = reversed(sides) if swapped else sides
    found = agree(first.rendering, second.rendering)
    placed = Agreement(
        tuple((first.placed(a), second.placed(b)) for a, b in found.pairs),
        tuple((first.placed(a), second.placed(b)) for a, b in found.changed),
        tuple(map(first.placed, found.source_only)),
        tuple(map(second.placed, found.target_only)),
    )
    return _mirrored(placed) if swapped else placed


class _Joined:
    """The segments of one side as one text, and the way back to the document's offsets."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.text = "\n".join(s.text for s in segments)
        self._language = segments[0].language
        self._starts = [0]
        for segment in segments[:-1]:
            self._starts.append(self._starts[-1] + len(segment.text) + 1)
        self._shifts = [
            s.span.start - start for s, start in zip(segments, self._starts, strict=True)
        ]

    @property
    def rendering(self) -> Rendering:
        """The text with its facts."""
        return Rendering(self.text, self._language, find(self.text, self._language))

    def placed(self, fact: Fact) -> Fact:
        """``fact`` with its span in the document."""
        number = bisect_right(self._starts, fact.span.start) - 1
        return replace(fact, span=fact.span.shifted(self._shifts[number]))


def _mirrored(found: Agreement) -> Agreement:
    return Agreement(
        tuple((b, a) for a, b in found.pairs),
        tuple((b, a) for a, b in found.changed),
        found.target_only,
        found.source_only,
    )
