"""Places, peoples and offices of two sides, held against each other by tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from align.checks.naming.sides import Words
from align.facts.places import Mention, family, offices, places
from align.model import BeadLinks, Issue, Language, Span, hull

_LINKED, _ALONE = 0.9, 0.6
Find = Callable[[Sequence[str], Language], list[Mention]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A place or office: where, and which families it may be of."""

    spans: tuple[Span, ...]
    keys: frozenset[str]
    form: str


def tabled(ours: Words, theirs: Words, links: BeadLinks) -> Iterator[Issue]:
    """Places and offices of either side that the other has others for."""
    for find in (places, offices):
        yield from _differing(ours, theirs, links, find)


def _differing(ours: Words, theirs: Words, links: BeadLinks, find: Find) -> Iterator[Issue]:
    left = _missing(ours, theirs, find)
    right = _missing(theirs, ours, find)
    if not left or not right:
        return
    linked = {(k.source, k.target) for k in links.links}
    single = all(len({f for n in side for f in n.keys}) == 1 for side in (left, right))
    for one in left:
        pairs = [n for n in right if any((a, b) in linked for a in one.spans for b in n.spans)]
        if pairs or single:
            two = (pairs or right)[0]
            yield Issue(
                message=f"“{one.form}” in the source, “{two.form}” in the target.",
                source=hull(one.spans),
                target=hull(two.spans),
                confidence=_LINKED if pairs else _ALONE,
            )


def _missing(ours: Words, theirs: Words, find: Find) -> list[_Named]:
    """What ``ours`` names and neither ``theirs`` nor the sentences beside it do."""
    there = {
        key
        for forms in (theirs.forms, theirs.near)
        for _, _, keys in find(forms, theirs.language)
        for key in map(family, keys)
    }
    found = []
    for start, end, keys in find(ours.forms, ours.language):
        families = frozenset(map(family, keys))
        if there.isdisjoint(families):
            run = ours.tokens[start:end]
            found.append(
                _Named(tuple(t.span for t in run), families, " ".join(t.form for t in run))
            )
    return found
