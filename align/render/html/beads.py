"""The documents side by side: beads as rows, gathered by the two documents they stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Document,
    Finding,
    Language,
    Report,
    Score,
    Segment,
    Side,
)
from align.render.html.marks import (
    DIRECTIONS,
    Mark,
    Stretch,
    Words,
    badges,
    linked,
    marks_on,
    settled,
    stretches,
)
from align.render.html.ribbon import Ribbon, ribbon
from align.render.overview import Overview, overview_of, scores_of, weighed

Marks = dict[Side, list[list[Mark]]]  # of every segment, by its index


@dataclass(frozen=True, slots=True)
class Line:
    """A segment as the page shows it."""

    language: str
    direction: str
    kind: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A bead: the segments of both sides, and the findings that lie in it."""

    id: str
    number: int
    bead: Bead
    moved: bool
    lines: tuple[tuple[Line, ...], tuple[Line, ...]]
    findings: tuple[Finding, ...]

    @property
    def badges(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings by their category, for one badge each."""
        return badges(self.findings)

    @property
    def status(self) -> str:
        """ "both", or which side is missing."""
        if self.bead.source and self.bead.target:
            return "both"
        return "omission" if self.bead.source else "addition"

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The findings that lie in it."""
        return tuple(finding.fingerprint for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PairView:
    """One pair with its rows and figures."""

    alignment: Alignment
    rows: tuple[Row, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All pairs of the same two documents."""

    id: str
    source: Document
    target: Document
    pairs: tuple[PairView, ...]
    figures: Overview
    ribbon: Ribbon | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all its pairs."""
        return tuple(row for pair in self.pairs for row in pair.rows)

    @property
    def facing(self) -> bool:
        """True if the target stands on the left: Arabic does, so that both begin at the spine."""
        return self.target.language is Language.AR and self.source.language is not Language.AR

    def document(self, side: Side) -> Document:
        """The document of one side."""
        return self.source if side is Side.SOURCE else self.target


def groups(report: Report) -> tuple[Group, ...]:
    """The report's alignments by their two documents, in the report's order."""
    gathered: dict[tuple[str, str], list[Alignment]] = {}
    for alignment in report.alignments:
        pair = alignment.pair
        gathered.setdefault((pair.source.document, pair.target.document), []).append(alignment)
    by_pair: dict[str, list[Finding]] = {}
    for finding in weighed(report.findings):
        by_pair.setdefault(finding.pair, []).append(finding)
    found, count = [], 0
    for number, ((source, target), alignments) in enumerate(gathered.items(), 1):
        pairs = []
        for alignment in alignments:
            mine = by_pair.get(alignment.pair.id, [])
            rows = _rows(alignment, mine, count)
            count += len(rows)
            pairs.append(PairView(alignment, rows, scores_of(report, alignment.pair.id)))
        findings = [f for a in alignments for f in by_pair.get(a.pair.id, [])]
        found.append(
            Group(
                f"d-{number}",
                report.document(source),
                report.document(target),
                tuple(pairs),
                overview_of(report, alignments, findings),
                ribbon(alignments[0], pairs[0].rows[0].number) if len(alignments) == 1 else None,
            )
        )
    return tuple(found)


def _rows(alignment: Alignment, findings: list[Finding], count: int) -> tuple[Row, ...]:
    pair = alignment.pair
    documents = {Side.SOURCE: pair.source.document, Side.TARGET: pair.target.document}
    marks = {side: marks_on(findings, documents[side], side) for side in Side}
    whole = _whole(alignment, marks)
    marks = {s: [m for m in found if not _redundant(m, whole)] for s, found in marks.items()}
    placed = {s: _by_segment(alignment, s, found) for s, found in marks.items()}
    moved = moved_beads(alignment.beads)
    return tuple(
        _row(alignment, number, placed, moved=number in moved, first=count + 1)
        for number in range(len(alignment.beads))
    )


def _row(alignment: Alignment, number: int, marks: Marks, *, moved: bool, first: int) -> Row:
    bead, links = alignment.beads[number], alignment.words[number]
    sides = {side: alignment.bead_segments(bead, side) for side in Side}
    words = _linked(sides, links)
    lines = {s: tuple(_line(x, marks[s][x.index], words[s]) for x in sides[s]) for s in Side}
    findings = weighed(
        dict.fromkeys(
            mark.finding
            for side in Side
            for line in lines[side]
            for stretch in line.stretches
            for mark in stretch.marks
        )
    )
    both = (lines[Side.SOURCE], lines[Side.TARGET])
    return Row(f"b-{first + number}", first + number, bead, moved, both, tuple(findings))


def _linked(sides: dict[Side, tuple[Segment, ...]], links: BeadLinks) -> dict[Side, Words]:
    return linked(sides, links.links)


def _line(segment: Segment, marks: list[Mark], words: Words) -> Line:
    return Line(
        segment.language,
        DIRECTIONS[segment.language],
        segment.kind,
        stretches(segment.text, segment.span, segment.tokens, marks, words),
    )


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


def moved_beads(beads: tuple[Bead, ...]) -> set[int]:
    """The fewest beads to take away so that both sides run in the same order."""
    pairs = [(min(b.target), i) for i, b in enumerate(beads) if b.source and b.target]
    tails: list[int] = []
    chain: list[int] = []
    before: dict[int, int | None] = {}
    for position, index in pairs:
        at = bisect_left(tails, position)
        before[index] = chain[at - 1] if at else None
        tails[at : at + 1], chain[at : at + 1] = [position], [index]
    kept: set[int] = set()
    last = chain[-1] if chain else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return {index for _, index in pairs} - kept
