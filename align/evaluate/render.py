"""Evaluations as text: a plain table, JSON, or the plot that some have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import PurePath

from align.errors import AlignError
from align.evaluate.results import Evaluation, Figure
from align.output import Choice

FORMATS = "terminal", "json", "svg"
_DRAWN = ("scaling",)
_ENDINGS = {".txt": "terminal", ".json": "json", ".svg": "svg"}


def evaluation_formats(kind: str) -> Choice:
    """The formats of that kind's evaluations, and the one that a file's ending names."""
    formats = FORMATS if kind in _DRAWN else tuple(f for f in FORMATS if f != "svg")
    return formats, lambda path: _ENDINGS.get(PurePath(path).suffix.lower())


def render_evaluation(evaluations: Iterable[Evaluation], format_: str = "terminal") -> str:
    """``evaluations`` as a table ("terminal"), "json" or "svg"; AlignError for another format.

    "svg" draws the first plot among them; AlignError where there is none.
    """
    if format_ == "json":
        rows = [asdict(e) for e in evaluations]
        return json.dumps({"schema": 1, "evaluations": rows}, ensure_ascii=False, indent=1) + "\n"
    if format_ == "svg":
        return _svg(evaluations)
    if format_ != "terminal":
        raise AlignError(format_, f"unknown format (one of {', '.join(FORMATS)})")
    return "\n".join("\n".join(_table(e)) + "\n" for e in evaluations)


def _svg(evaluations: Iterable[Evaluation]) -> str:
    from align.evaluate.plot import plot_svg

    for evaluation in evaluations:
        if evaluation.plot is not None:
            return plot_svg(evaluation.plot)
    raise AlignError("svg", f"nothing to draw (kinds with a plot: {', '.join(_DRAWN)})")


def _table(evaluation: Evaluation) -> Iterator[str]:
    yield f"{evaluation.kind}: {evaluation.gold}, {evaluation.items:,} {evaluation.unit}"
    yield f"  gold sha256 {evaluation.sha256}"
    yield f"  {evaluation.signature}"
    width = max((len(_label(f)) for f in evaluation.figures), default=0)
    for figure in evaluation.figures:
        measured = "; ".join(f"{r.system} {_number(r.value)}" for r in figure.baselines)
        yield f"  {_label(figure):<{width}}  {_number(figure.value):>7}  {measured}".rstrip()
        for r in figure.anchors:
            yield f"  {'':<{width}}  {_number(r.value):>7}  {r.system} [{r.source}]"
    for note in evaluation.notes:
        yield f"  note: {note}"


def _label(figure: Figure) -> str:
    return f"{figure.name}{' ↓' if figure.lower_is_better else ''} ({figure.items:,})"


def _number(value: float) -> str:
    return f"{value:.4f}" if abs(value) < 10 else f"{value:,.1f}"
