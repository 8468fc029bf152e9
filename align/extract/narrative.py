"""What is told between quotes: narrative cut at paragraphs, without labels and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.model import Document, Segment, SegmentKind, Span
from align.segment.marks import trimmed as trimmed_marks

_OUTSIDE = frozenset({SegmentKind.INTRODUCTION, SegmentKind.CREDIT, SegmentKind.DATELINE})
Part = tuple[int, Span]  # the index of a segment, and what of it is narrative


def runs(
    document: Document, segments: tuple[Segment, ...], taken: Sequence[Span]
) -> Iterator[list[Part]]:
    """Stretches of narrative, a paragraph at most: what is in none of the spans ``taken``."""
    blocks = document.blocks
    block = at = 0
    run: list[Part] = []
    for segment in segments:
        if segment.kind in _OUTSIDE:
            continue
        while block < len(blocks) and blocks[block].span.end <= segment.span.start:
            block += 1
            yield run
            run = []
        start = segment.span.start
        while at < len(taken) and taken[at].start < segment.span.end:
            if start < taken[at].start:
                run.append((segment.index, Span(start, taken[at].start)))
            yield run
            run = []
            start = max(start, min(taken[at].end, segment.span.end))
            if taken[at].end > segment.span.end:
                break
            at += 1
        if start < segment.span.end:
            run.append((segment.index, Span(start, segment.span.end)))
    yield run


def trimmed(text: str, span: Span) -> Span:
    """``span`` without what is left of a sentence whose start was cut off: ``, and …``"""
    start = span.start
    while start < span.end and (text[start].isspace() or text[start] in ",;:.،؛)"):
        start += 1
    return trimmed_marks(text, Span(start, span.end))
