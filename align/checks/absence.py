"""What one side has and the other lacks: shared by the checks on omission and addition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks.agreement import compare
from align.checks.moved_segment import moved
from align.checks.once import once
from align.checks.unrendered import PHRASE, Run, Words, both_sides, confidence, opened, runs
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Fact,
    Issue,
    Segment,
    SegmentKind,
    Severity,
    Side,
    Span,
    hull,
)
from align.text import shorten

LEAST = 0.05  # confidence under which a run is not worth a finding
DIGITS = 0.7  # how sure it is that digits are missing which the other side does not state
MAJOR = 0.6  # confidence from which the loss of a phrase is major
# Lines that versions drop or add freely: their loss is told, but breaks no build.
_LINES = {
    SegmentKind.HEADING: Severity.MINOR,
    SegmentKind.INTRODUCTION: Severity.MINOR,
    SegmentKind.CREDIT: Severity.NEUTRAL,
    SegmentKind.DATELINE: Severity.NEUTRAL,
}
_KINDS = {SegmentKind.SENTENCE: "sentence", SegmentKind.INTRODUCTION: "speaker introduction"}


def absent_segments(alignment: Alignment, missing_from: str) -> Iterator[Issue]:
    """An issue for each source segment in a null bead; ``missing_from`` words the message."""
    position = 0
    away = set(moved(alignment.beads))
    for bead in alignment.beads:
        if bead.source and bead.target and bead not in away:
            last = alignment.target_segments[bead.target[-1]]
            position = last.span.end
        for index in bead.source if not bead.target else ():
            segment = alignment.source_segments[index]
            if not segment.words or segment.kind is SegmentKind.UNTRANSLATED:
                continue
            kind = _KINDS.get(segment.kind, segment.kind.value)
            yield Issue(
                message=f"This {kind} has no counterpart in the {missing_from}.",
                source=segment.span,
                target=None,
                confidence=bead.score,
                severity=_LINES.get(segment.kind),
                place=Span(position, position),
            )


def absent_words(alignment: Alignment, missing_from: str) -> Iterator[Issue]:
    """An issue for each run of source words in a paired bead that the target does not render."""
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        if not bead.source or not bead.target:
            continue
        ours, theirs = sides(alignment, bead, links)
        place = hull(tuple(s.span for s in alignment.bead_segments(bead, Side.TARGET)))
        for run, sure in _weighed(ours, theirs):
            major = sure >= MAJOR and len(run.content(ours)) >= PHRASE
            whole = opened(run, ours)
            span = Span(ours.tokens[whole.first].span.start, ours.tokens[whole.last].span.end)
            words = shorten(text_of(alignment.bead_segments(bead, Side.SOURCE), span), 60)
            yield Issue(
                message=f"Nothing in the {missing_from} renders “{words}”.",
                source=span,
                target=None,
                confidence=sure,
                severity=Severity.MAJOR if major else Severity.MINOR,
                place=place,
            )


def _weighed(ours: Words, theirs: Words) -> Iterator[tuple[Run, float]]:
    """The runs that are worth a finding, and how sure each is.

    Of a run that is not, the digits that the other side does not state are.
    """
    for run in runs(ours):
        sure = confidence(run, ours, theirs)
        digits = [n for n in run.content(ours) if ours.lost[n]]
        if digits and sure < DIGITS:
            yield Run(digits[0], digits[-1]), DIGITS
        elif sure >= LEAST:
            yield run, sure


def sides(alignment: Alignment, bead: Bead, links: BeadLinks) -> tuple[Words, Words]:
    """Both sides of a bead, word by word, with what is known of their facts."""
    known = _read(alignment)
    if bead not in known:
        known[bead] = _sides(alignment, bead, links)
    return known[bead]


@once
def _read(_alignment: Alignment) -> dict[Bead, tuple[Words, Words]]:
    """The beads of an alignment that were read so far."""
    return {}


def _sides(alignment: Alignment, bead: Bead, links: BeadLinks) -> tuple[Words, Words]:
    segments = tuple(alignment.bead_segments(bead, side) for side in (Side.SOURCE, Side.TARGET))
    facts = compare(alignment, bead)
    both = (*facts.pairs, *facts.changed, *facts.coarser)
    only = facts.source_only, facts.target_only
    lost = tuple(_in_digits(own, side) for own, side in zip(only, segments, strict=True))
    return both_sides(
        (segments[0], segments[1]),
        links,
        ([one.span for one, _ in both], [two.span for _, two in both]),
        (lost[0], lost[1]),
        alignment.honorifics,
    )


def _in_digits(facts: Sequence[Fact], segments: Sequence[Segment]) -> list[Span]:
    """The spans of those facts that are written in digits."""
    tokens = [t for s in segments for t in s.tokens if any(c.isdecimal() for c in t.form)]
    return [f.span for f in facts if any(f.span.contains(t.span) for t in tokens)]


def text_of(segments: Sequence[Segment], span: Span) -> str:
    """The words of ``span``, which may reach over several of ``segments``."""
    parts = (
        s.text[max(0, span.start - s.span.start) : max(0, span.end - s.span.start)]
        for s in segments
    )
    return " ".join(p for p in parts if p)
