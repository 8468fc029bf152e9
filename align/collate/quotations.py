"""What the documents of a collation do to each other's quotations, told beside the statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from align import checks as registry
from align.collate.sources import Beads, Source
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    Category,
    Collation,
    Finding,
    Pair,
    Quote,
    Span,
    Statement,
    StatementKind,
    VersionKind,
)
from align.quotations import with_quoted

Wanted = tuple[tuple[registry.Check, ...], float]  # the checks to run, and the least confidence
# What is said with these is no longer what the base says; who said it, or how it is told, may be.
_CHANGING = ("QU01", "QU02", "QU03")


def with_quotations(
    statements: tuple[Collation, ...],
    sources: Sequence[Source],
    beads: Beads,
    base: int,
    wanted: Wanted,
) -> tuple[Collation, ...]:
    """The statements with what the checks on quotations find, each finding at the nearest version.

    A quote may run over several statements, so whole documents are compared: each with the base,
    or, where the base is in another language, with the one in its own that has most of the base.
    """
    chosen = tuple(c for c in wanted[0] if c.info.category is Category.QUOTATION)
    for own, other in _compared(sources, beads, base) if chosen else ():
        alignment = _aligned(own, other, sources, beads)
        documents = {sources[n].document.id: sources[n].document for n in (own, other)}
        for finding in registry.findings(alignment, chosen, documents):
            if finding.confidence >= wanted[1]:
                statements = _placed(statements, finding, sources[other].document.id)
    return statements


def _compared(sources: Sequence[Source], beads: Beads, base: int) -> Iterator[tuple[int, int]]:
    """The numbers of the documents to compare: the one to measure by, and the other."""
    shared = {n: _shared(n, sources, beads, base) for n in range(len(sources)) if n != base}
    measures = {sources[base].document.language: base}
    for number in sorted(shared, key=lambda n: (-shared[n], n)):
        measures.setdefault(sources[number].document.language, number)
    for number in sorted(shared):
        measure = measures[sources[number].document.language]
        yield (base if measure == number else measure), number


def _shared(number: int, sources: Sequence[Source], beads: Beads, base: int) -> float:
    """How many of the base's words a document renders, each weighed by its bead's score."""
    pair = min(number, base), max(number, base)
    return sum(
        bead.score * sources[base].words(bead.source if pair[0] == base else bead.target)
        for bead in beads[pair]
    )


def _aligned(own: int, other: int, sources: Sequence[Source], beads: Beads) -> Alignment:
    """Two whole documents with their units' beads; words are linked across languages alone."""
    first, second = sources[own], sources[other]
    found = _complete(own, other, sources, beads)
    if first.document.language is second.document.language:
        found = ()
    aligned = Alignment(
        Pair("", _whole(first), _whole(second), score=1.0),
        first.side.segments,
        second.side.segments,
        found,
        tuple(link_words(bead, first.side, second.side) for bead in found),
        first.statements,
        second.statements,
    )
    return with_quoted(aligned, first.side, second.side)


def _complete(own: int, other: int, sources: Sequence[Source], beads: Beads) -> tuple[Bead, ...]:
    """The beads of two documents, in order, and a null bead for every unit that is in none."""
    swapped = (own, other) not in beads
    paired = beads[other, own] if swapped else beads[own, other]
    found = [bead.mirror() if swapped else bead for bead in paired]
    taken = {i for b in found for i in b.source}, {j for b in found for j in b.target}
    sides = sources[own].side.segments, sources[other].side.segments
    found += [Bead((s.index,), (), 1.0) for s in sides[0] if s.index not in taken[0]]
    found += [Bead((), (s.index,), 1.0) for s in sides[1] if s.index not in taken[1]]
    return tuple(sorted(found, key=lambda b: (b.source, b.target)))


def _whole(source: Source) -> Statement:
    span = Span(0, len(source.document.text))
    return Statement("", source.document.id, span, StatementKind.DOCUMENT)


def _placed(
    statements: tuple[Collation, ...], finding: Finding, document: str
) -> tuple[Collation, ...]:
    """The statements, the one whose version stands nearest to the finding's words with it."""
    words = finding.target or finding.place or finding.source
    near = [
        (_distance(version.quote, words), number)
        for number, statement in enumerate(statements)
        for version in statement.versions
        if words is not None and version.quote.document == words.document
    ]
    if not near:
        return statements
    _, number = min(near)
    own = statements[number]
    versions = tuple(
        replace(v, kind=VersionKind.CHANGED)
        if finding.code in _CHANGING and v.quote.document == document
        else v
        for v in own.versions
    )
    found = registry.told_once((*own.findings, replace(finding, pair=own.id)))
    told = replace(own, versions=versions, findings=found)
    return (*statements[:number], told, *statements[number + 1 :])


def _distance(quote: Quote, words: Quote) -> int:
    return max(0, quote.span.start - words.span.end, words.span.start - quote.span.end)
