"""MT09: the sides speak of the same thing, and say something else of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.checks import check
from align.checks.absence import LEAST, sides, text_of
from align.checks.meaning import CONFIDENCE, confidence, held, opposed, passages
from align.checks.unrendered import Run, Words
from align.model import Alignment, Bead, Category, Issue, Severity, Side, Span
from align.text import shorten

_SCORE = 0.3  # agreement from which a bead's sides are about the same thing
_LINKED, _PLACED = 0.9, 0.7  # the confidence of an opposite that is linked; in the same place
_SURE = 0.8  # confidence of a phrase under which a finding is minor
_USUAL = 0.8  # how alike a bead's sides are as wholes, where nobody measured it
_WIDTH = 60
_OPPOSITE, _ELSE = "the opposite", "something else"


@check("MT09", category=Category.MISTRANSLATION, severity=Severity.MAJOR)
def changed_meaning(alignment: Alignment) -> Iterator[Issue]:
    """A phrase of one side has another in its place that says something else.

    “A step toward joint mining research” is no rendering of خطوة نحو حماية المصانع القديمة, yet
    each sentence reads well by itself. Told are phrases that neither side renders and that stand
    in each other's place, passages half of which is rendered and which name somebody on one side
    alone, and words whose opposite stands there (raised, خفض). A single word
    exchanged for one that is no opposite is let pass, as is a phrase that is half the same, and
    all that a free rendering may explain.
    """
    for bead, links in zip(alignment.beads, alignment.words, strict=True):
        if not bead.source or not bead.target or bead.score < _SCORE:
            continue
        ours, theirs = sides(alignment, bead, links)
        told: list[Span] = []
        for found in opposed(ours, theirs):
            sure = _LINKED if found.linked else _PLACED
            one, two = Run(found.ours, found.ours), Run(found.theirs, found.theirs)
            told.append(ours.tokens[found.ours].span)
            yield _issue(_OPPOSITE, (_span(one, ours), _span(two, theirs)), alignment, sure)
        for one, two in held(ours, theirs) if _across(alignment, bead) else ():
            spans = _span(one, ours), _span(two, theirs)
            told.append(spans[0])
            yield _issue(_ELSE, spans, alignment, CONFIDENCE)
        for passage in passages(ours, theirs) if _across(alignment, bead) else ():
            sure = confidence(passage, ours, theirs, links.similarity or _USUAL)
            spans = _span(passage.hull(), ours), _span(passage.mirror().hull(), theirs)
            if sure >= LEAST and not any(spans[0].contains(t) for t in told):
                severity = None if sure >= _SURE else Severity.MINOR
                yield replace(_issue(_ELSE, spans, alignment, sure), severity=severity)


def _across(alignment: Alignment, bead: Bead) -> bool:
    """True between two languages; versions in one leave out and add at one place as they like."""
    one, two = ({s.language for s in alignment.bead_segments(bead, side)} for side in Side)
    return one.isdisjoint(two)


def _issue(what: str, spans: tuple[Span, Span], alignment: Alignment, sure: float) -> Issue:
    one, two = (
        shorten(text_of(segments, span), _WIDTH)
        for segments, span in zip(
            (alignment.source_segments, alignment.target_segments), spans, strict=True
        )
    )
    message = f"“{one}” in the source, {what} in the target: “{two}”."
    return Issue(message, spans[0], spans[1], sure)


def _span(run: Run, words: Words) -> Span:
    return Span(words.tokens[run.first].span.start, words.tokens[run.last].span.end)
