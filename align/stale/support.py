"""Whether an edit of the source left its translation without support."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from align import checks as registry
from align.beads import unit_score
from align.encode.similarity import EncodedSide, restricted
from align.links import link_words
from align.model import (
    Alignment,
    Bead,
    Document,
    Finding,
    Pair,
    Span,
    Statement,
    StatementKind,
)
from align.stale.sides import Group, Numbers, Sides, said

# The checks of what one sentence says; the others are about whole texts, or their form.
_SAID = ("MT01", "MT02", "MT03", "MT04", "MT05", "MT06", "MT07", "MT09", "MT10", "OM02", "AD02")
# The logistic of how far an edit moved the sentence, a word of it: docs/ci.md says how it was
# found. An exchanged word of its own meaning moves a sentence further than one put for another.
_MOVED, _FROM = 10.0, -3.95
_SPELT, _TOLERANCE = 5, 0.03  # letters from which one amiss is a slip; less support that passes
SURE = 0.5


def lost(sides: Sides, group: Group, fresh: bool) -> float:
    """How surely the target's sentences of ``group`` say what the new source does not, 0 to 1.

    ``fresh``: the target was edited too, so that what the sources say otherwise may be told
    already; then only the target and the new source are compared.
    """
    old, new, target = sides.documents
    then = _held((old, target), (sides.old, sides.target), (group.old, group.target))
    now = _held((new, target), (sides.new, sides.target), (group.new, group.target))
    before, after = _differences(then, (old, target)), _differences(now, (new, target))
    arisen = max((f.confidence for f in after if not _known(f, before)), default=0.0)
    gone = any(f.confidence >= SURE and not _known(f, after) for f in before)
    if fresh or (gone and arisen < SURE):
        return arisen
    weaker = then.words[0].similarity - now.words[0].similarity
    if _is_slip(sides, group) and arisen < SURE and weaker <= _TOLERANCE:
        return 0.0
    edit = _held((old, new), (sides.old, sides.new), (group.old, group.new))
    said_otherwise = max((f.confidence for f in _differences(edit, (old, new))), default=0.0)
    return max(arisen, said_otherwise, _moved(sides, group, edit.words[0].similarity))


def _held(
    documents: tuple[Document, Document],
    sides: tuple[EncodedSide, EncodedSide],
    numbers: tuple[Numbers, Numbers],
) -> Alignment:
    """The sentences of these numbers as one bead, linked."""
    one, two = (restricted(side, own) for side, own in zip(sides, numbers, strict=True))
    bead = Bead(tuple(range(len(numbers[0]))), tuple(range(len(numbers[1]))), unit_score(one, two))
    pair = Pair("edit", _whole(documents[0]), _whole(documents[1]), 1.0)
    return Alignment(pair, one.segments, two.segments, (bead,), (link_words(bead, one, two),))


def _whole(document: Document) -> Statement:
    span = Span(0, len(document.text))
    return Statement(f"{document.id}:0", document.id, span, StatementKind.DOCUMENT)


def _differences(held: Alignment, documents: Sequence[Document]) -> tuple[Finding, ...]:
    """What the two sides say otherwise."""
    chosen = [c for c in registry.registry() if c.info.code in _SAID]
    return registry.findings(held, chosen, {d.id: d for d in documents})


def _known(finding: Finding, others: Sequence[Finding]) -> bool:
    """True if one of ``others`` says the same of the same words of the target, or the source's."""
    return any(
        finding.code == other.code
        and any(
            ours is not None and theirs is not None and ours.text == theirs.text
            for ours, theirs in ((finding.source, other.source), (finding.target, other.target))
        )
        for other in others
    )


def _moved(sides: Sides, group: Group, similarity: float) -> float:
    """How surely an edit changed the meaning, by how far it moved the sentence a word of it."""
    old, new = _words(sides, group)
    ours, theirs = Counter(old), Counter(new)
    edited = max(1, (ours - theirs).total(), (theirs - ours).total())
    distance = (1 - similarity) * (len(old) + len(new)) / 2 / edited
    return 1 / (1 + math.exp(-(_MOVED * distance + _FROM)))


def _is_slip(sides: Sides, group: Group) -> bool:
    """True if words differ by one letter that is wrong, missing, doubled or misplaced."""
    old, new = _words(sides, group)
    if len(old) != len(new):
        return False
    return all(
        one == two
        or (
            OSA.distance(one, two) == 1
            and max(len(one), len(two)) >= _SPELT
            and not any(c.isdigit() for c in one + two)
        )
        for one, two in zip(old, new, strict=True)
    )


def _words(sides: Sides, group: Group) -> tuple[list[str], list[str]]:
    """The folded words of the group's old and new sentences."""
    return (
        " ".join(said(sides.old.segments[i]) for i in group.old).split(),
        " ".join(said(sides.new.segments[j]) for j in group.new).split(),
    )
