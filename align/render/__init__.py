"""A report as text, in every format; one module each, loaded when first asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from align.model import Report
from align.render.view import View

__all__ = ["BINARY", "FORMATS", "View", "format_of", "render", "render_binary"]

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
BINARY = ("parquet",)  # formats that are no text: for files alone

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
    ".github.txt": "github",
    ".gitlab.json": "gitlab",
    ".rdjson": "rdjson",
    ".csv": "csv",
    ".parquet": "parquet",
}
# Halves of a character: a path that is no UTF-8 has them, and no text can be written with them.
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(report: Report, format: str, view: View | None = None) -> str:
    """``report`` in ``format``, ending in a newline; ValueError for a format not in FORMATS.

    ``view`` is the terminal's alone. The same report gives the same text.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: choose from {', '.join(FORMATS)}")
    if format == "terminal":
        from align.render.terminal import terminal

        return _written(terminal(report, view or View()))
    renderer: Callable[[Report], str] = getattr(import_module(f"align.render.{format}"), format)
    return _written(renderer(report))


def render_binary(report: Report, format: str) -> bytes:
    """``report`` in a ``format`` of BINARY."""
    renderer: Callable[[Report], bytes] = getattr(import_module(f"align.render.{format}"), format)
    return renderer(report)


def _written(text: str) -> str:
    """``text`` as it can be encoded: U+FFFD for what is no character."""
    return _SURROGATES.sub("\ufffd", text)


def format_of(path: str) -> str | None:
    """The format that the ending of ``path`` names; None where it names none."""
    suffixes = PurePath(path.lower()).suffixes[-2:]
    return _ENDINGS.get("".join(suffixes)) or _ENDINGS.get("".join(suffixes[-1:]))
