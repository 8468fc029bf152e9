"""The day of writing, as an option of commands that tell days from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]


def day_options(command: Command) -> Command:
    """--date and --prefer: what days are told from, and to which side of it."""
    day, side = (
        "The day of writing, from which yesterday, Tuesday and next month are told.",
        "Which Tuesday is meant: the latest, as in news (past), or the next (future).",
    )
    preferred = click.option("--prefer", type=click.Choice(("past", "future")), help=side)
    return click.option("--date", "day", type=click.DateTime(("%Y-%m-%d",)), help=day)(
        preferred(command)
    )
