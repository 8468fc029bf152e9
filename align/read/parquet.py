"""Parquet to a frame, once its own headers say that it unpacks to a bearable size.

polars reads the table. A few kilobytes can unpack to more than there is memory, and a library
that runs out of it takes the program down; so the sizes are read first, from the header of every
page. The layout: https://parquet.apache.org/docs/file-format/ (Thrift's compact protocol).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from align.errors import AlignError
from align.read.limits import Limits, refuse_many, refuse_unpacked

if TYPE_CHECKING:
    import polars

_MAGIC = b"PAR1"
_DEEP = 20  # structures in each other; the format itself needs 6
# Thrift's types in its compact protocol.
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_WHOLE = (4, 5, 6)
# Field numbers of FileMetaData, RowGroup, ColumnChunk, ColumnMetaData and PageHeader.
_ROWS, _GROUPS, _CHUNKS, _META, _PACKED, _DATA, _DICTIONARY = 3, 4, 1, 3, 7, 9, 11
_PAGE_SIZE, _PAGE_PACKED = 2, 3


def read_parquet(data: bytes, name: str, limits: Limits) -> polars.DataFrame:
    """The table; AlignError for what is none, is damaged or is over the limits."""
    import polars

    if not (data.startswith(_MAGIC) and data.endswith(_MAGIC) and len(data) > 12):
        raise AlignError(name, "not a Parquet file, or a truncated or encrypted one")
    try:
        rows, size = _sizes(data)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise AlignError(name, "a damaged Parquet file") from error
    refuse_many(name, rows, limits)
    refuse_unpacked(name, size, limits)
    try:
        return polars.read_parquet(io.BytesIO(data), use_statistics=False)
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError) as error:
        first = str(error).partition("\n")[0][:200]
        raise AlignError(name, f"a Parquet file that cannot be read ({first})") from error


def _sizes(data: bytes) -> tuple[int, int]:
    """The number of rows, and of bytes in all pages when unpacked."""
    length = int.from_bytes(data[-8:-4], "little")
    footer = _Thrift(data, len(data) - 8 - length).struct()
    size = sum(
        page
        for group in footer.get(_GROUPS, ())
        for chunk in group[_CHUNKS]
        for page in _pages(data, chunk[_META])
    )
    rows = footer[_ROWS]
    if not isinstance(rows, int) or rows < 0:
        raise ValueError("a number of rows that is none")
    return rows, size


def _pages(data: bytes, column: dict[int, Any]) -> Iterator[int]:
    at = min(start for key in (_DATA, _DICTIONARY) if (start := column.get(key)))
    end = at + column[_PACKED]
    if not 0 < at <= end <= len(data):
        raise ValueError("a column outside the file")
    while at < end:
        reader = _Thrift(data, at)
        page = reader.struct()
        yield page[_PAGE_SIZE]
        if page[_PAGE_SIZE] < 0 or page[_PAGE_PACKED] < 0:
            raise ValueError("a page of negative size")
        at = reader.at + page[_PAGE_PACKED]


class _Thrift:
    """Reads structures in Thrift's compact protocol as {field number: value}."""

    def __init__(self, data: bytes, at: int) -> None:
        if at < 0:
            raise ValueError("before the beginning")
        self.data, self.at = data, at

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """The structure that begins here; reads past its end."""
        if depth > _DEEP:
            raise ValueError("nested too deep")
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._zigzag()
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind in _WHOLE:
            return self._zigzag()
        if kind in (_DOUBLE, _BINARY):
            size = 8 if kind == _DOUBLE else self._number()
            self.at += size
            return None
        if kind in (_LIST, _SET):
            head = self._byte()
            count = self._number() if head >> 4 == 15 else head >> 4
            return [self._value(head & 15, depth + 1) for _ in range(count)]
        if kind == _STRUCT:
            return self.struct(depth + 1)
        raise ValueError(f"type {kind}")

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _number(self) -> int:
        number = shift = 0
        while (byte := self._byte()) & 128:
            number |= (byte & 127) << shift
            shift += 7
            if shift > 63:
                raise ValueError("a number too long")
        return number | byte << shift

    def _zigzag(self) -> int:
        number = self._number()
        return number >> 1 ^ -(number & 1)
