"""PAIRS to a plan: a Parquet table with a row for each pair, whatever named them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.config import PairPattern, Settings
from align.corpus.job import Kind
from align.errors import AlignError
from align.pair import PathPair, path_pairs
from align.patterns import wildcards
from align.project import find_project
from align.read import reading_of
from align.read.records import side_columns

if TYPE_CHECKING:
    import polars

TABLES = (".tsv", ".csv", ".jsonl", ".ndjson", ".parquet")
PATHS = ("source_path", "target_path")  # columns that make a table a manifest
_ROWS = 1024  # in a row group, so that a shard is read without the rest


@dataclass(frozen=True, slots=True)
class Plan:
    """The pairs in order: ``number`` from 0, ``pair``, ``source``, ``target`` and ``reason``.

    ``reason``: why a pair cannot be compared, known before it is read; else null. The sides are
    paths or, of ``Kind.TEXTS``, the texts themselves.
    """

    kind: Kind
    rows: polars.LazyFrame


def planned(pairs: Sequence[str], settings: Settings) -> Plan:
    """The plan of what the user named: a table, two folders or path patterns, or settings' pairs.

    A table with the columns ``source_path`` and ``target_path`` is a manifest, its paths relative
    to its folder; any other has the texts of a pair in each row. Raises AlignError for anything
    else, and where there are no pairs.
    """
    if len(pairs) > 2:
        raise AlignError(pairs[2], "one table, or SOURCE and TARGET; not three")
    if len(pairs) == 1 and Path(pairs[0]).suffix.lower() in TABLES and not _is_pattern(pairs[0]):
        return _of_table(Path(pairs[0]), settings)
    if any(map(_is_pattern, pairs)):
        here = PairPattern(pairs[0], pairs[1] if len(pairs) > 1 else None)
        settings = replace(settings, pairs=(here,), file="")
        pairs = ()
    if pairs:
        return _of_files(path_pairs(*pairs), ())
    project = find_project(settings)
    alone = [
        (m.path, m.partner, f"{m.path}: has no partner ({m.partner})") for m in project.missing
    ]
    return _of_files(project.pairs, alone)


def _is_pattern(word: str) -> bool:
    return bool(wildcards(word)) and not Path(word).exists()


def _of_files(pairs: Iterable[PathPair], alone: Iterable[tuple[str, str, str]]) -> Plan:
    rows = [(str(p.source), str(p.target), None) for p in pairs]
    return _files([*rows, *alone], [])


def _files(rows: Sequence[tuple[str, str, str | None]], names: Sequence[str]) -> Plan:
    import polars as pl

    table = pl.DataFrame(
        [
            (number, names[number] if names else f"p{number + 1}", *row)
            for number, row in enumerate(rows)
        ],
        schema=_schema(),
        orient="row",
    )
    return Plan(Kind.FILES, table.lazy())


def _schema() -> dict[str, type[polars.DataType]]:
    import polars as pl

    texts = dict.fromkeys(("pair", "source", "target", "reason"), pl.String)
    return {"number": pl.Int64, **texts}


def _of_table(path: Path, settings: Settings) -> Plan:
    with _told(path):
        table = _scanned(path)
        names = table.collect_schema().names()
    if set(PATHS) <= set(names):
        return _of_manifest(path, table, names)
    return _of_texts(path, table, names, settings)


def _of_manifest(path: Path, table: polars.LazyFrame, names: Sequence[str]) -> Plan:
    import polars as pl

    wanted = [*PATHS, *(["id"] if "id" in names else [])]
    with _told(path):
        frame = table.select(pl.col(wanted).cast(pl.String).fill_null("")).collect()
    _refuse_empty(path, frame.height)
    rows = []
    for number, (source, target) in enumerate(zip(frame[PATHS[0]], frame[PATHS[1]], strict=True)):
        if not source:
            raise AlignError(path, f"row {number + 1}: no source_path")
        there = str(path.parent / source)
        rows.append((there, str(path.parent / target) if target else there, None))
    ids = list(frame["id"]) if "id" in names else []
    _refuse_repeated(path, ids)
    return _files(rows, ids)


def _of_texts(
    path: Path, table: polars.LazyFrame, names: Sequence[str], settings: Settings
) -> Plan:
    import polars as pl

    columns = reading_of(settings).columns
    source, target = side_columns(names, columns, str(path))
    id_ = columns.id or ("id" if "id" in names else None)
    if id_ is not None and id_ not in names:
        raise AlignError(path, f"has no column {id_}")
    named = pl.format("p{}", pl.col("number") + 1) if id_ is None else pl.col(id_).cast(pl.String)
    with _told(path):
        rows = table.with_row_index("number").select(
            pl.col("number").cast(pl.Int64),
            named.fill_null("").alias("pair"),
            pl.col(source).cast(pl.String).fill_null("").alias("source"),
            pl.col(target).cast(pl.String).fill_null("").alias("target"),
            pl.lit(None, pl.String).alias("reason"),
        )
        total = rows.select(pl.len()).collect(engine="streaming").item()
        _refuse_empty(path, total)
        if id_ is not None:
            given = pl.col("pair").replace("", None).drop_nulls()
            different = rows.select(given.hash().n_unique()).collect(engine="streaming").item()
            if different < total:
                _refuse_repeated(path, list(rows.select("pair").collect()["pair"]))
    return Plan(Kind.TEXTS, rows)


def _refuse_empty(path: Path, rows: int) -> None:
    if not rows:
        raise AlignError(path, "has no rows")


def _refuse_repeated(path: Path, ids: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for row, id_ in enumerate(ids, 1):
        if not id_:
            raise AlignError(path, f"row {row}: no id")
        if id_ in seen:
            raise AlignError(path, f"row {row}: id {id_!r} as in row {seen[id_]}")
        seen[id_] = row


def _scanned(path: Path) -> polars.LazyFrame:
    """The table, read as it is needed. TSV fields are never quoted."""
    import polars as pl

    if not path.is_file():
        raise AlignError(path, "is a folder, not a table" if path.is_dir() else "no such file")
    if not path.stat().st_size:
        raise AlignError(path, "is empty")
    scan: Mapping[str, object] = {
        ".tsv": lambda: pl.scan_csv(path, separator="\t", quote_char=None, infer_schema=False),
        ".csv": lambda: pl.scan_csv(path, infer_schema=False),
        ".parquet": lambda: pl.scan_parquet(path),
    }
    found = scan.get(path.suffix.lower(), lambda: pl.scan_ndjson(path, infer_schema_length=1000))
    assert callable(found)
    lazy: polars.LazyFrame = found()
    return lazy


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what polars says of a damaged table into one line about ``path``."""
    import polars

    try:
        yield
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError) as error:
        first = str(error).partition("\n")[0][:200]
        raise AlignError(path, f"not a table that can be read ({first})") from error


def write_plan(plan: Plan, path: Path) -> int:
    """Writes the plan, whole or not at all; how many pairs it has. Memory does not grow with it."""
    import polars as pl

    temporary = path.with_name(f".{path.name}.new")
    try:
        with _told(path):
            plan.rows.sink_parquet(temporary, row_group_size=_ROWS, maintain_order=True)
            total = pl.scan_parquet(temporary).select(pl.len()).collect().item()
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return int(total)


def plan_rows(path: Path, start: int, count: int) -> list[tuple[int, str, str, str, str | None]]:
    """``count`` rows of a written plan from ``start`` on."""
    import polars as pl

    rows: list[tuple[int, str, str, str, str | None]] = (
        pl.scan_parquet(path).slice(start, count).collect().rows()
    )
    return rows
