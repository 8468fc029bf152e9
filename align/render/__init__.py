"""A report as text, in every format; one module each, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from align.model import Report
from align.render.view import View

__all__ = ["FORMATS", "View", "format_of", "render"]

FORMATS: tuple[str, ...] = (
    "terminal",
    "json",
    "jsonl",
    "html",
    "markdown",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "rdjson",
    "csv",
)

_ENDINGS = {
    ".txt": "terminal",
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
}


def render(report: Report, format: str, view: View | None = None) -> str:
    """``report`` in ``format``, ending in a newline; ValueError for a format not in FORMATS.

    ``view`` is the terminal's alone. The same report gives the same text.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: choose from {', '.join(FORMATS)}")
    if format == "terminal":
        from align.render.terminal import terminal

        return terminal(report, view or View())
    renderer: Callable[[Report], str] = getattr(import_module(f"align.render.{format}"), format)
    return renderer(report)


def format_of(path: str) -> str | None:
    """The format that the ending of ``path`` names; None where it names none."""
    return _ENDINGS.get(PurePath(path).suffix.lower())
