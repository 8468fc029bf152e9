"""The documents side by side: beads as rows, gathered by the two documents they stand in."""

from __future__ import annotations

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
from align.render.html.labels import Label, label_of
from align.render.html.links import Linking, linking
from align.render.html.marks import (
    DIRECTIONS,
    Mark,
    Stretch,
    badges,
    stretches,
)
from align.render.html.moves import moved_beads, places
from align.render.html.placed import Marks, placed_marks
from align.render.html.ribbon import Ribbon, ribbon
from align.render.overview import Overview, overview_of, weighed
from align.text import shorten


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
    unit: str = ""

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
    def band(self) -> str:
        """What the map shows it as: moved, without a counterpart, or by its gravest finding."""
        if self.moved or self.status != "both":
            return "moved" if self.moved else self.status
        found = (finding.category for finding in self.findings if not finding.suppressed)
        return next((f"found {category}" for category in found), "both")


@dataclass(frozen=True, slots=True)
class PairView:
    """One pair with its rows and figures."""

    alignment: Alignment
    rows: tuple[Row, ...]
    scores: tuple[Score, ...]
    ribbon: Ribbon
    told: tuple[Told, ...]  # moved beads that the target has after all others

    @property
    def measured(self) -> bool:
        """True if the rows say their fidelity."""
        return any(row.fidelity is not None for row in self.rows)

    @property
    def found(self) -> bool:
        """True if the map shows findings."""
        return any(band.kind.startswith("found") for band in self.ribbon.bands)

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
    def label(self) -> Label:
        """What the two documents are called together."""
        return label_of(self.source, self.target)

    @property
    def units(self) -> bool:
        """True if the file says which text renders which: its rows are short, and have names."""
        return self.source.has_units

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
        first, original = count, report.document(source)
        for alignment in alignments:
            mine = by_pair.get(alignment.pair.id, [])
            pairs.append(_pair(alignment, mine, scores, Numbering(count, first), original))
            count += len(alignment.beads)
        findings = [f for a in alignments for f in by_pair.get(a.pair.id, [])]
        found.append(
            Group(
                f"d-{number}",
                original,
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
    source: Document,
) -> PairView:
    """One pair with its rows."""
    id_ = alignment.pair.id
    moved = moved_beads(alignment.beads)
    told = {
        index: tuple(_told(alignment, other, numbers) for other in those)
        for index, those in places(alignment.beads, moved).items()
    }
    named = source.has_units
    rows = tuple(
        replace(
            row,
            fidelity=_fidelity(scores.get(f"{id_}:{index}", ())),
            moved=index in moved,
            unit=_unit(source, alignment, row.bead) if named else "",
            told=told.get(index, ()),
        )
        for index, row in enumerate(_rows(alignment, findings, numbers))
    )
    map_ = ribbon(alignment, numbers.page + 1, [row.band for row in rows])
    return PairView(alignment, rows, scores.get(id_, ()), map_, told.get(len(rows), ()))


def _unit(document: Document, alignment: Alignment, bead: Bead) -> str:
    """The id that the file gives the bead's text, less that text where it ends in it."""
    if not bead.source:
        return ""
    segment = alignment.source_segments[bead.source[0]]
    block = document.block_at(segment.span.start)
    unit = block.unit if block else ""
    return unit.removesuffix(segment.text).removesuffix("|")


def _fidelity(scores: Iterable[Score]) -> float | None:
    return next((score.value for score in scores if score.name == "fidelity"), None)


def _told(alignment: Alignment, index: int, numbers: Numbering) -> Told:
    first = alignment.target_segments[min(alignment.beads[index].target)]
    text = shorten(first.text, 60)
    return Told(
        numbers.id(index), numbers.number(index), text, first.language, DIRECTIONS[first.language]
    )


def _rows(alignment: Alignment, findings: list[Finding], numbers: Numbering) -> tuple[Row, ...]:
    placed = placed_marks(alignment, findings)
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
