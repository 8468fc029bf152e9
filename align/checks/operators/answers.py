"""Which markers of one side of a bead the other side answers, and which stand alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from align.checks.operators.reading import Marker, markers
from align.checks.quotation.wording import Word, words
from align.model import Alignment, Bead, BeadLinks, Language, Side, Span, hull

SCOPE = 3  # words after a marker, and one before, whose renderings show where its answer stands
FAR = 99.0


class Stretch(Protocol):
    """Words ``at`` to ``end`` of a side."""

    @property
    def at(self) -> int:
        """The first."""
        ...

    @property
    def end(self) -> int:
        """The one after the last."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """One side of a bead: its words, null probabilities, links to the other's words, markers."""

    language: Language
    words: tuple[Word, ...]
    nulls: tuple[float, ...]
    links: tuple[dict[int, float], ...]
    markers: tuple[Marker, ...]
    asks_question: bool = False

    def span(self, marker: Stretch) -> Span:
        """Where a marker, or another run of words, stands in the document."""
        return hull(tuple(w.span for w in self.words[marker.at : marker.end]))

    def text(self, marker: Stretch) -> str:
        """The words of a marker, or of another run."""
        return " ".join(w.form for w in self.words[marker.at : marker.end])

    def of(self, *kinds: str) -> list[Marker]:
        """The markers of these kinds."""
        return [m for m in self.markers if m.kind in kinds]

    def looseness(self) -> float:
        """The mean null probability of content words; 1 where there are none."""
        taken = {k for m in self.markers for k in range(m.at, m.end)}
        found = [
            p
            for n, (w, p) in enumerate(zip(self.words, self.nulls, strict=True))
            if w.content and n not in taken
        ]
        return sum(found) / len(found) if found else 1.0

    def null(self, marker: Marker) -> float:
        """The greatest null probability of a marker's words."""
        return max(self.nulls[marker.at : marker.end])

    def anchors(self, marker: Marker) -> list[tuple[int, float]]:
        """The other side's words that the words around a marker are linked with, and how surely."""
        found = []
        taken = set(range(marker.at, marker.end))
        for k in range(max(0, marker.at - 2), min(len(self.words), marker.end + SCOPE)):
            if k not in taken and self.words[k].content:
                found += [(j, s) for j, s in self.links[k].items() if s >= 0.2]
        return found

    def scope_null(self, marker: Marker) -> float:
        """The null probability of the next content word, which a marker turns."""
        for k in range(marker.end, min(len(self.words), marker.end + SCOPE)):
            if self.words[k].content:
                return self.nulls[k]
        return 1.0


def held(alignment: Alignment, bead: Bead, links: BeadLinks) -> tuple[Held, Held]:
    """Both sides of a bead."""
    own = words(alignment.bead_segments(bead, Side.SOURCE))
    other = words(alignment.bead_segments(bead, Side.TARGET))
    there: list[dict[int, float]] = [{} for _ in own]
    back: list[dict[int, float]] = [{} for _ in other]
    starts = [w.span for w in own], [w.span for w in other]
    for link in links.links:
        i, j = bisect_left(starts[0], link.source), bisect_left(starts[1], link.target)
        if (
            i < len(own)
            and j < len(other)
            and own[i].span == link.source
            and other[j].span == link.target
        ):
            there[i][j] = back[j][i] = link.score
    sides = []
    for side, found, linked, nulls in (
        (Side.SOURCE, own, there, links.source_null),
        (Side.TARGET, other, back, links.target_null),
    ):
        segments = alignment.bead_segments(bead, side)
        tokens = [t for s in segments for t in s.tokens]
        null = {t.span: p for t, p in zip(tokens, nulls, strict=True)}
        sides.append(
            Held(
                segments[0].language,
                found,
                tuple(null[w.span] for w in found),
                tuple(linked),
                markers(found),
                segments[-1].text.rstrip().endswith(("?", "؟")),
            )
        )
    return sides[0], sides[1]


def link_score(one: Held, m: Marker, n: Marker) -> float:
    """The best link between the words of two markers."""
    return max(
        (one.links[i].get(j, 0.0) for i in range(m.at, m.end) for j in range(n.at, n.end)),
        default=0.0,
    )


def distance(one: Held, m: Marker, other: Held, n: Marker) -> float:
    """How many words apart two markers stand, by what the words around each render."""
    if link_score(one, m, n) >= 0.2:
        return 0.0
    there = [min(abs(j - n.at), abs(j - n.end + 1)) for j, _ in one.anchors(m)]
    back = [min(abs(i - m.at), abs(i - m.end + 1)) for i, _ in other.anchors(n)]
    best = min((*there, *back), default=FAR)
    if best == FAR:
        place = abs(m.at / max(1, len(one.words)) - n.at / max(1, len(other.words)))
        return 2 + place * min(len(one.words), len(other.words))
    return float(best)


@dataclass(slots=True)
class Matched:
    """Markers of both sides joined one to one, the nearest first."""

    pairs: list[tuple[Marker, Marker]] = field(default_factory=list)
    ours: list[Marker] = field(default_factory=list)
    theirs: list[Marker] = field(default_factory=list)


def matched(
    one: Held, other: Held, ours: Sequence[Marker], theirs: Sequence[Marker], reach: float
) -> Matched:
    """``ours`` and ``theirs`` joined; those further apart than ``reach`` are left over.

    Ties are broken so that exchanging the sides exchanges the result.
    """
    found = sorted(
        (distance(one, m, other, n), m.at + n.at, min(m.at, n.at), a, b)
        for a, m in enumerate(ours)
        for b, n in enumerate(theirs)
    )
    left, right = set(range(len(ours))), set(range(len(theirs)))
    pairs = []
    for far, _, _, a, b in found:
        if far <= reach and a in left and b in right:
            left.discard(a)
            right.discard(b)
            pairs.append((ours[a], theirs[b]))
    return Matched(pairs, [ours[a] for a in sorted(left)], [theirs[b] for b in sorted(right)])
