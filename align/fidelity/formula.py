"""The formula of fidelity, as docs/scores.md gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from align.fidelity.parts import Parts, parts_of, weight_of
from align.fidelity.sense import sense_kept
from align.model import Alignment

COVERAGE = 0.3  # the power of coverage
FACTS, SENSE, GENDER = 0.4, 0.4, 0.4  # what is lost where no fact, sense or gender is kept
FORMULA = (
    f"formula:100*H(content-source,content-target)^{COVERAGE}*adequacy*(1-{FACTS}*(1-facts))"
    f"*(1-{SENSE}*(1-sense))*(1-{GENDER}*(1-gender))"
)
MEANS = "unit:beads|weight:length"  # how beads make up a document


@dataclass(frozen=True, slots=True)
class Measured:
    """One bead's parts, its fidelity 0 to 100, and how much it counts in its document."""

    parts: Parts
    fidelity: float
    weight: float


def fidelity(parts: Parts) -> float:
    """0 to 100; it rises with each part, and is 100 where all are 1."""
    coverage: float = harmonic(parts.source, parts.target) ** COVERAGE
    return (
        100
        * coverage
        * parts.adequacy
        * (1 - FACTS * (1 - parts.facts))
        * (1 - SENSE * (1 - parts.sense))
        * (1 - GENDER * (1 - parts.gender))
    )


def measured(alignment: Alignment) -> tuple[Measured, ...]:
    """Every bead's parts and fidelity, in the alignment's order."""
    found, kept = [], sense_kept(alignment)
    for bead, words, sense in zip(alignment.beads, alignment.words, kept, strict=True):
        parts = parts_of(alignment, bead, words, sense)
        found.append(Measured(parts, fidelity(parts), weight_of(alignment, bead)))
    return tuple(found)


def mean_parts(beads: Iterable[Measured]) -> Parts:
    """Each part's mean over the beads, by weight; all 1 where they have no words."""
    beads = tuple(beads)
    columns = zip(*(astuple(b.parts) for b in beads), strict=True)
    return Parts(*(_mean(column, beads) for column in columns)) if beads else Parts(1.0, 1.0, 1.0)


def mean_fidelity(beads: Iterable[Measured]) -> float:
    """The beads' fidelity, by weight: never above the best nor under the worst of them."""
    beads = tuple(beads)
    return _mean([b.fidelity for b in beads], beads, 100.0)


def _mean(values: Iterable[float], beads: tuple[Measured, ...], empty: float = 1.0) -> float:
    total = sum(b.weight for b in beads)
    own = sum(value * b.weight for value, b in zip(values, beads, strict=True))
    return own / total if total else empty


def harmonic(a: float, b: float) -> float:
    """The harmonic mean, 0 where either is 0."""
    return 2 * a * b / (a + b) if a + b else 0.0
