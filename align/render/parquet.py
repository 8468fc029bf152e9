"""Parquet: the columns of the CSV, typed, and their cells as they are."""

from __future__ import annotations

import io

from align.model import Report
from align.render.csv import COLUMNS, values
from align.render.overview import findings_of

_NUMBERS = ("confidence",)
_OFFSETS = ("start", "end", "line")


def parquet(report: Report) -> bytes:
    """Every finding as a row; no cell is changed, since nothing runs what stands in it."""
    import polars

    schema: dict[str, type[polars.DataType]] = {}
    for name in COLUMNS:
        if name == "suppressed":
            schema[name] = polars.Boolean
        elif name in _NUMBERS:
            schema[name] = polars.Float64
        else:
            schema[name] = polars.Int64 if name.endswith(_OFFSETS) else polars.String
    rows = [[_whole(value) for value in values(report, finding)] for finding in findings_of(report)]
    output = io.BytesIO()
    polars.DataFrame(rows, schema=schema, orient="row").write_parquet(output)
    return output.getvalue()


def _whole(value: object) -> object:
    """Text as UTF-8 has it: what is no character (of a path that is none) is U+FFFD."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
