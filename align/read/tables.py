"""Tables of sentence pairs, and lines of text, from files or standard input."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import AlignError

if TYPE_CHECKING:
    import polars

STANDARD_INPUT = "-"


def read_pairs(path: str) -> polars.DataFrame:
    """A TSV with at least the text columns ``source`` and ``target``; "-" is standard input.

    Fields are never quoted; other columns are kept. Raises AlignError for what is no such table.
    """
    import polars

    name, content = _content(path)
    if not content.strip():
        raise AlignError(name, "is empty")
    try:
        frame = polars.read_csv(
            io.BytesIO(content.encode()), separator="\t", quote_char=None, infer_schema=False
        )
    except polars.exceptions.PolarsError as error:
        raise AlignError(name, f"not a table ({str(error).splitlines()[0]})") from error
    missing = [c for c in ("source", "target") if c not in frame.columns]
    if missing:
        raise AlignError(name, f"has no column {' and no column '.join(missing)} in its first line")
    return frame.with_columns(polars.col("source", "target").fill_null(""))


def table_bytes(frame: polars.DataFrame, format_: str) -> bytes:
    """``frame`` as unquoted TSV or as Parquet."""
    buffer = io.BytesIO()
    if format_ == "parquet":
        frame.write_parquet(buffer)
    else:
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
    if path == STANDARD_INPUT:
        name, data = "standard input", sys.stdin.buffer.read()
    else:
        name = path
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise AlignError(path, error.strerror or str(error)) from error
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AlignError(name, f"is not UTF-8 (byte {error.start})") from error
