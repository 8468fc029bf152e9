"""Documents that speak of one event, by the statements they share; others lend each other none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from align.collate.groups import LEAST, Group, Units, by_document, ordered, telling
from align.collate.support import agreement
from align.encode.similarity import EncodedSide, restricted

# Statements that two documents share by chance, seldom more than one: "the full report will be
# published on the Authority's website".
BY_CHANCE = 1
# Two agreements share more, from "signed for the one side by" on; so much of what documents share
# with those of their own event is still chance.
OF_OWN = 0.25
# The most that either of two versions may tell beside the other, where they are all that their
# documents share: one mayor opens a bridge and closes a school in the same words but a few.
CLOSE = 0.18


def by_event(groups: Sequence[Group], sides: Sequence[EncodedSide], base: int) -> tuple[Group, ...]:
    """The groups, each cut where documents meet that speak of different events.

    Two documents speak of one event if they share more statements than they would by chance, or
    if either shares as many with no other and what they share is close. What says nothing ("Press
    Office") is not counted.
    """
    shared: Counter[tuple[int, int]] = Counter()
    close: Counter[tuple[int, int]] = Counter()
    for group in groups:
        versions = sorted(by_document(group))
        if all(telling(version, sides) >= LEAST for version in versions):
            for one, other in combinations(versions, 2):
                ours, theirs = (restricted(sides[d], units) for d, units in (one, other))
                shared[one[0], other[0]] += 1
                close[one[0], other[0]] += agreement(ours, theirs).gap < CLOSE
    shared = Counter({p: n for p, n in shared.items() if n > BY_CHANCE or close[p]})
    events = _events(shared, len(sides))
    cut = ordered(
        (
            {node for node in group if events[node[0]] == event}
            for group in groups
            for event in {events[document] for document, _ in group}
        ),
        base,
    )
    return tuple(g if g[0][0] == base else _fullest_first(g, sides) for g in cut)


def _fullest_first(group: Group, sides: Sequence[EncodedSide]) -> Group:
    """The versions by their words, so that those without the base's have the fullest as theirs."""

    def rank(version: Units) -> tuple[int, list[str]]:
        units = [sides[version[0]].segments[number] for number in version[1]]
        return -sum(len(unit.words) for unit in units), [unit.text for unit in units]

    return tuple((d, unit) for d, units in sorted(by_document(group), key=rank) for unit in units)


def _events(shared: Counter[tuple[int, int]], documents: int) -> list[int]:
    """For each document the number of its event: that of the first document that is of it."""
    most = [
        max((count for pair, count in shared.items() if number in pair), default=0)
        for number in range(documents)
    ]
    events = list(range(documents))
    for (a, b), count in sorted(shared.items()):
        usual = max(BY_CHANCE, OF_OWN * min(most[a], most[b]))
        if count > usual or count in (most[a], most[b]):
            joined = {events[a], events[b]}
            events = [min(joined) if event in joined else event for event in events]
    return events
