"""The quotes of one text found in another of the same language, and whose the words are.

What holds is told from the side that quotes. Of two quotes of the same words the longer one is
held to be the original.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from align.checks.once import once
from align.checks.quotation.passages import Passage
from align.checks.quotation.sense import kinds
from align.checks.quotation.sides import both_ways
from align.checks.quotation.wording import (
    Pairs,
    Word,
    Wording,
    count,
    numbers,
    within,
    words,
)
from align.model import Alignment, Issue, Side, Span, Statement, StatementKind

SHARE = 0.6  # of a quote's words must stand in the other text for it to be quoted from there
LEAST = 2  # content words of it that must


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
        statements = self.alignment.target_statements
        found = (self._passage(s) for s in statements if s.kind is StatementKind.QUOTE)
        return tuple(p for p in found if p is not None)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The source's words that stand in its quotes."""
        statements = self.alignment.source_statements
        quotes = (s for s in statements if s.kind is StatementKind.QUOTE)
        return frozenset(n for s in quotes for n in numbers(self.other, s.span))

    @cached_property
    def covered(self) -> frozenset[int]:
        """The source's words that stand in any of the target's quotes."""
        return frozenset(j for p in self.quotes for _, j in p.pairs)

    def found(self, own: Sequence[Word]) -> Pairs:
        """The pairs of words of the target and the source that a stretch of it makes."""
        return self._wording.find(own)

    def _passage(self, statement: Statement) -> Passage | None:
        own = within(self.own, statement.span)
        pairs = self._wording.find(own)
        if count(own[i] for i, _ in pairs) < LEAST:
            return None
        inside = sum(j in self.quoted for _, j in pairs)
        told = self._unquoted if inside * 2 > len(pairs) else frozenset[int]()
        passage = Passage(statement, own, self.other, pairs, told)
        return passage if passage.share >= SHARE else None

    @cached_property
    def _unquoted(self) -> frozenset[int]:
        return frozenset(range(len(self.other))) - self.quoted

    def originals(self, passage: Passage) -> tuple[Statement, ...]:
        """The source's statements that have the passage's words, those with the most first."""
        held = Counter(self._holder[j] for _, j in passage.pairs if j in self._holder)
        statements = self.alignment.source_statements
        return tuple(statements[n] for n in sorted(held, key=lambda n: (-held[n], n)))

    @cached_property
    def _holder(self) -> dict[int, int]:
        """For each of the source's words the statement that has it, both by number."""
        return {
            n: number
            for number, statement in enumerate(self.alignment.source_statements)
            for n in numbers(self.other, statement.span)
        }

    def is_original(self, passage: Passage) -> bool:
        """True if the source has its words from the passage: in shorter quotes, or retold.

        Retold where the target quotes more than the source does of what both quote.
        """
        if not self._is_quoted(passage):
            return self._quotes_more
        theirs = [w for s in self._quotes_of(passage) for w in within(self.other, s.span)]
        return _rank(passage.own) > _rank(theirs)

    def is_retold(self, passage: Passage) -> bool:
        """True if the source has the passage in indirect speech: there its words may differ."""
        originals = self.originals(passage)
        told = bool(originals) and originals[0].speaker is not None
        return told and not self._is_quoted(passage)

    def _is_quoted(self, passage: Passage) -> bool:
        """True if most of the passage's words stand in quotes of the source as well."""
        return sum(j in self.quoted for _, j in passage.pairs) * 2 > len(passage.pairs)

    @cached_property
    def _quotes_more(self) -> bool:
        both = [p for p in self.quotes if self._is_quoted(p)]
        theirs = {s for p in both for s in self._quotes_of(p)}
        return sum(len(p.own) for p in both) > self._length(theirs)

    def _quotes_of(self, passage: Passage) -> list[Statement]:
        return [s for s in self.originals(passage) if s.kind is StatementKind.QUOTE]

    def _length(self, statements: Iterable[Statement]) -> int:
        return sum(len(numbers(self.other, s.span)) for s in statements)

    def unlinked(self, found: Iterable[Word]) -> float:
        """The least probability among these words of either side that they have no counterpart.

        0 for words that stand in no paired bead, of which the links say nothing.
        """
        return min((self._nulls.get((w.span, w.form), 0.0) for w in found), default=0.0)

    @cached_property
    def _nulls(self) -> dict[tuple[Span, str], float]:
        """The null probability of every word of both sides that stands in a paired bead."""
        found: dict[tuple[Span, str], float] = {}
        for bead, links in zip(self.alignment.beads, self.alignment.words, strict=True):
            if not (bead.source and bead.target):
                continue
            for side, nulls in ((Side.SOURCE, links.source_null), (Side.TARGET, links.target_null)):
                tokens = [t for s in self.alignment.bead_segments(bead, side) for t in s.tokens]
                found.update(zip(((t.span, t.form) for t in tokens), nulls, strict=True))
        return found

    def tells(self, passage: Passage, cut: Sequence[Word], enough: float) -> bool:
        """True if the target has that share of the source's words ``cut`` elsewhere.

        In another quote, or in the reporter's own words beside this one. A negation has to be
        told as well, whatever else is.
        """
        first, last = passage.own[0].segment - 1, passage.own[-1].segment + 1
        start = bisect_left(self.own, first, key=lambda w: w.segment)
        end = bisect_right(self.own, last, key=lambda w: w.segment)
        quote = passage.statement.span
        around = [w for w in self.own[start:end] if not quote.contains(w.span)]
        if kinds(cut)["negation"] > kinds(around)["negation"]:
            return False
        beside = {w.key for w in around}
        wanted = [n for w in cut if w.content for n in numbers(self.other, w.span)]
        told = sum(n in self.covered or self.other[n].key in beside for n in wanted)
        return bool(wanted) and told >= enough * len(wanted)


def _rank(found: Sequence[Word]) -> tuple[int, list[str]]:
    """By length; equal ones in an order of their own, so that exchanging the sides exchanges it."""
    return len(found), [w.key for w in found]


@once
def reading(alignment: Alignment) -> Reading:
    """The alignment's quotes and wording, read once for all checks."""
    return Reading(alignment)


def quotes_both_ways(
    alignment: Alignment,
    rule: Callable[[Reading, Passage], Iterator[Issue]],
    *,
    retold: bool = False,
) -> Iterator[Issue]:
    """What ``rule`` finds in the quotes of either side, each thing once.

    The rule sees the quoting side as the target. ``retold``: also where the other side has the
    words in indirect speech.
    """

    def find(seen: Alignment) -> Iterator[Issue]:
        read = reading(seen)
        for passage in read.quotes:
            if not read.is_original(passage) and (retold or not read.is_retold(passage)):
                yield from rule(read, passage)

    yield from both_ways(alignment, find)
