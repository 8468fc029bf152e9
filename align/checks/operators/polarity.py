"""Negations of one side of a bead that nothing on the other side answers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.operators.answers import Held, distance, link_score, matched
from align.checks.operators.reading import Marker, denial
from align.checks.quotation.sense import is_opposite
from align.checks.quotation.wording import Word
from align.text import fold

ABSENT = 0.9  # null probability from which what a negation turns is itself missing
NEAR = 1.0  # words between a negation's answer and what renders the words around it
LINKED = 0.1  # the link score from which a looser answer counts
CERTAIN = 0.9  # the confidence where words are compared by their letters
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
    """The negations of either side that the other lacks, each with its confidence.

    Where what is negated has no counterpart either, words were left out or added, not turned.
    """
    found = matched(one, two, _negations(one), _negations(two), math.inf)
    paired = [m for m, _ in found.pairs], [n for _, n in found.pairs]
    for side, other, left, used in (
        (one, two, found.ours, paired[0]),
        (two, one, found.theirs, paired[1]),
    ):
        for marker in left:
            if side.scope_null(marker) >= ABSENT:
                continue
            if _letter_for_letter(side, other, marker):
                yield Unanswered(side, other, marker, CERTAIN)
                continue
            given = features(side, other, marker, used)
            odds = sum(w * f for w, f in zip(WEIGHTS, given, strict=True))
            yield Unanswered(side, other, marker, 1 / (1 + math.exp(-odds)))
        yield from _opposites(side, other)


def _letter_for_letter(side: Held, other: Held, marker: Marker) -> bool:
    """True in one language, where a version keeps all words beside a negation but not that one."""
    if side.language is not other.language or marker.excused:
        return False
    beside = [
        *side.words[max(0, marker.at - 1) : marker.at],
        *side.words[marker.end : marker.end + 1],
    ]
    kept = {w.key for w in other.words}
    new = {w.key for w in other.words} - {w.key for w in side.words}
    denied = any(denial(w) for w in other.words if w.key in new)
    return bool(beside) and all(w.key in kept for w in beside) and not denied


def _opposites(side: Held, other: Held) -> Iterator[Unanswered]:
    """In one language, a word that differs from the other version's by a negative prefix alone."""
    if side.language is not other.language:
        return
    own, theirs = ({w.key for w in h.words} for h in (side, other))
    for at, word in enumerate(side.words):
        if word.key in theirs:
            continue
        if any(is_opposite(word.key, key) for key in theirs - own if len(key) < len(word.key)):
            yield Unanswered(side, other, Marker(at, at + 1, "negation", asks=True), CERTAIN)


def features(side: Held, other: Held, marker: Marker, used: list[Marker]) -> tuple[float, ...]:
    """What tells an edit from a free rendering.

    A constant; a plain negation; the log odds that nothing renders its words, and the null
    probability of the next content word; how loosely the bead's other words render each other;
    another negation beside it that is answered; a word beside it that denies by itself; a
    question; a word on the other side that answers it by denying; a limit, "until" or "nor" that
    takes it up; a negation that it is linked with; how near the next denying word stands; one
    that denies loosely.
    """
    answers = other.of("negation", "refusal")
    near = [distance(side, marker, other, n) for n in answers if n.strong and not n.asks]
    return (
        1.0,
        float(_is_plain(side.words[marker.at])),
        _odds(side.null(marker)),
        side.scope_null(marker),
        max(side.looseness(), other.looseness()),
        float(any(abs(m.at - marker.at) <= _REPEATED for m in used)),
        float(any(map(denial, side.words[marker.end : marker.end + 2]))),
        float(side.asks_question),
        float(_denied(side, marker, other)),
        float(marker.excused),
        float(any(link_score(side, marker, n) >= LINKED for n in answers)),
        math.exp(-min(near, default=9) / 2),
        float(any(not n.strong for n in other.of("negation"))),
    )


def _is_plain(word: Word) -> bool:
    """True for not, never, n't, لا, لم, لن, ليس."""
    form = fold(word.form)
    return form in _PLAIN or word.key in _PLAIN or form.endswith("n't")


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
