"""Blocks of a document to segments: sentences, and the lines that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.data import table
from align.model import Block, BlockKind, Document, Language, Segment, SegmentKind, Span
from align.segment.marks import DOUBLE, trimmed
from align.segment.parts import in_parts
from align.segment.sentences import sentences
from align.segment.tokens import INVISIBLE_CHARACTERS, tokenize
from align.text import masked, script

_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_QUOTE_OPENS = re.compile(r"[\"“„«]\s?(?=\S)")
# What may stand between a label and its quote: a colon or comma, white space, direction marks.
_LABEL = re.compile(
    r"[^\"“”„«»\n]{1,300}?(?P<mark>[:,،])[\s\u200e\u200f\u061c]{0,3}(?=[\"“„«][\u200e\u200f]?\S)"
)
_CREDIT_CHARACTERS = 300
_Part = tuple[Span, SegmentKind]


@cache
def _patterns(kind: str, name: str = "patterns") -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in table("segment")[kind][name])


def segment(document: Document, span: Span | None = None) -> tuple[Segment, ...]:
    """All segments within the document's blocks, or within ``span``, in order.

    Sentences too long to be compared are in parts.
    """
    return in_parts(whole_segments(document, span))[0]


def whole_segments(document: Document, span: Span | None = None) -> tuple[Segment, ...]:
    """The same, however long their sentences are.

    Each quotes the document exactly; every letter and digit of a block is in exactly one.
    A segment of the other script than the document's has its own language.
    """
    blocks = document.blocks or (Block(Span(0, len(document.text)), BlockKind.PARAGRAPH),)
    found: list[Segment] = []
    for at, block in enumerate(blocks):
        clipped = _clip(block.span, span)
        if clipped is None:
            continue
        after = _opens_quote(document.text, blocks[at + 1]) if at + 1 < len(blocks) else False
        flat = bool(document.blocks)
        for part, kind in _parts(document, Block(clipped, block.kind), flat=flat, quoted=after):
            found.append(_segment(document, len(found), part, kind))
    return tuple(found)


def lines(document: Document) -> tuple[Segment, ...]:
    """Every line of the document as the segment it is given as, empty ones too."""
    found: list[Segment] = []
    for index, match in enumerate(_LINE.finditer(document.text)):
        words = match.group().rstrip("\r\n")
        span = Span(match.start(), match.start() + len(words))
        found.append(_segment(document, index, span, SegmentKind.SENTENCE))
    return tuple(found)


def units(document: Document, other: Document | None = None) -> tuple[Segment, ...]:
    """Every translation unit of the document as one segment, in order, those without words too.

    Placeholders and tags are no tokens. Units that are empty have no segment, and those that are
    empty in ``other`` are of a kind of their own: they wait for their translation.
    """
    waiting = {b.unit for b in (other.blocks if other else ()) if b.unit and not len(b.span)}
    found: list[Segment] = []
    for block in document.blocks:
        if block.unit and len(block.span):
            text = block.span.of(document.text)
            waits = block.unit in waiting
            kind = SegmentKind.UNTRANSLATED if waits else SegmentKind.SENTENCE
            words = masked(text)
            language = script(words) or document.language
            said = script(words) is not None  # "(%1$d)" and "-->" need no translation
            tokens = tokenize(words, block.span.start) if said else ()
            found.append(Segment(len(found), block.span, text, language, tokens, kind))
    return tuple(found)


def _clip(block: Span, span: Span | None) -> Span | None:
    if span is None:
        return block
    start, end = max(block.start, span.start), min(block.end, span.end)
    return Span(start, end) if start < end else None


def _opens_quote(text: str, block: Block) -> bool:
    return text[block.span.start] in DOUBLE if len(block.span) else False


def _segment(document: Document, index: int, span: Span, kind: SegmentKind) -> Segment:
    text = span.of(document.text)
    language = script(text) or document.language
    return Segment(index, span, text, language, tokenize(text, span.start), kind)


def _parts(document: Document, block: Block, *, flat: bool, quoted: bool) -> Iterator[_Part]:
    """The trimmed parts of one block that have a letter or digit, with their kinds."""
    text = block.span.of(document.text)
    if flat:
        text = _BREAKS.sub(" ", text)  # a wrapped line does not end a sentence
    language = script(text) or document.language
    length = len(text.rstrip())
    for span, kind in _split(text, block.kind, language):
        tight = trimmed(text, span)
        words = tight.of(text)
        if not any(c.isalnum() for c in words):
            continue
        if (
            kind is SegmentKind.SENTENCE
            and span.end >= length
            and quoted
            and words.endswith((":", "："))
        ):
            kind = SegmentKind.INTRODUCTION  # noqa: PLW2901 - the same part, now known better
        yield tight.shifted(block.span.start), kind


def _split(text: str, block: BlockKind, language: Language) -> Iterator[_Part]:
    if _is_credit(text):
        yield Span(0, len(text)), SegmentKind.CREDIT
        return
    if len(text) <= _CREDIT_CHARACTERS and any(
        p.fullmatch(text) for p in _patterns("dateline", "lines")
    ):
        yield Span(0, len(text)), SegmentKind.DATELINE
        return
    if block is BlockKind.HEADING:
        yield from ((span, SegmentKind.HEADING) for span in sentences(text, language))
        return
    start = 0
    for pattern in _patterns("dateline"):
        match = pattern.match(text)
        if match and match.end() < len(text):
            yield Span(0, match.end()), SegmentKind.DATELINE
            start = match.end()
            break
    for span in sentences(text[start:], language):
        yield from _introduced(text, span.shifted(start))


def _is_credit(text: str) -> bool:
    if len(text) > _CREDIT_CHARACTERS:
        return False
    line = text.strip().strip(INVISIBLE_CHARACTERS)
    limit = table("segment")["credit"]["bracket_characters"]
    bracket = line[:1] == "(" and line[-1:] == ")" and len(line) <= limit and ")" not in line[:-1]
    return (bracket and not re.search(r"[.!?؟]", line)) or any(
        p.fullmatch(line) for p in _patterns("credit")
    )


def _introduced(text: str, span: Span) -> Iterator[_Part]:
    """The sentence, or its label and what follows: ``Name: "Welcome.`` is two parts.

    After a comma only where the quote goes on beyond the sentence: its first sentence then has
    a counterpart of its own, as in ``He said, "We met. We agreed."``.
    """
    sentence = span.of(text)
    if _is_credit(sentence):
        yield span, SegmentKind.CREDIT
        return
    match = _LABEL.match(sentence)
    if match and match.group().count(" ") <= table("segment")["introduction"]["words"]:
        inside = sentence[match.end() :]
        open_ended = sum(c in DOUBLE for c in inside) % 2 == 1
        if match["mark"] == ":" or open_ended:
            cut = span.start + match.end()
            yield Span(span.start, cut), SegmentKind.INTRODUCTION
            yield Span(cut, span.end), SegmentKind.SENTENCE
            return
    yield span, SegmentKind.SENTENCE
