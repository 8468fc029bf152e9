"""Word alignment and decoding of any similarities: links inside their bead, nothing infinite."""

from __future__ import annotations

import numpy as np

from align.decode import LinkSettings, Method, link_scores
from align.encode.similarity import encode_segments
from align.links import link_words
from align.model import Bead, BeadLinks, Language, Segment, Span
from align.segment import tokenize
from align.text import script
from tests.fuzz.models import hashing
from tests.fuzz.phrases import SEEDS, mutate, texts

__all__ = ["MOST", "SEEDS", "mutate", "run"]

MOST = 300


def run(data: bytes) -> None:
    """By every method, in both directions."""
    _decoded(data)
    ours, theirs = texts(data, 2)
    sides = encode_segments([_segments(ours), _segments(theirs)], hashing())
    bead = Bead(*(tuple(range(len(side.segments))) for side in sides), 1.0)
    for method in Method:
        found = link_words(bead, *sides, LinkSettings(method=method))
        spans = [{t.span for s in side.segments for t in s.tokens} for side in sides]
        for link in found.links:
            assert link.source in spans[0]
            assert link.target in spans[1]
            assert 0 < link.score <= 1, link
        assert len({(k.source, k.target) for k in found.links}) == len(found.links)
        for nulls, side in ((found.source_null, sides[0]), (found.target_null, sides[1])):
            assert len(nulls) == len(side.inner)
            assert all(0 <= null <= 1 for null in nulls)
        assert -1.001 <= found.similarity <= 1.001
        if method is Method.SOFTMAX:
            turned = link_words(bead.mirror(), sides[1], sides[0], LinkSettings()).mirror()
            assert _firm(turned) <= _links(found)
            assert _firm(found) <= _links(turned)


def _links(found: BeadLinks) -> set[tuple[Span, Span]]:
    return {(link.source, link.target) for link in found.links}


def _firm(found: BeadLinks) -> set[tuple[Span, Span]]:
    """The links that no last bit of a sum decides."""
    least = LinkSettings().possible + 0.001
    return {(link.source, link.target) for link in found.links if link.score > least}


def _segments(text: str) -> tuple[Segment, ...]:
    """Up to three lines as segments."""
    found, start = [], 0
    for line in text.split("\n")[:3]:
        span = Span(start, start + len(line))
        language = script(line) or Language.EN
        found.append(Segment(len(found), span, line, language, tokenize(line, start)[:80]))
        start += len(line) + 1
    return tuple(found)


def _decoded(data: bytes) -> None:
    """Similarities of all sizes from −1 to 1, many of them equal."""
    n, m = (*data[:2], 0, 0)[:2]
    n, m = n % 9, m % 9
    own = np.resize(np.frombuffer(data or b"\0", np.uint8), (n, m)).astype(np.float32)
    similarity = own / 127.5 - 1
    for method in Method:
        found = link_scores(similarity, LinkSettings(method=method))
        assert found.shape == (n, m)
        assert np.isfinite(found).all()
        assert (found >= 0).all()
        assert (found <= 1.0001).all(), method
