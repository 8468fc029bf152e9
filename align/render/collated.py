"""Statements by documents: how each document renders each statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from align.model import Collation, Document, Quote, Report, Version, VersionKind

ABSENT = "absent"
# Told apart by shape as well as by colour.
SHAPES: dict[str, str] = {
    VersionKind.FULL: "●",
    VersionKind.PARTIAL: "◐",
    VersionKind.SPLICED: "◈",
    VersionKind.CHANGED: "◆",
    VersionKind.PARAPHRASE: "◇",
    ABSENT: "·",
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One document's rendering of one statement; ``version`` is None where it has none."""

    document: Document
    version: Version | None

    @property
    def kind(self) -> str:
        """The version's kind, or "absent"."""
        return self.version.kind.value if self.version else ABSENT

    @property
    def shape(self) -> str:
        """The mark that stands for the kind."""
        return SHAPES[self.kind]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement, or a sentence of the base that no other document has.

    ``cells`` has one for every document, in the report's order; ``id`` is empty for a sentence
    that is no statement.
    """

    id: str
    words: Quote | None
    statement: Collation
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What one document has of the base's sentences, and what it leaves out.

    ``statements``: how many statements it has a version of. ``sentences``: how many of the base's
    ``total`` it has. ``kinds``: its versions by kind. ``base_share``: the share of the base's
    words in the sentences that it has, in whatever version; ``shared``: the share of its own
    words that another document has too, both 0 to 1. ``left_out``: the base's sentences that it
    lacks; ``own``: what no other document has.
    """

    document: Document
    statements: int
    sentences: int
    total: int
    kinds: Mapping[str, int]
    base_share: float
    shared: float
    left_out: tuple[Quote, ...]
    own: tuple[Quote, ...]


def matrix(report: Report) -> list[Row]:
    """Every statement of a collation, with a cell for every document.

    Where a document says a statement more than once, the cell holds its most similar version.
    """
    return [_row(report, statement) for statement in report.statements]


def sentences(report: Report) -> list[Row]:
    """The matrix, with the sentences of the base that no other document has in their places."""
    rows = matrix(report)
    for quote in report.unpaired:
        if quote.document == report.base:
            lone = Version(quote, report.document(quote.document).language, VersionKind.FULL, 1.0)
            rows.append(_row(report, Collation("", None, (lone,))))
    return sorted(rows, key=lambda row: _place(row.words, report))


def _place(words: Quote | None, report: Report) -> tuple[bool, int]:
    """The base's sentences first, by where they stand; the rest stay as they are."""
    own = words is not None and words.document == report.base
    return not own, words.span.start if own and words is not None else 0


def _row(report: Report, statement: Collation) -> Row:
    best: dict[str, Version] = {}
    for version in statement.versions:
        known = best.get(version.quote.document)
        if known is None or version.similarity > known.similarity:
            best[version.quote.document] = version
    cells = tuple(Cell(document, best.get(document.id)) for document in report.documents)
    words = statement.versions[0].quote if statement.versions else None
    return Row(statement.id, words, statement, cells)


def carried(report: Report) -> list[Carried]:
    """For every document of a collation what it carries and what it leaves out."""
    rows = sentences(report)
    return [_carried(document, report, rows) for document in report.documents]


def _carried(document: Document, report: Report, rows: list[Row]) -> Carried:
    versions = [
        version
        for statement in report.statements
        for version in statement.versions
        if version.quote.document == document.id
    ]
    has = [any(v.quote.document == document.id for v in row.statement.versions) for row in rows]
    base = [
        (row.words, own)
        for row, own in zip(rows, has, strict=True)
        if row.words is not None and row.words.document == report.base
    ]
    own = tuple(quote for quote in report.unpaired if quote.document == document.id)
    kinds = Counter(version.kind.value for version in versions)
    told, alone = _count(version.quote for version in versions), _count(own)
    return Carried(
        document,
        statements=sum(own and bool(row.id) for row, own in zip(rows, has, strict=True)),
        sentences=sum(own for _, own in base),
        total=len(base),
        kinds={kind: kinds[kind] for kind in SHAPES if kinds[kind]},
        base_share=_share(_count(words for words, own in base if own), _count(w for w, _ in base)),
        shared=_share(told, told + alone),
        left_out=tuple(words for words, own in base if not own),
        own=own,
    )


def _count(quotes: Iterable[Quote]) -> int:
    return sum(len(_WORD.findall(quote.text)) for quote in quotes)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def reference(statement: Collation, version: Version) -> Version | None:
    """The version in the same language that ``version`` is compared with; None for it itself.

    That is the first one that is full, or where none is, the first.
    """
    own = [v for v in statement.versions if v.language is version.language]
    first = next((v for v in own if v.kind is VersionKind.FULL), own[0])
    return None if first is version else first
