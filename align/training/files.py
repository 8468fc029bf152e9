"""Files written whole or not at all, and digests of what they hold."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to beside ``path``; it takes its place once the block is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    yield partial
    os.replace(partial, path)


def digest(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(path: Path, value: Any) -> None:
    """Written to ``path``: ``value`` as JSON, readable and ending in a newline."""
    with whole(path) as partial:
        text = json.dumps(value, ensure_ascii=False, indent=2)
        partial.write_text(f"{text}\n", encoding="utf-8")
