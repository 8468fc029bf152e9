"""A stretch of one text whose words stand in another, and every place where the two part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from align.checks.quotation.wording import Pairs, Word, count
from align.model import Statement

SKIPPED = 3  # content words more between two parts of a quote than the quote has there itself
_END = 4  # words at either end of a quote that may stand for others
_HONEST = ("…", "..", "[", "(", "\n", '"', "“", "”", "«", "»")


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words of a quote that the other text has too, on both sides.

    ``last`` and ``following`` are these words, own and other; at an end of the quote they are one.
    ``jump``: the two do not follow each other there; ``marked``: the quote says so itself.
    """

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    last: tuple[Word, Word]
    following: tuple[Word, Word]
    jump: bool = False
    marked: bool = False


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
        inner = (g for g in self.gaps if not g.jump and not g.marked)
        return tuple(g for g in (self._end(0), *inner, self._end(-1)) if g is not None)

    @property
    def parts(self) -> tuple[tuple[Word, ...], ...]:
        """Its own words, cut where the other text has the next ones elsewhere."""
        seams = [self.own.index(g.following[0]) for g in self.gaps if g.jump]
        return tuple(self.own[a:b] for a, b in pairwise((0, *seams, len(self.own))))

    @property
    def begins_sentence(self) -> bool:
        """True if its first word begins a sentence of the other text too."""
        _, j = self.pairs[0]
        return j == 0 or self.other[j - 1].segment != self.other[j].segment

    def goes_on(self, one: int, two: int) -> bool:
        """True if two neighbours of the other text stand in one sentence of what was said."""
        same = self.other[one].segment == self.other[two].segment
        return same and not {one, two} & self.told

    def _gap(self, last: tuple[int, int], following: tuple[int, int]) -> Gap:
        (i, j), (k, m) = last, following
        ours = self.own[i + 1 : k]
        # He said, she said: what interrupts a quote there is no part of it.
        theirs = tuple(self.other[n] for n in range(j + 1, m) if n not in self.told)
        extra = count(theirs) - count(ours)
        ends = self.other[j].segment != self.other[m].segment
        joined = ends and self.own[i].segment == self.own[k].segment
        return Gap(
            ours,
            theirs,
            (self.own[i], self.other[j]),
            (self.own[k], self.other[m]),
            jump=m <= j or extra >= SKIPPED or (joined and extra > 0),
            marked=marked("".join(w.before for w in self.own[i + 1 : k + 1])),
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
        return Gap(ours, theirs, here, here)


def marked(marks: str) -> bool:
    """True if the marks between two words tell the reader that something is left out there."""
    return any(mark in marks for mark in _HONEST)
