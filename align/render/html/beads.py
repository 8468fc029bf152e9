"""The documents side by side: beads as rows, gathered by the two documents they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from align.model import (
    Alignment,
    Bead,
    Document,
    Finding,
    Language,
    Report,
    Score,
    Segment,
    Side,
)
from align.render.html.links import Linking, linking
from align.render.html.marks import (
    DIRECTIONS,
    Mark,
    Stretch,
    badges,
    marks_on,
    settled,
    stretches,
)
from align.render.html.moves import moved_beads, places
from align.render.html.ribbon import Ribbon, ribbon
from align.render.overview import Overview, overview_of, weighed
from align.text import shorten

Marks = dict[Side, list[list[Mark]]]  # of every segment, by its index


@dataclass(frozen=True, slots=True)
class Line:
    """A segment as the page shows it."""

    language: str
    direction: str
    kind: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """How many beads of the page come before a pair's, and how many before its documents'."""

    page: int
    group: int

    def id(self, index: int) -> str:
        """The page's name for the pair's bead of that index."""
        return f"b-{self.page + index + 1}"

    def number(self, index: int) -> int:
        """The bead's number as a reader counts: from 1 for every two documents."""
        return self.page - self.group + index + 1


@dataclass(frozen=True, slots=True)
class Told:
    """A moved bead at the place where the target has it: its number and its first words there."""

    row: str
    number: int
    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """A bead: the segments of both sides, and the findings that lie in it.

    ``fidelity`` is 0 to 100, None where it was not measured. ``moved``: it stands elsewhere in the
    target; ``told``: moved beads that the target has just before this one.
    """

    id: str
    number: int
    bead: Bead
    lines: tuple[tuple[Line, ...], tuple[Line, ...]]
    linking: Linking
    findings: tuple[Finding, ...]
    fidelity: float | None = None
    moved: bool = False
    told: tuple[Told, ...] = ()

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
    ribbon: Ribbon
    told: tuple[Told, ...]  # moved beads that the target has after all others

    @property
    def moved(self) -> bool:
        """True if a bead stands elsewhere in the target."""
        return any(row.moved for row in self.rows)


@dataclass(frozen=True, slots=True)
class Group:
    """All pairs of the same two documents."""

    id: str
    source: Document
    target: Document
    pairs: tuple[PairView, ...]
    figures: Overview

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
    scores = _scores(report)
    found, count = [], 0
    for number, ((source, target), alignments) in enumerate(gathered.items(), 1):
        pairs = []
        first = count
        for alignment in alignments:
            mine = by_pair.get(alignment.pair.id, [])
            pairs.append(_pair(alignment, mine, scores, Numbering(count, first)))
            count += len(alignment.beads)
        findings = [f for a in alignments for f in by_pair.get(a.pair.id, [])]
        found.append(
            Group(
                f"d-{number}",
                report.document(source),
                report.document(target),
                tuple(pairs),
                overview_of(report, alignments, findings),
            )
        )
    return tuple(found)


def _scores(report: Report) -> Mapping[str, tuple[Score, ...]]:
    found: dict[str, list[Score]] = {}
    for score in report.scores:
        found.setdefault(score.scope, []).append(score)
    return {scope: tuple(those) for scope, those in found.items()}


def _pair(
    alignment: Alignment,
    findings: list[Finding],
    scores: Mapping[str, tuple[Score, ...]],
    numbers: Numbering,
) -> PairView:
    """One pair with its rows."""
    id_ = alignment.pair.id
    moved = moved_beads(alignment.beads)
    told = {
        index: tuple(_told(alignment, other, numbers) for other in those)
        for index, those in places(alignment.beads, moved).items()
    }
    rows = tuple(
        replace(
            row,
            fidelity=_fidelity(scores.get(f"{id_}:{index}", ())),
            moved=index in moved,
            told=told.get(index, ()),
        )
        for index, row in enumerate(_rows(alignment, findings, numbers))
    )
    map_ = ribbon(alignment, numbers.page + 1, moved)
    return PairView(alignment, rows, scores.get(id_, ()), map_, told.get(len(rows), ()))


def _fidelity(scores: Iterable[Score]) -> float | None:
    return next((score.value for score in scores if score.name == "fidelity"), None)


def _told(alignment: Alignment, index: int, numbers: Numbering) -> Told:
    first = alignment.target_segments[min(alignment.beads[index].target)]
    text = shorten(first.text, 60)
    return Told(
        numbers.id(index), numbers.number(index), text, first.language, DIRECTIONS[first.language]
    )


def _rows(alignment: Alignment, findings: list[Finding], numbers: Numbering) -> tuple[Row, ...]:
    pair = alignment.pair
    documents = {Side.SOURCE: pair.source.document, Side.TARGET: pair.target.document}
    marks = {side: marks_on(findings, documents[side], side) for side in Side}
    whole = _whole(alignment, marks)
    marks = {s: [m for m in found if not _redundant(m, whole)] for s, found in marks.items()}
    placed = {s: _by_segment(alignment, s, found) for s, found in marks.items()}
    return tuple(_row(alignment, index, placed, numbers) for index in range(len(alignment.beads)))


def _row(alignment: Alignment, index: int, marks: Marks, numbers: Numbering) -> Row:
    bead = alignment.beads[index]
    sides = {side: alignment.bead_segments(bead, side) for side in Side}
    lines = {s: tuple(_line(x, marks[s][x.index]) for x in sides[s]) for s in Side}
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
    links = linking(sides, alignment.words[index].links)
    return Row(numbers.id(index), numbers.number(index), bead, both, links, tuple(findings))


def _line(segment: Segment, marks: list[Mark]) -> Line:
    cut = stretches(segment.text, segment.span, marks)
    return Line(segment.language, DIRECTIONS[segment.language], segment.kind, cut)


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
