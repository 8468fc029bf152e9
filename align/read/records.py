"""Tables to rows: TSV, CSV, JSON Lines and Parquet, with the file's line of each row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from align.errors import AlignError
from align.read.decode import decode
from align.read.limits import LIMITS, Columns, Limits, refuse_many
from align.read.parquet import read_parquet

if TYPE_CHECKING:
    import polars

# Columns of either side that need not be named, the usual ones first; case does not matter.
USUAL = (("source", "target"), ("ar", "en"), ("arabic", "english"), ("text_ar", "text_en"))
_BREAKS = ("\n", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file under the names of its columns; ``lines``: where in the file each begins."""

    frame: polars.DataFrame
    lines: Sequence[int]


def read_table(data: bytes, name: str, ending: str, limits: Limits = LIMITS) -> Table:
    """The table in ``data``; an unknown ending is read as TSV.

    TSV fields are never quoted. Raises AlignError for what is no table.
    """
    return _READERS.get(ending, _tsv)(data, name, limits)


def side_columns(names: Sequence[str], columns: Columns, path: str) -> tuple[str, str]:
    """The names of the source's and the target's column, as given or as usual.

    Of *ar* and *en* the one that stands first is the source. Raises AlignError where one is not
    in the table.
    """
    known = {name.strip().lower(): name for name in reversed(names)}
    usual = next((pair for pair in USUAL if set(pair) <= set(known)), None)
    if usual and usual != USUAL[0]:
        usual = (usual[0], usual[1]) if _before(usual, names) else (usual[1], usual[0])
    found = []
    for given, side in ((columns.source, 0), (columns.target, 1)):
        default = known[usual[side]] if usual else known.get(USUAL[0][side], USUAL[0][side])
        found.append(default if given is None else given)
    missing = [name for name in found if name not in names]
    if missing:
        told = " and no column ".join(missing)
        raise AlignError(path, f"has no column {told} in its first line")
    if found[0] == found[1]:
        raise AlignError(path, f"column {found[0]} cannot be both the source and the target")
    return found[0], found[1]


def _before(pair: tuple[str, str], names: Sequence[str]) -> bool:
    lower = [name.strip().lower() for name in names]
    return lower.index(pair[0]) < lower.index(pair[1])


def _tsv(data: bytes, name: str, limits: Limits) -> Table:
    import polars

    text = _text(data, name)
    if not text.strip():
        raise AlignError(name, "is empty")
    try:
        frame = polars.read_csv(
            io.BytesIO(text.encode()), separator="\t", quote_char=None, infer_schema=False
        )
    except polars.exceptions.PolarsError as error:
        raise AlignError(name, f"not a table ({str(error).splitlines()[0]})") from error
    refuse_many(name, frame.height, limits)
    return Table(frame, range(2, frame.height + 2))


def _text(data: bytes, name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # spreadsheets' "Unicode text"
        return decode(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AlignError(name, f"is not UTF-8 (byte {error.start})") from error


def _csv(data: bytes, name: str, limits: Limits) -> Table:
    """Quoted fields may hold line breaks: a row's line is the one where it begins."""
    text = decode(data, name)
    head = text.partition("\n")[0]
    # Spreadsheets part by semicolons where the comma is the decimal point.
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    last = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(cells)
                lines.append(last + 1)
                refuse_many(name, len(rows) - 1, limits)
            last = reader.line_num
    except csv.Error as error:
        raise AlignError(name, f"line {last + 1}: {error}") from error
    if not rows:
        raise AlignError(name, "is empty")
    width = len(rows[0])
    for cells, line in zip(rows, lines, strict=True):
        if len(cells) > width:
            raise AlignError(name, f"line {line}: {len(cells)} cells under {width} columns")
        cells.extend([""] * (width - len(cells)))
    return Table(_frame(rows[0], rows[1:], name), lines[1:])


def _jsonl(data: bytes, name: str, limits: Limits) -> Table:
    """An object a line; what is not text is kept as JSON."""
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        if line.strip():
            rows.append(_object(line, number, name))
            lines.append(number)
            refuse_many(name, len(rows), limits)
    names = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[_cell(row.get(key)) for key in names] for row in rows]
    return Table(_frame(names, cells, name), lines)


def _object(line: str, number: int, name: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise AlignError(name, f"line {number}: not JSON ({why})") from error
    if not isinstance(value, dict):
        raise AlignError(name, f"line {number}: not a JSON object")
    return value


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _frame(names: list[str], rows: Sequence[Sequence[str | None]], path: str) -> polars.DataFrame:
    import polars

    repeated = [name for at, name in enumerate(names) if name in names[:at]]
    if repeated:
        raise AlignError(path, f"has two columns called {repeated[0]!r}")
    try:
        return polars.DataFrame(
            {name: [row[at] for row in rows] for at, name in enumerate(names)},
            schema=dict.fromkeys(names, polars.String),
        )
    except UnicodeEncodeError as error:  # half a character, which JSON can write: "\ud800"
        raise AlignError(path, "holds half a character (a lone surrogate)") from error


def _parquet(data: bytes, name: str, limits: Limits) -> Table:
    frame = read_parquet(data, name, limits)
    return Table(frame, range(1, frame.height + 1))


_READERS: dict[str, Callable[[bytes, str, Limits], Table]] = {
    ".tsv": _tsv,
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}


def texts(table: Table, column: str, name: str, limits: Limits = LIMITS) -> Iterator[str]:
    """The cells of a column, empty ones as empty text."""
    import polars

    cells = table.frame[column]
    if cells.dtype not in (polars.String, polars.Categorical, polars.Null):
        raise AlignError(name, f"column {column} holds no text but {cells.dtype}")
    cells = cells.cast(polars.String).fill_null("")
    size = int(cells.str.len_bytes().sum())
    if size > limits.unpacked_bytes:
        raise AlignError(name, f"column {column} is too large when unpacked (max-unpacked-bytes)")
    yield from cells
