"""A segment's text cut where a finding marks words of it, or says what is missing in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.model import Category, Finding, Language, Side, Span
from align.render.overview import place_on, quote_on

DIRECTIONS = {Language.AR: "rtl", Language.EN: "ltr"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's words on one side; an empty span is where the words of the other side lack."""

    span: Span
    finding: Finding
    place: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that the same findings mark; without text, a gap where words are missing."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def first(self) -> Finding:
        """The gravest of the findings that mark it, those on these very words first."""
        return min(self.marks, key=lambda mark: mark.place).finding

    @property
    def place(self) -> bool:
        """True if no finding marks these very words, only what is missing beside them."""
        return all(mark.place for mark in self.marks)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The findings, ``first`` first."""
        ordered = sorted(self.marks, key=lambda mark: mark.place)
        return tuple(dict.fromkeys(mark.finding.fingerprint for mark in ordered))


def marks_on(findings: Iterable[Finding], document: str, side: Side) -> list[Mark]:
    """The marks that ``findings`` leave on one side, the gravest first."""
    found = []
    for finding in findings:
        quote = quote_on(finding, side)
        place = None if quote else place_on(finding, side)
        where = quote or place
        if where is not None and where.document == document:
            found.append(Mark(where.span, finding, place=place is not None))
    return found


def badges(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings by their category, for one badge each."""
    gathered: dict[Category, list[Finding]] = {}
    for finding in findings:
        gathered.setdefault(finding.category, []).append(finding)
    return tuple(map(tuple, gathered.values()))


def settled(mark: Mark, span: Span) -> list[Mark]:
    """``mark`` as it shows in the segment at ``span``.

    An empty place beside the segment moves to its nearer end; a place of several words gets a
    sign after the last; one that is the whole segment shows nothing, for it points nowhere in it.
    """
    if not mark.place:
        return [mark]
    if mark.span.contains(span):
        return []
    end = min(max(mark.span.end, span.start), span.end)
    sign = Mark(Span(end, end), mark.finding, place=True)
    return [mark, sign] if len(mark.span) else [sign]


def stretches(text: str, span: Span, marks: Sequence[Mark]) -> tuple[Stretch, ...]:
    """``text``, which stands at ``span``, cut where a mark begins or ends."""
    marks = [m for m in marks if m.span.overlaps(span) or (not len(m.span) and _at(m, span))]
    marks = [_whole(mark, text, span) for mark in marks]
    gaps = [mark for mark in marks if not len(mark.span)]
    covering = [mark for mark in marks if len(mark.span)]
    edges = {span.start, span.end}
    for mark in marks:
        edges |= {mark.span.start, mark.span.end}
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.end)
    found: list[Stretch] = []
    for start, end in zip(cuts, [*cuts[1:], span.end], strict=True):
        found.extend(Stretch("", (gap,)) for gap in gaps if gap.span.start == start)
        if start < end:
            mine = tuple(m for m in covering if m.span.start <= start and end <= m.span.end)
            found.append(Stretch(text[start - span.start : end - span.start], mine))
    return tuple(found)


def _at(mark: Mark, span: Span) -> bool:
    return span.start <= mark.span.start <= span.end


def _whole(mark: Mark, text: str, span: Span) -> Mark:
    """``mark`` with its edges after vowel marks: a vowel cut off its letter stands on nothing."""
    start, end = (_after_vowels(edge, text, span) for edge in (mark.span.start, mark.span.end))
    return mark if Span(start, end) == mark.span else replace(mark, span=Span(start, end))


def _after_vowels(edge: int, text: str, span: Span) -> int:
    while span.start < edge < span.end and unicodedata.combining(text[edge - span.start]):
        edge += 1
    return edge
