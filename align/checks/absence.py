"""What one side has and the other lacks: shared by the checks on omission and addition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from align.checks.agreement import compare
from align.checks.moved_segment import moved
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Issue,
    Language,
    Segment,
    SegmentKind,
    Severity,
    Side,
    Span,
    Token,
    hull,
)
from align.text import fold, function_words, shorten

ABSENT = 0.55  # null probability from which a content word counts as unsupported
PRESENT = 0.4  # below it, a word ends a run of unsupported ones
LOST = 0.995  # that of a number or date in digits which the other side does not state
RARITY = 4.35  # log odds by which missing words are rarer in the wild than where nulls were fitted
NAME = 0.5  # log odds that a name adds
# Lines that versions drop or add freely: their loss is told, but breaks no build.
_LINES = {
    SegmentKind.HEADING: Severity.MINOR,
    SegmentKind.INTRODUCTION: Severity.MINOR,
    SegmentKind.CREDIT: Severity.NEUTRAL,
    SegmentKind.DATELINE: Severity.NEUTRAL,
}
_KINDS = {SegmentKind.SENTENCE: "sentence", SegmentKind.INTRODUCTION: "speaker introduction"}


def absent_segments(alignment: Alignment, missing_from: str) -> Iterator[Issue]:
    """An issue for each source segment in a null bead; ``missing_from`` words the message."""
    position = 0
    away = set(moved(alignment.beads))
    for bead in alignment.beads:
        if bead.source and bead.target and bead not in away:
            last = alignment.target_segments[bead.target[-1]]
            position = last.span.end
        for index in bead.source if not bead.target else ():
            segment = alignment.source_segments[index]
            if not segment.words:
                continue
            kind = _KINDS.get(segment.kind, segment.kind.value)
            yield Issue(
                message=f"This {kind} has no counterpart in the {missing_from}.",
                source=segment.span,
                target=None,
                confidence=bead.score,
                severity=_LINES.get(segment.kind),
                place=Span(position, position),
            )


def absent_words(alignment: Alignment, missing_from: str) -> Iterator[Issue]:
    """An issue for each run of source words in a paired bead that the target does not render."""
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        if not bead.source or not bead.target:
            continue
        yield from _absent_in_bead(alignment, bead, links, missing_from)


def _absent_in_bead(
    alignment: Alignment, bead: Bead, links: BeadLinks, missing_from: str
) -> Iterator[Issue]:
    segments = alignment.bead_segments(bead, Side.SOURCE)
    others = alignment.bead_segments(bead, Side.TARGET)
    facts = compare(alignment, bead)
    stated = tuple(fact.span for fact, _ in (*facts.pairs, *facts.changed, *facts.coarser))
    lost = tuple(fact.span for fact in facts.source_only if _has_digits(fact.span, segments))
    place = hull(tuple(s.span for s in others))
    nulls = iter(links.source_null)
    for segment in segments:
        scored = [(token, _null(token, next(nulls), stated, lost)) for token in segment.tokens]
        for run in _runs(scored, segment.language):
            content = [(t, p) for t, p in run if _is_content(t, segment.language)]
            names = sum(_is_name(t, segment) for t, _ in content)
            confidence = joint_confidence((p for _, p in content), names)
            span = hull(tuple(t.span for t, _ in run))
            words = shorten(
                segment.text[span.start - segment.span.start : span.end - segment.span.start], 60
            )
            yield Issue(
                message=f"Nothing in the {missing_from} renders “{words}”.",
                source=span,
                target=None,
                confidence=confidence,
                severity=Severity.MAJOR if len(content) >= 3 else Severity.MINOR,
                place=place,
            )


def joint_confidence(nulls: Iterable[float], names: int = 0) -> float:
    """How surely a run of words is missing, given each word's null probability.

    Each word is evidence of its own. The nulls are fitted where one word in eight is missing; in
    translations as they come few are, and a single unlinked word is mostly a free rendering. A
    name has no synonyms: that it is unlinked says more.
    """
    evidence = sum(math.log(p / (1 - p)) for p in (min(max(n, 0.001), 0.999) for n in nulls))
    return 1 / (1 + math.exp(RARITY - evidence - NAME * names))


def _is_name(token: Token, segment: Segment) -> bool:
    """True for a capital inside a sentence; Arabic has none."""
    return token.form[:1].isupper() and token.span.start > segment.span.start


def _has_digits(span: Span, segments: tuple[Segment, ...]) -> bool:
    tokens = (t for s in segments for t in s.tokens if span.contains(t.span))
    return any(c.isdecimal() for t in tokens for c in t.form)


def _null(token: Token, null: float, stated: tuple[Span, ...], lost: tuple[Span, ...]) -> float:
    """A word's null probability, overruled where it belongs to a fact that is compared by value.

    Digits that the other side lacks are missing, whatever they are linked to; a number in words
    may hide in a dual or an idiom (البلدين, "the two countries"), so there the links decide.
    """
    if any(span.contains(token.span) for span in stated):
        return 0.0
    if any(span.contains(token.span) for span in lost):
        return max(null, LOST)
    return null


def _is_content(token: Token, language: Language) -> bool:
    return token.is_word and fold(token.form) not in function_words(language)


def _runs(
    scored: list[tuple[Token, float]], language: Language
) -> Iterator[list[tuple[Token, float]]]:
    """Maximal runs that begin and end with unsupported content words.

    Function words and punctuation neither start, end nor break a run; a supported content word
    breaks it.
    """
    run: list[tuple[Token, float]] = []
    pending: list[tuple[Token, float]] = []
    for token, null in scored:
        if not _is_content(token, language):
            pending.append((token, null))
        elif null >= ABSENT:
            run += [*pending, (token, null)] if run else [(token, null)]
            pending = []
        elif null < PRESENT:
            if run:
                yield run
            run, pending = [], []
        else:
            pending.append((token, null))
    if run:
        yield run
