"""Long texts: cut into blocks, aligned one by one; moved segments found across them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from align.beads import align_segments
from align.beads.anchors import blocks
from align.beads.moved import _strips, inserted
from align.beads.path import cheapest_path
from align.encode import Encoder
from align.encode.similarity import encode_segments
from align.evaluate.beads import line_document
from align.model import Bead, Language
from align.segment import lines

Rows = NDArray[np.float32]


def _texts(count: int, seed: int = 0, noise: float = 0.5) -> tuple[Rows, Rows]:
    """Two sides of ``count`` segments, each like its counterpart and unlike all others."""
    generator = np.random.default_rng(seed)
    ours = generator.standard_normal((count, 64))
    theirs = ours + noise * generator.standard_normal((count, 64))
    return ours.astype(np.float32), theirs.astype(np.float32)


def _whole(cuts: list[tuple[tuple[int, int], tuple[int, int]]], end: tuple[int, int]) -> None:
    starts, stops = [start for start, _ in cuts], [stop for _, stop in cuts]
    assert (starts[0], stops[-1]) == ((0, 0), end)
    assert starts[1:] == stops[:-1]


def test_short_texts_are_one_block() -> None:
    """Nothing is cut that can be aligned at once."""
    assert blocks(*_texts(50)) == [((0, 0), (50, 50))]


def test_blocks_follow_the_diagonal() -> None:
    """Equal texts are cut at equal places, into blocks of bounded size that cover them."""
    cuts = blocks(*_texts(900))
    _whole(cuts, (900, 900))
    assert all(i == j for _, (i, j) in cuts)
    assert max(sum(stop) - sum(start) for start, stop in cuts) <= 160


@pytest.mark.parametrize("lost", [1, 40, 300])
def test_blocks_get_over_a_gap(lost: int) -> None:
    """A run of segments that one side lacks shifts the places where the texts are cut."""
    ours, theirs = _texts(900)
    cuts = blocks(ours, np.delete(theirs, range(400, 400 + lost), axis=0))
    _whole(cuts, (900, 900 - lost))
    assert {0, lost} == {i - j for _, (i, j) in cuts}


def test_blocks_are_symmetric() -> None:
    """Exchanging the sides exchanges the sides of the blocks."""
    ours, theirs = _texts(500, noise=1.0)
    theirs = theirs[20:]
    swapped = [(start[::-1], stop[::-1]) for start, stop in blocks(theirs, ours)]
    assert blocks(ours, theirs) == swapped


def test_unrelated_texts_are_still_covered() -> None:
    """Where nothing is clear the blocks are few, and lose nothing."""
    ours, _ = _texts(400, seed=1)
    _, theirs = _texts(300, seed=2)
    _whole(blocks(ours, theirs), (400, 300))


@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (3, 5), (12, 12)])
def test_the_path_is_the_cheapest(shape: tuple[int, int]) -> None:
    """No other path is cheaper: held against plain recursion."""
    generator = np.random.default_rng(sum(shape))
    n, m = shape
    moves = [(i, j) for i in (1, 2, 3) for j in (1, 2) if i <= n and j <= m]
    table = {
        (i, j): generator.random((n - i + 1, m - j + 1)).astype(np.float32) * (i + j)
        for i, j in moves
    }
    best = np.full((n + 1, m + 1), np.inf)
    best[0, 0] = 0
    for s in range(n + 1):
        for t in range(m + 1):
            for i, j in [*moves, (1, 0), (0, 1)]:
                if i <= s and j <= t:
                    step = table[i, j][s - i, t - j] if i and j else 0.6
                    best[s, t] = min(best[s, t], best[s - i, t - j] + step)
    path = cheapest_path(table, shape, 0.6)
    paid = sum(table[move][s, t] if all(move) else 0.6 for s, t, move in path)
    assert best[n, m] == pytest.approx(paid, abs=1e-5)
    assert (n, m) == tuple(np.sum([move for _, _, move in path], axis=0))


@pytest.mark.parametrize("shape", [(4000, 50), (50, 4000), (3000, 3000)])
def test_blocks_are_bounded_whatever_the_texts(shape: tuple[int, int]) -> None:
    """A text that has hardly any counterparts is cut all the same: tables stay small."""
    generator = np.random.default_rng(5)
    ours, theirs = (generator.standard_normal((n, 16)).astype(np.float32) for n in shape)
    cuts = blocks(ours, theirs)
    _whole(cuts, shape)
    assert max(sum(stop) - sum(start) for start, stop in cuts) <= 800


@pytest.mark.parametrize("size", [(5, 3), (1024, 1025), (12_288, 12_288), (30_000, 9), (9, 30_000)])
def test_segments_elsewhere_are_sought_in_near_strips(size: tuple[int, int]) -> None:
    """Every row is in one strip; none is compared with more columns than a bounded number."""
    found = list(_strips(*size))
    assert list(range(size[0])) == [k for rows, _ in found for k in range(size[0])[rows]]
    assert all(across.stop - across.start <= 5 * 4096 for _, across in found)
    if max(size) <= 12_288:
        assert {(0, size[1])} == {(across.start, across.stop) for _, across in found}


def test_moved_beads_stand_before_what_follows_them() -> None:
    """In the source's order, after null beads of the target that stand there."""
    beads = [Bead((0,), (0,), 1.0), Bead((), (1,), 1.0), Bead((3,), (2,), 1.0)]
    moved = [Bead((4,), (3,), 1.0), Bead((2,), (5,), 1.0), Bead((1,), (4,), 1.0)]
    expected = [(0,), (), (1,), (2,), (3,), (4,)]
    assert expected == [bead.source for bead in inserted(beads, moved)]
    assert expected == [bead.source for bead in inserted(beads, moved[::-1])]


@pytest.mark.parametrize(
    "ours", [("ship", "", ""), ("", ""), ("", "ship"), ("ship", "", "port"), ("ship",) * 400]
)
def test_every_segment_is_in_a_bead(ours: tuple[str, ...], fake_encoder: Encoder) -> None:
    """Segments without words, and a text that the other has hardly anything of, lose nothing."""
    sides = encode_segments(
        [
            lines(line_document(list(own), Language.EN, "text"))
            for own in (ours, ("port", "ship came"))
        ],
        fake_encoder,
    )
    beads = align_segments(*sides)
    for side, encoded in zip(("source", "target"), sides, strict=True):
        placed = sorted(k for bead in beads for k in getattr(bead, side))
        assert list(range(len(encoded.segments))) == placed
