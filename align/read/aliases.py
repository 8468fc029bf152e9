"""The user's table of names that are one person's, place's or body's."""

from __future__ import annotations

from pathlib import Path

from align.errors import AlignError
from align.model import Alias
from align.read.columns import ENDINGS, entries, read_bytes, rows

_COLUMNS = ("ar", "en")


def read_aliases(path: str | Path) -> tuple[Alias, ...]:
    """The rows of a CSV or TSV file, in order: each one bearer with all spellings of the name.

    The first line names the columns ``ar`` and ``en``, others pass; a cell may hold several
    spellings with | between them. Raises AlignError for a file that is missing, not UTF-8, of
    another format or without names, and for a row with fewer than two spellings.
    """
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise AlignError(path, "a table of aliases is a .csv or .tsv file")
    found = []
    for line, row in rows(read_bytes(path), path, _COLUMNS):
        arabic, english = (entries(row, column) for column in _COLUMNS)
        if len({*arabic, *english}) < 2:
            raise AlignError(path, f"line {line}: one name needs two spellings or more")
        found.append(Alias(arabic, english))
    if not found:
        raise AlignError(path, "has no names")
    return tuple(found)
