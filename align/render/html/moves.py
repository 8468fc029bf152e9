"""Beads that stand elsewhere in the other text: which they are, and where they would stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from align.model import Bead


def moved_beads(beads: tuple[Bead, ...]) -> set[int]:
    """The fewest beads to take away so that both sides run in the same order."""
    pairs = [(min(b.target), i) for i, b in enumerate(beads) if b.source and b.target]
    tails: list[int] = []
    chain: list[int] = []
    before: dict[int, int | None] = {}
    for position, index in pairs:
        at = bisect_left(tails, position)
        before[index] = chain[at - 1] if at else None
        tails[at : at + 1], chain[at : at + 1] = [position], [index]
    kept: set[int] = set()
    last = chain[-1] if chain else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return {index for _, index in pairs} - kept


def places(beads: tuple[Bead, ...], moved: set[int]) -> Mapping[int, tuple[int, ...]]:
    """Of each moved bead the one before which the target has it; the beads' number for its end."""
    found: dict[int, list[int]] = {}
    for index in sorted(moved, key=lambda index: min(beads[index].target)):
        first = min(beads[index].target)
        after = (
            i
            for i, bead in enumerate(beads)
            if i not in moved and bead.target and min(bead.target) > first
        )
        found.setdefault(next(after, len(beads)), []).append(index)
    return {index: tuple(those) for index, those in found.items()}
