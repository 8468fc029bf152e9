"""Null beads on texts given row by row: rows with one side empty are true omissions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from align.encode import Encoder
from align.evaluate.anchors import anchored
from align.evaluate.beads import (
    Scored,
    calibration,
    line_beads,
    line_document,
    null_tally,
    nulls,
    rated,
    strict,
)
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.lengths import BeadPair, gale_church
from align.evaluate.measures import Tally
from align.evaluate.readings import Place, readings
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.sentences import GoldText
from align.model import Language, Side
from align.pipeline import signature

_ROWS = 250  # rows of a book aligned at a time: a chapter's length
_NOTE = (
    f"Each book is aligned in runs of {_ROWS} rows. Null figures count segments: right where the"
    " gold's row has one side only. Clean segments are those whose row has both."
)
_AS_READ = (
    "As read: such rows, and those that we called null, were read by a language model that did not"
    " know which is which. Most of the former are rendered in the row beside them (a chapter's"
    " number and title, two rows here and one there). {unread} of our null segments were not read."
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A text of consecutive rows; ``places``: for each segment its book, row and language."""

    text: GoldText
    places: tuple[list[Place], list[Place]]

    def null_places(self, beads: Iterable[BeadPair]) -> set[Place]:
        """Where the null segments of ``beads`` stand in the table."""
        return {self.places[0 if side is Side.SOURCE else 1][k] for side, k in nulls(beads)}


def measure_rows(path: Path, encoder: Encoder, options: Options) -> Evaluation:
    """Strict F1 and null beads of the table at ``path`` (book, row, ar, en); ``limit`` in rows."""
    every = list(_runs(path))
    limit = None if options.limit is None else max(1, options.limit // _ROWS)
    runs = sample(every, limit)
    texts = [run.text for run in runs]
    ours = [line_beads(t.source, t.target, encoder) for t in texts]
    others = [gale_church(*t.lengths) for t in texts] if options.baselines else []
    error, table = calibration(
        [r for t, beads in zip(texts, ours, strict=True) for r in rated(beads, nulls(t.beads))]
    )
    figures = _figures(texts, ours, others)
    figures += (Figure("null calibration error", error, len(table), lower_is_better=True),)
    figures_read, notes = _as_read(path.stem, runs, ours)
    return Evaluation(
        kind="sentences",
        gold=path.stem,
        items=sum(len(t.beads) for t in texts),
        unit=f"rows in {len(texts)} of {len(every)} runs",
        sha256=digest([path]),
        signature=signature(encoder),
        figures=anchored("sentences", path.stem, figures + figures_read),
        notes=(_NOTE, *table, *notes),
    )


def _runs(path: Path) -> Iterator[_Run]:
    table = read_table(path, "book", "ar", "en")
    for book in sorted(set(table["book"])):
        rows = [r for r in table.iter_rows(named=True) if r["book"] == book]
        for start in range(0, len(rows), _ROWS):
            own = rows[start : start + _ROWS]
            ours, theirs = (
                [(book, r.get("row", ""), side.value) for r in own if r[side]] for side in Language
            )
            text = as_text(f"{book} {start}", [(r["ar"], r["en"]) for r in own])
            yield _Run(text, (ours, theirs))


def _as_read(
    gold: str, runs: list[_Run], ours: list[list[Scored]]
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Null precision and recall by what readers say of the rows; nothing where none were read."""
    read = readings(gold)
    known = {place for run in runs for own in run.places for place in own} & read.keys()
    if not known:
        return (), ()
    found = {
        place
        for run, beads in zip(runs, ours, strict=True)
        for place in run.null_places(bead for bead, _ in beads)
    }
    absent = {place for place in known if read[place] == "absent"}
    called = {place for place in found & known if read[place] in ("absent", "rendered")}
    tally = null_tally(called, absent)
    figures = (
        Figure("null precision, as read", tally.precision, tally.predicted),
        Figure("null recall, as read", tally.recall, tally.gold),
    )
    return figures, (_AS_READ.format(unread=len(found - known)),)


def as_text(name: str, rows: list[tuple[str, str]]) -> GoldText:
    """Rows of (Arabic, English), either side possibly empty, as two texts with their beads."""
    sides: tuple[list[str], list[str]] = ([], [])
    beads: list[BeadPair] = []
    for row in rows:
        bead = tuple((len(side),) if text else () for side, text in zip(sides, row, strict=True))
        beads.append((bead[0], bead[1]))
        for side, text in zip(sides, row, strict=True):
            if text:
                side.append(text)
    first, second = (line_document(s, x, x) for s, x in zip(sides, Language, strict=True))
    return GoldText(name, first, second, tuple(beads))


def _figures(
    texts: list[GoldText], ours: list[list[Scored]], others: list[list[BeadPair]]
) -> tuple[Figure, ...]:
    own = [[bead for bead, _ in beads] for beads in ours]
    exact, null, clean, false = _tallies(texts, own)
    baseline = _tallies(texts, others) if others else None
    rows = (
        ("strict F1", exact.f1, exact.gold, baseline and baseline[0].f1),
        ("null precision", null.precision, null.predicted, baseline and baseline[1].precision),
        ("null recall", null.recall, null.gold, baseline and baseline[1].recall),
        ("null F1", null.f1, null.gold, baseline and baseline[1].f1),
    )
    figures = [
        Figure(name, value, items, baselines=_gale_church(other))
        for name, value, items, other in rows
    ]
    other = baseline and 1000 * baseline[3] / max(1, baseline[2])
    name = "false null segments per 1,000 clean"
    figures.append(Figure(name, 1000 * false / max(1, clean), clean, True, _gale_church(other)))
    return tuple(figures)


def _gale_church(value: float | None) -> tuple[Reference, ...]:
    return () if value is None else (Reference("Gale-Church", value),)


def _tallies(
    texts: list[GoldText], predicted: list[list[BeadPair]]
) -> tuple[Tally, Tally, int, int]:
    """Beads, null segments, the number of clean segments, and how many of these are called null."""
    exact, null, clean, false = Tally(), Tally(), 0, 0
    for text, beads in zip(texts, predicted, strict=True):
        exact += strict(beads, text.beads)
        found, gold = nulls(beads), nulls(text.beads)
        null += null_tally(found, gold)
        clean += sum(len(a) + len(b) for a, b in text.beads if a and b)
        false += len(found - gold)
    return exact, null, clean, false
