"""Beads compared: strict and lax, null beads, and how well their confidence is calibrated."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence

from align.encode import Encoder
from align.encode.similarity import encode_segments
from align.evaluate.lengths import BeadPair
from align.evaluate.measures import Tally
from align.model import Document, Language, Side
from align.segment import lines

Place = tuple[Side, int]


def line_document(lines: Iterable[str], language: Language, id_: str) -> Document:
    """A document of one segment a line; line breaks within a line become spaces."""
    return Document(id_, id_, language, "\n".join(" ".join(line.split()) for line in lines))


Scored = tuple[BeadPair, float]


def line_beads(source: Document, target: Document, encoder: Encoder) -> list[Scored]:
    """Our beads of two documents whose lines are segments as given, with their scores."""
    from align.beads import align_segments

    ours, theirs = encode_segments((lines(source), lines(target)), encoder)
    return [((b.source, b.target), b.score) for b in align_segments(ours, theirs)]


def without_nulls(beads: Iterable[BeadPair]) -> set[BeadPair]:
    """The beads with segments on both sides."""
    return {(a, b) for a, b in beads if a and b}


def strict(predicted: Iterable[BeadPair], gold: Iterable[BeadPair]) -> Tally:
    """A bead is right if the gold has exactly it; null beads of either are left out."""
    ours, theirs = without_nulls(predicted), without_nulls(gold)
    right = len(ours & theirs)
    return Tally(right, len(ours), right, len(theirs))


def lax(predicted: Iterable[BeadPair], gold: Iterable[BeadPair]) -> Tally:
    """A bead is right if it shares a segment of both sides with one bead of the other's.

    Vecalign's definition (Thompson and Koehn 2019): precision over the predicted beads, recall
    over the gold ones; null beads of either are left out.
    """
    ours, theirs = without_nulls(predicted), without_nulls(gold)
    return Tally(_touching(ours, theirs), len(ours), _touching(theirs, ours), len(theirs))


def _touching(beads: set[BeadPair], others: set[BeadPair]) -> int:
    joined: dict[int, set[int]] = {}
    for source, target in others:
        for i in source:
            joined.setdefault(i, set()).update(target)
    return sum(any(joined.get(i, set()) & set(target) for i in source) for source, target in beads)


def nulls(beads: Iterable[BeadPair]) -> set[Place]:
    """The segments of either side that stand in a null bead."""
    found: set[Place] = set()
    for source, target in beads:
        if not target:
            found.update((Side.SOURCE, i) for i in source)
        if not source:
            found.update((Side.TARGET, j) for j in target)
    return found


def null_tally(predicted: Collection[Hashable], gold: Collection[Hashable]) -> Tally:
    """Precision and recall of segments without counterpart."""
    right = len(set(predicted) & set(gold))
    return Tally(right, len(predicted), right, len(gold))


Rated = tuple[float, bool]  # the confidence of a null segment, and whether the gold agrees


def rated(scored: Sequence[Scored], gold: set[Place]) -> list[Rated]:
    """Every null segment's confidence and whether it is right."""
    return [(score, place in gold) for bead, score in scored for place in sorted(nulls([bead]))]


def calibration(ratings: Sequence[Rated], bins: int = 5) -> tuple[float, list[str]]:
    """The expected calibration error of null confidences, and its table, a line a bin."""
    error, lines = 0.0, []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        own = [r for r in ratings if low <= r[0] < high or (r[0] == high == 1)]
        if own:
            expected = sum(c for c, _ in own) / len(own)
            observed = sum(right for _, right in own) / len(own)
            error += abs(expected - observed) * len(own) / len(ratings)
            lines.append(
                f"null confidence {low:.1f} to {high:.1f}: {len(own)} segments,"
                f" expected {expected:.3f}, observed {observed:.3f}"
            )
    return error, lines


def shifted(beads: Iterable[BeadPair], source: int, target: int) -> list[BeadPair]:
    """The same beads, further on by so many segments of each side."""
    return [(tuple(i + source for i in a), tuple(j + target for j in b)) for a, b in beads]
