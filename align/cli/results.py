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


def finish(report: Report, settings: Settings, formats: Formats, verbose: bool) -> None:
    """Renders the report as asked, then exits 1 if a finding reaches the threshold."""
    from align.cli.verdict import exit_status
    from align.render import BINARY, render, render_binary

    for format_, path in formats:
        if path is None:
            color = format_ == "terminal" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
            width = shutil.get_terminal_size((100, 24)).columns
            emit(render(report, format_, color=color, width=width, verbose=verbose), None)
        else:
            binary = format_ in BINARY
            emit(
                render_binary(report, format_)
                if binary
                else render(report, format_, verbose=verbose),
                path,
            )
    if status := exit_status(report, settings):
        sys.exit(status)


def emit(result: str | bytes, path: str | None) -> None:
    """Writes to a file, whole or not at all, or to standard output."""
    from align.output import write

    if path is not None:
        write(path, result)
    else:
        sys.stdout.buffer.write(result.encode() if isinstance(result, str) else result)
        sys.stdout.buffer.flush()
