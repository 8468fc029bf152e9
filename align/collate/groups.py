"""Pairs of units made consistent across all documents: if A-B and B-C are linked, so is A-C."""

from __future__ import annotations

from collections.abc import Sequence

from align.collate.sources import Beads, Node, Source

Group = tuple[Node, ...]


def partition(sources: Sequence[Source], beads: Beads, base: int) -> tuple[Group, ...]:
    """Groups of units of two documents or more that render each other, the base's order first.

    Beads with the base join first, then the best of the rest. A bead that would put two units of
    one document together, which no bead holds together, is passed over.
    """
    own = {(d, u.index): {(d, u.index)} for d, s in enumerate(sources) for u in s.side.segments}
    ranked = sorted(
        ((pair, bead) for pair, found in beads.items() for bead in found),
        key=lambda row: (base not in row[0], -row[1].score, row[0], row[1].source, row[1].target),
    )
    for (a, b), bead in ranked:
        nodes = {*((a, i) for i in bead.source), *((b, j) for j in bead.target)}
        merged = set().union(*(own[node] for node in nodes))
        if _consistent([own[node] for node in nodes], merged, nodes):
            for node in merged:
                own[node] = merged
    groups = {id(group): group for group in own.values() if len({d for d, _ in group}) > 1}
    return tuple(
        sorted(
            (tuple(sorted(g, key=lambda n: _rank(n, base))) for g in groups.values()),
            key=lambda g: _rank(g[0], base),
        )
    )


def _rank(node: Node, base: int) -> tuple[bool, int, int]:
    return node[0] != base, *node


def _consistent(groups: list[set[Node]], merged: set[Node], bead: set[Node]) -> bool:
    """True if every two units of one document come from one group, or from the bead itself."""
    for document in {d for d, _ in merged}:
        united = {n for n in merged if n[0] == document}
        if len(united) > 1 and not united <= bead and not any(united <= g for g in groups):
            return False
    return True
