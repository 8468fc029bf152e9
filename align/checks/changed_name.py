"""MT03: a person, place, people or office that became another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.naming.aliases import are_one
from align.checks.naming.bodies import bodies
from align.checks.naming.likewise import exchanged
from align.checks.naming.persons import persons
from align.checks.naming.sides import Words, words_of
from align.checks.naming.tables import tabled
from align.model import (
    Alignment,
    Bead,
    BeadLinks,
    Category,
    Issue,
    Language,
    SegmentKind,
    Severity,
    Side,
)


@check("MT03", category=Category.MISTRANSLATION, severity=Severity.CRITICAL)
def changed_name(alignment: Alignment) -> Iterator[Issue]:
    """A person, place, people or office of the source is another one in the target.

    Countries, peoples, capitals and offices are compared by tables (Paris and Berlin, the foreign
    minister and وزير الدفاع); a people is its country, and a capital may stand for it. Other names
    are compared across the scripts, by their sound: an English name that sounds like no word of
    the Arabic, and a word in its place that sounds like no word of the English. In one language
    persons and bodies are compared in their place: the Solidarity Fund, the Reserve Fund.
    Names that are translated (the Supreme Court), names told by a pronoun or an office, those that
    stand in the sentence beside, and by-lines pass.
    """
    for number, (bead, links) in enumerate(zip(alignment.beads, alignment.words, strict=True)):
        if bead.source and bead.target and not _signed(alignment, bead):
            ours, theirs = (_words(alignment, number, side) for side in Side)
            found = (*tabled(ours, theirs, links), *_others(ours, theirs, links))
            yield from _told_once([i for i in found if not _is_alias(i, alignment)])


def _is_alias(issue: Issue, alignment: Alignment) -> bool:
    """True if the user's table has both sides' words as names of one."""
    if not alignment.aliases or issue.source is None or issue.target is None:
        return False
    one, two = (
        " ".join(
            t.form for s in alignment.segments(side) for t in s.tokens if span.overlaps(t.span)
        )
        for side, span in zip(Side, (issue.source, issue.target), strict=True)
    )
    return are_one(one, two, alignment.aliases)


def _signed(alignment: Alignment, bead: Bead) -> bool:
    """True if a line of the bead names who wrote it and where, which each document has its own."""
    segments = (s for side in Side for s in alignment.bead_segments(bead, side))
    return any(s.kind in (SegmentKind.CREDIT, SegmentKind.DATELINE) for s in segments)


def _words(alignment: Alignment, number: int, side: Side) -> Words:
    beside = (*alignment.beads[max(0, number - 1) : number], *alignment.beads[number + 1 :][:1])
    if alignment.by_units:
        beside = ()
    near = [s for bead in beside for s in alignment.bead_segments(bead, side)]
    return words_of(alignment.bead_segments(alignment.beads[number], side), near)


def _others(ours: Words, theirs: Words, links: BeadLinks) -> Iterator[Issue]:
    if ours.language is theirs.language:
        yield from bodies(ours, theirs, links)
        yield from exchanged(ours, theirs, links)
    elif (ours.language, theirs.language) == (Language.AR, Language.EN):
        yield from persons(ours, theirs, links)
    elif (ours.language, theirs.language) == (Language.EN, Language.AR):
        yield from (issue.mirror() for issue in persons(theirs, ours, links.mirror()))


def _told_once(issues: Sequence[Issue]) -> Iterator[Issue]:
    """``issues`` without those on words that an earlier one has."""
    told: list[Issue] = []
    for issue in issues:
        spans = [s for s in (issue.source, issue.target) if s is not None]
        if not any(s.overlaps(k) for s in spans for t in told for k in (t.source, t.target) if k):
            told.append(issue)
            yield issue
