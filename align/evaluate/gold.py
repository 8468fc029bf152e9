"""Gold files: tables without quoting, JSON, their hash, and samples that repeat."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from align.errors import AlignError

if TYPE_CHECKING:
    import polars

T = TypeVar("T")


def read_table(path: Path, *columns: str) -> polars.DataFrame:
    """The TSV at ``path``, all columns text, "" where empty.

    Raises AlignError where it cannot be read or lacks one of ``columns``.
    """
    import polars

    try:
        table = polars.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    except (OSError, polars.exceptions.PolarsError) as error:
        raise AlignError(path, f"not readable as TSV ({error})") from error
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise AlignError(path, f"no column {', '.join(missing)}")
    return table.fill_null("")


def read_json(path: Path) -> Any:
    """The JSON at ``path``; raises AlignError where it cannot be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AlignError(path, f"not readable as JSON ({error})") from error


def read_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 text, without their ends; raises AlignError where it cannot be read."""
    try:
        return path.read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AlignError(path, f"not readable ({error})") from error


def digest(paths: Iterable[Path]) -> str:
    """The SHA-256 of the files' contents, one after the other in order of name."""
    content = hashlib.sha256()
    for path in sorted(paths, key=lambda p: (p.name, str(p))):
        content.update(hashlib.sha256(path.read_bytes()).digest())
    return content.hexdigest()


def sample(items: Sequence[T], limit: int | None) -> list[T]:
    """At most ``limit`` of ``items``, spread evenly, always the same ones; None for all."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[number * len(items) // limit] for number in range(limit)]
