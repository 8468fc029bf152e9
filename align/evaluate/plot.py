"""A plot as SVG: logarithmic axes, a line a system, readable on light ground and on dark."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from align.evaluate.results import Curve, Plot

_WIDTH, _HEIGHT = 920, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 310, 44, 56
_LINE = 16  # pixels between two labels
_TICKS = 1, 2, 5  # of every power of ten
_COLOURS = 6
# Colours of Okabe and Ito (2008), which most colour-blind people can tell apart; ours is heavier.
_STYLE = """
svg { --ground: #fff; --ink: #222; --faint: #ddd; --limit: #b00020; }
svg { --c0: #0072b2; --c1: #d55e00; --c2: #007a5a; --c3: #a2497f; --c4: #8a6d00; --c5: #555; }
@media (prefers-color-scheme: dark) {
  svg { --ground: #111; --ink: #eee; --faint: #333; --limit: #ff7b8a; }
  svg { --c0: #56b4e9; --c1: #ff9955; --c2: #2fd3a5; --c3: #e59ac6; --c4: #f0e442; --c5: #bbb; }
}
text { font: 13px system-ui, sans-serif; fill: var(--ink); }
text { stroke: var(--ground); stroke-width: 4px; paint-order: stroke; }
.ground { fill: var(--ground); }
.grid { stroke: var(--faint); }
.limit { stroke: var(--limit); stroke-dasharray: 6 4; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
.ours { stroke-width: 4; }
.to { stroke-dasharray: 1 4; }
.middle { text-anchor: middle; }
.end { text-anchor: end; }
.title { font-size: 15px; font-weight: 600; }
"""


class Scale:
    """Values to pixels, by their logarithms; ``lowest`` and ``highest`` are the axis's ends."""

    def __init__(self, values: Sequence[float], pixels: tuple[float, float]) -> None:
        self.lowest, self.highest = min(values), max(values)
        self._pixels = pixels

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        low, high = math.log(self.lowest), math.log(self.highest)
        share = (math.log(value) - low) / (high - low) if high > low else 0.5
        return round(self._pixels[0] + share * (self._pixels[1] - self._pixels[0]), 1)

    @property
    def ticks(self) -> list[float]:
        """The values to mark: 1, 2 and 5 times the powers of ten on the axis."""
        powers = range(math.floor(math.log10(self.lowest)), math.ceil(math.log10(self.highest)) + 1)
        marks = [digit * 10.0**power for power in powers for digit in _TICKS]
        return [m for m in marks if self.lowest * 0.999 <= m <= self.highest * 1.001]


def plot_svg(plot: Plot) -> str:
    """``plot`` as a whole SVG file; ValueError if it has no curves."""
    points = [point for curve in plot.curves for point in curve.points]
    x = Scale([p[0] for p in points], (_LEFT, _WIDTH - _RIGHT))
    heights = [max(p[1], 1e-3) for p in points]
    highest = max(*heights, plot.limit or 0.0)
    y = Scale([min(heights) / 1.5, 1.5 * highest], (_HEIGHT - _BOTTOM, _TOP))
    told = f"{plot.y} by {plot.x}, {', '.join(c.system for c in plot.curves)}"
    limit = () if plot.limit is None else _limit(plot.limit, plot.y, y)
    body = (*_axes(plot, x, y), *limit, *_curves(plot.curves, x, y))
    return page((_WIDTH, _HEIGHT), plot.title, told, body)


def page(size: tuple[int, int], title: str, told: str, body: Iterable[str]) -> str:
    """A whole SVG file of that width and height with a title; ``told``: for who cannot see it."""
    width, height = size
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
        text((_LEFT, 24), title, "title"),
    )
    return "\n".join((*head, *body, "</svg>")) + "\n"


def _axes(plot: Plot, x: Scale, y: Scale) -> Iterator[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for tick in sorted({point[0] for curve in plot.curves for point in curve.points}):
        yield rule((x(tick), _TOP), (x(tick), bottom), "grid")
        yield text((x(tick), bottom + 18), f"{tick:,.10g}", "middle")
    for tick in y.ticks:
        yield rule((_LEFT, y(tick)), (right, y(tick)), "grid")
        yield text((_LEFT - 8, y(tick) + 4), f"{tick:,.10g}", "end")
    yield text(((_LEFT + right) / 2, _HEIGHT - 14), plot.x, "middle")
    middle = (_TOP + bottom) / 2
    yield f'<g transform="rotate(-90 16 {middle})">{text((16, middle), plot.y, "middle")}</g>'


def _limit(limit: float, unit: str, y: Scale) -> Iterator[str]:
    yield rule((_LEFT, y(limit)), (_WIDTH - _RIGHT, y(limit)), "limit")
    # Under the line at the left, where those that stay below it are lowest.
    yield text((_LEFT + 6, y(limit) + 16), f"{limit:g} {unit}")


def _curves(curves: Sequence[Curve], x: Scale, y: Scale) -> Iterator[str]:
    """The lines with a dot a point, ours last and so on top, and their labels at the right."""
    ends = [y(max(curve.points[-1][1], 1e-3)) for curve in curves]
    labels = dict(zip(sorted(range(len(ends)), key=ends.__getitem__), _apart(ends), strict=True))
    for number in reversed(range(len(curves))):
        curve, colour = curves[number], f"var(--c{number % _COLOURS})"
        places = [(x(a), y(max(b, 1e-3))) for a, b in curve.points]
        ours = "" if number else " ours"
        drawn = " ".join(f"{a},{b}" for a, b in places)
        yield f'<polyline class="curve{ours}" stroke="{colour}" points="{drawn}"/>'
        for a, b in places:
            yield f'<circle cx="{a}" cy="{b}" r="{4 if number else 5}" fill="{colour}"/>'
        right = _WIDTH - _RIGHT + 10
        last, label = places[-1], labels[number]
        yield f'<path class="to" stroke="{colour}" d="M{last[0]} {last[1]} L{right} {label}"/>'
        yield text((right + 4, label + 4), curve.system)


def _apart(heights: Sequence[float]) -> list[float]:
    """``heights`` in order, moved down so far that labels there do not touch."""
    placed: list[float] = []
    for height in sorted(heights):
        placed.append(max(height, placed[-1] + _LINE) if placed else height)
    return placed


def text(place: tuple[float, float], words: str, kind: str = "") -> str:
    """``words`` that begin at ``place``; ``kind`` is their class."""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{place[0]}" y="{place[1]}"{named}>{escape(words)}</text>'


def rule(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A straight line; ``kind`` is its class."""
    return f'<line class="{kind}" x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"/>'
