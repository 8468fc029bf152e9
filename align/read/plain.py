"""Plain text to blocks: lines, wrapped paragraphs and headlines, found by their layout."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from align.model import Block, BlockKind, Span
from align.read.content import Content, iso_date

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# " date 2026-02-23 ..." or "date: 2026-02-23" before the first words: metadata, not text.
# All white space that ends no line, and what is not seen.
_BLANK = (
    " \t\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\u200e\u200f\ufeff"
)
_DATE = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})\b[ \t]*", re.IGNORECASE)
# A bullet, a number or a letter before an item is layout: "- ", "1. ", "٢) ", "(3) ", "أ- ".
_ITEM = re.compile(r"(?:[-*•●▪·–—]|\(?\d{1,3}[.)-]|\([a-z]\)|[أبجدهوزحط]ـ?[.)-])\s+(?!\d)")
_ENDS = re.compile(r"[.!?…؟:;؛,،—–-][\"'”’»«)\]\u200e\u200f\s]*\Z")
_RULE = re.compile(r"[-=_*~#–—•·.\s]+")
_HEADLINE_WORDS = 22
_WRAPPED = range(40, 121)  # widths at which people and mail programs wrap


def parse(text: str) -> Content:
    """The blocks of a plain text: each line is one, unless its paragraphs are wrapped."""
    start, day = dated(text)
    groups = _groups(text, start)
    wrapped = _is_wrapped(text, groups)
    if wrapped:
        spans = [Span(group[0].start, group[-1].end) for group in groups]
    else:
        spans = [line for group in groups for line in group]
    return Content(text, _with_kinds(text, spans), day)


def dated(text: str) -> tuple[int, date | None]:
    """Where the text begins after a leading date line, and that date."""
    match = _DATE.match(text)
    day = iso_date(match[1]) if match else None
    return (match.end(), day) if match and day else (0, None)


def _groups(text: str, start: int) -> list[list[Span]]:
    """The lines with words in them, in groups that blank lines part."""
    groups: list[list[Span]] = []
    last = start
    for match in _LINE.finditer(text, start):
        words = match.group().rstrip(_BLANK)
        if not words.strip(_BLANK):
            continue
        apart = len(_BREAK.findall(text, last, match.start())) > 1
        if apart or not groups:
            groups.append([])
        last = match.end()
        end = match.start() + len(words)
        groups[-1].append(Span(end - len(words.lstrip(_BLANK)), end))
    return groups


def _is_wrapped(text: str, groups: list[list[Span]]) -> bool:
    """True if lines break only because the next word did not fit."""
    breaks = [pair for group in groups for pair in pairwise(group)]
    width = max((len(line) for group in groups for line in group), default=0)
    if len(breaks) < 3 or width not in _WRAPPED:
        return False
    fitted = 0
    for line, following in breaks:
        words = following.of(text)
        word = words.split(maxsplit=1)[0]
        fitted += len(line) + 1 + len(word) > width - 2 and not _ITEM.match(words)
    return fitted >= 0.9 * len(breaks)


def _with_kinds(text: str, spans: list[Span]) -> tuple[Block, ...]:
    """Headlines, items and paragraphs; a line of rules is none of them."""
    spans = [s for s in spans if not _RULE.fullmatch(s.of(text))]
    ended = [bool(_ENDS.search(s.of(text)[-20:])) for s in spans]
    # Verse, captions and lists have no full stops at all: then a line without one tells nothing.
    items = [_ITEM.match(s.of(text)) for s in spans]
    telling = sum(ended) * 2 >= len(spans) - sum(map(bool, items))
    blocks: list[Block] = []
    for at, span in enumerate(spans):
        words = span.of(text)
        kind = BlockKind.PARAGRAPH
        start, item = span.start, items[at]
        if item:
            kind, start = BlockKind.ITEM, start + item.end()
        elif not ended[at] and at + 1 < len(spans) and _short(words):
            first = at == 0 and ended[1]
            kind = BlockKind.HEADING if telling or first else kind
        blocks.append(Block(Span(start, span.end), kind))
    return tuple(blocks)


def _short(words: str) -> bool:
    return len(words.split()) <= _HEADLINE_WORDS and words[:1] not in '("“„«'
