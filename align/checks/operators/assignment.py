"""Rows given to columns at the least total cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_INFINITE = 1e9


def assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row; there are no fewer columns than rows, and one row at least.

    The Hungarian method by shortest paths (Jonker and Volgenant 1987).
    """
    count, width = len(costs), len(costs[0])
    prices = [0.0] * (count + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)  # the row, from 1 on, that has a column
    for row in range(1, count + 1):
        owner[0] = row
        way = _way(costs, prices, owner)
        for new, old in pairwise(way):
            owner[new] = owner[old]
    found = [0] * count
    for column in range(1, width + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found


def _way(
    costs: Sequence[Sequence[float]], prices: tuple[list[float], list[float]], owner: Sequence[int]
) -> list[int]:
    """The columns, a free one first, that change hands for the row at 0 to have one."""
    rows, columns = prices
    every = range(len(columns))
    least, before, done = [_INFINITE for _ in every], [0 for _ in every], [False for _ in every]
    at = 0
    while owner[at]:
        done[at] = True
        own = owner[at]
        for c in every[1:]:
            price = costs[own - 1][c - 1] - rows[own] - columns[c]
            if not done[c] and price < least[c]:
                least[c], before[c] = price, at
        following = min((c for c in every[1:] if not done[c]), key=least.__getitem__)
        step = least[following]
        for c in every:
            if done[c]:
                rows[owner[c]] += step
                columns[c] -= step
            else:
                least[c] -= step
        at = following
    way = [at]
    while way[-1]:
        way.append(before[way[-1]])
    return way
