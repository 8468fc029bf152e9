"""Files that hold both sides: one path to two documents whose units have the same ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError
from align.model import Block, BlockKind, Document, Language, Span
from align.read.formats import PAIRS, listed, refusal
from align.read.language import detect
from align.read.limits import AS_USUAL, Reading, read_bytes
from align.read.records import Table, read_table, side_columns, texts

Pair = tuple[Document, Document]
PairReader = Callable[[Path, Reading], Pair]


@dataclass(frozen=True, slots=True)
class Unit:
    """One side of a translation unit: its id, its words and the file's line where it begins."""

    id: str
    words: str
    line: int


def read_pair(path: str | Path, reading: Reading = AS_USUAL) -> Pair:
    """The source and the target that a file holds, in units that are aligned as they are.

    Raises AlignError for a file of another format and for whatever cannot be read.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        read_bytes(path, reading.limits)
        raise AlignError(path, _alone(path.suffix.lower()))
    return reader(path, reading)


def _alone(ending: str) -> str:
    told = refusal(ending)
    if "not read" in told:
        return told
    return f"has no second document to be compared with ({listed(PAIRS)} hold both sides)"


def units_document(
    units: Sequence[Unit], path: Path, id_: str, language: Language | None = None
) -> Document:
    """A document of these units, without those that are empty; its language by their script."""
    blocks: list[Block] = []
    kept = [unit for unit in units if unit.words.strip()]
    at = 0
    for unit in kept:
        span = Span(at, at + len(unit.words))
        blocks.append(Block(span, BlockKind.PARAGRAPH, unit.id, unit.line))
        at = span.end + 2
    text = "\n\n".join(unit.words for unit in kept)
    language = language or detect(text, str(path))
    return Document(id_, str(path), language, text, blocks=tuple(blocks))


def _table(path: Path, reading: Reading) -> Pair:
    """Each row is a unit, called by the id column, or else by its number."""
    name, limits = str(path), reading.limits
    table = read_table(read_bytes(path, limits), name, path.suffix.lower(), limits)
    names = side_columns(table.frame.columns, reading.columns, name)
    ids = _ids(table, reading.columns.id, name)
    sides = []
    for column, side in zip(names, ("source", "target"), strict=True):
        cells = texts(table, column, name, limits)
        rows = [Unit(*row) for row in zip(ids, cells, table.lines, strict=True)]
        if not any(unit.words.strip() for unit in rows):
            raise AlignError(name, f"column {column} is empty")
        sides.append(units_document(rows, path, f"{path.stem}.{side}"))
    return sides[0], sides[1]


def _ids(table: Table, column: str | None, name: str) -> list[str]:
    import polars

    if column is None:
        return [str(number) for number in range(1, table.frame.height + 1)]
    if column not in table.frame.columns:
        raise AlignError(name, f"has no column {column}")
    cells = table.frame[column].cast(polars.String, strict=False).fill_null("")
    seen: dict[str, int] = {}
    for id_, line in zip(cells, table.lines, strict=True):
        if not id_.strip():
            raise AlignError(name, f"line {line}: no {column}")
        if id_ in seen:
            raise AlignError(name, f"line {line}: {column} {id_!r} as in line {seen[id_]}")
        seen[id_] = line
    return list(seen)


# By ending; test_formats_read.py holds it to the table of formats.
READERS: dict[str, PairReader] = dict.fromkeys(
    (".tsv", ".csv", ".jsonl", ".ndjson", ".parquet"), _table
)
