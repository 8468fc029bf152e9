"""Documents made of clean pairs by a seeded generator: sentences removed, joined, split, moved."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

from align.encode import Encoder
from align.evaluate.beads import (
    Place,
    Rated,
    Scored,
    calibration,
    line_beads,
    line_document,
    null_tally,
    nulls,
    rated,
    without_nulls,
)
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.lengths import BeadPair, gale_church
from align.evaluate.measures import Tally
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.sentences import GoldText
from align.model import Language
from align.pipeline import signature

SEED = 20260203
_SHORTEST = 8  # sentences: shorter documents leave no room for a move that is one
# How often a sentence is lost on one side, joined with the next, or split at a mark.
_REMOVED, _JOINED, _SPLIT = 0.08, 0.06, 0.06
_MOVES = 25  # sentences for each one that is moved
_BREAK = re.compile(r"[،,؛;:] ")
_NOTE = (
    "Strict F1 is over beads with two sides that were not moved; deleted: segments whose"
    " counterpart was removed, against our null beads (moved segments are no part of it); moved:"
    " right if one of our beads joins exactly the moved sentence's two sides."
)
Unit = tuple[tuple[str, ...], tuple[str, ...]]  # the lines of a bead, Arabic and English


@dataclass(frozen=True, slots=True)
class Document:
    """A made document and, among its beads, those that were moved."""

    text: GoldText
    moved: frozenset[BeadPair]


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a table with columns ``docid``, ``ar``, ``en``; ``limit`` in documents."""
    for path in paths:
        made = sample(list(generate(path)), options.limit)
        scored = [line_beads(d.text.source, d.text.target, encoder) for d in made]
        ours = [[bead for bead, _ in beads] for beads in scored]
        others = [gale_church(*d.text.lengths) for d in made] if options.baselines else None
        error, table = calibration(list(_rated(made, scored)))
        calibrated = Figure("null calibration error", error, len(table), lower_is_better=True)
        yield Evaluation(
            kind="synthetic",
            gold=path.stem,
            items=sum(len(d.text.beads) for d in made),
            unit=f"beads in {len(made)} documents, seed {SEED}",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=(*_figures(made, ours, others), calibrated),
            notes=(_NOTE, *table),
        )


def _rated(made: list[Document], scored: list[list[Scored]]) -> Iterator[Rated]:
    """The null segments that are no part of what was moved."""
    for document, beads in zip(made, scored, strict=True):
        away, lost = _segments(document.moved), nulls(document.text.beads)
        yield from rated([b for b in beads if not nulls([b[0]]) & away], lost)


def generate(path: Path, seed: int = SEED) -> Iterator[Document]:
    """Every document of the table long enough, altered; the same for the same seed."""
    table = read_table(path, "docid", "ar", "en")
    rows = table.select("docid", "ar", "en").iter_rows()
    for name, group in groupby(rows, key=lambda row: row[0]):
        pairs = [(ar, en) for _, ar, en in group if ar.strip() and en.strip()]
        if len(pairs) >= _SHORTEST:
            yield altered(name, pairs, random.Random(f"{seed} {name}"))


def altered(
    name: str, pairs: list[tuple[str, str]], rng: random.Random, removed: float = _REMOVED
) -> Document:
    """One document of sentence pairs with sentences removed, joined, split and moved.

    ``removed``: how often a sentence is lost on one side.
    """
    units = list(altered_units(pairs, rng, removed))
    order = list(range(len(units)))
    whole = [k for k in order if all(units[k])]
    moved = rng.sample(whole, min(len(whole), max(1, len(pairs) // _MOVES)))
    for unit in moved:
        order.remove(unit)
        far = [k for k in range(len(order) + 1) if abs(k - unit) >= 3]
        order.insert(rng.choice(far or [0]), unit)
    text = made_text(name, units, order)
    return Document(text, frozenset(text.beads[k] for k in moved))


def made_text(name: str, units: Sequence[Unit], order: Sequence[int]) -> GoldText:
    """The text of ``units`` whose target side has them in ``order``; a bead a unit."""
    source = [line for ours, _ in units for line in ours]
    target = [line for k in order for line in units[k][1]]
    starts = _starts([len(ours) for ours, _ in units])
    ends = dict(zip(order, _starts([len(units[k][1]) for k in order]), strict=True))
    beads = [
        (
            tuple(range(start, start + len(ours))),
            tuple(range(ends[k], ends[k] + len(theirs))),
        )
        for k, (start, (ours, theirs)) in enumerate(zip(starts, units, strict=True))
    ]
    return GoldText(
        name,
        line_document(source, Language.AR, "ar"),
        line_document(target, Language.EN, "en"),
        tuple(beads),
    )


def _starts(counts: list[int]) -> list[int]:
    return [end - count for end, count in zip(accumulate(counts), counts, strict=True)]


def altered_units(
    pairs: list[tuple[str, str]], rng: random.Random, removed: float = _REMOVED
) -> Iterator[Unit]:
    """Beads of one to two lines a side, some with a side removed."""
    position = 0
    while position < len(pairs):
        ar, en = pairs[position]
        position += 1
        draw = rng.random()
        if draw < removed:
            yield ((ar,), ()) if rng.random() < 0.5 else ((), (en,))
        elif draw < removed + _JOINED and position < len(pairs):
            next_ar, next_en = pairs[position]
            position += 1
            joined = rng.random() < 0.5
            yield (
                (f"{ar} {next_ar}",) if joined else (ar, next_ar),
                (en, next_en) if joined else (f"{en} {next_en}",),
            )
        elif draw < removed + _JOINED + _SPLIT:
            yield (_halves(ar), (en,)) if rng.random() < 0.5 else ((ar,), _halves(en))
        else:
            yield (ar,), (en,)


def _halves(text: str) -> tuple[str, ...]:
    """``text`` cut at the mark nearest its middle, whole where it has none."""
    marks = [m.end() for m in _BREAK.finditer(text)]
    if not marks:
        return (text,)
    cut = min(marks, key=lambda end: abs(end - len(text) / 2))
    return text[:cut].strip(), text[cut:].strip()


@dataclass(frozen=True, slots=True)
class _Counts:
    beads: Tally
    deleted: Tally
    moved: Tally
    clean: int
    false: int


def _counts(made: list[Document], predicted: list[list[BeadPair]]) -> _Counts:
    beads, deleted, moved = Tally(), Tally(), Tally()
    clean = false = 0
    for document, ours in zip(made, predicted, strict=True):
        away = _segments(document.moved)
        exact = {b for b in without_nulls(ours) if not _segments([b]) & away}
        gold = without_nulls(document.text.beads) - document.moved
        beads += Tally(len(exact & gold), len(exact), len(exact & gold), len(gold))
        absent, lost = nulls(ours) - away, nulls(document.text.beads)
        deleted += null_tally(absent, lost)
        back = len(set(ours) & document.moved)
        crossing = _crossing(ours)
        moved += Tally(len(crossing & document.moved), len(crossing), back, len(document.moved))
        clean += len(_segments(gold))
        false += len(absent - lost)
    return _Counts(beads, deleted, moved, clean, false)


def _segments(beads: frozenset[BeadPair] | set[BeadPair] | list[BeadPair]) -> set[Place]:
    """Every segment of ``beads``, by side and number."""
    return nulls([(a, ()) for a, _ in beads]) | nulls([((), b) for _, b in beads])


def _crossing(beads: list[BeadPair]) -> set[BeadPair]:
    """The beads that were told as moved: those off the longest run in both sides' order."""
    ordered = sorted(without_nulls(beads))
    best: list[int] = []
    for k, (_, target) in enumerate(ordered):
        best.append(1 + max((best[i] for i in range(k) if ordered[i][1] < target), default=0))
    kept, length, limit = set[BeadPair](), max(best, default=0), None
    for k in range(len(ordered) - 1, -1, -1):
        if best[k] == length and (limit is None or ordered[k][1] < limit):
            kept.add(ordered[k])
            length, limit = length - 1, ordered[k][1]
    return set(ordered) - kept


def _figures(
    made: list[Document], ours: list[list[BeadPair]], others: list[list[BeadPair]] | None
) -> Iterator[Figure]:
    counts = _counts(made, ours)
    beside = None if others is None else _counts(made, others)

    def figure(name: str, values: tuple[float, float | None], items: int, low: bool) -> Figure:
        baseline = () if values[1] is None else (Reference("Gale-Church", values[1]),)
        return Figure(name, values[0], items, low, baseline)

    for name, part, attribute in (
        ("strict F1", "beads", "f1"),
        ("deleted precision", "deleted", "precision"),
        ("deleted recall", "deleted", "recall"),
        ("deleted F1", "deleted", "f1"),
        ("moved F1", "moved", "f1"),
    ):
        tally: Tally = getattr(counts, part)
        other = None if beside is None else getattr(getattr(beside, part), attribute)
        yield figure(name, (getattr(tally, attribute), other), tally.gold, False)
    rates = [None if c is None else 1000 * c.false / max(1, c.clean) for c in (counts, beside)]
    name = "false null segments per 1,000 clean"
    yield figure(name, (rates[0] or 0.0, rates[1]), counts.clean, True)
