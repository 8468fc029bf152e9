"""Tables of sentence pairs, and lines of text, from files or standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import AlignError
from align.read.limits import AS_USUAL, Reading
from align.read.records import read_table, side_columns, texts

if TYPE_CHECKING:
    import polars

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class PairTable:
    """Sentence pairs in the columns ``source`` and ``target`` of ``frame``, beside any others.

    ``renamed``: what columns are called there, by what the file calls them.
    """

    frame: polars.DataFrame
    renamed: Mapping[str, str]

    def named(self, frame: polars.DataFrame) -> polars.DataFrame:
        """``frame`` under the file's own names."""
        return frame.rename({new: old for old, new in self.renamed.items()})


def read_pairs(path: str, reading: Reading = AS_USUAL) -> PairTable:
    """The pairs of a table; "-" is standard input, and that and unknown endings are TSV.

    TSV fields are never quoted; other columns are kept. Raises AlignError for what is no such
    table.
    """
    import polars

    name, data = _bytes(path)
    # What is written out plainly may be as long as it likes here: nothing in it expands.
    plain = replace(reading.limits, units=sys.maxsize)
    table = read_table(data, name, Path(name).suffix.lower(), plain)
    source, target = side_columns(table.frame.columns, reading.columns, name)
    cells = {
        column: polars.Series(column, list(texts(table, column, name, plain)), polars.String)
        for column in (source, target)
    }
    frame = table.frame.with_columns(**cells)
    renamed = {source: "source", target: "target"}
    renamed |= {c: f"{c} (other)" for c in ("source", "target") if c not in (source, target)}
    renamed = {old: new for old, new in renamed.items() if old in frame.columns}
    return PairTable(frame.rename(renamed), renamed)


def table_bytes(frame: polars.DataFrame, format_: str) -> bytes:
    """``frame`` as unquoted TSV, tabs and line breaks in cells made spaces, or as Parquet."""
    import polars

    buffer = io.BytesIO()
    if format_ == "parquet":
        frame.write_parquet(buffer)
        return buffer.getvalue()
    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    if nested:
        raise AlignError("--format tsv", f"cannot hold column {nested[0]}; --format parquet can")
    frame = frame.with_columns(polars.col(polars.String).str.replace_all(r"[\t\r\n]", " "))
    frame.write_csv(buffer, separator="\t", quote_style="never")
    return buffer.getvalue()


def read_references(path: str, rows: int) -> tuple[str, ...]:
    """The lines of a file, one for each of ``rows``; AlignError where there are more or fewer."""
    name, content = _content(path)
    lines = tuple(content.splitlines())
    if len(lines) != rows:
        raise AlignError(name, f"has {len(lines)} lines for {rows} pairs")
    return lines


def read_lines(text: str, lines: bool) -> tuple[str, ...]:
    """The lines (or with ``lines`` off the whole) of a file, standard input, or ``text`` itself."""
    content = text
    if text == STANDARD_INPUT or _names_a_file(text):
        content = _content(text)[1]
    return tuple(content.splitlines()) if lines else (content,)


def _names_a_file(text: str) -> bool:
    """True for an existing file, or a word that can only be meant as the name of one."""
    try:
        if Path(text).exists():
            return True
    except (OSError, ValueError):  # too long for a name, or has a NUL
        return False
    return " " not in text and Path(text).suffix.lower() in (".txt", ".md", ".tsv", ".csv")


def _content(path: str) -> tuple[str, str]:
    """A display name and the text of a UTF-8 file or of standard input."""
    name, data = _bytes(path)
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AlignError(name, f"is not UTF-8 (byte {error.start})") from error


def _bytes(path: str) -> tuple[str, bytes]:
    if path == STANDARD_INPUT:
        return "standard input", sys.stdin.buffer.read()
    try:
        return path, Path(path).read_bytes()
    except OSError as error:
        raise AlignError(path, error.strerror or str(error)) from error
