"""Which words of one text stand in another text of the same language, in order or not.

Quotations are compared word for word, so this looks at letters alone: runs of words that both
texts have, joined into the likeliest chain. A chain may jump, as a spliced quote does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from align.model import Language, Segment, Span
from align.text import fold, function_words, script

JUMP = 1.5  # content words that a stretch must have for the chain to jump to it
DRIFT, GAP = 0.1, 0.05  # the cost of each word more on one side, and of each word left out
NEAR = 12  # words between two runs up to which single equal words are looked for
_FUNCTION = 0.3  # the weight of a function word beside a content word's 1
_COMMON = 30  # places from which two words in a row are too common to begin a run
_STOPS = ".;؛:!?؟…"
_PAUSES = ",،-–—("
_PARAGRAPH = "\n"
Pairs = tuple[tuple[int, int], ...]  # own words and other words, by number


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a side: ``key`` is what it is compared by, ``before`` the marks in front of it.

    ``before`` has a line break where a paragraph begins, as far as the segments tell.
    """

    span: Span
    form: str
    key: str
    content: bool
    segment: int
    before: str

    @property
    def stops(self) -> bool:
        """True if a sentence or a whole clause ends before it."""
        return any(mark in _STOPS for mark in self.before)

    @property
    def pauses(self) -> bool:
        """True if a clause ends before it."""
        return self.stops or any(mark in _PAUSES for mark in self.before)

    @property
    def weight(self) -> float:
        """How much it says that both sides have this word."""
        return 1.0 if self.content else _FUNCTION


@lru_cache(maxsize=16384)
def key(form: str) -> str:
    """What a word is compared by: folded, without the Arabic conjunctions و and ف, or an 's."""
    folded = fold(form)
    if script(folded) is Language.AR:
        return folded[1:] if len(folded) > 2 and folded[0] in "وف" else folded
    return folded.removesuffix("'s")


def words(segments: Sequence[Segment]) -> tuple[Word, ...]:
    """The words of all segments, in order."""
    found: list[Word] = []
    before, end = "", 0
    for segment in segments:
        if segment.span.start - end > 1:
            before += _PARAGRAPH
        for token in segment.tokens:
            if not token.is_word:
                before += token.form
                continue
            own, content = _read(token.form, segment.language)
            found.append(Word(token.span, token.form, own, content, segment.index, before))
            before = ""
        end = segment.span.end
    return tuple(found)


@lru_cache(maxsize=16384)
def _read(form: str, language: Language) -> tuple[str, bool]:
    """A word's key, and whether it is a content word."""
    own, grammar = key(form), function_words(language)
    return own, own not in grammar and fold(form) not in grammar


@dataclass(frozen=True, slots=True)
class _Run:
    """``size`` words that stand at ``own`` in one text and at ``other`` in the other."""

    own: int
    other: int
    size: int
    weight: float


class Wording:
    """A text's words, indexed, so that stretches of another text can be found in it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at in range(len(words) - 1):
            if words[at].content or words[at + 1].content:
                self._pairs[words[at].key, words[at + 1].key].append(at)

    def find(self, own: Sequence[Word]) -> Pairs:
        """The likeliest (own word, word here) pairs of a stretch of another text, in its order."""
        chain = _chain(sorted(self._runs(own), key=lambda r: (r.own, r.other)), own)
        if not chain:
            return ()
        pairs: list[tuple[int, int]] = []
        for run in self._settled(chain, own):
            if pairs:
                pairs += self._between(own, pairs[-1], (run.own, run.other))
            pairs += ((run.own + k, run.other + k) for k in range(run.size))
        return (*self._before(own, pairs[0]), *pairs, *self._after(own, pairs[-1]))

    def _settled(self, chain: list[_Run], own: Sequence[Word]) -> list[_Run]:
        """The chain with its seams moved back to a mark, where words of both runs fit either.

        “… daily work. We will …” joins “daily work. We decided” to “We will” before the We.
        """
        for n in range(1, len(chain)):
            last, run = chain[n - 1], chain[n]
            back = self._back(last, run, own) if last.own + last.size == run.own else 0
            if back:
                chain[n - 1] = replace(last, size=last.size - back)
                chain[n] = _Run(run.own - back, run.other - back, run.size + back, run.weight)
        return chain

    def _back(self, last: _Run, run: _Run, own: Sequence[Word]) -> int:
        """How many words a seam moves back to stand at a mark; 0 where they fit the last alone."""
        for back in range(min(last.size, run.other + 1)):
            if back and not self._same(own, run.own - back, run.other - run.own):
                return 0
            if own[run.own - back].before:
                return back
        return 0

    def _runs(self, own: Sequence[Word]) -> Iterator[_Run]:
        """Every longest run of two words and more, one of them a content word."""
        reached: dict[int, int] = {}
        for at in range(len(own) - 1):
            places = self._pairs.get((own[at].key, own[at + 1].key), ())
            for place in places if len(places) <= _COMMON else ():
                if reached.get(place - at, -1) > at:
                    continue
                start, end = at, at + 2
                shift = place - at
                while start and start + shift and self._same(own, start - 1, shift):
                    start -= 1
                while (
                    end < len(own) and end + shift < len(self.words) and self._same(own, end, shift)
                ):
                    end += 1
                reached[shift] = end
                weight = sum(w.weight for w in own[start:end])
                yield _Run(start, start + shift, end - start, weight)

    def _same(self, own: Sequence[Word], at: int, shift: int) -> bool:
        return own[at].key == self.words[at + shift].key

    def _between(
        self, own: Sequence[Word], last: tuple[int, int], following: tuple[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Equal words between two runs that stand close together in both texts."""
        ours = own[last[0] + 1 : following[0]]
        theirs = self.words[last[1] + 1 : following[1]]
        if 0 < len(ours) <= NEAR and 0 < len(theirs) <= NEAR:
            for a, b in _equal(ours, theirs, NEAR):
                yield last[0] + 1 + a, last[1] + 1 + b

    def _after(self, own: Sequence[Word], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Equal words in step with the last run, after it."""
        ours = own[last[0] + 1 : last[0] + 1 + NEAR]
        theirs = self.words[last[1] + 1 : last[1] + 2 + len(ours)]
        for a, b in _equal(ours, theirs, 1):
            yield last[0] + 1 + a, last[1] + 1 + b

    def _before(self, own: Sequence[Word], first: tuple[int, int]) -> list[tuple[int, int]]:
        """Equal words in step with the first run, before it."""
        ours = own[max(0, first[0] - NEAR) : first[0]][::-1]
        theirs = self.words[max(0, first[1] - len(ours) - 1) : first[1]][::-1]
        return [(first[0] - 1 - a, first[1] - 1 - b) for a, b in _equal(ours, theirs, 1)][::-1]


def _equal(ours: Sequence[Word], theirs: Sequence[Word], shift: int) -> Iterator[tuple[int, int]]:
    """Equal words in order, at most ``shift`` words further on in one than in the other."""
    found = SequenceMatcher(None, [w.key for w in ours], [w.key for w in theirs], False)
    for block in found.get_matching_blocks():
        if abs(block.a - block.b) <= shift:
            yield from ((block.a + k, block.b + k) for k in range(block.size))


def count(found: Iterable[Word]) -> int:
    """How many content words there are."""
    return sum(w.content for w in found)


def within(found: Sequence[Word], span: Span) -> tuple[Word, ...]:
    """The words, which are in order, that stand in a span."""
    return tuple(found[n] for n in numbers(found, span))


def numbers(found: Sequence[Word], span: Span) -> range:
    """The numbers of these words."""
    start = bisect_left(found, span.start, key=lambda w: w.span.start)
    return range(start, bisect_right(found, span.end, lo=start, key=lambda w: w.span.end))


def _chain(runs: Sequence[_Run], own: Sequence[Word]) -> list[_Run]:
    """The runs that together say most: each word used once, jumps paid for."""
    best: list[tuple[float, int, _Run]] = []  # what is said so far, the run before, the run
    for run in runs:
        found = (run.weight, -1, run)
        for at, (reached, _, last) in enumerate(best):
            kept = _cut(last, run, own)
            if kept is not None:
                value = reached + kept.weight - _cost(last, kept)
                found = (value, at, kept) if value > found[0] else found
        best.append(found)
    chain: list[_Run] = []
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        chain.append(best[at][2])
        at = best[at][1]
    return chain[::-1]


def _cut(last: _Run, run: _Run, own: Sequence[Word]) -> _Run | None:
    """``run`` without the words that ``last`` has already used; None if nothing is left."""
    used = last.own + last.size - run.own
    if last.other < run.other:
        used = max(used, last.other + last.size - run.other)
    if used <= 0:
        return run
    if used >= run.size:
        return None
    size = run.size - used
    start = run.own + used
    weight = sum(w.weight for w in own[start : start + size])
    return _Run(start, run.other + used, size, weight)


def _cost(last: _Run, run: _Run) -> float:
    ours = run.own - last.own - last.size
    theirs = run.other - last.other - last.size
    if theirs < 0:
        return JUMP
    return min(JUMP, DRIFT * abs(ours - theirs) + GAP * (ours + theirs))
