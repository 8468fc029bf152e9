"""Three texts encoded together, and which of their sentences belong to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from align.beads import align_segments
from align.encode import Encoder
from align.encode.similarity import EncodedSide, encode_segments, restricted
from align.model import Bead, Document, Segment
from align.pair import nearest_units, unit_beads
from align.segment import segment, units
from align.text import fold

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences, by number, that belong together: of the old source, the new one, the target."""

    old: Numbers
    new: Numbers
    target: Numbers


@dataclass(frozen=True, slots=True)
class Sides:
    """The source as it was, the source as it is, and the target, with their sentences."""

    documents: tuple[Document, Document, Document]
    old: EncodedSide
    new: EncodedSide
    target: EncodedSide

    @classmethod
    def of(cls, documents: tuple[Document, Document, Document], encoder: Encoder) -> Sides:
        """All three cut, by their units where all have them, and encoded."""
        cut = units if _by_units(documents) else segment
        return cls(documents, *encode_segments([cut(d) for d in documents], encoder))

    def same(self, group: Group) -> bool:
        """True if the source says the same in the same words, whatever their marks and case."""
        old = " ".join(said(self.old.segments[i]) for i in group.old)
        return old == " ".join(said(self.new.segments[j]) for j in group.new)

    def groups(self) -> Iterator[Group]:
        """What hangs together: old sentences, what they became, and what renders them.

        In the order of the old source; new sentences that no old one became follow alone.
        """
        old, new, target = self.documents
        if _by_units(self.documents):
            revised = self._renamed(unit_beads((old, new), self.old, self.new))
            rendered = self._through(revised, unit_beads((old, target), self.old, self.target))
        else:
            revised = _revised(self.old, self.new)
            rendered = align_segments(self.old, self.target)
        yield from _joined(revised, rendered)
        yield from (Group((), bead.target, ()) for bead in revised if not bead.source)

    def _renamed(self, revised: tuple[Bead, ...]) -> tuple[Bead, ...]:
        """Units whose ids are their words, as in PO files, found again under the new words."""
        now = {j for bead in self.rendered_now() if bead.target for j in bead.source}
        old = sorted(i for bead in revised if not bead.target for i in bead.source)
        new = sorted(j for bead in revised if not bead.source for j in bead.target if j in now)
        found = nearest_units(restricted(self.old, old), restricted(self.new, new))
        pairs = {old[b.source[0]]: (new[b.target[0]], b.score) for b in found}
        taken = {j for j, _ in pairs.values()}
        kept = [b for b in revised if pairs.keys().isdisjoint(b.source) or b.target]
        kept = [b for b in kept if b.source or taken.isdisjoint(b.target)]
        return (*kept, *(Bead((i,), (j,), score) for i, (j, score) in pairs.items()))

    def _through(self, revised: tuple[Bead, ...], rendered: tuple[Bead, ...]) -> tuple[Bead, ...]:
        """What renders old units; where no unit has their id, what renders the unit they became."""
        now = {j: bead.target for bead in self.rendered_now() for j in bead.source}
        became = {i: j for b in revised for i in b.source for j in b.target}
        return tuple(
            bead
            if bead.target or bead.source[0] not in became
            else replace(bead, target=now.get(became[bead.source[0]], ()))
            for bead in rendered
        )

    def rendered_now(self) -> tuple[Bead, ...]:
        """The new source and the target, aligned."""
        if _by_units(self.documents):
            return unit_beads(self.documents[1:], self.new, self.target)
        return align_segments(self.new, self.target)


def said(part: Segment) -> str:
    """The folded words of a segment, its marks left out."""
    return " ".join(fold(t.form) for t in part.words)


def _by_units(documents: Sequence[Document]) -> bool:
    return all(d.has_units for d in documents)


def _revised(old: EncodedSide, new: EncodedSide) -> tuple[Bead, ...]:
    """Which sentence became which: equal ones first, moved ones too; the rest is aligned."""
    ours, theirs = ([said(s) for s in side.segments] for side in (old, new))
    beads: list[Bead] = []
    left: tuple[list[int], list[int]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            beads += (Bead((i,), (j,), 1.0) for i, j in zip(range(a, b), range(c, d), strict=True))
        else:
            left[0].extend(range(a, b))
            left[1].extend(range(c, d))
    moved = {words: j for j in reversed(left[1]) if (words := theirs[j]) in set(ours)}
    for i in list(left[0]):
        if ours[i] in moved:
            j = moved.pop(ours[i])
            beads.append(Bead((i,), (j,), 1.0))
            left[0].remove(i)
            left[1].remove(j)
    return (*beads, *_aligned(old, new, left))


def _aligned(
    old: EncodedSide, new: EncodedSide, left: tuple[list[int], list[int]]
) -> Iterator[Bead]:
    """The beads of the sentences that are left, by the numbers that they have in the texts."""
    if not (left[0] and left[1]):
        yield from (Bead((i,), (), 1.0) for i in left[0])
        yield from (Bead((), (j,), 1.0) for j in left[1])
        return
    for bead in align_segments(restricted(old, left[0]), restricted(new, left[1])):
        ours = tuple(left[0][i] for i in bead.source)
        yield Bead(ours, tuple(left[1][j] for j in bead.target), bead.score)


def _joined(revised: Sequence[Bead], rendered: Sequence[Bead]) -> Iterator[Group]:
    """The groups of old sentences that beads of either alignment hold together."""
    became = {i: bead for bead in revised for i in bead.source}
    renders = {i: bead for bead in rendered for i in bead.source}
    seen: set[int] = set()
    for first in sorted(became):
        if first in seen:
            continue
        old: set[int] = set()
        waiting = [first]
        while waiting:
            i = waiting.pop()
            if i not in old:
                old.add(i)
                waiting += [*became[i].source, *renders[i].source]
        seen |= old
        yield Group(
            tuple(sorted(old)),
            tuple(sorted({j for i in old for j in became[i].target})),
            tuple(sorted({k for i in old for k in renders[i].target})),
        )
