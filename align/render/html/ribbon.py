"""The map above the text: a band from each segment to its counterpart, gaps where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.model import Alignment, Side

WIDTH, HEIGHT, STRIP = 1000.0, 96.0, 12.0
MOST = 400  # beyond this, bands are thinner than a pixel: neighbours are drawn as one
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Band:
    """One bead as a shape; ``points`` are an SVG polygon's."""

    row: str
    kind: str
    points: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """All bands of a pair."""

    bands: tuple[Band, ...]


def ribbon(alignment: Alignment, first: int, kinds: Sequence[str]) -> Ribbon:
    """The map of one pair whose rows are numbered from ``first``; moved beads cross the others."""
    beads = alignment.beads
    places = {side: _places(alignment, side) for side in Side}
    most = -(-len(beads) // MOST)
    bands, at = [], 0
    while at < len(beads):
        end = at + 1
        while end < min(at + most, len(beads)) and _alike(kinds[at], kinds[end]):
            end += 1
        top = [places[Side.SOURCE][i] for bead in beads[at:end] for i in bead.source]
        bottom = [places[Side.TARGET][i] for bead in beads[at:end] for i in bead.target]
        bands.append(Band(f"b-{first + at}", _gravest(kinds[at:end]), _points(top, bottom)))
        at = end
    return Ribbon(tuple(sorted(bands, key=lambda band: band.kind == "moved")))


def _alike(kind: str, other: str) -> bool:
    """True if the two may be drawn as one: renderings with or without findings, or the same gap."""
    if kind.startswith(("both", "found")):
        return other.startswith(("both", "found"))
    return kind == other != "moved"


def _gravest(kinds: Sequence[str]) -> str:
    return next((kind for kind in kinds if kind.startswith("found")), kinds[0])


def _places(alignment: Alignment, side: Side) -> list[tuple[float, float]]:
    """Where each segment lies along the strip, in proportion to its length."""
    segments = alignment.segments(side)
    total = sum(len(segment.span) for segment in segments) or 1
    found, at = [], 0.0
    for segment in segments:
        width = WIDTH * len(segment.span) / total
        found.append((at, max(at + 0.5, at + width - _GAP)))
        at += width
    return found


def _points(top: list[tuple[float, float]], bottom: list[tuple[float, float]]) -> str:
    upper, lower = STRIP, HEIGHT - STRIP
    corners: list[tuple[float, float]] = []
    if top:
        left, right = top[0][0], top[-1][1]
        corners += [(left, upper), (left, 0), (right, 0), (right, upper)]
    if bottom:
        left, right = bottom[0][0], bottom[-1][1]
        corners += [(right, lower), (right, HEIGHT), (left, HEIGHT), (left, lower)]
    return " ".join(f"{x:.1f},{y:.0f}" for x, y in corners)
