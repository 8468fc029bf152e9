"""Quotes and indirect speech that no bead holds, and the sentences elsewhere that have their words.

Beads follow the order of the documents, and a report quotes in its own: what it moves, cuts short
or joins is left over. Such words are compared with the sentences of the other side one by one.
How much of a sentence they leave out does not count against it: that it was cut is to be found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from align.decode import LinkSettings, mutual_probability
from align.encode import Vectors, unit
from align.encode.similarity import EncodedSide, Floats, token_similarity
from align.links import link_words
from align.model import Alignment, Bead, Segment, Side, StatementKind
from align.text import main_language

FIRM = 0.3  # agreement from which a bead holds what is quoted
LEFT = 0.6  # the mean null probability of a clause that its firm bead does not hold
SINGLE, CLEAR = 0.62, 0.1  # the mean link of words in the sentence they render; the next has less
JOINED, MORE = 0.7, 0.15  # the same in two sentences, and what the second has to add
_WORDS, _JOINED_WORDS = 4, 8  # content words that can be told so
_NEAREST = 8  # sentences of the other side that are looked at
_CONTENT = 0.5  # the weight from which a word counts
Places = NDArray[np.int64]
_PAUSES = frozenset(",;:.!?،؛؟…-–—")


def with_quoted(alignment: Alignment, source: EncodedSide, target: EncodedSide) -> Alignment:
    """The alignment with a bead for every quoted sentence that has its words elsewhere.

    Only where the sides are in two languages: in one, quotes are found by their letters.
    """
    if not (source.segments and target.segments):
        return alignment  # a text of signs alone has none
    if main_language(source.segments) is main_language(target.segments):
        return alignment
    pairs = set(_pairs(alignment, Side.SOURCE, source, target))
    pairs |= {(i, j) for j, i in _pairs(alignment, Side.TARGET, target, source)}
    beads = tuple(Bead((i,), (j,), 1.0) for i, j in sorted(pairs))
    words = tuple(link_words(bead, source, target) for bead in beads)
    return replace(alignment, quoted=beads, quoted_words=words)


def _pairs(
    alignment: Alignment, side: Side, own: EncodedSide, other: EncodedSide
) -> Iterator[tuple[int, int]]:
    """Quoted segments of one side with words that no firm bead holds, and where these stand."""
    nulls = _nulls(alignment if side is Side.SOURCE else alignment.mirror())
    ours, theirs = unit(own.spans), unit(other.spans)
    starts = [s.span.start for s in own.segments]
    for statement in alignment.statements(side):
        if statement.kind is not StatementKind.QUOTE and not statement.speaker:
            continue
        first = max(0, bisect_right(starts, statement.span.start) - 1)
        for segment in own.segments[first : bisect_left(starts, statement.span.end)]:
            inside = [statement.span.contains(t.span) for t in segment.tokens]
            quoted = _Quoted(segment, own, other, (ours, theirs))
            for number in quoted.found(np.flatnonzero(np.array(inside)), nulls.get(segment.index)):
                yield segment.index, number


def _nulls(alignment: Alignment) -> dict[int, Floats]:
    """For the source's segments in firm beads, how surely nothing renders each word."""
    found: dict[int, Floats] = {}
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        at = 0
        for segment in alignment.bead_segments(bead, Side.SOURCE):
            end = at + len(segment.tokens)
            if bead.target and bead.score >= FIRM:
                found[segment.index] = np.array(links.source_null[at:end], np.float32)
            at = end
    return found


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A segment that is quoted, and the segments of the other side that may have its words.

    ``places`` in what follows are the numbers of some of its tokens.
    """

    segment: Segment
    own: EncodedSide
    other: EncodedSide
    spans: tuple[Vectors, Vectors]

    def found(self, places: Places, nulls: Floats | None) -> tuple[int, ...]:
        """The segments that have the words, those of the whole or else of each clause.

        ``nulls``: how surely nothing in a firm bead renders them, where the segment is in one.
        """
        clauses = [
            clause
            for clause in self._clauses(places)
            if self._size(clause) >= _WORDS
            and (nulls is None or _mean(nulls[clause], self._weights(clause)) >= LEFT)
        ]
        near = self._near() if clauses else []
        found = self._best(places, near) if clauses and nulls is None else ()
        return found or tuple(n for clause in clauses for n in self._single(clause, near))

    def _near(self) -> list[int]:
        """The other side's nearest segments."""
        ours, theirs = self.spans
        cosines = theirs @ ours[self.segment.index]
        return [int(n) for n in np.argsort(-cosines, kind="stable")[:_NEAREST]]

    def _clauses(self, places: Places) -> Iterator[Places]:
        """The places cut at marks; a clause with too few words goes with the next one."""
        start = 0
        for at, place in enumerate(places):
            clause = places[start : at + 1]
            if self.segment.tokens[place].form in _PAUSES and self._size(clause) >= _WORDS:
                yield clause
                start = at + 1
        yield places[start:]

    def _single(self, places: Places, near: list[int]) -> tuple[int, ...]:
        """The segment that has the words, and clearly more of them than any other."""
        weights = self._weights(places)
        ranked = _ranked((_mean(self._links(places, n), weights), (n,)) for n in near)
        (value, one), *others = ranked or [(0.0, ())]
        return one if value >= SINGLE and all(value - o >= CLEAR for o, _ in others[:1]) else ()

    def _best(self, places: Places, near: list[int]) -> tuple[int, ...]:
        """The same, or else the two segments that have the words together."""
        one = self._single(places, near)
        if one or self._size(places) < _JOINED_WORDS:
            return one
        links, weights = {n: self._links(places, n) for n in near}, self._weights(places)
        most = max((_mean(own, weights) for own in links.values()), default=0.0)
        pairs = combinations(near, 2)
        joined = _ranked((_mean(np.maximum(links[a], links[b]), weights), (a, b)) for a, b in pairs)
        (both, two) = next(iter(joined), (0.0, ()))
        return two if both >= JOINED and both - most >= MORE else ()

    def _weights(self, places: Places) -> Floats:
        return self.own.weights[places + int(self.own.starts[self.segment.index])]

    def _size(self, places: Places) -> int:
        return int((self._weights(places) >= _CONTENT).sum())

    def _links(self, places: Places, number: int) -> Floats:
        """The best link of each of the words to a segment of the other side."""
        rows = self.own.rows(self.segment.index, self.segment.index + 1)
        columns = self.other.rows(number, number + 1)
        similarity = token_similarity(self.own, self.other, rows, columns)[places]
        best: Floats = mutual_probability(similarity, LinkSettings()).max(axis=1, initial=0)
        return best


def _mean(values: Floats, weights: Floats) -> float:
    return float((values * weights).sum() / max(1e-6, float(weights.sum())))


def _ranked(
    rows: Iterable[tuple[float, tuple[int, ...]]],
) -> list[tuple[float, tuple[int, ...]]]:
    return sorted(rows, key=lambda row: (-row[0], row[1]))
