"""Quoted sentences that are made of parts which the base has apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from align.collate.sources import Source
from align.model import Collation, Span, Version, VersionKind

_SPLICE = "QU02"
_SENTENCE_END = (".", "!", "?", "؟", "…", ":")
_CLOSING = "\"'”’»)"
Place = tuple[int, int]  # a statement's number, a version's in it


def with_splices(
    statements: tuple[Collation, ...], sources: Sequence[Source], base: int
) -> tuple[Collation, ...]:
    """The statements, their spliced versions named so.

    A version is spliced if its quoted sentence goes on in another statement, and what the base
    has between the two is left out; or if a check found just that inside it. Words that were
    changed besides make it changed.
    """
    spliced = {
        place
        for n, s in enumerate(sources)
        if n != base
        for place in _parts(statements, s, sources[base])
    }
    return tuple(
        replace(
            statement,
            versions=tuple(
                replace(v, kind=VersionKind.SPLICED)
                if _whole_but_spliced(v, statement, (number, n) in spliced)
                else v
                for n, v in enumerate(statement.versions)
            ),
        )
        for number, statement in enumerate(statements)
    )


def _whole_but_spliced(version: Version, statement: Collation, part: bool) -> bool:
    codes = {
        finding.code
        for finding in statement.findings
        for words in (finding.target or finding.place,)
        if words is not None
        and words.document == version.quote.document
        and words.span.start <= version.quote.span.end
        and version.quote.span.start <= words.span.end
    }
    if version.kind is VersionKind.CHANGED:
        return codes == {_SPLICE}
    return part


def _parts(statements: tuple[Collation, ...], source: Source, base: Source) -> Iterator[Place]:
    """The versions of one document that are parts of one quoted sentence, with a gap between."""
    placed = sorted(
        (version.quote.span, (number, n))
        for number, statement in enumerate(statements)
        for n, version in enumerate(statement.versions)
        if version.quote.document == source.document.id and version.quoted
    )
    for (first, one), (second, other) in pairwise(placed):
        parts = [statements[number] for number, _ in (one, other)]
        ends = [part.versions[0].quote for part in parts]
        if parts[0] is parts[1] or any(end.document != base.document.id for end in ends):
            continue
        whole = any(
            s.versions[n].kind is VersionKind.FULL
            for s, (_, n) in zip(parts, (one, other), strict=True)
        )
        apart = _gap(ends[0].span, ends[1].span, base) or not whole
        if apart and _one_sentence(first, second, source):
            yield from (one, other)


def _one_sentence(first: Span, second: Span, source: Source) -> bool:
    """True if both stand in one quotation, and no sentence ends between them."""
    text = first.of(source.document.text).rstrip().rstrip(_CLOSING)
    return not text.endswith(_SENTENCE_END) and any(
        q.span.overlaps(first) and q.span.overlaps(second) for q in source.quotes
    )


def _gap(first: Span, second: Span, base: Source) -> bool:
    """True if the base does not go on from one to the other: words stand between, or it is back."""
    between = (u.span for u in base.side.segments)
    return second.start < first.end or any(
        first.end <= span.start and span.end <= second.start for span in between
    )
