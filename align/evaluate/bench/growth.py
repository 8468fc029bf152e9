"""Growth with length: seconds and memory of ``align check`` on ever longer documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from align.evaluate.bench.rounds import Job, Told, jobs_of, measured
from align.evaluate.bench.sentence_aligners import CONTENDERS
from align.evaluate.bench.values import OURS, Contender, Figure, Plan, Row, Run, Section
from align.evaluate.results import Curve, Plot
from align.evaluate.scaling import generate
from align.evaluate.synthetic import made_text

_SIZES = 50, 100, 200, 400, 800
_QUICK_SIZES = 4, 8
_COMMAND = "align check"
# Beside the whole check, what aligning the sentences alone takes others; ours aligns them too.
_BESIDE = "Gale-Church (nltk)", "hunalign"
_NOTES = (
    f"{_COMMAND}: the whole command, links, checks and report included. The others align the"
    " sentences of the same documents and do nothing else.",
    "Slope: of the line through the logarithms of the medians; 1 is in proportion to the length."
    " Beyond start-up: less what documents of one sentence take. Start-up makes the plain slope"
    " look better than it is.",
    "The documents are sentences of corpora/bitext, some removed, joined and split by a seeded"
    " generator, none repeated. One round fewer than elsewhere."
    " Longer texts: align evaluate scaling.",
)
_MEASURES: dict[str, Callable[[Run], float]] = {
    "seconds": lambda run: run.whole,
    "processor seconds": lambda run: run.used,
    "peak MB": lambda run: run.peak / 1e6,
}
_DRAWN = {"seconds": "seconds", "memory": "peak MB"}
Series = Mapping[int, Sequence[Run]]


def section(plan: Plan, tell: Told) -> Section:
    """The section."""
    sizes = _QUICK_SIZES if plan.quick else _SIZES
    folder = plan.folder / "growth"
    texts = {size: _written(folder / str(size), size, plan) for size in (1, *sizes)}
    wanted = [c for c in CONTENDERS if c.name in _BESIDE and (c.light or not plan.quick)]
    absent = tuple((c.name, f"not installed: {c.lacks}") for c in wanted if c.lacks)
    beside = [c for c in wanted if not c.lacks]
    jobs = [job for own in texts.values() for job in _jobs(own, beside)]
    found = measured(jobs, plan, max(1, plan.rounds - 1), tell)
    curves = {
        name: {size: found.runs[_named(name, own)] for size, own in texts.items()}
        for name in (OURS, *(c.name for c in beside))
    }
    return Section(
        "growth",
        f"growth with length: documents of {sizes[0]:,} to {sizes[-1]:,} sentences",
        tuple(_figures(curves, sizes)),
        (*_NOTES, *found.notes),
        absent,
        tuple(_pictures(curves, sizes)),
    )


def _written(folder: Path, size: int, plan: Plan) -> Path:
    """The folder of two documents of that many sentences a side."""
    folder.mkdir(parents=True)
    bitext = plan.corpora / "bitext" / "authored_public_affairs.tsv.gz"
    units = generate([bitext], size)
    text = made_text("growth", units, range(len(units)))
    sides = text.source.text, text.target.text
    for name, side in zip(("source.txt", "target.txt"), sides, strict=True):
        (folder / name).write_text(f"{side}\n", "utf-8")
    lines = [[side.split("\n") for side in sides]]
    (folder / "texts.json").write_text(json.dumps(lines), "utf-8")
    return folder


def _named(name: str, folder: Path) -> str:
    return f"{name} at {folder.name} sentences"


def _jobs(folder: Path, beside: Sequence[Contender]) -> Iterator[Job]:
    paths = [str(folder / name) for name in ("source.txt", "target.txt")]
    command = (sys.executable, "-m", "align", "check", *paths)
    yield Job(_named(OURS, folder), command, accepted=(0, 1), required=True)
    for job in jobs_of("sentence_aligners", beside, folder):
        yield Job(_named(job.name, folder), job.command, job.result)


def _figures(curves: Mapping[str, Series], sizes: Sequence[int]) -> Iterator[Figure]:
    for what, take in _MEASURES.items():
        for size in sizes:
            runs = {name: own[size] for name, own in curves.items() if own[size]}
            values = (Row(name, tuple(map(take, own))) for name, own in runs.items())
            yield Figure(f"{what} at {size:,}", tuple(values), lower_is_better=True)
    for beyond in (False, True):
        for what in _MEASURES:
            found = (
                (name, slope({s: _middle(what, own[s]) for s in (1, *sizes)}, beyond))
                for name, own in curves.items()
            )
            rows = tuple(Row(name, (value,)) for name, value in found if value is not None)
            ending = " beyond start-up" if beyond else ""
            yield Figure(f"slope of {what}{ending}", rows, lower_is_better=True)


def _middle(what: str, runs: Sequence[Run]) -> float | None:
    return median(map(_MEASURES[what], runs)) if runs else None


def slope(values: Mapping[int, float | None], beyond: bool) -> float | None:
    """Of the values at all sizes but 1, whose value is taken off where ``beyond``.

    None where fewer than two are left: one that failed, or took no more than start-up.
    """
    base = (values[1] or 0.0) if beyond else 0.0
    points = [(s, v - base) for s, v in values.items() if s > 1 and v is not None and v > base]
    if len(points) < 2:
        return None
    x, y = np.log(np.array(points)).T
    return float(np.polyfit(x, y, 1)[0])


def _pictures(curves: Mapping[str, Series], sizes: Sequence[int]) -> Iterator[tuple[str, Plot]]:
    named = {name: _COMMAND if name == OURS else name for name in curves}
    for ending, what in _DRAWN.items():
        drawn = []
        for name, own in curves.items():
            points = [(float(s), v) for s in sizes if (v := _middle(what, own[s])) is not None]
            if points:
                drawn.append(Curve(named[name], tuple(points)))
        title = f"Growth with length: {what} by sentences of each side"
        yield f"bench-{ending}", Plot(title, "sentences a side", what, None, tuple(drawn))
