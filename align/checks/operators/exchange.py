"""Markers of one scale that say something else on the other side: may for must, some for all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from align.checks.operators.answers import Held, distance, link_score, matched
from align.checks.operators.reading import Marker

LINKED, NEAR = 0.1, 3.0  # the link score, and the words apart, from which two stand in one place
ANSWERED = 0.0  # words apart within which a word of the same class answers
REPLACED = 0.0  # words apart within which another word of the scale may stand for one
ALONE = 0.45  # the confidence of a marker that nothing stands for
SAID = 0.65  # that of a marker in whose place a word stands that says the opposite in passing
FAINT = 0.4  # that of one of the kinds that come and go: all in, all around
CLOSE = 0.4  # the mean null probability of a side's other words up to which a bead is close


@dataclass(frozen=True, slots=True)
class Scale:
    """The class of each kind of marker; which classes exclude each other.

    ``alone``: the kinds that count where the other side has nothing in their place, with the null
    probability from which they do; ``faint``: those of them that come and go in translations.
    ``said``: the classes that words which only answer say as well, where they are linked: over.
    """

    classes: Mapping[str, str]
    opposed: frozenset[frozenset[str]]
    alone: Mapping[str, float]
    faint: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A marker of the first side and that of the second in its place, or None on either."""

    one: Marker | None
    two: Marker | None
    confidence: float


def exchanges(one: Held, two: Held, scale: Scale) -> Iterator[Exchange]:
    """The markers of a scale that the sides exchange, then those that one side lacks."""
    if max(one.looseness(), two.looseness()) > CLOSE:
        return
    ours, theirs = _open(one, two, scale), _open(two, one, scale)
    paired: set[tuple[int, Marker]] = set()
    for far, m, n in sorted(
        ((_apart(one, m, two, n), m, n) for m in ours for n in theirs),
        key=lambda row: (row[0], row[1].at + row[2].at, min(row[1].at, row[2].at)),
    ):
        if far > NEAR or (0, m) in paired or (1, n) in paired:
            continue
        if _opposed(m, n, scale):
            paired |= {(0, m), (1, n)}
            yield Exchange(m, n, 0.85 if far < 0 else 0.75 - 0.05 * far)
    for number, side, other, left in ((0, one, two, ours), (1, two, one, theirs)):
        for m in left:
            found = None if (number, m) in paired else _unpaired(side, m, other, scale)
            if found is not None:
                yield found if number == 0 else Exchange(found.two, found.one, found.confidence)


def _unpaired(side: Held, m: Marker, other: Held, scale: Scale) -> Exchange | None:
    """A marker whose opposite is said in passing, or that nothing stands for; ``side`` is first."""
    said = _said(side, m, other, scale)
    if said is not None:
        return Exchange(m, said, SAID)
    if _lacking(side, other, m, scale):
        return Exchange(m, None, FAINT if m.kind in scale.faint else ALONE)
    return None


def _open(side: Held, other: Held, scale: Scale) -> list[Marker]:
    """The markers of a scale that ask, and that no word of their class answers, each once."""
    left = []
    for own in sorted(set(scale.classes.values())):
        kinds = [kind for kind, name in scale.classes.items() if name == own]
        same = other.of(*kinds)
        found = matched(
            side,
            other,
            [m for m in side.of(*kinds) if m.asks],
            [n for n in same if n.asks],
            math.inf,
        )
        soft = [n for n in same if not n.asks]
        left += [m for m in found.ours if all(_apart(side, m, other, n) > ANSWERED for n in soft)]
    return sorted(left, key=lambda m: m.at)


def _said(side: Held, m: Marker, other: Held, scale: Scale) -> Marker | None:
    """A word linked with a marker that says the opposite without asking for an answer: over."""
    if scale.classes[m.kind] not in scale.said:
        return None
    kinds = [kind for kind, name in scale.classes.items() if name in scale.said]
    linked = ((link_score(side, m, n), n) for n in other.of(*kinds) if not n.asks)
    found = [(s, n) for s, n in linked if s >= LINKED and _opposed(m, n, scale)]
    return max(found, key=lambda row: (row[0], -row[1].at), default=(0.0, None))[1]


def _opposed(m: Marker, n: Marker, scale: Scale) -> bool:
    """True for two markers that exclude each other; what may not be done must not be done."""
    classes = frozenset((scale.classes[m.kind], scale.classes[n.kind]))
    if m.negated != n.negated or (m.negated and classes == frozenset(("duty", "leave"))):
        return False
    return classes in scale.opposed


def _apart(side: Held, m: Marker, other: Held, n: Marker) -> float:
    """How many words apart two markers stand; under 0 where they are linked."""
    return -1.0 if link_score(side, m, n) >= LINKED else distance(side, m, other, n)


def _lacking(side: Held, other: Held, m: Marker, scale: Scale) -> bool:
    """True for a marker that counts alone, that nothing renders, and that nothing replaces."""
    least = scale.alone.get(m.kind)
    if least is None or m.negated or not m.strong or side.null(m) < least:
        return False
    return not any(
        _apart(side, m, other, n) <= REPLACED for n in other.of(*scale.classes) if n.kind != "will"
    )
