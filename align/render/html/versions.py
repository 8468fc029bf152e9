"""A statement's versions, each compared word by word with the first full one in its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from align.model import Collation, Finding, Report, Side, Span, Token, Version
from align.render.collated import SHAPES, matrix, reference
from align.render.html.marks import (
    DIRECTIONS,
    Mark,
    Stretch,
    badges,
    marks_on,
    settled,
    stretches,
)
from align.render.overview import weighed
from align.text import fold, script

# A word with its marks, apostrophes and hyphens, or a sign; spaces belong to neither.
_TOKEN = re.compile(r"\w(?:[\w\u0640\u064b-\u065f\u0670'’-]*\w)?[\u064b-\u065f]*|[^\w\s]")

COMPARABLE = 0.5  # the share of the shorter text in common, below which marks only confuse
MOST_GONE = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a version: "same", "new" against the reference, or the reference's, "gone".

    Where many are gone, only the first and the last are shown; ``whole`` then has them all.
    """

    kind: str
    stretches: tuple[Stretch, ...]
    whole: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version as the page shows it; ``against`` is the version it is compared with."""

    version: Version
    shape: str
    language: str
    direction: str
    pieces: tuple[Piece, ...]
    against: Version | None

    @property
    def reworded(self) -> bool:
        """True if it has too little in common with ``against`` to be compared word by word."""
        return (
            self.against is not None
            and all(piece.kind == "same" for piece in self.pieces)
            and (fold(self.version.quote.text) != fold(self.against.quote.text))
        )


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement and its versions."""

    id: str
    number: int
    statement: Collation
    versions: tuple[VersionView, ...]
    absent: tuple[str, ...]  # documents, by their ids

    @property
    def badges(self) -> tuple[tuple[Finding, ...], ...]:
        """The statement's findings by their category."""
        return badges(weighed(self.statement.findings))


def statements(report: Report) -> tuple[StatementView, ...]:
    """All statements of a collation, in the report's order."""
    return tuple(
        StatementView(
            f"s-{number}",
            number,
            row.statement,
            tuple(_version(row.statement, version) for version in row.statement.versions),
            tuple(cell.document.id for cell in row.cells if cell.version is None),
        )
        for number, row in enumerate(matrix(report), 1)
    )


def _version(statement: Collation, version: Version) -> VersionView:
    marks = _marks(weighed(statement.findings), version)
    against = reference(statement, version)
    # A document may quote in the other language; the words say how they run.
    language = script(version.quote.text) or version.language
    return VersionView(
        version,
        SHAPES[version.kind],
        language,
        DIRECTIONS[language],
        compared(version, against, marks),
        against,
    )


def _marks(findings: list[Finding], version: Version) -> list[Mark]:
    document, span = version.quote.document, version.quote.span
    return [
        shown
        for side in Side
        for mark in marks_on(findings, document, side)
        if mark.span.start <= span.end and span.start <= mark.span.end
        for shown in settled(mark, span)
    ]


def compared(version: Version, against: Version | None, marks: list[Mark]) -> tuple[Piece, ...]:
    """The version's words and, struck out, those of ``against`` that it lacks.

    Letters are compared folded: another hamza or digit script is no difference.
    """
    text, start = version.quote.text, version.quote.span.start
    if against is None:
        return (Piece("same", _cut(text, start, 0, len(text), marks)),)
    old, new = _tokens(against.quote.text), _tokens(text)
    matcher = SequenceMatcher(
        None, [fold(t.form) for t in old], [fold(t.form) for t in new], autojunk=False
    )
    common = sum(block.size for block in matcher.get_matching_blocks())
    if common < COMPARABLE * min(len(old), len(new)):
        return (Piece("same", _cut(text, start, 0, len(text), marks)),)
    pieces: list[Piece] = []
    at = 0
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1 and kind != "equal":
            gone = against.quote.text[old[i1].span.start : old[i2 - 1].span.end]
            space = Piece("same", (Stretch(" "),))
            struck = _gone(gone)
            pieces += [space, struck] if at else [struck, space]
        if j2 > j1:
            first, last = new[j1].span.start, new[j2 - 1].span.end
            pieces.append(Piece("same", _cut(text, start, at, first, marks)))
            name = "same" if kind == "equal" else "new"
            pieces.append(Piece(name, _cut(text, start, first, last, marks)))
            at = last
    pieces.append(Piece("same", _cut(text, start, at, len(text), marks)))
    return tuple(piece for piece in pieces if piece.stretches)


def _gone(text: str) -> Piece:
    words = text.split()
    if len(words) <= MOST_GONE:
        return Piece("gone", (Stretch(text),))
    ends = f"{' '.join(words[:4])} … {' '.join(words[-3:])}"
    return Piece("gone", (Stretch(ends),), text)


def _cut(text: str, offset: int, start: int, end: int, marks: list[Mark]) -> tuple[Stretch, ...]:
    """``text[start:end]`` of a version that stands at ``offset``, with its marks."""
    if end <= start:
        return ()
    span = Span(offset + start, offset + end)
    # An empty place between two pieces shows once, before the second.
    mine = [m for m in marks if len(m.span) or m.span.start < span.end or end == len(text)]
    return stretches(text[start:end], span, mine)


def _tokens(text: str) -> list[Token]:
    return [Token(Span(m.start(), m.end()), m.group()) for m in _TOKEN.finditer(text)]
