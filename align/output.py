"""Where results go: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from align.errors import AlignError


def write(path: str | Path, content: str | bytes) -> None:
    """Writes ``content`` (text as UTF-8) by way of a temporary file beside ``path``.

    Raises AlignError where that cannot be done, and then leaves nothing behind.
    """
    target = Path(path)
    if target.is_dir():
        raise AlignError(path, "is a folder, not a file to write")
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
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
        raise AlignError(path, f"cannot be written ({error.strerror or error})") from error
