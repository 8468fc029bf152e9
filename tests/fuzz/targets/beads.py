"""Sentence alignment of random vectors: every segment in one bead, the same from both sides."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from align.beads import align_segments, unit_score, unit_scores, usual_costs
from align.encode import Calibration, unit
from align.encode.similarity import EncodedSide, encode_segments, part
from align.model import Bead, Language, Segment, Span
from align.pair import nearest_units, paired_units
from align.segment import tokenize
from tests.fuzz.models import hashing

SEEDS = (bytes(range(40)), b"\0" * 9, b"\x0c" + bytes(range(200, 0, -7)), b"\x05\x05aaaa")
MOST = 120
_WIDTH = 6
_FORMS = ("ميناء", "harbour", "7", "٧", "8", "the", "في", ".", "«", "Rawi")


def run(data: bytes) -> None:
    """Sides of up to 12 segments, some empty, some with vectors of zeros, or equal ones."""
    sides = _sides(data)
    beads = align_segments(*sides)
    _once(beads, sides)
    assert beads == align_segments(*sides)
    turned = align_segments(sides[1], sides[0])
    _once(turned, (sides[1], sides[0]))
    if all(len({s.text for s in side.segments}) == len(side.segments) for side in sides):
        assert sorted(_told(beads)) == sorted(_told(tuple(b.mirror() for b in turned)))
    usual_costs(*sides)
    for pairing in (paired_units, nearest_units):
        found = pairing(*sides)
        for side in (0, 1):
            taken = [i for b in found for i in (b.source, b.target)[side]]
            assert len(taken) == len(set(taken))
            assert all(0 <= i < len(sides[side].segments) for i in taken)
    if all(len(side.segments) for side in sides):
        scores = unit_scores(*sides)
        assert np.isfinite(scores).all()
        assert 0 <= unit_score(part(sides[0], 0, 1), part(sides[1], 0, 1)) <= 1


def _once(beads: tuple[Bead, ...], sides: tuple[EncodedSide, EncodedSide]) -> None:
    for side in (0, 1):
        taken = sorted(i for b in beads for i in (b.source, b.target)[side])
        assert taken == list(range(len(sides[side].segments)))
    for bead in beads:
        assert bead.source or bead.target
        assert 0 <= bead.score <= 1, bead
        for own in (bead.source, bead.target):
            assert own == tuple(range(own[0], own[0] + len(own))) if own else True


def _told(beads: tuple[Bead, ...]) -> list[tuple[object, ...]]:
    return [(b.source, b.target, round(b.score, 3)) for b in beads]


def _sides(data: bytes) -> tuple[EncodedSide, EncodedSide]:
    kind, first, second = (*data[:3], 0, 0, 0)[:3]
    counts = first % 13, second % 13
    chance = np.random.default_rng(list(data))
    vectors = chance.standard_normal((8, _WIDTH)).astype(np.float32)
    vectors[0] = 0
    rest, made, texts = data[3:] or b"\0", [], []
    for count in counts:
        rows, own = [], []
        for number in range(count):
            size = rest[(number * 3 + len(made)) % len(rest)] % 5
            own.append(tuple(rest[(number + k) % len(rest)] for k in range(size)))
            rows.append([vectors[b % 8] for b in own[-1]])
        made.append(rows)
        texts.append(own)
    words = kind % 3 == 0
    return _encoded(texts[0], made[0], (kind // 3, words)), _encoded(
        texts[1], made[1], (kind // 3 + 1, words)
    )


def _encoded(texts: list, rows: list, kind: tuple[int, bool]) -> EncodedSide:
    language = Language.AR if kind[0] % 2 else Language.EN
    segments, start = [], 0
    for number, own in enumerate(texts):
        text = " ".join(_FORMS[b % len(_FORMS)] for b in own)
        tokens = tokenize(text, start)
        segments.append(Segment(number, Span(start, start + len(text)), text, language, tokens))
        start += len(text) + 1
    (side,) = encode_segments([tuple(segments)], hashing())
    inner = np.array([v for own in rows for v in own], np.float32).reshape(-1, _WIDTH)
    if kind[1]:
        return side
    starts = side.starts
    spans = [inner[a:b].sum(axis=0) for a, b in pairwise(starts)]
    return EncodedSide(
        side.segments,
        unit(inner),
        np.array(spans, np.float32).reshape(-1, _WIDTH),
        starts,
        side.weights,
        side.numbers,
        Calibration(),
        tuple((unit(inner[a:b]), np.arange(b - a)) for a, b in pairwise(starts)),
    )
