"""TE02: a term that is not rendered as the glossary wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.checks import check
from align.checks.quotation.sides import both_ways
from align.checks.terms.search import Place, has, index, places, size_at
from align.facts import beginnings
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Category,
    Issue,
    Language,
    Severity,
    Side,
    Span,
    Strength,
    Term,
    Token,
    hull,
)

GONE = 0.55  # mean null probability of a term from which nothing renders it: OM02 tells of it
BESIDE = 2  # words between those that render a term
_FORBIDDEN, _LINKED, _UNLINKED = 0.95, 0.85, 0.6


@check("TE02", category=Category.TERMINOLOGY, severity=Severity.MAJOR)
def glossary_violation(alignment: Alignment) -> Iterator[Issue]:
    """A term of the glossary is rendered in a way that the glossary does not have.

    With `--glossary FILE` (columns ar and en, maybe forbidden and note, or TBX) each term that one
    side has must stand on the other in one of its renderings, and not in a forbidden one. Arabic
    clitics and inflection of either language pass (وللمستوطنات is settlements), and a rendering
    counts in any form of its words, broken plurals among them, in any order. A longer term takes
    the words of a shorter one in it. A term that nothing renders is an omission, and one that is
    rendered in the sentence beside is no violation.
    """
    if alignment.terms:
        yield from both_ways(alignment, _violations)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A term among the words of a bead's target."""

    term: Term
    rendering: str
    words: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of one side of a bead."""

    words: tuple[Token, ...]
    language: Language
    place: Span


def _violations(alignment: Alignment) -> Iterator[Issue]:
    """Terms of the target whose renderings the source lacks, in beads of two languages."""
    for number, (bead, links) in enumerate(zip(alignment.beads, alignment.words, strict=True)):
        if not (bead.source and bead.target):
            continue
        theirs, ours = (_text(alignment, bead, side) for side in Side)
        if ours.language is theirs.language:
            continue
        told: set[Term] = set()
        nulls = _nulls(alignment, bead, links)
        for hit in _hits(ours, alignment.terms):
            if hit.term in told:
                continue
            near = _near(alignment, number, theirs.language)
            issue = _held(hit, theirs, _Evidence(links, nulls, near))
            if issue is not None:
                told.add(hit.term)
                yield issue


@dataclass(frozen=True, slots=True)
class _Evidence:
    links: BeadLinks
    nulls: dict[Span, float]
    near: tuple[Token, ...]


def _text(alignment: Alignment, bead: Bead, side: Side) -> _Text:
    segments = alignment.bead_segments(bead, side)
    words = tuple(t for s in segments for t in s.words)
    return _Text(words, segments[0].language, hull(tuple(s.span for s in segments)))


def _nulls(alignment: Alignment, bead: Bead, links: BeadLinks) -> dict[Span, float]:
    tokens = (t for s in alignment.bead_segments(bead, Side.TARGET) for t in s.tokens)
    return {t.span: p for t, p in zip(tokens, links.target_null, strict=True)}


def _near(alignment: Alignment, number: int, language: Language) -> tuple[Token, ...]:
    """The words of the source in the beads beside, where a sentence may end elsewhere."""
    if alignment.by_units:
        return ()
    beside = (*alignment.beads[max(0, number - 1) : number], *alignment.beads[number + 1 :][:1])
    segments = [s for b in beside for s in alignment.bead_segments(b, Side.SOURCE)]
    return tuple(t for s in segments if s.language is language for t in s.words)


def _hits(text: _Text, terms: tuple[Term, ...]) -> list[_Hit]:
    """The terms of one text in order, without those inside a longer one."""
    listed = index(terms, text.language)
    found: list[tuple[Place, Term, str]] = [
        ((at, at + size), term, rendering)
        for at, token in enumerate(text.words)
        for start in sorted(beginnings(token.form, text.language))
        for term, rendering in listed.get(start, ())
        if (size := size_at(text.words, at, rendering, text.language))
    ]
    found.sort(key=lambda row: (row[0][0] - row[0][1], row[0]))  # the longest first
    taken: set[int] = set()
    kept: list[tuple[Place, Term, str]] = []
    for place, term, rendering in found:
        same = [k for k in kept if k[0] == place]
        if not same and not taken.isdisjoint(range(*place)):
            continue
        kept.append((place, term, rendering))
        taken.update(range(*place))
    kept.sort(key=lambda row: row[0])
    return [_Hit(term, r, text.words[slice(*place)]) for place, term, r in _sole(kept)]


def _sole(kept: list[tuple[Place, Term, str]]) -> list[tuple[Place, Term, str]]:
    """``kept`` with concepts that share a word made one: any of their renderings will do."""
    joined: dict[Place, tuple[Place, Term, str]] = {}
    for place, term, rendering in kept:
        if place not in joined:
            joined[place] = place, term, rendering
            continue
        first = joined[place][1]
        both = Term(
            tuple(dict.fromkeys(first.arabic + term.arabic)),
            tuple(dict.fromkeys(first.english + term.english)),
            tuple(f for f in first.forbidden if f in term.forbidden),
        )
        joined[place] = place, both, rendering
    return [joined[place] for place in sorted(joined)]


def _held(hit: _Hit, theirs: _Text, evidence: _Evidence) -> Issue | None:
    """What is wrong with the other side's rendering of a term; None if nothing is."""
    wanted = hit.term.renderings(theirs.language)
    span = hull(tuple(t.span for t in hit.words))
    ruled_out = _ruled_out(hit.term, theirs)
    if ruled_out is not None:
        message = f"The glossary forbids “{ruled_out[1]}” for “{hit.rendering}”: {_told(wanted)}."
        return Issue(message, ruled_out[0], span, _FORBIDDEN)
    if any(has(theirs.words, rendering, theirs.language) for rendering in wanted):
        return None
    linked = _linked(hit, theirs, evidence.links)
    gone = sum(evidence.nulls[t.span] for t in hit.words) / len(hit.words)
    if not linked and (gone >= GONE or any(has(evidence.near, r, theirs.language) for r in wanted)):
        return None
    return Issue(
        message=f"The glossary has {_told(wanted)} for “{hit.rendering}”.",
        source=hull(linked) if linked else None,
        target=span,
        confidence=_LINKED if linked else _UNLINKED,
        place=None if linked else theirs.place,
    )


def _linked(hit: _Hit, theirs: _Text, links: BeadLinks) -> tuple[Span, ...]:
    """The words that render a term: the likeliest one, and what is surely linked beside it."""
    own = {t.span for t in hit.words}
    found = [link for link in links.links if link.target in own]
    if not found:
        return ()
    best = max(found, key=lambda link: link.score).source
    sure = {best, *(link.source for link in found if link.strength is Strength.SURE)}
    places = [n for n, t in enumerate(theirs.words) if t.span in sure]
    first = last = next(n for n in places if theirs.words[n].span == best)
    for n in sorted(places, key=lambda place: abs(place - first)):
        if first - BESIDE <= n <= last + BESIDE:
            first, last = min(first, n), max(last, n)
    return tuple(t.span for t in theirs.words[first : last + 1])


def _ruled_out(term: Term, theirs: _Text) -> tuple[Span, str] | None:
    """A forbidden rendering among the words of ``theirs``, no part of one that will do."""
    allowed = {
        at
        for rendering in term.renderings(theirs.language)
        for place in places(theirs.words, rendering, theirs.language)
        for at in range(*place)
    }
    for rendering in term.forbidden:
        for place in places(theirs.words, rendering, theirs.language):
            if not set(range(*place)) <= allowed:
                return hull(tuple(t.span for t in theirs.words[slice(*place)])), rendering
    return None


def _told(renderings: Sequence[str]) -> str:
    return " or ".join(f"“{rendering}”" for rendering in renderings)
