"""What a report makes of the exit status, and what is told of it on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from align.config import Settings
    from align.model import Report

_WIDTH = 300  # columns, for comments of any length


def exit_status(report: Report, settings: Settings) -> int:
    """1 where a finding reaches the threshold or a limit of the settings is not kept, else 0.

    Limits that are not kept, and comments that nobody can follow, are told on standard error.
    """
    from align.model import UnusedKind
    from align.pipeline import worst

    for unused in report.unused:
        if unused.kind is UnusedKind.FAULTY:
            _tell(f"{unused.path}:{unused.line}: {unused.message}: {unused.words}")
    broken = [*_broken(report, settings)]
    for line in broken:
        _tell(line)
    reached = settings.fail_on is not None and worst(report.findings) >= settings.fail_on.rank
    return int(reached or bool(broken))


def _tell(line: str) -> None:
    """A line on standard error; what a document says in it cannot recolour or turn the screen."""
    from align.render.plain import cut, sentence

    click.echo(f"align: {cut(sentence(line), _WIDTH)}", err=True)


def _broken(report: Report, settings: Settings) -> Iterator[str]:
    """A line for every limit that is not kept."""
    from align.render.overview import overview_of

    figures = [
        (report.document(a.pair.target.document).path, overview_of(report, (a,), ()))
        for a in report.alignments
    ]
    faithful = [(f.fidelity, path) for path, f in figures if f.fidelity is not None]
    covered = [(100 * min(f.coverage.values()), path) for path, f in figures if f.coverage]
    yield from _under("fidelity", settings.min_fidelity, faithful)
    yield from _under("coverage", settings.min_coverage, covered)
    if settings.missing == "error" and report.missing:
        first = report.missing[0]
        yield f"{first.path}: has no partner ({first.partner}){_more(len(report.missing))}"
    if settings.unused_suppressions == "error" and report.unused:
        unused = report.unused[0]
        place = f"{unused.path}:{unused.line}" if unused.line else unused.path
        yield f"{place}: unused suppression: {unused.words}{_more(len(report.unused))}"


def _under(name: str, least: float, figures: list[tuple[float, str]]) -> Iterator[str]:
    below = sorted(pair for pair in figures if pair[0] < least)
    if below:
        value, path = below[0]
        yield f"{path}: {name} {value:.1f} is under min-{name} {least:g}{_more(len(below))}"


def _more(count: int) -> str:
    return f", and {count - 1} more" if count > 1 else ""
