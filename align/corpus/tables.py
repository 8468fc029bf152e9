"""The tables of a corpus run: their columns, and what one pair has in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from align.model import Alignment, Document, Finding, Report, Side
from align.render import csv
from align.render.payload import rounded

if TYPE_CHECKING:
    import polars

Row = list[Any]
TABLES = ("findings", "beads", "scores", "pairs")  # the last one's part says that a shard is done
DONE, FAILED = "done", "failed"
_SIDES = ("source", "target")
# Of the columns of a report's CSV those that say more than which of the two documents is meant.
FOUND = tuple(c for c in csv.COLUMNS if c != "pair" and not c.endswith("_document"))
_PAIR = (
    *("source", "target", "status", "reason"),
    *(f"{side}_{name}" for side in _SIDES for name in ("sha256", "language", "segments")),
    *("findings", "worst", "fidelity"),
)
_COUNTED = ("start", "end", "line", "segments", "findings")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one pair, without its number and name: plain values, the same anywhere.

    ``reason``: why it could not be compared, empty where it was. ``facts``: languages, segments
    and hashes of both sides, for the table of pairs.
    """

    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    findings: Sequence[Row] = ()
    beads: Sequence[Row] = ()
    scores: Sequence[Row] = ()


def schemas() -> dict[str, dict[str, Any]]:
    """The columns of every table, with polars's types."""
    import polars as pl

    part = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "text": pl.String}))
    head: dict[str, Any] = {"number": pl.Int64, "pair": pl.String}
    findings = head | {name: _type(name) for name in (*FOUND, "place_side")}
    beads = {"bead": pl.Int64, "kind": pl.String, "score": pl.Float64, "similarity": pl.Float64}
    scores = {"bead": pl.Int64, "name": pl.String, "value": pl.Float64, "signature": pl.String}
    pairs = {name: _type(name) for name in _PAIR}
    return {
        "findings": findings,
        "beads": head | beads | {"source": part, "target": part},
        "scores": head | scores,
        "pairs": head | pairs,
    }


def _type(name: str) -> Any:
    import polars as pl

    if name == "suppressed":
        return pl.Boolean
    if name in ("confidence", "fidelity"):
        return pl.Float64
    return pl.Int64 if name.endswith(_COUNTED) else pl.String


def result_of(report: Report, hashes: tuple[str, str]) -> Result:
    """What a report of one pair says, as rows."""
    (alignment,) = report.alignments
    ids = [alignment.pair.source.document, alignment.pair.target.document]
    told = [f for f in report.findings if not f.suppressed]
    documents = [report.document(id_) for id_ in ids]
    facts: dict[str, Any] = {}
    for side, document, hash_ in zip(Side, documents, hashes, strict=True):
        facts |= _side_facts(side, document, alignment, hash_)
    worst = max(told, key=lambda f: f.severity.rank, default=None)
    scores = {s.name: s.value for s in report.scores if s.scope == alignment.pair.id}
    facts |= {
        "findings": len(told),
        "worst": worst.severity.value if worst else None,
        "fidelity": rounded(scores["fidelity"]) if "fidelity" in scores else None,
    }
    return Result(
        "",
        facts,
        [_finding(report, finding, ids) for finding in report.findings],
        list(_beads(alignment)),
        list(_scores(report, alignment.pair.id)),
    )


def _side_facts(side: Side, document: Document, alignment: Alignment, hash_: str) -> dict[str, Any]:
    return {
        f"{side}_sha256": hash_,
        f"{side}_language": document.language.value,
        f"{side}_segments": len(alignment.segments(side)),
    }


def _finding(report: Report, finding: Finding, ids: Sequence[str]) -> Row:
    values = dict(zip(csv.COLUMNS, csv.values(report, finding), strict=True))
    place = finding.place and _SIDES[ids.index(finding.place.document)]
    return [*(_plain(values[name]) for name in FOUND), place]


def _plain(value: object) -> object:
    """``value`` as JSON and Parquet have it; half of a character is U+FFFD."""
    if isinstance(value, str):
        return str(value).encode("utf-8", "replace").decode()
    return value


def _beads(alignment: Alignment) -> Iterator[Row]:
    for number, (bead, words) in enumerate(zip(alignment.beads, alignment.words, strict=True)):
        sides = [
            [
                {"start": s.span.start, "end": s.span.end, "text": _plain(s.text)}
                for s in alignment.bead_segments(bead, side)
            ]
            for side in Side
        ]
        yield [number, bead.kind, rounded(bead.score), rounded(words.similarity), *sides]


def _scores(report: Report, pair: str) -> Iterator[Row]:
    for score in report.scores:
        bead = score.scope.removeprefix(pair).removeprefix(":")
        yield [int(bead) if bead else None, score.name, rounded(score.value), score.signature]


@dataclass(frozen=True, slots=True)
class Placed:
    """A result with the pair's number in the plan, its name and the paths of its sides."""

    number: int
    pair: str
    source: str | None
    target: str | None
    result: Result


def frames(placed: Sequence[Placed]) -> dict[str, polars.DataFrame]:
    """A frame for every table, in the order of the plan."""
    import polars as pl

    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for own in placed:
        head, result = [own.number, own.pair], own.result
        for name in ("findings", "beads", "scores"):
            rows[name] += [[*head, *row] for row in getattr(result, name)]
        facts: Mapping[str, Any] = {
            "source": own.source,
            "target": own.target,
            "status": FAILED if result.reason else DONE,
            "reason": result.reason or None,
            **result.facts,
        }
        rows["pairs"].append([*head, *(facts.get(name) for name in _PAIR)])
    return {
        name: pl.DataFrame(rows[name], schema=schema, orient="row")
        for name, schema in schemas().items()
    }
