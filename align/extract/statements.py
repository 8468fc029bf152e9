"""Documents to statements: quotes with their speakers, and the narrative between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from align.extract.quotes import Quoted, quoted
from align.extract.speakers import (
    Attribution,
    attribution,
    is_person,
    labels,
    reported,
    resolved,
    speaking,
    subject,
)
from align.model import (
    Document,
    Language,
    Segment,
    SegmentKind,
    Span,
    Statement,
    StatementKind,
    hull,
)
from align.segment.marks import trimmed
from align.text import script

_CLAUSE = 600  # characters of a sentence that are looked at before a quote
_SCARE_WORDS = 2  # so few are a name or a scare quote unless the clause points at them
_SPEECH_WORDS = 6  # so many are speech even where nobody is said to speak
# A clause of a speaker, a verb and so many words more is attribution, not content.
_LEAD_WORDS, _TAIL_WORDS = 4, 8
_OUTSIDE = frozenset({SegmentKind.INTRODUCTION, SegmentKind.CREDIT, SegmentKind.DATELINE})
_SENTENCE_ENDS = (".", "!", "?", "…", "؟")
_CLAUSE_ENDS = (*_SENTENCE_ENDS, ",", "،")
_BETWEEN = " \t\r\n\u200e\u200f-–—>*_#"
_Part = tuple[int, Span]  # the index of a segment, and what of it is narrative


@dataclass(frozen=True, slots=True)
class _Speech:
    """A quote held to be speech, its speaker, and the attributing clauses around it.

    ``said``: the clause that names the speaker or, if not ``named``, means one.
    """

    quote: Quoted
    speaker: str | None
    clauses: tuple[Span, ...]
    tail: Span
    said: Span | None
    named: bool


@dataclass(slots=True)
class _Heard:
    """Who has spoken or been the subject so far; by segment index, who speaks indirectly."""

    speakers: list[str] = field(default_factory=list)
    voices: dict[int, str] = field(default_factory=dict)


def statements(document: Document, segments: tuple[Segment, ...]) -> tuple[Statement, ...]:
    """The document's statements in order, apart from each other.

    ``segments`` are those of the whole document. A quote's span is the words inside its marks; a
    narrative one is a stretch of one paragraph between quotes, without labels, credits and mere
    reporting clauses. A narrative one with a speaker is indirect speech.
    """
    heard = _Heard()
    speeches = _speeches(document, segments, heard)
    found = [
        _statement(document, s.quote.span, s.speaker, attribution=s.said, named=s.named)
        for s in speeches
    ]
    for run in _runs(document, segments, speeches):
        for speaker, group in groupby(run, key=lambda part: heard.voices.get(part[0])):
            span = _trimmed(document.text, hull(tuple(part for _, part in group)))
            if any(c.isalnum() for c in span.of(document.text)):
                told = _statement(document, span, speaker)
                found.append(replace(told, kind=StatementKind.NARRATIVE))
    found.sort(key=lambda statement: statement.span)
    return tuple(replace(s, id=f"{document.id}:{n}") for n, s in enumerate(found))


def _statement(
    document: Document,
    span: Span,
    speaker: str | None,
    *,
    attribution: Span | None = None,
    named: bool = False,
) -> Statement:
    """A quote of the document, not numbered yet."""
    kind = StatementKind.QUOTE
    return Statement("", document.id, span, kind, speaker, document.date, attribution, named)


def _speeches(document: Document, segments: tuple[Segment, ...], heard: _Heard) -> list[_Speech]:
    """The quotes that are speech; ``heard`` collects who speaks in the sentences between."""
    found: list[_Speech] = []
    quotes = quoted(document)
    ends = [Span(0, 0), *(q.outer for q in quotes), Span(len(document.text), len(document.text))]
    at = 0
    for last, quote, following in zip(ends, quotes, ends[2:], strict=False):
        at = _listen(segments, (at, last.end, quote.outer.start), heard)
        before = found[-1] if found else None
        spoken = before.quote.outer.end if before else 0
        lead = _lead(document, segments, at, Span(spoken, quote.outer.start))
        tail = _tail(segments, at, Span(quote.outer.end, following.start))
        speech = _attributed(document, quote, (lead, tail), before, heard)
        if speech is not None:
            found.append(speech)
            if speech.speaker:
                heard.speakers.append(speech.speaker)
    _listen(segments, (at, ends[-2].end, len(document.text)), heard)
    return found


def _listen(segments: tuple[Segment, ...], gap: tuple[int, int, int], heard: _Heard) -> int:
    """Note who speaks in the sentences between two quotes: the next "he" may mean them."""
    at, start, end = gap
    while at < len(segments) and segments[at].span.end <= end:
        segment = segments[at]
        at += 1
        if segment.span.start < start or segment.kind is not SegmentKind.SENTENCE:
            continue
        said = reported(segment.text)
        speaker = _speaker(said, heard)
        if speaker:
            heard.voices[segment.index] = speaker
            heard.speakers.append(speaker)
        elif segment.language is Language.EN:
            named = subject(segment.text) or speaking(segment.text)
            heard.speakers += [named] if named else []
    return at


def _speaker(said: Attribution | None, heard: _Heard) -> str | None:
    if said is None:
        return None
    if said.name:
        return resolved(said.name, heard.speakers)
    if not said.implied:
        return None
    return next((s for s in reversed(heard.speakers) if is_person(s)), None)


def _lead(document: Document, segments: tuple[Segment, ...], at: int, gap: Span) -> Span:
    """The clause before a quote: from its sentence's start, or the label in the block before."""
    start = gap.end
    if at < len(segments) and segments[at].span.start < gap.end:
        start = segments[at].span.start
    elif at and segments[at - 1].kind is SegmentKind.INTRODUCTION:
        label = segments[at - 1].span
        between = document.text[label.end : gap.end]
        start = start if between.strip(_BETWEEN) else label.start
    start = max(start, gap.start, gap.end - _CLAUSE)
    return Span(min(start, gap.end), gap.end)


def _tail(segments: tuple[Segment, ...], at: int, gap: Span) -> Span:
    """The clause after a quote, to the end of the sentence that the quote ends in."""
    while at < len(segments) and segments[at].span.end <= gap.start:
        at += 1
    end = gap.start
    if at < len(segments) and segments[at].span.start < gap.start:
        end = max(gap.start, min(gap.end, segments[at].span.end))
    return Span(gap.start, end)


def _attributed(
    document: Document,
    quote: Quoted,
    around: tuple[Span, Span],
    last: _Speech | None,
    heard: _Heard,
) -> _Speech | None:
    """The quote with its speaker, or None where it is no speech."""
    text, (lead, tail) = document.text, around
    before = attribution(lead.of(text), before=True)
    after = attribution(tail.of(text), before=False)
    said = before if before and (before.name or not (after and after.name)) else after
    goes_on = said is None and last is not None and _goes_on(text, last, quote, lead)
    if not goes_on and not _is_speech(text, quote, lead, said):
        return None
    speaker = last.speaker if last and goes_on else _speaker(said, heard)
    bare = ((lead, before, _LEAD_WORDS), (tail, after, _TAIL_WORDS))
    clauses = tuple(s for s, a, most in bare if a and a.rest <= most and len(s))
    if last and goes_on:
        where, named = last.said, last.named
    else:
        where = _said(text, (lead, before), (tail, after), said)
        named = said is not None and said.name is not None
    return _Speech(_tight(text, quote), speaker, clauses, tail, where, named)


def _said(
    text: str,
    lead: tuple[Span, Attribution | None],
    tail: tuple[Span, Attribution | None],
    said: Attribution | None,
) -> Span | None:
    """The clause that ``said`` was read from; of a long one, the speaker's name alone."""
    if said is None:
        return None
    span = next((s for s, read in (lead, tail) if read is said))
    at = span.of(text).find(said.name) if said.name else -1
    if at >= 0 and said.name and said.rest > _TAIL_WORDS:
        return Span(span.start + at, span.start + at + len(said.name))
    clause = _trimmed(text, span)
    return Span(clause.start, clause.start + len(clause.of(text).rstrip(_BETWEEN + ":،,"))) or None


def _is_speech(text: str, quote: Quoted, lead: Span, said: Attribution | None) -> bool:
    """Speech or a scare quote, a name, a title: by its length and by what stands before it."""
    words = quote.span.of(text).split()
    before = lead.of(text).rstrip()
    if said is not None:
        sentence = not before and words[-1][-1] in _CLAUSE_ENDS
        labelled = before.endswith((":", ",", "،")) or labels(before)
        return len(words) > _SCARE_WORDS or sentence or labelled
    # The words of a title have capitals, small ones aside.
    titled = script(" ".join(words)) is Language.EN and not any(
        w[0].islower() and len(w) > 4 for w in words
    )
    return len(words) >= _SPEECH_WORDS and not (titled and before)


def _goes_on(text: str, last: _Speech, quote: Quoted, lead: Span) -> bool:
    """True for a whole sentence quoted right after speech: “…,” he said. “It is late.”"""
    between = text[last.quote.outer.end : quote.outer.start]
    clause = last.tail.of(text).strip()
    if (
        len(lead)
        or "\n\n" in between
        or between.strip().rstrip(".") not in ("", clause.rstrip("."))
    ):
        return False
    return quote.span.of(text).rstrip()[-1:] in _SENTENCE_ENDS


def _tight(text: str, quote: Quoted) -> Quoted:
    span = quote.span
    start, end = span.start, span.end
    while start < end and not text[start].isalnum() and text[start] not in "([#@'‘":
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200e\u200f,،"):
        end -= 1
    return Quoted(Span(start, end), quote.outer)


def _runs(
    document: Document, segments: tuple[Segment, ...], speeches: list[_Speech]
) -> Iterator[list[_Part]]:
    """Stretches of narrative, a paragraph at most: what is neither quote nor attribution."""
    taken = sorted(s for speech in speeches for s in (speech.quote.outer, *speech.clauses))
    blocks = document.blocks
    block = at = 0
    run: list[_Part] = []
    for segment in segments:
        if segment.kind in _OUTSIDE:
            continue
        while block < len(blocks) and blocks[block].span.end <= segment.span.start:
            block += 1
            yield run
            run = []
        start = segment.span.start
        while at < len(taken) and taken[at].start < segment.span.end:
            if start < taken[at].start:
                run.append((segment.index, Span(start, taken[at].start)))
            yield run
            run = []
            start = max(start, min(taken[at].end, segment.span.end))
            if taken[at].end > segment.span.end:
                break
            at += 1
        if start < segment.span.end:
            run.append((segment.index, Span(start, segment.span.end)))
    yield run


def _trimmed(text: str, span: Span) -> Span:
    """``span`` without what is left of a sentence whose start was cut off: ``, and …``"""
    start = span.start
    while start < span.end and (text[start].isspace() or text[start] in ",;:.،؛)"):
        start += 1
    return trimmed(text, Span(start, span.end))
