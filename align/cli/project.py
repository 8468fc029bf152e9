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
    from align.pair import DocumentPairs

Command = Callable[..., Any]


def baseline_options(command: Command) -> Command:
    """--baseline and --today: what is accepted already, and up to which day."""
    day = "The day from which expiry is told (default: SOURCE_DATE_EPOCH, or now in UTC)."
    dated = click.option("--today", metavar="DAY", help=day)(command)
    text = "Accepted findings (default: align-baseline.json beside the configuration)."
    return click.option("--baseline", metavar="FILE", help=text)(dated)


def compared(
    source: str | None, target: str | None, settings: Settings
) -> tuple[DocumentPairs, tuple[Missing, ...]]:
    """The documents to compare, and the configuration's files that have no partner."""
    from align.pair import document_pairs
    from align.project import find_project, read_pairs

    if source is not None:
        return document_pairs(source, target), ()
    project = find_project(settings)
    return read_pairs(project.pairs), project.missing


def refuse_no_baseline(path: str | None) -> None:
    """Raises AlignError for a baseline named on the command line that is not there."""
    if path is not None and not Path(path).is_file():
        raise AlignError(path, "no such baseline (align baseline writes one)")
