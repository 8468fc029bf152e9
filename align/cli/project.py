"""What is compared: two documents or folders, or the pairs of the configuration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.errors import AlignError

if TYPE_CHECKING:
    from align.config import Settings
    from align.model import Missing
    from align.pair import DocumentPairs, PathPair

Command = Callable[..., Any]


def baseline_options(command: Command) -> Command:
    """--baseline and --today: what is accepted already, and up to which day."""
    day = "The day from which expiry is told (default: SOURCE_DATE_EPOCH, or now in UTC)."
    dated = click.option("--today", metavar="DAY", help=day)(command)
    text = "Accepted findings (default: align-baseline.json beside the configuration)."
    return click.option("--baseline", metavar="FILE", help=text)(dated)


def chosen_pairs(
    source: str | None, target: str | None, settings: Settings
) -> tuple[tuple[PathPair, ...], tuple[Missing, ...]]:
    """The files to compare, and the configuration's files that have no partner."""
    from align.pair import path_pairs
    from align.project import find_project

    if source is not None:
        return path_pairs(source, target), ()
    project = find_project(settings)
    return project.pairs, project.missing


def read_chosen(pairs: tuple[PathPair, ...], settings: Settings) -> DocumentPairs:
    """The documents of ``pairs``, read as the settings say."""
    from align.pair import read_pairs
    from align.read import reading_of

    return read_pairs(pairs, reading_of(settings))


def refuse_no_baseline(path: str | None) -> None:
    """Raises AlignError for a baseline named on the command line that is not there."""
    if path is not None and not Path(path).is_file():
        raise AlignError(path, "no such baseline (align baseline writes one)")
