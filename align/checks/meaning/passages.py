"""Unrendered passages that face each other: what was said, and what is said instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from align.checks.unrendered import Run, Words, runs
from align.checks.unrendered.evidence import place_of
from align.facts import name_similarity
from align.text import ARABIC

PHRASE = 2  # content words of each side from which a passage says something
_BETWEEN = 3  # content words between two runs of one passage
_LONGEST = 22  # letters of an Arabic or English word; more are words written without spaces
_SAME = 0.8  # how alike a name sounds in two scripts
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs of one side, ascending, and the runs of the other side that stand in their place."""

    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]

    def mirror(self) -> Passage:
        """The same with its sides exchanged."""
        return Passage(self.theirs, self.ours)

    def hull(self) -> Run:
        """All tokens of our side from its first run to its last."""
        return Run(self.ours[0].first, self.ours[-1].last)

    def content(self, words: Words) -> list[int]:
        """The content words of our runs."""
        return [n for run in self.ours for n in run.content(words)]


def passages(ours: Words, theirs: Words) -> tuple[Passage, ...]:
    """Passages of both sides, in the order of ours; no run is in two.

    Each side's run has to stand where the words around the other's say that it should. Acronyms
    and what may be spelled out for them are left out: their letters are like nothing.
    """
    own, other = list(runs(ours)), list(runs(theirs))
    places = [[place_of(run, ours, theirs) for run in own]]
    places.append([place_of(run, theirs, ours) for run in other])
    facing = [
        ((i,), (j,))
        for i, run in enumerate(own)
        for j, opposite in enumerate(other)
        if _inside(opposite, places[0][i]) and _inside(run, places[1][j])
    ]
    found = (
        Passage(tuple(own[i] for i in one), tuple(other[j] for j in two))
        for one, two in _joined(facing, (own, other), (ours, theirs))
    )
    kept = (
        p
        for p in found
        if _readable(p, ours) and _readable(p.mirror(), theirs) and not _named(p, ours, theirs)
    )
    return tuple(sorted(kept, key=lambda p: p.ours[0].first))


def _joined(
    facing: Iterable[tuple[Numbers, Numbers]],
    own: tuple[list[Run], list[Run]],
    words: tuple[Words, Words],
) -> Iterator[tuple[Numbers, Numbers]]:
    """Numbers of facing runs, those put together that share a run or are near on both sides."""
    left = list(facing)
    while left:
        one = left.pop(0)
        while True:
            near = [
                two
                for two in left
                if any(set(one[k]) & set(two[k]) for k in (0, 1))
                or all(_near((one[k], two[k]), own[k], words[k]) for k in (0, 1))
            ]
            if not near:
                break
            left = [two for two in left if two not in near]
            together = [sorted({n for pair in (one, *near) for n in pair[k]}) for k in (0, 1)]
            one = tuple(together[0]), tuple(together[1])
        yield one


def _inside(run: Run, where: range) -> bool:
    return where.start <= run.last and run.first < where.stop


def _near(numbers: tuple[Numbers, Numbers], own: list[Run], words: Words) -> bool:
    """True if few content words stand between two sets of runs."""
    first, second = sorted(numbers)
    start, end = own[first[-1]].last + 1, own[second[0]].first
    return sum(words.content[start:end]) <= _BETWEEN


def _readable(passage: Passage, words: Words) -> bool:
    """True for a phrase of words that the encoder can read."""
    hull = passage.hull()
    inside = range(max(0, hull.first - 1), min(len(words.tokens), hull.last + 2))
    return len(passage.content(words)) >= PHRASE and not any(
        words.acronym[n] or len(words.tokens[n].form) > _LONGEST for n in inside
    )


def _named(passage: Passage, ours: Words, theirs: Words) -> bool:
    """True if a word of one side sounds like a name of the other: ذي هاي بريد, The High Breed."""
    forms = [
        [words.tokens[n].form for n in p.content(words)]
        for p, words in ((passage, ours), (passage.mirror(), theirs))
    ]
    return any(
        name_similarity(latin, arabic) >= _SAME
        for one, two in (forms, forms[::-1])
        for latin in one
        if latin[:1].isupper() and latin.isascii()
        for arabic in two
        if ARABIC.match(arabic)
    )
