"""A dot a contender on a logarithmic axis, as SVG, with its figure of quality beside it."""

from __future__ import annotations

from collections.abc import Iterator

from align.evaluate.bench.values import Dots
from align.evaluate.plot import Scale, page, rule, text

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 270, 250, 52, 48
_MANY = 3  # powers of ten, from which on nothing between them is marked: there is no room
_STEP = 28  # pixels between two contenders


def dots_svg(dots: Dots) -> str:
    """``dots`` as a whole SVG file."""
    height = _TOP + _STEP * len(dots.rows) + _BOTTOM
    values = [max(value, 1e-3) for _, value, _ in dots.rows]
    scale = Scale([min(values) / 1.5, max(values) * 1.5], (_LEFT, _WIDTH - _RIGHT))
    told = "; ".join(f"{who} {_number(value)} {dots.unit} {also}" for who, value, also in dots.rows)
    body = (*_axis(dots, scale, height - _BOTTOM), *_rows(dots, scale))
    return page((_WIDTH, height), dots.title, told, body)


def _axis(dots: Dots, scale: Scale, bottom: int) -> Iterator[str]:
    powers = [tick for tick in scale.ticks if f"{tick:e}".startswith("1.0")]
    for tick in scale.ticks if len(powers) < _MANY else powers:
        yield rule((scale(tick), _TOP - 8), (scale(tick), bottom), "grid")
        yield text((scale(tick), bottom + 16), f"{tick:,.10g}", "middle")
    yield text(((_LEFT + _WIDTH - _RIGHT) / 2, bottom + 36), dots.unit, "middle")


def _rows(dots: Dots, scale: Scale) -> Iterator[str]:
    ours = dots.rows[0][1]
    for number, (who, value, also) in enumerate(dots.rows):
        y = _TOP + _STEP * number + _STEP // 2
        colour = "var(--c0)" if number == 0 else "var(--c1)"
        yield text((_LEFT - 12, y + 4), who, "end")
        yield rule((_LEFT, y), (_WIDTH - _RIGHT, y), "grid")
        radius = 7 if number == 0 else 5
        yield f'<circle cx="{scale(max(value, 1e-3))}" cy="{y}" r="{radius}" fill="{colour}"/>'
        times = "" if number == 0 or not ours else f" (× {_number(value / ours)})"
        told = ", ".join(filter(None, (f"{_number(value)}{times}", also)))
        yield text((_WIDTH - _RIGHT + 10, y + 4), told)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
