"""Quotes rendered in the other language: which sentences and words they answer to.

Words cannot be compared by their letters here, so the beads say which sentences a quote renders,
and links and null probabilities which of their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from align.checks.once import mirrored, once
from align.checks.quotation.sides import both_ways
from align.checks.quotation.wording import Word, count, words
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Issue,
    Segment,
    Side,
    Span,
    Statement,
    StatementKind,
    hull,
    overlapping,
)
from align.text import main_language

SCORE = 0.3  # agreement from which a bead is evidence
LONGER = 1.5  # times another quote's content words that an original has
ABSENT = 0.55  # null probability from which a word is not rendered
RENDERED = 0.5  # the share of a sentence's content words from which it is rendered


_MARKS = re.compile(r"[\"“”„«»‘]|(?<!\w)'")  # of a quote that was read as narrative


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one side, word by word; of one that quotes, the quoted words alone.

    ``nulls``: how probably nothing renders a word; ``links``: the other side's words it has.
    """

    segment: Segment
    words: tuple[Word, ...]
    nulls: tuple[float, ...]
    links: tuple[tuple[Span, ...], ...]

    @property
    def span(self) -> Span:
        """Its words as one stretch."""
        return hull(tuple(w.span for w in self.words)) if self.words else self.segment.span

    @property
    def missing(self) -> float:
        """The mean null probability of its content words."""
        found = [p for w, p in zip(self.words, self.nulls, strict=True) if w.content]
        return sum(found) / len(found) if found else 0.0

    def share_in(self, span: Span) -> float:
        """The share of its content words that words inside a span of the other side render."""
        content = [
            p < ABSENT and any(span.contains(s) for s in linked)
            for w, p, linked in zip(self.words, self.nulls, self.links, strict=True)
            if w.content
        ]
        return sum(content) / len(content) if content else 0.0

    def beside(self, other: Sentence) -> Sentence:
        """The same sentence with what another bead says of it as well."""
        both = zip(self.nulls, other.nulls, strict=True), zip(self.links, other.links, strict=True)
        return replace(
            self,
            nulls=tuple(map(min, both[0])),
            links=tuple((*a, *b) for a, b in both[1]),
        )

    def linked(self, inside: Span) -> Iterator[Span]:
        """The other side's words that its words inside a span are linked with."""
        for word, spans in zip(self.words, self.links, strict=True):
            if inside.contains(word.span):
                yield from spans


class Rendering:
    """An alignment sentence by sentence, ``own`` the target's, ``other`` the source's."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.own = _sentences(mirrored(alignment))
        self.other = _sentences(alignment)

    @cached_property
    def _stated(self) -> list[Span]:
        return [s.span for s in self.alignment.source_statements]

    @cached_property
    def quotes(self) -> tuple[Statement, ...]:
        """The target's quotes in another language than the source's."""
        language = main_language(self.alignment.source_segments)
        return tuple(
            s
            for s in self.alignment.target_statements
            if s.kind is StatementKind.QUOTE
            and all(o.segment.language is not language for o in _at(self.own, s.span))
        )

    def rendered(self, quote: Statement, least: float = RENDERED) -> tuple[Sentence, ...]:
        """The source's sentences that words inside the quote render for the most part."""
        found = {s.segment.index: s for span in self._links(quote) for s in _at(self.other, span)}
        return tuple(found[n] for n in sorted(found) if found[n].share_in(quote.span) >= least)

    def originals(self, quote: Statement) -> tuple[Statement, ...]:
        """The source's statements that the quote's words render, those with the most first."""
        statements = self.alignment.source_statements
        held = Counter(n for span in self._links(quote) for n in overlapping(self._stated, span))
        return tuple(statements[n] for n in sorted(held, key=lambda n: (-held[n], n)))

    def is_original(self, quote: Statement) -> bool:
        """True if the quote is clearly longer than those it renders: then theirs are cut."""
        theirs = [s for s in self.originals(quote) if s.kind is StatementKind.QUOTE]
        size = sum(count(self.within(s.span)) for s in theirs)
        return bool(theirs) and count(w for w, _ in self.words(quote)) > LONGER * size

    def words(self, statement: Statement) -> tuple[tuple[Word, float], ...]:
        """The words of a statement of the target, with their null probabilities."""
        return _inside(self.own, statement.span)

    def within(self, span: Span) -> tuple[Word, ...]:
        """The words of the source that stand in a span of it."""
        return tuple(w for w, _ in _inside(self.other, span))

    def quoted(self, quote: Statement) -> Sequence[Sentence]:
        """The target's sentences that a quote has words of."""
        return _at(self.own, quote.span)

    def answering(self, span: Span) -> tuple[tuple[Word, float], ...]:
        """The words of the source's sentences that a span overlaps, with null probabilities.

        Of all of each sentence: a negation stands where none of the words beside it may be linked.
        """
        return tuple(
            pair for s in _at(self.other, span) for pair in zip(s.words, s.nulls, strict=True)
        )

    def whole(self, span: Span) -> tuple[Word, ...]:
        """The same words, and those outside quotation marks too: marks may be amiss."""
        return words(tuple(s.segment for s in _at(self.other, span)))

    def told(self, said: Sentence, statement: Statement) -> tuple[Span, ...]:
        """The sentences of a statement of the target, in the other language, that render one."""
        return tuple(
            s.span
            for s in _at(self.own, statement.span)
            if s.segment.language is not said.segment.language
            and not _MARKS.search(s.segment.text)
            and said.share_in(s.segment.span) >= RENDERED
        )

    def counterpart(self, found: Iterable[Word]) -> Span | None:
        """The source's words that are linked with these words of the target, as one stretch."""
        linked = tuple(
            span for w in found for s in _at(self.own, w.span) for span in s.linked(w.span)
        )
        return hull(linked) if linked else None

    def _links(self, quote: Statement) -> Iterator[Span]:
        for sentence in _at(self.own, quote.span):
            yield from sentence.linked(quote.span)


@once
def rendering(alignment: Alignment) -> Rendering:
    """The alignment sentence by sentence, read once for all checks."""
    return Rendering(alignment)


def _at(sentences: Sequence[Sentence], span: Span) -> Sequence[Sentence]:
    """The sentences that a span overlaps."""
    start = bisect_right(sentences, span.start, key=lambda s: s.segment.span.end)
    end = bisect_left(sentences, span.end, lo=start, key=lambda s: s.segment.span.start)
    return sentences[start:end]


def _inside(sentences: Sequence[Sentence], span: Span) -> tuple[tuple[Word, float], ...]:
    return tuple(
        (w, p)
        for s in _at(sentences, span)
        for w, p in zip(s.words, s.nulls, strict=True)
        if span.contains(w.span)
    )


@once
def _sentences(alignment: Alignment) -> tuple[Sentence, ...]:
    """The source's segments in order; in a loose bead as in none, nothing is rendered.

    A sentence may be quoted in other places than where its bead has it: then it has the links of
    all, and what is rendered anywhere is rendered.
    """
    quotes = [s.span for s in alignment.source_statements if s.kind is StatementKind.QUOTE]
    found: dict[int, Sentence] = {}
    beads = (*alignment.beads, *alignment.quoted), (*alignment.words, *alignment.quoted_words)
    for bead, links in zip(*beads, strict=True):
        for sentence in _of_bead(alignment, bead, links, quotes):
            number = sentence.segment.index
            found[number] = found[number].beside(sentence) if number in found else sentence
    return tuple(found[number] for number in sorted(found))


def _of_bead(
    alignment: Alignment, bead: Bead, links: BeadLinks, quotes: Sequence[Span]
) -> Iterator[Sentence]:
    loose = not (bead.source and bead.target) or bead.score < SCORE
    nulls = iter(links.source_null)
    linked: dict[Span, list[Span]] = {}
    for link in () if loose else links.links:
        linked.setdefault(link.source, []).append(link.target)
    for segment in alignment.bead_segments(bead, Side.SOURCE):
        null = {t.span: next(nulls) for t in segment.tokens}
        own = _quoted(words((segment,)), quotes)
        yield Sentence(
            segment,
            own,
            tuple(1.0 if loose else null[w.span] for w in own),
            tuple(tuple(linked.get(w.span, ())) for w in own),
        )


def _quoted(found: tuple[Word, ...], quotes: Sequence[Span]) -> tuple[Word, ...]:
    """The words inside quotes, or all of them where none is."""
    inside = tuple(
        w for w in found if any(quotes[n].contains(w.span) for n in overlapping(quotes, w.span))
    )
    return inside or found


def crossings_both_ways(
    alignment: Alignment,
    rule: Callable[[Rendering, Statement], Iterator[Issue]],
    *,
    originals: bool = False,
) -> Iterator[Issue]:
    """What ``rule`` finds in the quotes of either side that the other has in its own language.

    The rule sees the quoting side as the target. ``originals``: also in quotes that the other
    side's are cut from.
    """

    def find(seen: Alignment) -> Iterator[Issue]:
        read = rendering(seen)
        for quote in read.quotes:
            if originals or not read.is_original(quote):
                yield from rule(read, quote)

    yield from both_ways(alignment, find)
