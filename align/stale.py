"""Which sentences of a translation lost their support since its source changed.

The source as it was and as it is are matched sentence by sentence; where they differ, the
translation of the old sentence is held against both. What counts is what the new sentence says
otherwise than the old one, and whether the translation says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from align import checks as registry
from align.beads import align_segments, unit_score
from align.checks import Check
from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments, restricted
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    Document,
    Finding,
    Pair,
    Segment,
    Span,
    Statement,
    StatementKind,
)
from align.segment import segment
from align.text import fold

# Checks of what one sentence says; the others are about whole texts or their form.
SAID = ("MT01", "MT02", "MT03", "MT04", "MT05", "MT06", "MT07", "MT09", "MT10", "OM02", "AD02")
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences, by number, that belong together: of the old source, the new one, the target."""

    old: Numbers
    new: Numbers
    target: Numbers


@dataclass(frozen=True, slots=True)
class Sides:
    """The old source, the new one and the target, encoded together."""

    documents: tuple[Document, Document, Document]
    old: EncodedSide
    new: EncodedSide
    target: EncodedSide


def sides_of(documents: tuple[Document, Document, Document], encoder: Encoder) -> Sides:
    """All three segmented and encoded."""
    return Sides(documents, *encode_segments([segment(d) for d in documents], encoder))


def words_of(part: Segment) -> str:
    """The folded words of a segment, marks and spaces left out: what an edit has to change."""
    return " ".join(fold(t.form) for t in part.words)


def revised(old: EncodedSide, new: EncodedSide) -> tuple[Bead, ...]:
    """Which sentence became which: equal ones first, what lies between them by alignment."""
    ours, theirs = ([words_of(s) for s in side.segments] for side in (old, new))
    beads: list[Bead] = []
    left: tuple[list[int], list[int]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            beads += (Bead((i,), (j,), 1.0) for i, j in zip(range(a, b), range(c, d), strict=True))
        else:
            left[0].extend(range(a, b))
            left[1].extend(range(c, d))
    for i in list(left[0]):  # moved, and otherwise as it was
        same = [j for j in left[1] if theirs[j] == ours[i]]
        if same:
            beads.append(Bead((i,), (same[0],), 1.0))
            left[0].remove(i)
            left[1].remove(same[0])
    if not (left[0] and left[1]):
        beads += (Bead((i,), (), 1.0) for i in left[0])
        beads += (Bead((), (j,), 1.0) for j in left[1])
        return tuple(beads)
    for bead in align_segments(restricted(old, left[0]), restricted(new, left[1])):
        mine = tuple(left[0][i] for i in bead.source)
        beads.append(Bead(mine, tuple(left[1][j] for j in bead.target), bead.score))
    return tuple(beads)


def groups(revisions: Sequence[Bead], rendered: Sequence[Bead]) -> Iterator[Group]:
    """What hangs together by both: old sentences with what they became and their translation."""
    became = {i: b for b in revisions for i in b.source}
    renders = {i: b for b in rendered for i in b.source}
    seen: set[int] = set()
    for first in sorted(became):
        if first in seen:
            continue
        waiting, old = [first], set[int]()
        new, target = set[int](), set[int]()
        while waiting:
            i = waiting.pop()
            if i in old:
                continue
            old.add(i)
            new.update(became[i].target)
            target.update(renders[i].target)
            waiting += [*became[i].source, *renders[i].source]
        seen |= old
        yield Group(*(tuple(sorted(own)) for own in (old, new, target)))
    for bead in revisions:
        if not bead.source:
            yield Group((), bead.target, ())


def held(
    documents: tuple[Document, Document],
    sides: tuple[EncodedSide, EncodedSide],
    numbers: tuple[Numbers, Numbers],
) -> Alignment:
    """The sentences of these numbers as one bead, linked."""
    one, two = (restricted(side, own) for side, own in zip(sides, numbers, strict=True))
    bead = Bead(tuple(range(len(numbers[0]))), tuple(range(len(numbers[1]))), unit_score(one, two))
    pair = Pair("p1", _whole(documents[0]), _whole(documents[1]), 1.0)
    links = link_words(bead, one, two)
    return Alignment(pair, one.segments, two.segments, (bead,), (links,))


def said(alignment: Alignment, documents: Sequence[Document]) -> tuple[Finding, ...]:
    """What the two sides of an alignment say otherwise."""
    chosen: list[Check] = [c for c in registry.registry() if c.info.code in SAID]
    return registry.findings(alignment, chosen, {d.id: d for d in documents})


def _whole(document: Document) -> Statement:
    span = Span(0, len(document.text))
    return Statement(f"{document.id}:0", document.id, span, StatementKind.DOCUMENT)
