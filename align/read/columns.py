"""Tables that users write by hand, CSV or TSV, row by row under the names of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from align.errors import AlignError

_BETWEEN = re.compile(r"\s*[|;؛]\s*")  # several entries in one cell
ENDINGS: Mapping[str, str] = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}


def read_bytes(path: Path) -> bytes:
    """What the file holds; AlignError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise AlignError(path, error.strerror or str(error)) from error


def rows(data: bytes, path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that are not empty, each with the number of its line, cells by column.

    The first line names the columns, those ``wanted`` among them. Raises AlignError for a table
    that is not UTF-8, lacks a column or has an open quotation mark.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AlignError(path, f"is not UTF-8 (byte {error.start})") from error
    head = text.partition("\n")[0]
    mark = ENDINGS[path.suffix.lower()]
    if mark == "," and head.count(";") > head.count(","):
        mark = ";"  # as spreadsheets write it where the comma is the decimal point
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in wanted if name not in names]
        if missing:
            raise AlignError(path, f"has no column {' and no column '.join(missing)} in line 1")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise AlignError(path, f"line {reader.line_num}: {error}") from error


def entries(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """What a cell holds, with | or ; between its entries."""
    return tuple(part for part in _BETWEEN.split(row.get(column, "").strip()) if part)
