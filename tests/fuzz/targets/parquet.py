"""Parquet files of pairs: whatever their headers say, nothing but a refusal comes of it."""

from __future__ import annotations

import io

from tests.fuzz.reading import pair


def SEEDS() -> tuple[bytes, ...]:  # noqa: N802 - the name that every target has
    """Small tables in each packing."""
    import polars

    frame = polars.DataFrame(
        {"source": ["Open", "Close", None], "target": ["افتح", "أغلق", "لا"], "n": [1, 2, 3]}
    )
    nested = frame.with_columns(tags=polars.Series([["a"], [], ["b", "c"]]))
    found = []
    for table in (frame, nested):
        for packing in ("uncompressed", "snappy", "zstd"):
            buffer = io.BytesIO()
            table.write_parquet(buffer, compression=packing)
            found.append(buffer.getvalue())
    return tuple(found)


def run(data: bytes) -> None:
    """Read as both sides."""
    pair("pairs.parquet", data)
