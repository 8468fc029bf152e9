"""Alignment -> scores: coverage, similarity, fidelity and, within one language, chrF and BLEU."""

from __future__ import annotations

import math
from dataclasses import dataclass

from align._version import __version__
from align.model import Alignment, Score, Side
from align.text import comparable_length, fold, function_words, main_language


def scores(alignment: Alignment, texts: tuple[str, str], encoder: str) -> tuple[Score, ...]:
    """All scores of one alignment.

    coverage-source, coverage-target: share of words in beads with a counterpart, 0 to 1.
    similarity: mean score of those beads, weighted by words, 0 to 1. fidelity: 0 to 100, the
    harmonic mean of both sides' share of content words that have a counterpart. chrF and BLEU
    (0 to 100, sacrebleu) of the two ``texts``, where they are in one language.
    """
    base = f"version:{__version__}|encoder:{encoder}"
    scope = alignment.pair.id
    shares = supported_shares(alignment)
    figures = [
        ("coverage-source", alignment.coverage(Side.SOURCE), f"unit:words|{base}"),
        ("coverage-target", alignment.coverage(Side.TARGET), f"unit:words|{base}"),
        ("similarity", _similarity(alignment), f"unit:beads|weight:words|{base}"),
        (
            "fidelity",
            100 * _harmonic(shares[0], shares[1]),
            f"unit:content-words|mean:harmonic|{base}",
        ),
    ]
    own = tuple(Score(name, round(value, 4), sign, scope) for name, value, sign in figures)
    if main_language(alignment.source_segments) is main_language(alignment.target_segments):
        own += overlap_scores(texts[1], texts[0], scope)
    return own


def overlap_scores(text: str, reference: str, scope: str) -> tuple[Score, ...]:
    """sacrebleu's chrF and BLEU of ``text`` against ``reference``, with their signatures."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    metrics = (("chrF", CHRF()), ("BLEU", BLEU(effective_order=True)))
    results = []
    for name, metric in metrics:
        value = metric.sentence_score(" ".join(text.split()), [" ".join(reference.split())]).score
        results.append(Score(name, round(value, 4), str(metric.get_signature()), scope))
    return tuple(results)


def supported_shares(alignment: Alignment) -> tuple[float, float]:
    """The shares of source and of target content words that have a counterpart, by probability."""
    return _supported(alignment, Side.SOURCE), _supported(alignment, Side.TARGET)


def _supported(alignment: Alignment, side: Side) -> float:
    supported = total = 0.0
    for bead, words in zip(alignment.beads, alignment.words, strict=True):
        nulls = iter(words.source_null if side is Side.SOURCE else words.target_null)
        for segment in alignment.bead_segments(bead, side):
            for token in segment.tokens:
                null = next(nulls)
                if token.is_word and fold(token.form) not in function_words(segment.language):
                    total += 1
                    supported += 1 - null
    return supported / total if total else 1.0


def _similarity(alignment: Alignment) -> float:
    weighted = total = 0.0
    for bead in alignment.beads:
        if bead.source and bead.target:
            words = sum(len(s.words) for side in Side for s in alignment.bead_segments(bead, side))
            weighted += words * bead.score
            total += words
    return weighted / total if total else 0.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


ABSENCE_MIDDLE, ABSENCE_SLOPE = 0.35, 10.0
# A target much shorter than its source has left something out, whatever its words are like; a
# longer one need not have added: what is made up mostly stands in another's place.
SHORTENED = 0.3


@dataclass(frozen=True, slots=True)
class Support:
    """How well two texts cover each other.

    ``fidelity``: 0 to 100. ``omission``, ``addition``: the probability, 0 to 1, that words of
    the source are not in the target, and the reverse.
    """

    fidelity: float
    omission: float
    addition: float


def support(alignment: Alignment) -> Support:
    """The support that an alignment's sides give each other."""
    shares = supported_shares(alignment)
    ours, theirs = (sum(map(comparable_length, alignment.segments(side))) for side in Side)
    shortened = max(0.0, math.log(max(ours, 1) / max(theirs, 1)))
    return Support(
        100 * _harmonic(*shares),
        _absence(1 - shares[0] + SHORTENED * shortened),
        _absence(1 - shares[1]),
    )


def _absence(unsupported: float) -> float:
    """The probability of an absence, from the unsupported share of content words."""
    return 1 / (1 + math.exp(-(unsupported - ABSENCE_MIDDLE) * ABSENCE_SLOPE))
