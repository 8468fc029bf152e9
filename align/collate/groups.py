"""Pairs of units made consistent across all documents: if A-B and B-C are linked, so is A-C.

Beads are found between two documents at a time, and what hangs together by a chain of them need
not belong together. So beads are joined to groups, those with the base before all others; then
each version has to agree with one that is a version already, beginning with the base's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from align.collate.sources import Beads, Node, Source
from align.collate.support import agreement, word_support
from align.encode.similarity import EncodedSide, restricted
from align.model import SegmentKind
from align.pair import ACCEPT
from align.text import main_language

Group = tuple[Node, ...]
Units = tuple[int, tuple[int, ...]]  # of one document: its number, the units' numbers

# The share of its words from which a version that is too short for a good score is one all the
# same. Within one language words are the same or are not; across languages they are more or less
# alike, and a short quote rarely has more than half of its words clearly found.
SHORT_WITHIN, SHORT_ACROSS = 0.6, 0.4
# How much more of a short version's words one statement must have than any other, in units of
# these shares; and how many words it must have that tell anything.
CLEARLY, LEAST = 0.3, 2.0
# Both sides have so long a stretch of their own that they tell different things.
APART = 0.45
# The share of its words under which a unit is no part of the version that it stands beside.
HARDLY = 0.2


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
    return ordered({id(group): group for group in own.values()}.values(), base)


def _consistent(groups: list[set[Node]], merged: set[Node], bead: set[Node]) -> bool:
    """True if every two units of one document come from one group, or from the bead itself."""
    for document in {d for d, _ in merged}:
        united = {n for n in merged if n[0] == document}
        if len(united) > 1 and not united <= bead and not any(united <= g for g in groups):
            return False
    return True


def agreeing(groups: Iterable[Group], sides: Sequence[EncodedSide], base: int) -> tuple[Group, ...]:
    """The groups without documents that agree with no other version of theirs.

    What is left over and agrees with each other is a group of its own.
    """
    found: list[set[Node]] = []
    for group in groups:
        left = by_document(group)
        while left:
            versions = [left.pop(0)]
            for version in versions:  # grows while it is walked through
                joining = [other for other in left if _agree(version, other, sides)]
                versions += [_trimmed(other, version, sides) for other in joining]
                left = [other for other in left if other not in joining]
            # Two scraps without the base's sentence to hold them together are alike by chance.
            if versions[0][0] == base or all(telling(v, sides) >= LEAST for v in versions):
                found.append({(d, unit) for d, units in versions for unit in units})
    return ordered(found, base)


def telling(version: Units, sides: Sequence[EncodedSide]) -> float:
    """How many words a version has that tell anything; names count little."""
    side, units = sides[version[0]], version[1]
    return float(sum(side.weights[side.rows(unit, unit + 1)].sum() for unit in units))


def with_short(
    groups: Sequence[Group], sides: Sequence[EncodedSide], base: int
) -> tuple[Group, ...]:
    """The groups with the units left over whose words stand almost all in one of them.

    A report quotes two words of a sentence: سدنا سليم. Against the whole sentence that is no
    rendering, so no bead holds it.
    """
    grouped = {node for group in groups for node in group}
    joined = [set(group) for group in groups]
    for document, side in enumerate(sides):
        shares = _shares(document, groups, sides)
        for unit in side.segments:
            enough = telling((document, (unit.index,)), sides) >= LEAST
            heading = unit.kind is SegmentKind.HEADING  # it names a statement, and says none
            if groups and enough and not heading and (document, unit.index) not in grouped:
                second, best = np.sort(np.append(shares[unit.index], (0, 0)))[-2:]
                if best >= 1 and best - second >= CLEARLY:
                    joined[int(shares[unit.index].argmax())].add((document, unit.index))
    return ordered(joined, base)


def _shares(
    document: int, groups: Sequence[Group], sides: Sequence[EncodedSide]
) -> NDArray[np.float64]:
    """(units, groups): the share of a unit's words in the group's best version; 1 is enough."""
    side = sides[document]
    shares = np.zeros((len(side.segments), len(groups)))
    if not len(side.inner):
        return shares
    weights = np.maximum(np.add.reduceat(side.weights, side.starts[:-1]), 1e-6)
    language = np.array([unit.language for unit in side.segments])
    for other, theirs in enumerate(sides):
        if other == document or not len(theirs.inner):
            continue
        support = word_support(side, theirs) * side.weights[:, None]
        share = np.add.reduceat(support, side.starts[:-1]) / weights[:, None]
        within = language[:, None] == np.array([unit.language for unit in theirs.segments])[None]
        share = share / np.where(within, SHORT_WITHIN, SHORT_ACROSS)
        for number, group in enumerate(groups):
            for _, unit in (node for node in group if node[0] == other):
                shares[:, number] = np.maximum(shares[:, number], share[:, unit])
    return shares


def by_document(group: Group) -> list[Units]:
    """A group's units by document, in the group's order of documents."""
    numbers: dict[int, tuple[int, ...]] = {}
    for document, unit in group:
        numbers[document] = (*numbers.get(document, ()), unit)
    return list(numbers.items())


def _agree(one: Units, other: Units, sides: Sequence[EncodedSide]) -> bool:
    ours, theirs = (restricted(sides[document], units) for document, units in (one, other))
    within = main_language(ours.segments) is main_language(theirs.segments)
    found = agreement(ours, theirs)
    enough = found.share >= (SHORT_WITHIN if within else SHORT_ACROSS)
    return found.gap < APART and (found.score >= ACCEPT or enough)


def _trimmed(one: Units, other: Units, sides: Sequence[EncodedSide]) -> Units:
    """The version without units at its ends that have hardly anything of the other's.

    A bead takes in a sentence that stands alone beside one that does not.
    """
    document, units = one
    whole = restricted(sides[other[0]], other[1])
    while len(units) > 1:
        shares = [_own_share(restricted(sides[document], (unit,)), whole) for unit in units]
        if min(shares[0], shares[-1]) >= HARDLY:
            break
        units = units[1:] if shares[0] <= shares[-1] else units[:-1]
    return document, units


def _own_share(unit: EncodedSide, whole: EncodedSide) -> float:
    support = word_support(unit, whole).max(axis=1)
    return float((support * unit.weights).sum() / max(float(unit.weights.sum()), 1e-6))


def ordered(groups: Iterable[set[Node]], base: int) -> tuple[Group, ...]:
    """Groups of two documents or more, each with the base first, in the order of the base."""
    shared = (group for group in groups if len({document for document, _ in group}) > 1)
    return tuple(
        sorted(
            (tuple(sorted(g, key=lambda n: _rank(n, base))) for g in shared),
            key=lambda g: _rank(g[0], base),
        )
    )


def _rank(node: Node, base: int) -> tuple[bool, int, int]:
    return node[0] != base, *node
