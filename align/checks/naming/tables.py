"""Places, peoples and offices of two sides, held against each other by tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from align.checks.naming.sides import Words
from align.facts.places import Mention, family, offices, places
from align.model import BeadLinks, Issue, Language, Span, hull

_LINKED, _ALONE = 0.9, 0.6
Find = Callable[[Sequence[str], Language], list[Mention]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A place or office: where, and which it may be."""

    spans: tuple[Span, ...]
    keys: frozenset[str]
    form: str

    @property
    def families(self) -> frozenset[str]:
        """The countries that it may be in."""
        return frozenset(map(family, self.keys))


def tabled(ours: Words, theirs: Words, links: BeadLinks) -> Iterator[Issue]:
    """Places and offices of either side that the other has others for."""
    for find in (places, offices):
        yield from _differing(ours, theirs, links, find)


def unanswered(ours: Words, theirs: Words) -> frozenset[int]:
    """Which words of ``ours`` name a place that ``theirs`` does not."""
    spans = {s for n in _missing(ours, theirs, places) for s in n.spans}
    return frozenset(at for at, token in enumerate(ours.tokens) if token.span in spans)


def _differing(ours: Words, theirs: Words, links: BeadLinks, find: Find) -> Iterator[Issue]:
    left, right = _missing(ours, theirs, find), _missing(theirs, ours, find)
    if not left and not right:
        return
    linked = {(k.source, k.target) for k in links.links}
    single = all(len({n.keys for n in side}) == 1 for side in (left, right))
    spare = _spare(theirs, ours, find), _spare(ours, theirs, find)
    pairs = [(a, b) for a in left for b in (*right, *spare[0]) if _is_linked(a, b, linked)]
    pairs += [(a, b) for b in right for a in spare[1] if _is_linked(a, b, linked)]
    alone = [(a, right[0]) for a in left] if single and not pairs else []
    for one, two in pairs or alone:
        yield Issue(
            message=f"“{one.form}” in the source, “{two.form}” in the target.",
            source=hull(one.spans),
            target=hull(two.spans),
            confidence=_LINKED if pairs else _ALONE,
        )


def _is_linked(one: _Named, two: _Named, linked: set[tuple[Span, Span]]) -> bool:
    """True for two that differ and whose words render each other."""
    apart = one.keys.isdisjoint(two.keys) and not _stands_for(one.keys, two.keys)
    return apart and any((a, b) in linked for a in one.spans for b in two.spans)


def _stands_for(one: frozenset[str], two: frozenset[str]) -> bool:
    """True for a country and a town of it, either of which may mean the other."""
    return any(
        family(a) == family(b) and (a == family(a) or b == family(b)) for a in one for b in two
    )


def _missing(ours: Words, theirs: Words, find: Find) -> list[_Named]:
    """What ``ours`` names and neither ``theirs`` nor the sentences beside it do.

    Moscow stands for Russia only where Russia is not named beside it, on the same side.
    """
    there = _keys(theirs, find)
    here = {key for n in _named(ours, find) for key in n.keys}
    own = {family(key) for key in here & there}
    return [
        n
        for n in _named(ours, find)
        if n.keys.isdisjoint(there)
        and not any(
            _stands_for(n.keys, frozenset((key,))) and family(key) not in own for key in there
        )
    ]


def _spare(ours: Words, theirs: Words, find: Find) -> list[_Named]:
    """What ``ours`` names more often than ``theirs``, which has it too."""
    counts = [Counter(key for n in _named(w, find) for key in n.keys) for w in (ours, theirs)]
    named = _named(ours, find)
    return [n for n in named if any(counts[0][k] > counts[1][k] > 0 for k in n.keys)]


def _keys(words: Words, find: Find) -> set[str]:
    """What the words of a bead and of those beside it name."""
    runs = words.forms, words.near
    return {key for forms in runs for _, _, keys in find(forms, words.language) for key in keys}


def _named(words: Words, find: Find) -> list[_Named]:
    found = []
    for start, end, keys in find(words.forms, words.language):
        run = words.tokens[start:end]
        found.append(_Named(tuple(t.span for t in run), keys, " ".join(t.form for t in run)))
    return found
