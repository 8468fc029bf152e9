"""Tables of pairs to translation units: a row is a unit."""

from __future__ import annotations

from pathlib import Path

from align.errors import AlignError
from align.read.limits import Reading
from align.read.records import Table, read_table, side_columns, texts
from align.read.units import TwoSided, Unit


def parse_table(path: Path, data: bytes, reading: Reading) -> TwoSided:
    """Each row is a unit, called by the id column, or else by its number."""
    name, limits = str(path), reading.limits
    table = read_table(data, name, path.suffix.lower(), limits)
    names = side_columns(table.frame.columns, reading.columns, name)
    ids = _ids(table, reading.columns.id, name)
    sides = []
    for column in names:
        cells = texts(table, column, name, limits)
        rows = tuple(Unit(*row) for row in zip(ids, cells, table.lines, strict=True))
        if not any(unit.words.strip() for unit in rows):
            raise AlignError(name, f"column {column} is empty")
        sides.append(rows)
    return TwoSided(sides[0], sides[1], declared=False)


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
