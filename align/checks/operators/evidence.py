"""What tells a negation that was put in or taken out from a free rendering."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from align.checks.operators.answers import Held, link_score
from align.checks.operators.joining import Joined, apart, cost, is_full, is_weak
from align.checks.operators.lexicon import single_words
from align.checks.operators.reading import Marker, denial
from align.text import fold

_BESIDE, _TAKEN_UP = 8, 6  # words between two negations that share a clause, that make a list
_NEAR, _FADE = 9.0, 1.5  # words apart that count as nowhere, and by which nearness falls to 1/e
_MOST = 3  # negations of a side that are counted
_SCOPE = 4  # words after a negation among which the ones that it turns stand


@dataclass(frozen=True, slots=True)
class Lone:
    """A word that denies and has no negation to answer it; ``joined`` seen from its side."""

    side: Held
    other: Held
    marker: Marker
    joined: Joined

    @property
    def weak(self) -> bool:
        """True for an English opposite, which asks less surely than a negation."""
        return is_weak(self.side, self.marker)

    def scope(self) -> Sequence[int]:
        """The two next words that the marker turns; an opposite's own word."""
        if self.weak:
            return (self.marker.at,)
        end = min(len(self.side.words), self.marker.end + _SCOPE)
        words = ((k, self.side.words[k]) for k in range(self.marker.end, end))
        return [k for k, w in words if w.content and w.key not in single_words("light")][:2]

    def links(self, markers: Sequence[Marker]) -> float:
        """The best link to one of the other side's markers."""
        return max((link_score(self.side, self.marker, n) for n in markers), default=0.0)

    def nearness(self, markers: Sequence[Marker]) -> float:
        """1 for one of the other side's markers in this one's place, down to 0 for none near."""
        found = (apart(self.side, self.marker, self.other, n) for n in markers)
        return math.exp(-min(found, default=_NEAR) / _FADE)


def features(lone: Lone) -> tuple[float, ...]:
    """The evidence, in the order of the table's weights."""
    return (1.0, *_itself(lone), *_around(lone), *_answers(lone))


def _itself(lone: Lone) -> tuple[float, ...]:
    """A plain negation; an opposite; one that renders more; whether it needs an answer; English.

    The log odds that nothing renders it; the null probability of what it turns, and its best link.
    """
    side, marker = lone.side, lone.marker
    word, scope = side.words[marker.end - 1], lone.scope()
    fused = (
        word.key in single_words("fused") or word.key.endswith("n't") or marker.end - marker.at > 1
    )
    best = max((max(side.links[k].values(), default=0.0) for k in scope), default=0.0)
    return (
        float(_is_plain(lone)),
        float(lone.weak),
        float(fused),
        float(marker.excused),
        float(side.language == "en"),
        0.0 if lone.weak else _odds(side.null(marker)),
        side.nulls[scope[0]] if scope else 1.0,
        best,
    )


def _around(lone: Lone) -> tuple[float, ...]:
    """What stands around it.

    How loosely the bead's other words render each other; an answered negation beside it; one
    that it goes on from; a word that denies after it; a question; how many negations either side
    has.
    """
    side, other, marker = lone.side, lone.other, lone.marker
    used = [m for m, _ in lone.joined.pairs if m.asks and m is not marker]
    listed = fold(side.words[marker.at].form) in single_words("going_on")
    counts = [sum(map(is_full, found)) for found in (lone.joined.ours, lone.joined.theirs)]
    return (
        max(side.looseness(), other.looseness()),
        float(any(abs(m.at - marker.at) <= _BESIDE for m in used)),
        float(listed and any(0 < marker.at - m.at <= _TAKEN_UP for m in used)),
        float(any(map(denial, side.words[marker.end : marker.end + 2]))),
        float(side.asks_question),
        *(float(min(_MOST, count)) for count in counts),
    )


def _answers(lone: Lone) -> tuple[float, ...]:
    """What may answer it all the same.

    Links to words that deny and how near they stand, first of those that deny surely, then of
    loose ones; a link to a word that has its answer; one to a word that does not deny; how cheaply
    it is joined with a word that denies; that the other side has none at all.
    """
    theirs, marker, found = lone.joined.theirs, lone.marker, lone.joined
    taken = [n for m, n in found.pairs if m is not marker]
    free = [n for n in theirs if n not in taken and not is_full(n)]
    strong, loose = [n for n in free if n.strong], [n for n in free if not n.strong]
    own = range(marker.at, marker.end)
    best = max((s for k in own for s in lone.side.links[k].values()), default=0.0)
    answer = found.answer(marker)
    price = None if answer is None else cost(lone.side, marker, lone.other, answer)
    return (
        lone.links(strong),
        lone.nearness(strong),
        lone.links(loose),
        lone.nearness(loose),
        lone.links(taken),
        max(0.0, best - lone.links(theirs)),
        0.0 if price is None else math.exp(-price / 2),
        float(not theirs),
    )


def _is_plain(lone: Lone) -> bool:
    """True for not, never, n't, لا, لم, لن, ليس."""
    word = lone.side.words[lone.marker.at]
    form = fold(word.form)
    plain = single_words("plain")
    return form in plain or word.key in plain or form.endswith("n't")


def _odds(probability: float) -> float:
    """Log odds, kept within what a calibrated probability can say."""
    kept = min(max(probability, 0.01), 0.99)
    return math.log(kept / (1 - kept))
