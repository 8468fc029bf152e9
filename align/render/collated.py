"""Statements by documents: how each document renders each statement."""

from __future__ import annotations

from dataclasses import dataclass

from align.model import Collation, Document, Report, Version, VersionKind

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
    """One statement with a cell for every document, in the report's order."""

    statement: Collation
    cells: tuple[Cell, ...]


def matrix(report: Report) -> list[Row]:
    """Every statement of a collation, with a cell for every document.

    Where a document says a statement more than once, the cell holds its most similar version.
    """
    rows = []
    for statement in report.statements:
        best: dict[str, Version] = {}
        for version in statement.versions:
            known = best.get(version.quote.document)
            if known is None or version.similarity > known.similarity:
                best[version.quote.document] = version
        cells = tuple(Cell(document, best.get(document.id)) for document in report.documents)
        rows.append(Row(statement, cells))
    return rows


def reference(statement: Collation, version: Version) -> Version | None:
    """The first version in the same language, that ``version`` is compared with; None for it."""
    first = next(v for v in statement.versions if v.language is version.language)
    return None if first is version else first
