"""Negations of one side of a bead that nothing on the other side answers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.operators.answers import Held, distance, link_score, matched
from align.checks.operators.reading import Marker, denial
from align.text import fold

NEAR = 1.0  # words between a negation's answer and what renders the words around it
LINKED = 0.1  # the link score from which a looser answer counts
_REPEATED = 8  # words between two negations of which one may take up the other
_PLAIN = frozenset(("لم", "لن", "لا", "ليس", "ليست", "not", "never", "cannot"))
# Log odds that an unanswered negation is an edit rather than a free rendering: a constant, and
# what each of `features` adds. Fitted on corpora/bitext with negations put in and taken out.
WEIGHTS = (0.84, 0.88, 0.44, -0.53, -2.87, 1.02, 0.79, -1.01, -0.82, -2.31, 0.08, -1.91, -0.8)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A negation, the side that has it, and the other side."""

    side: Held
    other: Held
    marker: Marker
    confidence: float


def unanswered(one: Held, two: Held) -> Iterator[Unanswered]:
    """The negations of either side that the other lacks, each with its confidence."""
    found = matched(one, two, _negations(one), _negations(two), math.inf)
    paired = [m for m, _ in found.pairs], [n for _, n in found.pairs]
    for side, other, left, used in (
        (one, two, found.ours, paired[0]),
        (two, one, found.theirs, paired[1]),
    ):
        for marker in left:
            given = features(side, other, marker, used)
            odds = sum(w * f for w, f in zip(WEIGHTS, given, strict=True))
            yield Unanswered(side, other, marker, 1 / (1 + math.exp(-odds)))


def features(side: Held, other: Held, marker: Marker, used: list[Marker]) -> tuple[float, ...]:
    """What tells an edit from a free rendering.

    A constant; a plain negation; the null probability of its words, and of the next content word;
    how loosely the bead's other words render each other; another negation beside it that is
    answered; a word beside it that denies by itself; a question.
    """
    word = side.words[marker.at]
    form = fold(word.form)
    plain = form in _PLAIN or word.key in _PLAIN or form.endswith("n't")
    repeated = any(abs(m.at - marker.at) <= _REPEATED for m in used)
    double = any(map(denial, side.words[marker.end : marker.end + 2]))
    loose = max(side.looseness(), other.looseness())
    return (
        1.0,
        float(plain),
        _odds(side.null(marker)),
        side.scope_null(marker),
        loose,
        float(repeated),
        float(double),
        float(side.asks_question),
        float(_denied(side, marker, other)),
        float(marker.excused),
        float(any(link_score(side, marker, n) >= LINKED for n in other.of("negation", "refusal"))),
        math.exp(-min((distance(side, marker, other, n) for n in other.of("negation", "refusal") if n.strong and not n.asks), default=9)/2),
        float(any(not n.strong for n in other.of("negation"))),
    )


def _negations(side: Held) -> list[Marker]:
    return [m for m in side.of("negation") if m.asks]


def _denied(side: Held, marker: Marker, other: Held) -> bool:
    """True if a word of the other side that denies answers a negation: لم ينجح, "failed"."""
    return any(
        distance(side, marker, other, n) <= NEAR
        if n.strong
        else link_score(side, marker, n) >= LINKED
        for n in other.of("negation", "refusal")
        if not n.asks or n.kind == "refusal"
    )


def _odds(probability: float) -> float:
    """Log odds, kept within what a calibrated probability can say."""
    kept = min(max(probability, 0.01), 0.99)
    return math.log(kept / (1 - kept))
