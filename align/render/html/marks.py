"""A segment's text cut into runs: words that link, and words that a finding marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.model import Category, Finding, Language, Link, Segment, Side, Span, Strength, Token
from align.render.overview import place_on, quote_on

DIRECTIONS = {Language.AR: "rtl", Language.EN: "ltr"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's words on one side; an empty span is where the words of the other side lack."""

    span: Span
    finding: Finding
    place: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one word, or between words; ``partners`` are the ids of the words it links to."""

    text: str
    word: str = ""
    partners: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that the same findings mark; without runs, a gap where words are missing."""

    runs: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def first(self) -> Finding:
        """The gravest of the findings that mark it, those on these very words first."""
        return min(self.marks, key=lambda mark: mark.place).finding

    @property
    def place(self) -> bool:
        """True if no finding marks these very words, only what is missing beside them."""
        return all(mark.place for mark in self.marks)

    @property
    def fingerprints(self) -> str:
        """The findings, as a list for the page's script, ``first`` first."""
        ordered = sorted(self.marks, key=lambda mark: mark.place)
        return " ".join(dict.fromkeys(mark.finding.fingerprint for mark in ordered))

    @property
    def why(self) -> str:
        """What the findings say, for the pointer."""
        return "\n".join(
            f"{m.finding.code} {m.finding.name}: {m.finding.message}" for m in self.marks
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one side of a bead with their ids in the page and their partners."""

    ids: Mapping[int, str]
    partners: Mapping[int, str]

    def run(self, text: str, start: int | None) -> Run:
        """``text``, which belongs to the word that begins at ``start``."""
        if start is None or start not in self.partners:
            return Run(text)
        return Run(text, self.ids[start], self.partners[start])


NO_WORDS = Words({}, {})


def marks_on(findings: Iterable[Finding], document: str, side: Side) -> list[Mark]:
    """The marks that ``findings`` leave on one side, the gravest first."""
    found = []
    for finding in findings:
        quote = quote_on(finding, side)
        place = None if quote else place_on(finding, side)
        where = quote or place
        if where is not None and where.document == document:
            found.append(Mark(where.span, finding, place=place is not None))
    return found


def badges(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings by their category, for one badge each."""
    gathered: dict[Category, list[Finding]] = {}
    for finding in findings:
        gathered.setdefault(finding.category, []).append(finding)
    return tuple(map(tuple, gathered.values()))


def settled(mark: Mark, span: Span) -> list[Mark]:
    """``mark`` as it shows in the segment at ``span``.

    An empty place beside the segment moves to its nearer end; a place of several words gets a
    sign after the last; one that is the whole segment shows nothing, for it points nowhere in it.
    """
    if not mark.place:
        return [mark]
    if mark.span.contains(span):
        return []
    end = min(max(mark.span.end, span.start), span.end)
    sign = Mark(Span(end, end), mark.finding, place=True)
    return [mark, sign] if len(mark.span) else [sign]


def linked(sides: Mapping[Side, Sequence[Segment]], links: Iterable[Link]) -> dict[Side, Words]:
    """The words of both sides of a bead; a "?" after an id says that the link is possible only."""
    ids = {
        side: {
            token.span.start: f"{side.value[0]}{number}"
            for number, token in enumerate(t for segment in segments for t in segment.tokens)
        }
        for side, segments in sides.items()
    }
    partners: dict[Side, dict[int, list[str]]] = {side: {} for side in Side}
    for link in links:
        ends = {Side.SOURCE: link.source.start, Side.TARGET: link.target.start}
        if not all(ends[side] in ids[side] for side in Side):
            continue
        doubt = "" if link.strength is Strength.SURE else "?"
        for side in Side:
            other = ids[side.other][ends[side.other]] + doubt
            partners[side].setdefault(ends[side], []).append(other)
    return {
        side: Words(ids[side], {start: " ".join(found) for start, found in partners[side].items()})
        for side in Side
    }


def stretches(
    text: str, span: Span, tokens: Sequence[Token], marks: Sequence[Mark], words: Words
) -> tuple[Stretch, ...]:
    """``text``, which stands at ``span``, cut where a word or a mark begins or ends."""
    marks = [m for m in marks if m.span.overlaps(span) or (not len(m.span) and _at(m, span))]
    gaps = [mark for mark in marks if not len(mark.span)]
    covering = [mark for mark in marks if len(mark.span)]
    edges = {span.start, span.end}
    starts: dict[int, int] = {}
    for token in tokens:
        edges |= {token.span.start, token.span.end}
        starts.update(dict.fromkeys(range(token.span.start, token.span.end), token.span.start))
    for mark in marks:
        edges |= {mark.span.start, mark.span.end}
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.end)
    found: list[Stretch] = []
    for start, end in zip(cuts, [*cuts[1:], span.end], strict=True):
        found.extend(Stretch((), (gap,)) for gap in gaps if gap.span.start == start)
        if start == end:
            continue
        run = words.run(text[start - span.start : end - span.start], starts.get(start))
        mine = tuple(m for m in covering if m.span.start <= start and end <= m.span.end)
        if found and found[-1].runs and found[-1].marks == mine:
            found[-1] = Stretch((*found[-1].runs, run), mine)
        else:
            found.append(Stretch((run,), mine))
    return tuple(found)


def _at(mark: Mark, span: Span) -> bool:
    return span.start <= mark.span.start <= span.end
