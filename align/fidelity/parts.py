"""The parts that the fidelity of one bead is made of, each 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass

from align.checks.agreement import compare
from align.fidelity.gender import gender_agreement
from align.model import Alignment, Bead, BeadLinks, Side
from align.text import comparable_length, fold, function_words

_COARSER = 0.5  # what is kept of a date that the other side gives less exactly
# A cosine that sentences seldom have which have nothing to do with each other: four in five
# shuffled pairs of open bitext are under it. That of a text and itself is 1.
UNRELATED = 0.25


@dataclass(frozen=True, slots=True)
class Parts:
    """How far a bead's sides agree, part by part; 1 where there is nothing to compare.

    ``source``, ``target``: the share of that side's content words that have a counterpart.
    ``adequacy``: how alike the sides are as a whole. ``facts``: the share of the numbers and dates
    of both that are kept. ``sense``: how surely no name, negation, duty or quantity became another.
    ``gender``: how surely a woman is a woman on both sides, a man a man.
    """

    source: float
    target: float
    adequacy: float
    facts: float = 1.0
    sense: float = 1.0
    gender: float = 1.0


NOTHING = Parts(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def parts_of(alignment: Alignment, bead: Bead, words: BeadLinks, sense: float = 1.0) -> Parts:
    """The parts of one bead; ``sense``: what the checks on sense say of it.

    All 0 for a null bead, all 1 where neither side has a word.
    """
    if not weight_of(alignment, bead):
        return Parts(1.0, 1.0, 1.0)
    if not (bead.source and bead.target):
        return NOTHING
    return Parts(
        supported(alignment, bead, words, Side.SOURCE),
        supported(alignment, bead, words, Side.TARGET),
        adequacy(words.similarity),
        facts_kept(alignment, bead),
        sense,
        gender_agreement(alignment, bead, words),
    )


def weight_of(alignment: Alignment, bead: Bead) -> float:
    """How much a bead counts in a document: the length of both sides, as long as in English.

    0 where it has no word.
    """
    segments = [s for side in Side for s in alignment.bead_segments(bead, side) if s.words]
    return sum(map(comparable_length, segments))


def content_support(
    alignment: Alignment, bead: Bead, words: BeadLinks, side: Side
) -> tuple[float, int]:
    """How many of one side's content words have a counterpart, by probability, and how many are."""
    nulls = iter(words.source_null if side is Side.SOURCE else words.target_null)
    found, total = 0.0, 0
    for segment in alignment.bead_segments(bead, side):
        for token in segment.tokens:
            null = next(nulls)
            if token.is_word and fold(token.form) not in function_words(segment.language):
                total += 1
                found += 1 - null
    return found, total


def supported(alignment: Alignment, bead: Bead, words: BeadLinks, side: Side) -> float:
    """The share of one side's content words that have a counterpart; 1 where it has none."""
    found, total = content_support(alignment, bead, words, side)
    return found / total if total else 1.0


def adequacy(similarity: float) -> float:
    """The cosine of two texts as a share: 0 for unrelated ones, 1 for a text and itself.

    Translations of one text stand nearer to 1 than their cosines do, so the way that is left to 1
    counts squared.
    """
    way = (similarity - UNRELATED) / (1 - UNRELATED)
    return 1 - (1 - min(max(way, 0.0), 1.0)) ** 2


def facts_kept(alignment: Alignment, bead: Bead) -> float:
    """The share of a bead's numbers and dates that the other side has too; 1 where there is none.

    One that became another counts once, as do two that agree.
    """
    found = compare(alignment, bead)
    kept = len(found.pairs) + _COARSER * len(found.coarser)
    lost = len(found.changed) + len(found.source_only) + len(found.target_only)
    total = len(found.pairs) + len(found.coarser) + lost
    return kept / total if total else 1.0
