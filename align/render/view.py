"""How a terminal shows a report: its size, its colours, and how much is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """What the terminal format takes into account, and no other format does.

    ``width``: columns, at least 40 are used. ``height``: rows of the screen that the report is to
    fit; None where it is not for a screen. ``directed``: every line is isolated as left-to-right
    as a whole, for terminals that set lines right to left. ``verbose``: nothing is left out;
    ``statistics``: figures in place of findings; ``quiet``: the counts alone, and nothing at all
    where nothing was found.
    """

    color: bool = False
    width: int = 100
    height: int | None = None
    directed: bool = False
    verbose: bool = False
    statistics: bool = False
    quiet: bool = False
