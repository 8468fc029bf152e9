"""The documents of a collation, cut into units that can be paired; which of them is the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments
from align.errors import AlignError
from align.extract import statements
from align.model import (
    Bead,
    Document,
    Quote,
    Segment,
    SegmentKind,
    Span,
    Statement,
    StatementKind,
    Token,
    hull,
)
from align.segment import segment

Node = tuple[int, int]  # document number, unit number
Beads = Mapping[tuple[int, int], tuple[Bead, ...]]  # by document numbers


_NO_STATEMENT = (SegmentKind.INTRODUCTION, SegmentKind.CREDIT, SegmentKind.DATELINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One document, its statements, and its encoded units."""

    document: Document
    statements: tuple[Statement, ...]
    side: EncodedSide

    @property
    def quotes(self) -> tuple[Statement, ...]:
        """The statements that are quoted."""
        return tuple(s for s in self.statements if s.kind is StatementKind.QUOTE)

    def words(self, numbers: Sequence[int]) -> int:
        """How many words the units of these numbers have."""
        return sum(len(self.side.segments[n].words) for n in numbers)


def encoded_sources(documents: Sequence[Document], encoder: Encoder) -> tuple[Source, ...]:
    """Every document segmented, cut into units and encoded, all in one pass."""
    read = []
    for document in documents:
        segments = segment(document)
        spoken = statements(document, segments)
        quotes = tuple(s for s in spoken if s.kind is StatementKind.QUOTE)
        read.append((document, spoken, units(segments, quotes)))
    sides = encode_segments([own for _, _, own in read], encoder)
    return tuple(Source(d, s, side) for (d, s, _), side in zip(read, sides, strict=True))


def units(segments: tuple[Segment, ...], quotes: tuple[Statement, ...]) -> tuple[Segment, ...]:
    """Segments cut where a quotation begins or ends, so that a quote can be paired by itself.

    Speaker introductions, credits and datelines state nothing and are left out, and so is what is
    left beside a quote once it is cut out, where that only says who spoke: "the minister said".
    """
    edges = {edge for q in quotes for edge in (q.span.start, q.span.end)}
    cut: list[Segment] = []
    for part in segments:
        if part.kind in _NO_STATEMENT:
            continue
        inside = sorted(e for e in edges if part.span.start < e < part.span.end)
        bounds = [part.span.start, *inside, part.span.end]
        for start, end in pairwise(bounds):
            tokens = tuple(t for t in part.tokens if start <= t.span.start and t.span.end <= end)
            unit = piece(part, tokens, part.text, part.span.start)
            if unit is not None and not (inside and _only_says_who(unit, quotes)):
                cut.append(replace(unit, index=len(cut)))
    return tuple(cut)


def _only_says_who(unit: Segment, quotes: tuple[Statement, ...]) -> bool:
    quoted = any(q.span.overlaps(unit.span) for q in quotes)
    clauses = (q.attribution for q in quotes if q.attribution is not None)
    words = hull(tuple(word.span for word in unit.words))  # without the quote's opening mark
    return not quoted and any(clause.contains(words) for clause in clauses)


def piece(part: Segment, tokens: tuple[Token, ...], text: str, offset: int = 0) -> Segment | None:
    """The segment with these of its tokens alone, from the first word on; None without words.

    ``text`` is what the tokens stand in, and ``offset`` where it begins in the document.
    """
    first = next((n for n, token in enumerate(tokens) if token.is_word), None)
    if first is None:
        return None
    kept = tokens[first:]
    span = Span(kept[0].span.start, kept[-1].span.end)
    return replace(part, span=span, text=span.shifted(-offset).of(text), tokens=kept)


def choose_base(sources: Sequence[Source], beads: Beads, wanted: str | None) -> int:
    """The number of the base version: the one asked for, or the fullest official one.

    What a document shares with the others is weighed by the share of its own words that it is: an
    official text carries the statement and little else, a report much of its own.
    """
    if wanted is not None:
        for number, source in enumerate(sources):
            if wanted == source.document.id or Path(wanted) == Path(source.document.path):
                return number
        raise AlignError(wanted, "is none of the documents given")
    shared = [0.0] * len(sources)
    for (a, b), found in beads.items():
        for bead in found:
            words = bead.score * min(sources[a].words(bead.source), sources[b].words(bead.target))
            shared[a] += words
            shared[b] += words
    sizes = [1 + s.words(range(len(s.side.segments))) for s in sources]
    weighed = [own * own / size for own, size in zip(shared, sizes, strict=True)]
    return max(range(len(sources)), key=lambda n: (weighed[n], -n))


def left_over(sources: Sequence[Source], grouped: set[Node]) -> tuple[Quote, ...]:
    """The units that no other document renders."""
    return tuple(
        Quote(source.document.id, unit.span, unit.span.of(source.document.text))
        for number, source in enumerate(sources)
        for unit in source.side.segments
        if (number, unit.index) not in grouped
    )
