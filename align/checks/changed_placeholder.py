"""LC03: a placeholder, tag, address or handle that is another one, or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.literal.reading import ADDRESS, HASHTAG, Literal, literals, same_site
from align.model import Alignment, Bead, Category, Issue, Segment, Severity, Side, Span, hull
from align.text import main_language, script

_LOST, _LOST_TAG = 0.8, 0.6  # hashtags and handles are dropped more freely than placeholders
_LOOSE = ("hashtag", "handle", "entity")


@check("LC03", category=Category.LOCALE, severity=Severity.MAJOR)
def changed_placeholder(alignment: Alignment) -> Iterator[Issue]:
    """A placeholder, tag, address or handle of the source is another one in the target.

    Programs put values where {name}, %s, %1$d, ${x} and {{x}} stand, and readers follow http
    addresses, e-mail addresses and @handles: one letter off, and they fail. Each must stand as
    often on either side, in any order (%2$s %1$s is %s %s). A hashtag in the other script was
    translated; an address that names its language (ar.example.org, /en/) may lead to that
    language's page; attributes of tags, quotation marks and dashes as entities are the language's
    own. What stands in another sentence of the text is not lost; translation units stand alone.
    Between versions in one language only what became another one counts.
    """
    excess = _excess(alignment, alignment.beads)
    languages = {main_language(alignment.segments(side)) for side in Side}
    for bead in alignment.beads:
        if not (bead.source and bead.target):
            continue
        parts = [alignment.bead_segments(bead, side) for side in Side]
        ours, theirs = (_literals(part) for part in parts)
        if alignment.by_units:
            excess = _excess(alignment, (bead,))
        left = [_left(ours, theirs, excess[0]), _left(theirs, ours, excess[1])]
        pairs = list(_pairs(left[0], left[1]))
        for one, two in pairs:
            for rest, literal in zip(left, (one, two), strict=True):
                rest.remove(literal)
            if not _localised(one, two):
                yield _changed(one, two)
        if len(languages) > 1:
            yield from (_lost(x, "target", _whole(parts[1])) for x in left[0])
            yield from (_lost(x, "source", _whole(parts[0])).mirror() for x in left[1])


def _literals(segments: Sequence[Segment]) -> list[Literal]:
    return [literal for segment in segments for literal in literals(segment)]


def _excess(alignment: Alignment, beads: Sequence[Bead]) -> tuple[Counter[str], Counter[str]]:
    """How much oftener each literal stands in the source of ``beads``, and in the target."""
    source, target = (
        Counter(x.key for b in beads for x in _literals(alignment.bead_segments(b, side)))
        for side in Side
    )
    return source - target, target - source


def _left(
    ours: Sequence[Literal], theirs: Sequence[Literal], excess: Counter[str]
) -> list[Literal]:
    """Those of ``ours`` that ``theirs`` lacks, as many as the whole text lacks too."""
    there = Counter(x.key for x in theirs)
    lacking = []
    for literal in ours:
        if there[literal.key] > 0:
            there[literal.key] -= 1
        elif excess[literal.key] > 0:
            excess[literal.key] -= 1
            lacking.append(literal)
    return lacking


def _pairs(ours: Sequence[Literal], theirs: Sequence[Literal]) -> Iterator[tuple[Literal, Literal]]:
    """What became what: of one kind, localised ones first, then in order."""
    free = list(theirs)
    waiting = []
    for one in ours:
        two = next((x for x in free if x.kind == one.kind and _localised(one, x)), None)
        if two is None:
            waiting.append(one)
        else:
            free.remove(two)
            yield one, two
    for one in waiting:
        two = next((x for x in free if x.kind == one.kind), None)
        if two is not None:
            free.remove(two)
            yield one, two


def _localised(one: Literal, two: Literal) -> bool:
    """True for a hashtag in the other script, and an address's version in the other language."""
    if one.kind == HASHTAG:
        return script(one.text) is not script(two.text)
    return one.kind == ADDRESS and same_site(one, two)


def _changed(one: Literal, two: Literal) -> Issue:
    return Issue(
        message=f"The {one.kind} {one.text} is {two.text} in the target.",
        source=one.span,
        target=two.span,
        confidence=0.9,
        severity=Severity.MINOR if one.kind in _LOOSE else None,
    )


def _lost(literal: Literal, where: str, place: Span) -> Issue:
    loose = literal.kind in _LOOSE
    return Issue(
        message=f"The {literal.kind} {literal.text} is not in the {where}.",
        source=literal.span,
        target=None,
        confidence=_LOST_TAG if loose else _LOST,
        severity=Severity.MINOR if loose else None,
        place=place,
    )


def _whole(segments: Sequence[Segment]) -> Span:
    return hull(tuple(s.span for s in segments))
