"""The sections as a plain table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from align.evaluate.bench.values import Figure, Row, Section

_WIDTH = 92


def head(machine: Mapping[str, str], rounds: int) -> str:
    """What was measured on, and how the tables are to be read."""
    return "\n".join((*_head(machine, rounds), ""))


def table(section: Section) -> str:
    """A section: a figure after the other, a line a contender, its ratio to ours at the end."""
    return "\n".join((*_told(section), ""))


def _head(machine: Mapping[str, str], rounds: int) -> Iterator[str]:
    yield f"align beside what else there is; {rounds} rounds by turns, each run in a fresh process"
    yield ""
    width = max(map(len, machine))
    yield from (f"  {name:<{width}}  {value}" for name, value in machine.items())
    yield ""
    yield "  medians, the lowest and the highest of all rounds, and the median by ours (× ours);"
    yield "  ↓: lower is better"


def _told(section: Section) -> Iterator[str]:
    yield from ("", f"{section.name}: {section.told}", "")
    rows = [row for figure in section.figures for row in figure.rows]
    widths = tuple(max((len(cell(r)) for r in rows), default=0) for cell in (_name, _spread))
    for figure in section.figures:
        yield f"  {figure.name}{' ↓' if figure.lower_is_better else ''}"
        yield from (_line(figure, row, widths) for row in figure.rows)
    for name, reason in section.absent:
        yield f"  not measured: {name} ({reason})"
    for note in section.notes:
        yield from _wrapped(f"note: {note}")


def _line(figure: Figure, row: Row, widths: Sequence[int]) -> str:
    ratio = figure.ratio(row)
    times = "" if ratio is None else f"× {_number(ratio)}"
    name, spread = f"{_name(row):<{widths[0]}}", f"{_spread(row):<{widths[1]}}"
    return f"    {name}  {_number(row.median):>7}  {spread}  {times}".rstrip()


def _name(row: Row) -> str:
    return row.contender


def _spread(row: Row) -> str:
    low, high = min(row.values), max(row.values)
    return f"{_number(low)} to {_number(high)}" if low < high else ""


def _number(value: float) -> str:
    """Three digits that count, more only before the point."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return (
        f"{value:.1f}"
        if abs(value) >= 10
        else f"{value:.2f}"
        if abs(value) >= 1
        else f"{value:.3f}"
    )


def _wrapped(text: str) -> Iterator[str]:
    line = " "
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "   "
        line += f" {word}"
    yield line


def as_json(machine: Mapping[str, str], rounds: int, sections: Sequence[Section]) -> str:
    """All values of all rounds, with medians and ratios."""
    whole = {
        "schema": 1,
        "machine": dict(machine),
        "rounds": rounds,
        "sections": [_section(section) for section in sections],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "told": section.told,
        "figures": [
            {
                "name": figure.name,
                "lower_is_better": figure.lower_is_better,
                "rows": [_row(figure, row) for row in figure.rows],
            }
            for figure in section.figures
        ],
        "not_measured": [{"contender": c, "reason": r} for c, r in section.absent],
        "notes": list(section.notes),
    }


def _row(figure: Figure, row: Row) -> dict[str, Any]:
    return {
        "contender": row.contender,
        "values": list(row.values),
        "median": row.median,
        "ratio": figure.ratio(row),
    }
