"""Word links as text: Pharaoh lines and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from align.model import Alignment, Link, Segment


def render_words(alignments: Iterable[Alignment], format: str) -> str:
    """One line a pair: ``0-0 1-2`` (pharaoh), or JSON Lines with scores and null probabilities."""
    row = {"pharaoh": _pharaoh, "json": _json}[format]
    return "".join(row(alignment) + "\n" for alignment in alignments)


def _positions(segments: tuple[Segment, ...]) -> dict[int, int]:
    tokens = [t for s in segments for t in s.tokens]
    return {token.span.start: index for index, token in enumerate(tokens)}


def _indexed(alignment: Alignment) -> list[tuple[int, int, Link]]:
    ours = _positions(alignment.source_segments)
    theirs = _positions(alignment.target_segments)
    return sorted(
        ((ours[k.source.start], theirs[k.target.start], k) for k in alignment.links),
        key=lambda row: row[:2],
    )


def _pharaoh(alignment: Alignment) -> str:
    return " ".join(f"{i}-{j}" for i, j, _ in _indexed(alignment))


def _json(alignment: Alignment) -> str:
    value = {
        "source": [t.form for s in alignment.source_segments for t in s.tokens],
        "target": [t.form for s in alignment.target_segments for t in s.tokens],
        "links": [
            {"source": i, "target": j, "strength": link.strength, "score": link.score}
            for i, j, link in _indexed(alignment)
        ],
        "source_null": [p for bead in alignment.words for p in bead.source_null],
        "target_null": [p for bead in alignment.words for p in bead.target_null],
    }
    return json.dumps(value, ensure_ascii=False)
