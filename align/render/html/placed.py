"""Which marks each segment of a pair shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from align.model import Alignment, Finding, Side
from align.render.html.marks import Mark, marks_on, settled

Marks = dict[Side, list[list[Mark]]]  # of every segment, by its index


def placed_marks(alignment: Alignment, findings: list[Finding]) -> Marks:
    """The marks that ``findings`` leave on the segments of both sides."""
    pair = alignment.pair
    documents = {Side.SOURCE: pair.source.document, Side.TARGET: pair.target.document}
    marks = {side: marks_on(findings, documents[side], side) for side in Side}
    whole = _whole(alignment, marks)
    marks = {s: [m for m in found if not _redundant(m, whole)] for s, found in marks.items()}
    return {side: _by_segment(alignment, side, found) for side, found in marks.items()}


def _whole(alignment: Alignment, marks: dict[Side, list[Mark]]) -> set[str]:
    """Findings on the words of a null bead: the empty cell beside them says what is missing."""
    lone = [
        (side, segment.span)
        for bead in alignment.beads
        for side in Side
        if not (bead.source and bead.target)
        for segment in alignment.bead_segments(bead, side)
    ]
    return {
        mark.finding.fingerprint
        for side, span in lone
        for mark in marks[side]
        if not mark.place and mark.span.overlaps(span)
    }


def _redundant(mark: Mark, whole: set[str]) -> bool:
    return mark.place and mark.finding.fingerprint in whole


def _by_segment(alignment: Alignment, side: Side, marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of every segment; an empty place between two stands at the end of the first."""
    segments = alignment.segments(side)
    starts = [segment.span.start for segment in segments]
    found: list[list[Mark]] = [[] for _ in segments]
    for mark in marks if segments else ():
        index = max(0, bisect_right(starts, mark.span.start) - 1)
        if not len(mark.span):
            found[index] += settled(mark, segments[index].span)
            continue
        while index < len(segments) and starts[index] < mark.span.end:
            found[index] += settled(mark, segments[index].span)
            index += 1
    return found
