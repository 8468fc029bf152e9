"""Omissions and additions in real machine translation: ranking, word spans, false alarms.

Two layouts: ``omissions/halomi_ar.tsv`` (spans marked by hand), and tables of clean pairs such as
``documents/ntrex.tsv``, on which every finding is a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align.checks import selected
from align.config import Settings
from align.encode import Encoder
from align.evaluate.anchors import anchored
from align.evaluate.gold import digest, read_table, sample
from align.evaluate.locate import Words, WordSet
from align.evaluate.measures import Tally, area
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Alignment, Side, Span
from align.pairwise import align_rows, text_segment
from align.pipeline import signature
from align.score import support

_CODES = ("OM02", "AD02", "MT01", "MT02", "MT05")
_NONE = "1"  # HalOmi's class of a translation without omission or hallucination
_NOTE = (
    "AUC: how often a translation with omissions (additions) of any extent ranks above one without."
    " Words: those quoted by OM02 (AD02) against those marked by hand; punctuation left out."
)


@dataclass(frozen=True, slots=True)
class Translation:
    """A source and its machine translation, with the words that people marked on each side."""

    source: str
    target: str
    omitted: bool
    added: bool
    omissions: WordSet
    additions: WordSet


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a direction of a marked table, one a table of clean pairs."""
    for path in paths:
        if "direction" in read_table(path).columns:
            yield from _marked(path, encoder, options)
        else:
            yield _clean(path, encoder, options)


def _marked(path: Path, encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    columns = ("direction", "src", "mt", "class_omit(1-4)", "class_hall(1-4)")
    spans = ("omit_spans(src chars)", "hall_spans(mt chars)")
    table = read_table(path, *columns, *spans)
    for direction in sorted(set(table["direction"])):
        rows = [
            Translation(
                r["src"],
                r["mt"],
                r[columns[3]] != _NONE,
                r[columns[4]] != _NONE,
                _marked_words(r["src"], r[spans[0]]),
                _marked_words(r["mt"], r[spans[1]]),
            )
            for r in table.iter_rows(named=True)
            if r["direction"] == direction
        ]
        rows = sample(rows, options.limit)
        name = f"{path.stem} {direction}"
        yield Evaluation(
            kind="omissions",
            gold=name,
            items=len(rows),
            unit="translations",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=anchored("omissions", name, tuple(_figures(rows, encoder, options))),
            notes=(_NOTE,),
        )


def _marked_words(text: str, spans: str) -> WordSet:
    words = Words(text)
    found: WordSet = frozenset()
    for span in spans.split():
        start, end = span.split("-")
        found |= words.within(Span(int(start), int(end)))
    return found


def _alignments(rows: list[tuple[str, str]], encoder: Encoder) -> list[Alignment]:
    return list(
        align_rows([(text_segment(a), text_segment(b)) for a, b in rows], encoder, spans=True)
    )


def _figures(rows: list[Translation], encoder: Encoder, options: Options) -> Iterator[Figure]:
    aligned = _alignments([(r.source, r.target) for r in rows], encoder)
    supports = [support(a) for a in aligned]
    ratios = [len(r.target) / max(1, len(r.source)) for r in rows]
    for name, scores, labels, signs in (
        ("omission", [s.omission for s in supports], [r.omitted for r in rows], -1),
        ("addition", [s.addition for s in supports], [r.added for r in rows], 1),
    ):
        trivial = area([signs * x for x in ratios], labels)
        beside = (Reference("length ratio", trivial),) if options.baselines else ()
        yield Figure(f"AUC {name}", area(scores, labels), sum(labels), baselines=beside)
    for name, code, side in (("omitted", "OM02", Side.SOURCE), ("added", "AD02", Side.TARGET)):
        tally = Tally()
        for row, alignment in zip(rows, aligned, strict=True):
            tally += _words_tally(row, alignment, code, side)
        yield Figure(f"{name} words precision", tally.precision, tally.predicted)
        yield Figure(f"{name} words recall", tally.recall, tally.gold)


def _words_tally(row: Translation, alignment: Alignment, code: str, side: Side) -> Tally:
    text, gold = (row.source, row.omissions) if side is Side.SOURCE else (row.target, row.additions)
    words, found = Words(text), set[int]()
    for _, span in _issues(alignment, (code,), side):
        found |= words.within(span)
    return Tally(len(found & gold), len(found), len(found & gold), len(gold))


def _issues(
    alignment: Alignment, codes: tuple[str, ...], side: Side | None = None
) -> Iterator[tuple[str, Span | None]]:
    """The issues at or above the default confidence: code, and the words of ``side``."""
    for check in selected(codes, ()):
        for issue in check.run(alignment):
            if issue.confidence >= Settings().min_confidence:
                yield check.info.code, issue.source if side is Side.SOURCE else issue.target


def _clean(path: Path, encoder: Encoder, options: Options) -> Evaluation:
    """False alarms on pairs that people translated with care."""
    table = read_table(path, "ar", "en")
    rows = sample(list(zip(table["ar"], table["en"], strict=True)), options.limit)
    counts = dict.fromkeys(_CODES, 0)
    alarmed = 0
    for alignment in _alignments(rows, encoder):
        codes = [code for code, _ in _issues(alignment, _CODES)]
        alarmed += bool(codes)
        for code in codes:
            counts[code] += 1
    per = 1000 / max(1, len(rows))
    return Evaluation(
        kind="omissions",
        gold=path.stem,
        items=len(rows),
        unit="clean pairs",
        sha256=digest([path]),
        signature=signature(encoder),
        figures=(
            Figure("false alarms per 1,000 pairs", per * sum(counts.values()), len(rows), True),
            Figure("pairs with one per 1,000", per * alarmed, len(rows), True),
            *(Figure(f"{c} per 1,000 pairs", per * n, len(rows), True) for c, n in counts.items()),
        ),
        notes=("Each pair is one bead; professional translation is free, so not all are wrong.",),
    )
