"""Quotations of one text found in another: which words they have of it, and where they part.

A passage is told from the side that quotes. Of two quotes of the same words the longer one is held
to be the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from align.checks.wording import Word, Wording, words
from align.model import Alignment, Issue, Side, Span, Statement, StatementKind

SHARE = 0.6  # of a quote's words must stand in the other text for it to be quoted from there
LEAST = 2  # content words of it that must
SKIPPED = 3  # content words more between two parts of a quote than the quote has there itself
_END = 4  # words at either end of a quote that may stand for others
_HONEST = ("…", "..", "[", "(", "\n", '"', "“", "”", "«", "»")
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words of a quote that the other text has too, on both sides.

    ``jump``: the two do not follow each other there; ``marked``: the quote says so itself.
    """

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    last: tuple[Word, Word]
    following: tuple[Word, Word]
    jump: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text whose words stand in another: ``pairs`` of own and other words.

    ``told``: the other words that stand outside quotation marks, where the original is a quote.
    """

    statement: Statement
    own: tuple[Word, ...]
    other: tuple[Word, ...]
    pairs: Pairs
    told: frozenset[int] = frozenset()

    @property
    def share(self) -> float:
        """The share of its words, by weight, that the other text has."""
        return sum(self.own[i].weight for i, _ in self.pairs) / sum(w.weight for w in self.own)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every place where one side or both have words that the other side does not."""
        found = (self._gap(a, b) for a, b in pairwise(self.pairs))
        return tuple(g for g in found if g.jump or g.ours or g.theirs)

    @property
    def edits(self) -> tuple[Gap, ...]:
        """The gaps that are changes of words, those at either end too."""
        inner = tuple(g for g in self.gaps if not g.jump and not g.marked)
        return tuple(filter(None, (self._end(0), *inner, self._end(-1))))

    @property
    def parts(self) -> tuple[tuple[Word, ...], ...]:
        """Its own words, cut where the other text has the next ones elsewhere."""
        seams = [self.own.index(g.following[0]) for g in self.gaps if g.jump]
        bounds = pairwise((0, *seams, len(self.own)))
        return tuple(self.own[start:end] for start, end in bounds)

    @property
    def begins_sentence(self) -> bool:
        """True if its first word begins a sentence of the other text too."""
        _, j = self.pairs[0]
        return j == 0 or self.other[j - 1].segment != self.other[j].segment

    def goes_on(self, one: int, two: int) -> bool:
        """True if two neighbours of the other text stand in one sentence of what was said."""
        return (
            self.other[one].segment == self.other[two].segment
            and not {one, two} & self.told
        )

    def _end(self, side: int) -> Gap | None:
        """The own words before the first pair or after the last, and what stands there instead."""
        i, j = self.pairs[side]
        ours = self.own[i + 1 :] if side else self.own[:i]
        if not 0 < len(ours) <= _END:
            return None
        near = range(j + 1, j + 2 + len(ours)) if side else range(j - 1 - len(ours), j)
        theirs = tuple(
            self.other[n]
            for n in near
            if 0 <= n < len(self.other)
            and n not in self.told
            and self.other[n].segment == self.other[j].segment
        )
        here = self.own[i], self.other[j]
        return Gap(ours, theirs, here, here, jump=False, marked=False)

    def _gap(self, last: tuple[int, int], following: tuple[int, int]) -> Gap:
        (i, j), (k, m) = last, following
        ours = self.own[i + 1 : k]
        # He said, she said: what interrupts a quote there is no part of it.
        theirs = tuple(w for n, w in enumerate(self.other[j + 1 : m], j + 1) if n not in self.told)
        extra = count(theirs) - count(ours)
        ends = self.other[j].segment != self.other[m].segment
        joined = ends and self.own[i].segment == self.own[k].segment
        marks = "".join(w.before for w in self.own[i + 1 : k + 1])
        return Gap(
            ours,
            theirs,
            (self.own[i], self.other[j]),
            (self.own[k], self.other[m]),
            jump=m <= j or extra >= SKIPPED or (joined and extra > 0),
            marked=marked(marks),
        )


def marked(marks: str) -> bool:
    """True if the marks between two words tell the reader that something is left out there."""
    return any(mark in marks for mark in _HONEST)


def count(found: Iterable[Word]) -> int:
    """How many content words there are."""
    return sum(w.content for w in found)


class Reading:
    """The target of an alignment read against its source."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.own = words(alignment.target_segments)
        self.other = words(alignment.source_segments)
        self._wording = Wording(self.other)

    @cached_property
    def quotes(self) -> tuple[Passage, ...]:
        """The target's quotes that have their words from the source."""
        found = (
            self.passage(s, within(self.own, s))
            for s in self.alignment.target_statements
            if s.kind is StatementKind.QUOTE
        )
        return tuple(p for p in found if p is not None)

    @cached_property
    def covered(self) -> frozenset[int]:
        """The source's words that stand in any of the target's quotes."""
        return frozenset(j for p in self.quotes for _, j in p.pairs)

    def found(self, own: Sequence[Word]) -> Pairs:
        """The pairs of words of the target and the source that a stretch of it makes."""
        return self._wording.find(own)

    def passage(self, statement: Statement, own: tuple[Word, ...]) -> Passage | None:
        """The passage that ``own``, words of ``statement``, make; None if they are not quoted."""
        pairs = self._wording.find(own)
        if count(own[i] for i, _ in pairs) < LEAST:
            return None
        passage = Passage(statement, own, self.other, pairs, self._told(pairs))
        return passage if passage.share >= SHARE else None

    def _told(self, pairs: Pairs) -> frozenset[int]:
        """The source's words outside its quotes, where most of the pairs stand in quotes."""
        inside = sum(j in self.quoted for _, j in pairs)
        if inside * 2 <= len(pairs):
            return frozenset()
        return frozenset(range(len(self.other))) - self.quoted

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The source's words that stand in its quotes."""
        spans = [
            s.span
            for s in self.alignment.source_statements
            if s.kind is StatementKind.QUOTE
        ]
        return frozenset(
            n for n, w in enumerate(self.other) if any(s.contains(w.span) for s in spans)
        )

    def unlinked(self, found: Iterable[Word]) -> float:
        """The least probability among these words of either side that they have no counterpart.

        0 for words that stand in no paired bead, of which the links say nothing.
        """
        return min((self._nulls.get((w.span, w.form), 0.0) for w in found), default=0.0)

    @cached_property
    def _nulls(self) -> dict[tuple[Span, str], float]:
        """The null probability of every word of both sides."""
        found: dict[tuple[Span, str], float] = {}
        for bead, links in zip(self.alignment.beads, self.alignment.words, strict=True):
            if not (bead.source and bead.target):
                continue
            for side, nulls in ((Side.SOURCE, links.source_null), (Side.TARGET, links.target_null)):
                tokens = [t for s in self.alignment.bead_segments(bead, side) for t in s.tokens]
                found.update(zip(((t.span, t.form) for t in tokens), nulls, strict=True))
        return found

    def trails_off(self, passage: Passage) -> bool:
        """True if the quote ends with an ellipsis of its own."""
        end = passage.own[-1].span.end
        after = Span(end, passage.statement.span.end)
        return any(
            after.contains(t.span) and ("…" in t.form or ".." in t.form)
            for s in self.alignment.target_segments
            if s.span.overlaps(passage.statement.span)
            for t in s.tokens
        )

    def tells(self, passage: Passage, cut: Sequence[Word], enough: float) -> bool:
        """True if the target has that share of the source's words ``cut`` elsewhere.

        In another quote, or in the reporter's own words beside this one.
        """
        quoted = {self.other[j].span for j in self.covered}
        first, last = passage.own[0].segment, passage.own[-1].segment
        beside = {
            w.key
            for w in self.own
            if first - 1 <= w.segment <= last + 1 and not passage.statement.span.contains(w.span)
        }
        wanted = [w for w in cut if w.content]
        told = sum(w.span in quoted or w.key in beside for w in wanted)
        return bool(wanted) and told >= enough * len(wanted)

    def originals(self, passage: Passage) -> tuple[Statement, ...]:
        """The source's statements that have the passage's words, those with the most first."""
        spans = [self.other[j].span for _, j in passage.pairs]
        held = [
            (sum(s.span.contains(span) for span in spans), s)
            for s in self.alignment.source_statements
        ]
        ranked = sorted((h for h in held if h[0]), key=lambda h: (-h[0], h[1].span))
        return tuple(s for _, s in ranked)

    def is_original(self, passage: Passage) -> bool:
        """True if the passage is longer than all the quotes that have its words: theirs is cut."""
        quotes = [s for s in self.originals(passage) if s.kind is StatementKind.QUOTE]
        theirs = sum(len(within(self.other, s)) for s in quotes)
        return bool(quotes) and len(passage.own) > theirs


def within(found: Sequence[Word], statement: Statement) -> tuple[Word, ...]:
    """The words that stand in a statement."""
    return tuple(w for w in found if statement.span.contains(w.span))


def both_ways(
    alignment: Alignment, rule: Callable[[Reading, Passage], Iterator[Issue]]
) -> Iterator[Issue]:
    """What ``rule`` finds in the quotes of either side, each thing once.

    The rule sees the quoting side as the target.
    """
    seen = set()
    for side in Side:
        reading = Reading(alignment if side is Side.TARGET else alignment.mirror())
        for passage in reading.quotes:
            if reading.is_original(passage):
                continue
            for issue in rule(reading, passage):
                placed = issue if side is Side.TARGET else issue.mirror()
                if (placed.source, placed.target) not in seen:
                    seen.add((placed.source, placed.target))
                    yield placed
