"""What commands do with options before the work, and with results after it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.config import Settings
    from align.model import Report, Scope
    from align.output import Formats
    from align.pair import PathPair
    from align.read import Reading
    from align.render import View


def settings_of(options: dict[str, Any]) -> Settings:
    """Settings from the configuration, overruled by the options given."""
    from align.config import load_settings, settings_from

    given = {
        k: list(v) if isinstance(v, tuple) else v for k, v in options.items() if v not in (None, ())
    }
    return settings_from(given, "options", load_settings(Path.cwd()))


def reading_with(options: dict[str, Any]) -> Reading:
    """How tables are read, by the configuration and the options on columns."""
    from align.read import reading_of

    return reading_of(settings_of({k: v for k, v in options.items() if k.endswith("_column")}))


def changed_since(
    pairs: tuple[PathPair, ...], revision: str | None
) -> tuple[tuple[PathPair, ...], Scope | None]:
    """The pairs of which a side changed since ``revision``, and how many that left; all if None."""
    from align.model import Scope
    from align.revisions import changed

    if revision is None:
        return pairs, None
    which = changed(((p.source, p.target) for p in pairs), revision)
    kept = tuple(pair for pair, is_changed in zip(pairs, which, strict=True) if is_changed)
    return kept, Scope(revision, len(pairs), len(kept))


def finish(report: Report, settings: Settings, formats: Formats) -> None:
    """Renders the report as asked, then exits 1 if a finding reaches the threshold."""
    from align.cli.verdict import exit_status
    from align.render import BINARY, render, render_binary

    for format_, path in formats:
        if format_ in BINARY:
            emit(render_binary(report, format_), path)
        else:
            rendered = render(report, format_, view_of(settings, path))
            emit(rendered, path, own_colors=format_ == "terminal")
    if status := exit_status(report, settings):
        sys.exit(status)


def view_of(settings: Settings, path: str | None = None) -> View:
    """How much is shown, and, on standard output, in which colours and how large."""
    from align.render import View

    told = {
        "verbose": settings.verbose,
        "statistics": settings.statistics,
        "quiet": settings.quiet,
    }
    if path is not None:
        return View(**told)
    screen = sys.stdout.isatty()
    size = shutil.get_terminal_size((100, 24))
    return View(
        color=colored(settings.color),
        width=size.columns,
        height=size.lines if screen else None,
        directed=screen,
        **told,
    )


def screen_width() -> int | None:
    """The columns of the screen; None where standard output is none."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None


def colored(asked: str) -> bool:
    """Whether standard output is coloured: as asked, else as the environment says.

    NO_COLOR is stronger than FORCE_COLOR; either counts where it is set and not empty.
    """
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def emit(result: str | bytes, path: str | None, *, own_colors: bool = False) -> None:
    """Writes to a file, whole or not at all, or to standard output.

    On a screen what would steer it is shown as U+FFFD, unless ``own_colors`` says that it is the
    report's own; files and pipes get every character as it is. Where whoever reads standard output
    has gone away, as ``head`` does, the rest is dropped.
    """
    from align.output import write

    if path is not None:
        write(path, result)
        return
    if not own_colors and sys.stdout.isatty():
        from align.render.plain import printable

        result = printable(result if isinstance(result, str) else result.decode("utf-8", "replace"))
    try:
        sys.stdout.buffer.write(result.encode() if isinstance(result, str) else result)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is left in the buffer goes nowhere, so that the end of the program is quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
