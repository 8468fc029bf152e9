"""What a run found, summed up from its own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from align.corpus.job import Job
from align.corpus.tables import FAILED
from align.render.payload import rounded

if TYPE_CHECKING:
    import polars

SUMMARY = "summary.json"


def summarised(job: Job) -> dict[str, Any]:
    """Counts of pairs, segments, failures by reason and findings by code and severity."""
    import polars as pl

    pairs, findings = _table(job, "pairs"), _table(job, "findings").filter(~pl.col("suppressed"))
    failed = pairs.filter(pl.col("status") == FAILED)
    figures = pairs.select(
        pl.len().alias("pairs"),
        (pl.col("status") == FAILED).sum().alias("failed"),
        pl.col("source_segments").sum(),
        pl.col("target_segments").sum(),
        pl.col("fidelity").mean(),
        pl.col("findings").sum(),
    )
    (told,) = figures.collect(engine="streaming").to_dicts()
    told["fidelity"] = None if told["fidelity"] is None else rounded(told["fidelity"])
    return {
        **told,
        "signature": job.signature,
        "failures": _first(failed),
        "by_code": _counts(findings, "code"),
        "by_severity": _counts(findings, "severity"),
        "worst": _counts(pairs.filter(pl.col("worst").is_not_null()), "worst"),
    }


_SHOWN = 10


def _first(failed: polars.LazyFrame) -> list[dict[str, Any]]:
    """The first pairs that could not be compared, with the reason."""
    rows = failed.select("pair", "source", "reason", "number").sort("number").head(_SHOWN)
    return rows.drop("number").collect(engine="streaming").to_dicts()


def _table(job: Job, name: str) -> polars.LazyFrame:
    import polars as pl

    return pl.scan_parquet(job.out / name / "part-*.parquet")


def _counts(rows: polars.LazyFrame, column: str) -> dict[str, int]:
    import polars as pl

    counted = rows.group_by(column).agg(pl.len()).sort(column).collect(engine="streaming")
    return dict(counted.rows())
