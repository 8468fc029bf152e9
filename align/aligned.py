"""Two documents aligned, down to the word, as far as the limits of the settings allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from align.beads import align_segments
from align.encode import Encoder, Stopped
from align.encode.similarity import EncodedSide, encode_segments, part
from align.extract import statements
from align.limited import Limits, Taken, Told, taken
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Document,
    Limited,
    LimitKind,
    Pair,
    Span,
    Statement,
    StatementKind,
)
from align.pair import unit_beads
from align.quotations import with_quoted

Sides = tuple[EncodedSide, EncodedSide]


def align_documents(
    source: Document,
    target: Document,
    encoder: Encoder,
    pair_id: str = "p1",
    limits: Limits | None = None,
) -> Alignment:
    """Two whole documents aligned, down to the word; by their units where both have them.

    Where time is up before their sentences are, nothing is, and ``limited`` says so.
    """
    limits = limits or Limits()
    pair = whole_pair(pair_id, source, target)
    try:
        aligned = _aligned(pair, taken(source, target, limits), encoder, limits)
    except Stopped:
        aligned = Alignment(pair, (), (), (), (), limited=(limits.time_is_up(pair),))
    return replace(aligned, by_units=source.has_units and target.has_units)


def _aligned(pair: Pair, own: Taken, encoder: Encoder, limits: Limits) -> Alignment:
    ours, theirs = encode_segments(own.segments, _stopping(encoder, limits))
    _look(limits)
    by_units = all(document.has_units for document in own.documents)
    beads = unit_beads(own.documents, ours, theirs) if by_units else align_segments(ours, theirs)
    _look(limits)
    limited = own.limited
    if own.rest:
        (ours, theirs), beads = _so_far((ours, theirs), beads)
        limited += (_rest(own, (ours, theirs), own.rest),)
    aligned = replace(
        align_sides(pair, (ours, theirs), beads, limits.over),
        source_statements=statements(own.documents[0], ours.segments),
        target_statements=statements(own.documents[1], theirs.segments),
        limited=limited,
    )
    return aligned if limits.over() else with_quoted(aligned, ours, theirs)


def _stopping(encoder: Encoder, limits: Limits) -> Encoder:
    """The encoder, looking at the time between its batches where it can."""
    stopping = getattr(encoder, "stopping", None)
    limited: Encoder = stopping(limits.over) if limits.seconds and stopping else encoder
    return limited


def _look(limits: Limits) -> None:
    if limits.over():
        raise Stopped


def _so_far(sides: Sides, beads: tuple[Bead, ...]) -> tuple[Sides, tuple[Bead, ...]]:
    """Both sides up to the last segments that render each other.

    What stands behind them may be rendered by what was left out, so nothing is known of it.
    """
    paired = [bead for bead in beads if bead.source and bead.target]
    n = max((bead.source[-1] + 1 for bead in paired), default=0)
    m = max((bead.target[-1] + 1 for bead in paired), default=0)
    kept = (b for b in beads if max(b.source, default=-1) < n and max(b.target, default=-1) < m)
    return (part(sides[0], 0, n), part(sides[1], 0, m)), tuple(kept)


def _rest(own: Taken, sides: Sides, told: Told) -> Limited:
    """What stands behind the last segments of both sides."""
    rests = []
    for document, side in zip(own.documents, sides, strict=True):
        start = side.segments[-1].span.end if side.segments else 0
        rest = document.text[start:].strip()
        begin = document.text.find(rest, start)
        rests.append(Span(begin, begin + len(rest)) if rest else None)
    return Limited(LimitKind.LENGTH, *told, rests[0], rests[1])


def align_sides(
    pair: Pair,
    sides: Sides,
    beads: tuple[Bead, ...] | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Alignment:
    """Encoded segments of a pair aligned by beads (``beads``, if given), and each bead by words.

    Once time is ``over`` the words of the beads that are left are not linked.
    """
    source, target = sides
    beads = align_segments(source, target) if beads is None else beads
    words = tuple(
        _unlinked(bead, sides) if over() else link_words(bead, source, target) for bead in beads
    )
    return Alignment(pair, source.segments, target.segments, beads, words)


def _unlinked(bead: Bead, sides: Sides) -> BeadLinks:
    """Words of which nothing is known, least of all that they have no counterpart."""
    ours, theirs = (
        tuple(0.0 for n in numbers for _ in side.segments[n].tokens)
        for numbers, side in zip((bead.source, bead.target), sides, strict=True)
    )
    return BeadLinks((), ours, theirs)


def whole_pair(id_: str, source: Document, target: Document) -> Pair:
    """Two documents, each as one statement, as a pair."""
    return Pair(id_, _whole(source), _whole(target), score=1.0)


def _whole(document: Document) -> Statement:
    return Statement(
        id=f"{document.id}:0",
        document=document.id,
        span=Span(0, len(document.text)),
        kind=StatementKind.DOCUMENT,
        date=document.date,
    )
