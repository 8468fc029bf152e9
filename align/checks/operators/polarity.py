"""Negations of one side of a bead that nothing on the other side answers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.operators.answers import Held
from align.checks.operators.evidence import Lone, features
from align.checks.operators.joining import Joined, is_full, is_weak, joined
from align.checks.operators.reading import Marker, denial
from align.checks.quotation.sense import is_opposite

CERTAIN = 0.9  # the confidence where words are compared by their letters
# Log odds that a lone negation is an edit rather than a free rendering: what each of `features`
# adds. Fitted by align.training.negations.
WEIGHTS = (
    -1.43, 1.45, -2.3, 0.56, -2.84, 1.2, 0.42, -0.79, 0.89, -2.62, 0.49, 0.53,
    1.66, -0.72, -1.18, 0.64, -5.21, -3.95, -3.88, -2.09, 1.99, 0.16, 1.52, 0.58,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A negation, the side that has it, and the other side."""

    side: Held
    other: Held
    marker: Marker
    confidence: float


def unanswered(one: Held, two: Held) -> Iterator[Unanswered]:
    """The negations of either side that the other lacks, each with its confidence."""
    found = joined(one, two)
    for side, other, own in ((one, two, found), (two, one, found.mirror())):
        for lone in lone_markers(side, other, own):
            if _letter_for_letter(side, other, lone.marker):
                yield Unanswered(side, other, lone.marker, CERTAIN)
                continue
            odds = sum(w * f for w, f in zip(WEIGHTS, features(lone), strict=True))
            yield Unanswered(side, other, lone.marker, 1 / (1 + math.exp(-odds)))
        yield from _opposites(side, other)


def lone_markers(side: Held, other: Held, found: Joined) -> Iterator[Lone]:
    """The negations of a side that no negation answers, and opposites that nothing does."""
    for marker in found.ours:
        answer = found.answer(marker)
        if answer is not None and is_full(answer):
            continue
        weak = is_weak(side, marker) and side.language is not other.language
        if not is_full(marker) and not (weak and (answer is None or not answer.strong)):
            continue
        yield Lone(side, other, marker, found)


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
