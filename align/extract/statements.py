"""Documents to statements: quotes with their speakers, and the narrative between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from align.extract.lexicon import fold, words
from align.extract.narrative import runs, trimmed
from align.extract.persons import Heard, resolved
from align.extract.quotes import Quoted, quoted
from align.extract.speakers import Attribution, attribution, labels, reported
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
from align.text import script

_CLAUSE = 600  # characters of a sentence that are looked at before a quote
_SCARE_WORDS = 2  # so few are a name or a scare quote unless the clause points at them
_SPEECH_WORDS = 6  # so many are speech even where nobody is said to speak
# A clause of a speaker, a verb and so many words more is attribution, not content.
_LEAD_WORDS, _TAIL_WORDS = 4, 8
_SENTENCE_ENDS = (".", "!", "?", "…", "؟")
_CLAUSE_ENDS = (*_SENTENCE_ENDS, ",", "،")
_BETWEEN = " \t\r\n\u200e\u200f-–—>*_#"


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


def statements(document: Document, segments: tuple[Segment, ...]) -> tuple[Statement, ...]:
    """The document's statements in order, apart from each other.

    ``segments`` are those of the whole document. A quote's span is the words inside its marks; a
    narrative one is a stretch of one paragraph between quotes, without labels, credits and mere
    reporting clauses. A narrative one with a speaker is indirect speech.
    """
    heard = Heard()
    voices: dict[int, str] = {}
    speeches = _speeches(document, segments, heard, voices)
    found = [
        _statement(document, s.quote.span, s.speaker, attribution=s.said, named=s.named)
        for s in _headed(speeches, segments, heard)
    ]
    taken = sorted(s for speech in speeches for s in (speech.quote.outer, *speech.clauses))
    for run in runs(document, segments, taken):
        for speaker, group in groupby(run, key=lambda part: voices.get(part[0])):
            span = trimmed(document.text, hull(tuple(part for _, part in group)))
            if any(c.isalnum() for c in span.of(document.text)):
                told = _statement(document, span, speaker)
                found.append(replace(told, kind=StatementKind.NARRATIVE))
    found.sort(key=lambda statement: statement.span)
    return tuple(replace(s, id=f"{document.id}:{n}") for n, s in enumerate(found))


def _headed(
    speeches: list[_Speech], segments: tuple[Segment, ...], heard: Heard
) -> Iterator[_Speech]:
    """The speeches, those of headings by the name that the text has further down."""
    headings = [s.span for s in segments if s.kind is SegmentKind.HEADING]
    for speech in speeches:
        headed = speech.speaker and any(h.overlaps(speech.quote.span) for h in headings)
        speaker = resolved(speech.speaker or "", heard.named[::-1]) if headed else speech.speaker
        yield replace(speech, speaker=speaker)


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


def _speeches(
    document: Document, segments: tuple[Segment, ...], heard: Heard, voices: dict[int, str]
) -> list[_Speech]:
    """The quotes that are speech; ``heard`` and ``voices`` collect who is told to speak between."""
    found: list[_Speech] = []
    quotes = quoted(document)
    ends = [Span(0, 0), *(q.outer for q in quotes), Span(len(document.text), len(document.text))]
    at = 0
    for last, quote, following in zip(ends, quotes, ends[2:], strict=False):
        at = _listen(segments, (at, last.end, quote.outer.start), heard, voices)
        before = found[-1] if found else None
        spoken = before.quote.outer.end if before else 0
        lead = _lead(document, segments, at, Span(spoken, quote.outer.start))
        tail = _tail(segments, at, Span(quote.outer.end, following.start))
        speech = _attributed(document, quote, (lead, tail), before, heard)
        if speech is not None:
            found.append(speech)
    _listen(segments, (at, ends[-2].end, len(document.text)), heard, voices)
    return found


def _listen(
    segments: tuple[Segment, ...], gap: tuple[int, int, int], heard: Heard, voices: dict[int, str]
) -> int:
    """Note who speaks in the sentences between two quotes: the next "he" may mean them."""
    at, start, end = gap
    while at < len(segments) and segments[at].span.end <= end:
        segment = segments[at]
        at += 1
        if segment.span.start < start or segment.kind is not SegmentKind.SENTENCE:
            continue
        about = heard.listen(segment.text, segment.language)
        speaker = heard.speaker(reported(segment.text))
        if speaker:
            voices[segment.index] = speaker
        elif about:
            heard.note(resolved(about, heard.named))
    return at


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
    heard: Heard,
) -> _Speech | None:
    """The quote with its speaker, or None where it is no speech."""
    text, (lead, tail) = document.text, around
    before = attribution(lead.of(text), before=True)
    after = attribution(tail.of(text), before=False)
    said = before if before and (before.name or not (after and after.name)) else after
    goes_on = said is None and last is not None and _goes_on(text, last, quote, lead)
    if not goes_on and not _is_speech(text, quote, lead, said):
        return None
    speaker = last.speaker if last and goes_on else heard.speaker(said)
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
    clause = trimmed(text, span)
    return Span(clause.start, clause.start + len(clause.of(text).rstrip(_BETWEEN + ":،,"))) or None


def _is_speech(text: str, quote: Quoted, lead: Span, said: Attribution | None) -> bool:
    """Speech or a scare quote, a name, a title: by its length and by what stands before it."""
    own = quote.span.of(text).split()
    before = lead.of(text).rstrip()
    labelled = before.endswith((":", ",", "،")) or labels(before)
    if said is not None:
        ends = own[-1][-1] + text[quote.outer.end : quote.outer.end + 1]
        sentence = not before and (ends[0] in _CLAUSE_ENDS or ends[1:] in _CLAUSE_ENDS)
        titled = bool(before) and not labelled and _titled(own)
        return (len(own) > _SCARE_WORDS and not titled) or sentence or labelled
    return len(own) >= _SPEECH_WORDS and not (_titled(own) and before)


def _titled(own: list[str]) -> bool:
    """True for English words with capitals, as a title has them, small ones aside."""
    small = any(w[0].islower() and len(w) > 4 for w in own)
    capitals = own[0][0].isupper() and 2 * sum(w[0].isupper() for w in own) > len(own)
    return script(" ".join(own)) is Language.EN and capitals and not small


def _goes_on(text: str, last: _Speech, quote: Quoted, lead: Span) -> bool:
    """True for what is quoted right after speech: “…,” he said. “It is late.” “…” and “…”"""
    between = text[last.quote.outer.end : quote.outer.start]
    if fold(between.strip()) in words(Language.AR, "joining") | words(Language.EN, "joining"):
        return True
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
