"""The base's sentences by documents, and what each document carries and leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from align.model import Category, Collation, Quote, Report, VersionKind
from align.render.collated import SHAPES, Carried, Cell, carried, sentences
from align.render.html.marks import DIRECTIONS
from align.render.overview import weighed
from align.text import script


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document, with the statement that has them, or an empty id."""

    text: str
    language: str
    direction: str
    statement: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the matrix with the kinds of the findings about this document."""

    cell: Cell
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One of the base's sentences, or a statement that the base lacks, in all documents."""

    number: int | None
    words: Words | None
    cells: tuple[CellView, ...]

    @property
    def alike(self) -> bool:
        """True if every document has it in full, and nothing was found."""
        return all(
            view.cell.kind == VersionKind.FULL and not view.categories for view in self.cells
        )


@dataclass(frozen=True, slots=True)
class CarriedView:
    """One document's share in the collation."""

    carried: Carried
    kinds: tuple[tuple[str, str, int], ...]  # kind, shape, how many
    left_out: tuple[Words, ...]
    own: tuple[Words, ...]


def matrix_rows(report: Report) -> tuple[MatrixRow, ...]:
    """A row for every statement, and for every sentence of the base, in the base's order."""
    numbers = _numbers(report)
    return tuple(
        MatrixRow(
            numbers.get(row.id),
            _words(row.words, numbers.get(row.id)) if row.words else None,
            tuple(_cell(cell, row.statement) for cell in row.cells),
        )
        for row in sentences(report)
    )


def _cell(cell: Cell, statement: Collation) -> CellView:
    own = cell.document.id
    return CellView(
        cell,
        tuple(
            dict.fromkeys(
                finding.category
                for finding in weighed(statement.findings)
                if not finding.suppressed
                and any(q and q.document == own for q in (finding.source, finding.target))
            )
        ),
    )


def carried_views(report: Report) -> tuple[CarriedView, ...]:
    """What each document of a collation carries and leaves out."""
    numbers = _numbers(report)
    known = {s.versions[0].quote: numbers[s.id] for s in report.statements if s.versions}
    return tuple(
        CarriedView(
            own,
            tuple((kind, SHAPES[kind], count) for kind, count in own.kinds.items()),
            tuple(_words(quote, known.get(quote)) for quote in own.left_out),
            tuple(_words(quote, None) for quote in own.own),
        )
        for own in carried(report)
    )


def _numbers(report: Report) -> dict[str, int]:
    return {statement.id: number for number, statement in enumerate(report.statements, 1)}


def _words(quote: Quote, number: int | None) -> Words:
    language = script(quote.text)
    direction = DIRECTIONS[language] if language else "ltr"
    target = f"s-{number}" if number else ""
    return Words(" ".join(quote.text.split()), language or "en", direction, target)
