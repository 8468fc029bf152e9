"""Sentence alignment: the cheapest monotone path of beads through two sequences of segments.

The dynamic programme is Gale and Church's (1993) with span vectors in place of lengths, as in
Vecalign (Thompson and Koehn 2019), and with lexical links, numbers and length as further evidence.
Long texts are first cut into blocks between anchors.
"""

from __future__ import annotations

from statistics import median

from align.beads.anchors import blocks
from align.beads.costs import (
    USUAL,
    BeadCosts,
    Costs,
    Move,
    agreement,
    calibrated,
    cost_tables,
    raw_agreement,
    unit_score,
    unit_scores,
    usual_costs,
)
from align.beads.moved import inserted, moves
from align.beads.path import Step, cheapest_path
from align.beads.reread import Reader, reread, with_absence
from align.encode.similarity import EncodedSide, part
from align.model import Bead

__all__ = [
    "BeadCosts",
    "Reader",
    "align_segments",
    "monotone_beads",
    "raw_agreement",
    "unit_score",
    "unit_scores",
    "usual_costs",
]

_FIRST_NULL, _MOST_NULL = 0.6, 0.65
_SMALL = 6  # segments of a bead by which it is known what beads of a text cost
_PRIOR = 8  # as many beads say what a segment usually costs


def align_segments(
    source: EncodedSide, target: EncodedSide, costs: BeadCosts | None = None
) -> tuple[Bead, ...]:
    """Beads in document order; every segment of both sides is in exactly one.

    A bead of moved segments crosses others and stands where its source segment does. Symmetric:
    exchanging the sides exchanges the sides of the beads.
    """
    costs = costs or usual_costs(source, target)
    beads = monotone_beads(source, target, costs)
    reader = Reader.of(beads, source, target)
    monotone, moved = moves(reread(beads, reader), reader, costs)
    return inserted(with_absence(monotone, reader), moved)


def monotone_beads(source: EncodedSide, target: EncodedSide, costs: BeadCosts) -> list[Bead]:
    """The beads of the cheapest path, before they are read again."""
    beads: list[Bead] = []
    for (s, t), (s_end, t_end) in blocks(source.spans, target.spans):
        ours, theirs = part(source, s, s_end), part(target, t, t_end)
        beads += (_shifted(bead, (s, t)) for bead in _aligned(ours, theirs, costs))
    return beads


def _shifted(bead: Bead, place: tuple[int, int]) -> Bead:
    source, target = (
        tuple(k + offset for k in own)
        for own, offset in zip((bead.source, bead.target), place, strict=True)
    )
    return Bead(source, target, bead.score)


def _aligned(source: EncodedSide, target: EncodedSide, costs: BeadCosts) -> list[Bead]:
    """The beads of one block."""
    n, m = len(source.segments), len(target.segments)
    table = cost_tables(source, target, costs) if n and m else {}
    path = _opened(_path(table, (n, m), costs), table, costs.open)
    scores = {
        move: calibrated(agreement(table[move], move), source, target)
        for move in {move for _, _, move in path if all(move)}
    }
    return [
        Bead(
            tuple(range(s, s + i)),
            tuple(range(t, t + j)),
            round(float(scores[i, j][s, t]), 4) if i and j else 1.0,
        )
        for s, t, (i, j) in path
    ]


def _path(table: Costs, shape: Move, costs: BeadCosts) -> list[Step]:
    """The cheapest path, once it is known what the segments of this text cost that have one."""
    if not costs.usual:
        return cheapest_path(table, shape, costs.null)
    small = {move: cost for move, cost in table.items() if sum(move) <= _SMALL or move == shape}
    first = cheapest_path(small, shape, _FIRST_NULL)
    paid = [table[move][s, t] / sum(move) for s, t, move in first if all(move)]
    usual = median([*paid, *[USUAL] * _PRIOR])
    return cheapest_path(table, shape, min(_MOST_NULL, costs.null + costs.usual * usual))


def _opened(path: list[Step], table: Costs, least: float) -> list[Step]:
    """The path with beads of unrelated sides taken apart: it is cheaper to join leftovers."""
    steps: list[Step] = []
    for s, t, (i, j) in path:
        if i and j and agreement(table[i, j][s, t], (i, j)) < least:
            steps += [(s + k, t, (1, 0)) for k in range(i)]
            steps += [(s + i, t + k, (0, 1)) for k in range(j)]
        else:
            steps.append((s, t, (i, j)))
    return steps
