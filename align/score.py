"""Alignment -> scores: coverage, similarity, fidelity, penalties, chrF and BLEU."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from align._version import __version__
from align.fidelity import (
    Measured,
    content_support,
    mean_fidelity,
    mean_parts,
    measured,
    penalty,
)
from align.fidelity.formula import FORMULA, MEANS
from align.fidelity.penalties import SIGNATURE as PENALTY
from align.model import Alignment, Finding, Score, Side
from align.text import comparable_length, main_language, script


def scores(alignment: Alignment, texts: tuple[str, str], encoder: str) -> tuple[Score, ...]:
    """All scores of one alignment.

    coverage-source, coverage-target: share of words in beads with a counterpart, 0 to 1.
    similarity: mean score of those beads, weighted by words, 0 to 1. Then the parts of fidelity,
    0 to 1, and fidelity itself, 0 to 100 (docs/scores.md): means over the beads. Of every bead its
    own fidelity, under the pair's id and the bead's number. chrF and BLEU (0 to 100, sacrebleu) of
    the two ``texts``, where they are in one language.
    """
    base = f"version:{__version__}|encoder:{encoder}"
    scope = alignment.pair.id
    figures = [
        ("coverage-source", alignment.coverage(Side.SOURCE), f"unit:words|{base}"),
        ("coverage-target", alignment.coverage(Side.TARGET), f"unit:words|{base}"),
        ("similarity", _similarity(alignment), f"unit:beads|weight:words|{base}"),
    ]
    own = tuple(Score(name, round(value, 4), sign, scope) for name, value, sign in figures)
    own += fidelity_scores(alignment, encoder)
    if main_language(alignment.source_segments) is main_language(alignment.target_segments):
        own += overlap_scores(texts[1], texts[0], scope)
    return own


def fidelity_scores(alignment: Alignment, encoder: str) -> tuple[Score, ...]:
    """The parts of an alignment's fidelity, the fidelity, and that of every bead."""
    beads = measured(alignment)
    base, scope = f"{MEANS}|version:{__version__}|encoder:{encoder}", alignment.pair.id
    signature = f"{FORMULA}|{base}"
    own = [Score(name, round(x, 4), base, scope) for name, x in part_values(beads).items()]
    own.append(Score("fidelity", round(mean_fidelity(beads), 4), signature, scope))
    for number, bead in enumerate(beads):
        own.append(Score("fidelity", round(bead.fidelity, 4), signature, bead_scope(scope, number)))
    return tuple(own)


def statement_scores(alignment: Alignment, encoder: str) -> tuple[Score, ...]:
    """The fidelity of a statement's version alone."""
    found, scope = fidelity_scores(alignment, encoder), alignment.pair.id
    return tuple(s for s in found if s.name == "fidelity" and s.scope == scope)


def bead_scope(pair: str, number: int) -> str:
    """The scope of the scores of a pair's bead, counted from 0."""
    return f"{pair}:{number}"


def part_values(beads: Iterable[Measured]) -> dict[str, float]:
    """The means of the parts of fidelity, by the names under which they are shown."""
    parts = mean_parts(beads)
    return {
        "content-source": parts.source,
        "content-target": parts.target,
        "adequacy": parts.adequacy,
        "facts": parts.facts,
        "sense": parts.sense,
        "gender": parts.gender,
    }


def penalty_scores(
    alignments: Iterable[Alignment], findings: Iterable[Finding], least: float
) -> tuple[Score, ...]:
    """The penalty of every pair by its findings, which have the confidence ``least`` or more."""
    found = tuple(findings)
    signature = f"{PENALTY}|min-confidence:{least}|version:{__version__}"
    return tuple(
        Score("penalty", round(penalty(mine, (alignment,)), 4), signature, alignment.pair.id)
        for alignment in alignments
        for mine in [[f for f in found if f.pair == alignment.pair.id]]
    )


def reference_scores(texts: tuple[str, str], reference: str, scope: str = "") -> tuple[Score, ...]:
    """chrF and BLEU of the one of two ``texts`` that is in the language of ``reference``.

    A translation is held against a reference, the source against a back-translation. Where both
    are in that language it is the target; none where neither is.
    """
    language = script(reference)
    text = next((t for t in reversed(texts) if script(t) is language), None)
    if language is None or text is None:
        return ()
    found = overlap_scores(text, reference, scope)
    return tuple(replace(score, name=f"{score.name}-reference") for score in found)


def one_language_scores(texts: tuple[str, str], scope: str = "") -> tuple[Score, ...]:
    """chrF and BLEU of the second of two texts against the first; none across languages."""
    return overlap_scores(texts[1], texts[0], scope) if script(texts[0]) is script(texts[1]) else ()


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
    counts = [
        content_support(alignment, bead, words, side)
        for bead, words in zip(alignment.beads, alignment.words, strict=True)
    ]
    total = sum(count for _, count in counts)
    return sum(found for found, _ in counts) / total if total else 1.0


def _similarity(alignment: Alignment) -> float:
    weighted = total = 0.0
    for bead in alignment.beads:
        if bead.source and bead.target:
            words = sum(len(s.words) for side in Side for s in alignment.bead_segments(bead, side))
            weighted += words * bead.score
            total += words
    return weighted / total if total else 0.0


ABSENCE_MIDDLE, ABSENCE_SLOPE = 0.35, 10.0
# What the vectors of two whole texts say, beside the words: how near each other they are, and how
# near translations usually are (the similarity of half of those of open bitext is over it).
ALIKE, USUAL = 0.5, 0.8
# A target much shorter than its source has left something out, whatever its words are like; a
# longer one need not have added: what is made up mostly stands in another's place.
SHORTENED = 0.3


@dataclass(frozen=True, slots=True)
class Support:
    """How well two texts cover each other.

    ``omission``, ``addition``: the probability, 0 to 1, that words of the source are not in the
    target, and the reverse.
    """

    omission: float
    addition: float


def support(alignment: Alignment) -> Support:
    """The support that an alignment's sides give each other."""
    shares = supported_shares(alignment)
    ours, theirs = (sum(map(comparable_length, alignment.segments(side))) for side in Side)
    shortened = max(0.0, math.log(max(ours, 1) / max(theirs, 1)))
    apart = ALIKE * (USUAL - _whole_similarity(alignment))
    return Support(
        _absence(1 - shares[0] + SHORTENED * shortened + apart),
        _absence(1 - shares[1] + apart),
    )


def _whole_similarity(alignment: Alignment) -> float:
    """The mean cosine of the beads' sides; USUAL where no vectors of spans were made."""
    known = [
        w.similarity
        for b, w in zip(alignment.beads, alignment.words, strict=True)
        if b.source and b.target
    ]
    return sum(known) / len(known) if known and any(known) else USUAL


def _absence(unsupported: float) -> float:
    """The probability of an absence, from the unsupported share of content words."""
    return 1 / (1 + math.exp(-(unsupported - ABSENCE_MIDDLE) * ABSENCE_SLOPE))
