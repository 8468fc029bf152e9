"""The cheapest path of beads through two sequences of segments."""

from __future__ import annotations

import numpy as np

from align.beads.costs import Costs, Move

Step = tuple[int, int, Move]  # where a bead begins on either side, and its size


def cheapest_path(table: Costs, shape: Move, null: float) -> list[Step]:
    """The cheapest path of moves from (0, 0) to ``shape``, as (s, t, move) in order.

    Cells are filled along anti-diagonals, all cells of one and all moves into them at a time.
    Among equal costs the smaller move wins, whichever side is first.
    """
    n, m = shape
    moves: list[Move] = sorted([(0, 1), (1, 0), *table], key=lambda ij: (ij[0] + ij[1], ij))
    steps = np.full((len(moves), n + 1, m + 1), np.inf, np.float32)
    for number, (i, j) in enumerate(moves):
        steps[number, i:, j:] = table[i, j] if i and j else null
    back = np.array(moves)
    margin = int(back.max())  # no move reaches behind it
    best = np.full((n + 1 + margin, m + 1 + margin), np.inf)
    choice = np.zeros((n + 1, m + 1), np.int32)
    best[margin, margin] = 0.0
    for diagonal in range(1, n + m + 1):
        s = np.arange(max(0, diagonal - m), min(n, diagonal) + 1)
        t = diagonal - s
        before = best[s + margin - back[:, :1], t + margin - back[:, 1:]]
        cost = before + steps[:, s, t]
        chosen = np.argmax(cost <= cost.min(axis=0) + 1e-9, axis=0)
        best[s + margin, t + margin] = cost[chosen, np.arange(len(s))]
        choice[s, t] = chosen
    path: list[Step] = []
    s_end, t_end = n, m
    while s_end or t_end:
        move = moves[choice[s_end, t_end]]
        s_end, t_end = s_end - move[0], t_end - move[1]
        path.append((s_end, t_end, move))
    return path[::-1]
