"""Gold beads of whole documents held against ours, whatever the segments are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from align.aligned import align_documents
from align.encode import Encoder
from align.evaluate.documents import GoldPair, collection, gold_digest, gold_pairs
from align.evaluate.lengths import BeadPair, diagonal, gale_church
from align.evaluate.locate import WordSet
from align.evaluate.measures import Tally
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.model import Alignment, Segment, SegmentKind, Side
from align.pipeline import signature

BEADS_NOTE = (
    "A gold bead is found if one of our beads has all its words and no other gold bead's, and no"
    " sentence without a word of it (headings and introductions may stand beside); precision is"
    " over our beads that touch a gold bead."
)
Segments = tuple[Segment, ...]


def measure_found(path: Path, encoder: Encoder, options: Options) -> Evaluation:
    """Gold beads found in the document pairs of one gold file."""
    pairs = [p for p in gold_pairs(path) if p.beads]
    systems = ("ours", "Gale-Church", "diagonal") if options.baselines else ("ours",)
    tallies = {(s, report): Tally() for s in systems for report in (False, True)}
    for pair in pairs:
        alignment = align_documents(pair.source, pair.target, encoder)
        sides = alignment.source_segments, alignment.target_segments
        for system in systems:
            beads = _beads(system, alignment)
            tallies[system, pair.report] += bead_tally(pair, sides, beads)
    figures = [f for report in (False, True) for f in _figures(tallies, systems, report)]
    lost = tuple(f"not in the document as read: {x}" for p in pairs for x in p.lost)
    return Evaluation(
        kind="sentences",
        gold=collection(path),
        items=sum(len(p.beads) for p in pairs),
        unit=f"gold beads in {len(pairs)} document pairs",
        sha256=gold_digest(path),
        signature=signature(encoder),
        figures=tuple(figures),
        notes=(BEADS_NOTE, *lost),
    )


def _beads(system: str, alignment: Alignment) -> list[BeadPair]:
    sides = alignment.source_segments, alignment.target_segments
    if system == "diagonal":
        return diagonal(*map(len, sides))
    if system == "Gale-Church":
        return gale_church(*characters(sides))
    return [(b.source, b.target) for b in alignment.beads]


def _figures(
    tallies: dict[tuple[str, bool], Tally], systems: tuple[str, ...], report: bool
) -> Iterator[Figure]:
    ours = tallies["ours", report]
    if not ours.gold:
        return
    where = ", report pairs" if report else ""
    for name, attribute, items in (
        ("beads found", "recall", ours.gold),
        ("bead precision", "precision", ours.predicted),
    ):
        others = ((s, getattr(tallies[s, report], attribute)) for s in systems[1:])
        yield Figure(
            name + where,
            getattr(ours, attribute),
            items,
            baselines=tuple(Reference(system, value) for system, value in others),
        )


def characters(sides: Sequence[Segments]) -> tuple[list[int], list[int]]:
    """The length of every segment of both sides."""
    return tuple([len(s.text) for s in side] for side in sides)  # type: ignore[return-value] # two sides


def bead_tally(
    pair: GoldPair, sides: tuple[Segments, Segments], beads: Sequence[BeadPair]
) -> Tally:
    """How many gold beads of ``pair`` are found, and how many of ours are right."""
    known = [frozenset[int]().union(*(b.words(side) for b in pair.beads)) for side in Side]
    words = [
        [pair.words[side].within(s.span) for s in segments]
        for side, segments in zip(Side, sides, strict=True)
    ]
    found: set[int] = set()
    right = predicted = 0
    for bead in beads:
        own = [[(words[k][i], sides[k][i].kind) for i in bead[k]] for k in range(2)]
        touched = [frozenset[int]().union(*(w for w, _ in own[k])) & known[k] for k in range(2)]
        if not (bead[0] and bead[1] and any(touched)):
            continue
        predicted += 1
        hits = [
            number
            for number, gold in enumerate(pair.beads)
            if all(_is(own[k], touched[k], gold.words(side)) for k, side in enumerate(Side))
        ]
        right += bool(hits)
        found.update(hits)
    return Tally(right, predicted, len(found), len(pair.beads))


def _is(own: list[tuple[WordSet, SegmentKind]], touched: WordSet, gold: WordSet) -> bool:
    """True if one side of a bead, its segments and their words in the gold, is the gold's side.

    A heading, dateline or introduction beside the sentences is neither right nor wrong.
    """
    return touched == gold and all(
        words & gold or kind is not SegmentKind.SENTENCE for words, kind in own if words
    )
