"""Quotations rendered in the other language: which sentences and words they answer to.

Words cannot be compared by their letters here, so the beads say which sentences a quote renders,
and links and null probabilities which of their words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from align.checks.wording import Word, words
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
)
from align.text import main_language

SCORE = 0.3  # agreement from which a bead is evidence
LONGER = 1.6  # times another quote's words that an original has; English needs up to 1.4
ABSENT = 0.55  # null probability from which a word is not rendered


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the source: its words, whether each has no counterpart, and which quote has it.

    ``own``: for each word, the spans of the target's words that it is linked with.
    """

    segment: Segment
    words: tuple[Word, ...]
    nulls: tuple[float, ...]
    own: tuple[tuple[Span, ...], ...]

    @property
    def missing(self) -> float:
        """The mean null probability of its content words."""
        found = [p for w, p in zip(self.words, self.nulls, strict=True) if w.content]
        return sum(found) / len(found) if found else 0.0

    def share_in(self, span: Span) -> float:
        """The share of its content words that words inside a span of the target render."""
        content = [
            p < ABSENT and any(span.contains(s) for s in own)
            for w, p, own in zip(self.words, self.nulls, self.own, strict=True)
            if w.content
        ]
        return sum(content) / len(content) if content else 0.0


class Rendering:
    """An alignment's source, sentence by sentence, and the target's quotes that render it."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.own = _sentences(alignment.mirror())
        self.other = _sentences(alignment)

    @cached_property
    def quotes(self) -> tuple[Statement, ...]:
        """The target's quotes in another language than the source's."""
        language = main_language(self.alignment.source_segments)
        return tuple(
            s
            for s in self.alignment.target_statements
            if s.kind is StatementKind.QUOTE
            and all(
                g.segment.language is not language for g in self.own if g.segment.span.overlaps(s.span)
            )
        )

    def rendered(self, quote: Statement, least: float = 0.5) -> tuple[Sentence, ...]:
        """The source's sentences that words inside the quote render for the most part."""
        return tuple(s for s in self.other if s.share_in(quote.span) >= least)

    def originals(self, quote: Statement) -> tuple[Statement, ...]:
        """The source's statements that the quote's words render, those with the most first."""
        spans = [
            w.span
            for s in self.other
            for w, own in zip(s.words, s.own, strict=True)
            if any(quote.span.contains(o) for o in own)
        ]
        return ranked(self.alignment.source_statements, spans)

    def is_original(self, quote: Statement) -> bool:
        """True if the quote is clearly longer than those it renders: then theirs are cut."""
        theirs = [s for s in self.originals(quote) if s.kind is StatementKind.QUOTE]
        size = sum(s.span.contains(w.span) for s in theirs for o in self.other for w in o.words)
        return bool(theirs) and len(self.words(quote)) > LONGER * size

    def words(self, statement: Statement) -> tuple[tuple[Word, float], ...]:
        """The words of a statement of the target, with their null probabilities."""
        return tuple(
            (w, p)
            for s in self.own
            for w, p in zip(s.words, s.nulls, strict=True)
            if statement.span.contains(w.span)
        )

    def within(self, span: Span) -> tuple[Word, ...]:
        """The words of the source that stand in a span of it."""
        return tuple(w for s in self.other for w in s.words if span.contains(w.span))

    def counterpart(self, found: Iterable[Word]) -> Span | None:
        """The source's words that are linked with these words of the target, as one stretch."""
        spans = {w.span for w in found}
        linked = tuple(
            o
            for s in self.own
            for w, own in zip(s.words, s.own, strict=True)
            if w.span in spans
            for o in own
        )
        return hull(linked) if linked else None


def ranked(statements: Iterable[Statement], spans: Sequence[Span]) -> tuple[Statement, ...]:
    """The statements that contain any of the spans, those that contain the most first."""
    held = [(sum(s.span.contains(span) for span in spans), s) for s in statements]
    found = sorted((h for h in held if h[0]), key=lambda h: (-h[0], h[1].span))
    return tuple(s for _, s in found)


def _sentences(alignment: Alignment) -> tuple[Sentence, ...]:
    """The source's segments in order; in a loose bead as in none, nothing is rendered."""
    found: list[Sentence] = []
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        found += _of_bead(alignment, bead, links)
    return tuple(sorted(found, key=lambda s: s.segment.index))


def _of_bead(alignment: Alignment, bead: Bead, links: BeadLinks) -> Iterator[Sentence]:
    loose = not (bead.source and bead.target) or bead.score < SCORE
    nulls = iter(links.source_null)
    linked: dict[Span, list[Span]] = {}
    for link in () if loose else links.links:
        linked.setdefault(link.source, []).append(link.target)
    for segment in alignment.bead_segments(bead, Side.SOURCE):
        null = {t.span: next(nulls) for t in segment.tokens}
        own = words((segment,))
        yield Sentence(
            segment,
            own,
            tuple(1.0 if loose else null[w.span] for w in own),
            tuple(tuple(linked.get(w.span, ())) for w in own),
        )


def quotes_both_ways(
    alignment: Alignment, rule: Callable[[Rendering, Statement], Iterator[Issue]]
) -> Iterator[Issue]:
    """What ``rule`` finds in the quotes of either side that the other has in its own language.

    The rule sees the quoting side as the target.
    """
    seen = set()
    for side in Side:
        rendering = Rendering(alignment if side is Side.TARGET else alignment.mirror())
        for quote in rendering.quotes:
            if rendering.is_original(quote):
                continue
            for issue in rule(rendering, quote):
                placed = issue if side is Side.TARGET else issue.mirror()
                if (placed.source, placed.target) not in seen:
                    seen.add((placed.source, placed.target))
                    yield placed
