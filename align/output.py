"""Where results go: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from align.errors import AlignError

Formats = tuple[tuple[str, str | None], ...]  # format, and file or None for standard output
# The formats there are, the first the default, and the one that a file's ending names.
Choice = tuple[Sequence[str], Callable[[str], str | None]]


def chosen_formats(
    format_: str | None, outputs: tuple[str, ...], among: Choice | None = None
) -> Formats:
    """The formats and files asked for; AlignError for what cannot be, before work is done.

    ``among``: other formats than those of reports.
    """
    from align.render import BINARY, FORMATS, format_of

    formats, named = among or ((*FORMATS, *BINARY), format_of)
    if format_ is not None and format_ not in formats:
        raise AlignError(format_, f"unknown format (one of {', '.join(formats)})")
    if not outputs and format_ in BINARY:
        raise AlignError(f"--format {format_}", "is no text: name a file with --output")
    if not outputs:
        return ((format_ or formats[0], None),)
    chosen = []
    for path in outputs:
        found = format_ if format_ and len(outputs) == 1 else named(path)
        if found is None or found not in formats:
            raise AlignError(path, f"no format has that ending (--format: {', '.join(formats)})")
        refuse_unwritable(path)
        chosen.append((found, path))
    return tuple(chosen)


def refuse_unwritable(path: str | Path) -> None:
    """Raises AlignError where ``path`` plainly cannot be written, so that no work is wasted."""
    target = Path(path)
    if target.is_dir():
        raise AlignError(path, "is a folder, not a file to write")
    if not target.parent.is_dir():
        raise AlignError(path, "cannot be written (its folder does not exist)")
    if not os.access(target.parent, os.W_OK):
        raise AlignError(path, "cannot be written (its folder is read-only)")


def write(path: str | Path, content: str | bytes) -> None:
    """Writes ``content`` (text as UTF-8) by way of a temporary file beside ``path``.

    Raises AlignError where that cannot be done, and then leaves nothing behind.
    """
    refuse_unwritable(path)
    target = Path(path)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)  # mkstemp makes it private
        os.replace(temporary, target)
    except OSError as error:
        raise AlignError(path, f"cannot be written ({error.strerror or error})") from error
    finally:  # whatever stopped it, an interrupt too
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
