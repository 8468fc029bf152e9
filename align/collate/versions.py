"""One group of units made into a statement: its versions against the base, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align import checks as registry
from align.beads import unit_score
from align.collate.groups import Group, by_document
from align.collate.kinds import is_whole, kind_of
from align.collate.sources import Source
from align.encode.similarity import restricted
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    Collation,
    Finding,
    Pair,
    Quote,
    Span,
    Statement,
    StatementKind,
    Version,
    VersionKind,
    hull,
)
from align.score import overlap_scores, statement_scores


def collation(
    id_: str,
    group: Group,
    sources: Sequence[Source],
    wanted: tuple[tuple[registry.Check, ...], float],
    encoder: str,
) -> Collation:
    """The statement of that id; ``wanted``: the checks to run, and the least confidence.

    ``encoder``: its signature.
    """
    first, *others = _runs(group, sources)
    versions = [_version(first[0], first[1], VersionKind.FULL, 1.0)]
    findings: list[Finding] = []
    for other in others:
        alignment = _aligned(id_, first, other)
        kind = kind_of(alignment, told=_told(first, other))
        found = _findings(alignment, (first[0], other[0]), wanted)
        # A cut or loose version leaves words out by its nature.
        if kind in (VersionKind.PARTIAL, VersionKind.PARAPHRASE) or not is_whole(alignment):
            found = [f for f in found if f.code.startswith("MT")]
        if any(f.code.startswith("MT") for f in found):
            kind = VersionKind.CHANGED
        version = _version(*other, kind, alignment.pair.score)
        scores = statement_scores(alignment, encoder)
        if other[0].document.language is first[0].document.language:
            scores += overlap_scores(version.quote.text, versions[0].quote.text, id_)
        version = replace(version, scores=scores)
        versions.append(version)
        findings += found
    return Collation(
        id_, _speaker(first[0], versions[0].quote.span), tuple(versions), tuple(findings)
    )


def _runs(group: Group, sources: Sequence[Source]) -> list[tuple[Source, tuple[int, ...]]]:
    """A group's units by document, those that do not stand together apart: a version each."""
    runs: list[tuple[Source, tuple[int, ...]]] = []
    for document, units in by_document(group):
        for number in units:
            if runs and runs[-1][0] is sources[document] and runs[-1][1][-1] == number - 1:
                runs[-1] = (runs[-1][0], (*runs[-1][1], number))
            else:
                runs.append((sources[document], (number,)))
    return runs


def _told(base: tuple[Source, tuple[int, ...]], other: tuple[Source, tuple[int, ...]]) -> bool:
    """True if the base quotes the words, and the other, which quotes elsewhere, does not."""
    quoted = [
        any(q.span.overlaps(source.side.segments[n].span) for q in source.quotes for n in own)
        for source, own in (base, other)
    ]
    return quoted == [True, False] and bool(other[0].quotes)


def _version(
    source: Source, numbers: tuple[int, ...], kind: VersionKind, similarity: float
) -> Version:
    span = hull(tuple(source.side.segments[n].span for n in numbers))
    quote = Quote(source.document.id, span, span.of(source.document.text))
    quoted = any(q.span.overlaps(span) for q in source.quotes)
    return Version(quote, source.document.language, kind, similarity, quoted)


def _aligned(
    id_: str, base: tuple[Source, tuple[int, ...]], other: tuple[Source, tuple[int, ...]]
) -> Alignment:
    """One bead of the base's units and the other version's, its words linked."""
    sides = [restricted(source.side, numbers) for source, numbers in (base, other)]
    bead = Bead(
        tuple(range(len(base[1]))), tuple(range(len(other[1]))), unit_score(sides[0], sides[1])
    )
    pair = Pair(id_, _statement(id_, *base), _statement(id_, *other), score=bead.score)
    words = link_words(bead, sides[0], sides[1])
    return Alignment(pair, sides[0].segments, sides[1].segments, (bead,), (words,))


def _statement(id_: str, source: Source, numbers: tuple[int, ...]) -> Statement:
    span = hull(tuple(source.side.segments[n].span for n in numbers))
    return Statement(id_, source.document.id, span, StatementKind.NARRATIVE)


def _findings(
    alignment: Alignment,
    sources: tuple[Source, Source],
    wanted: tuple[tuple[registry.Check, ...], float],
) -> list[Finding]:
    documents = {s.document.id: s.document for s in sources}
    found = registry.findings(alignment, wanted[0], documents)
    return [f for f in found if f.confidence >= wanted[1]]


def _speaker(source: Source, span: Span) -> str | None:
    return next((q.speaker for q in source.quotes if q.span.overlaps(span)), None)
