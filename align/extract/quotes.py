"""Where quoted words stand: pairs of marks, over paragraphs too, in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.model import Block, BlockKind, Document, Span
from align.segment.marks import CLOSING, DOUBLE, apostrophe, closes

_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_MARK = re.compile(r"[\"“”„«»‘’']")
_DECADE = re.compile(r"\d0s\b")  # the '90s
_OPEN, _CLOSE, _EITHER = "open", "close", "either"
_STOPS = ".,;:!?،؛؟…)]-–—"
_LABELLED = re.compile(r"[:,،]\s*\Z")
_FOLLOWING_BLOCKS = 12  # a speech without re-opened paragraphs: that many may lie in between
_DEPTH = 4  # quotes within quotes
_AHEAD = 40  # single marks that may stand before the next double one


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words between two marks, and the same with the marks."""

    span: Span
    outer: Span


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    form: str
    role: str
    block: int
    leads: bool  # nothing before it in its block


def quoted(document: Document) -> tuple[Quoted, ...]:
    """The outermost quotes of the document, in order and apart from each other.

    A quote goes on over a paragraph's end where the next one opens again, or where the next mark
    is a closing one. Where the closing mark is missing it ends with its paragraph.
    """
    blocks = document.blocks or (Block(Span(0, len(document.text)), BlockKind.PARAGRAPH),)
    marks = [m for n, b in enumerate(blocks) for m in _marks(document.text, b.span, n)]
    found: list[Quoted] = []
    opened: list[_Mark] = []
    for at, mark in enumerate(marks):
        if opened and marks[at - 1].block != mark.block and not _goes_on(opened[0], marks, at):
            found.extend(_unclosed(document.text, blocks, opened))
            opened = []
        closed = _closed(opened, mark)
        if closed is not None:
            if not closed:
                found.append(
                    Quoted(Span(opened[0].at + 1, mark.at), Span(opened[0].at, mark.at + 1))
                )
            del opened[closed:]
        elif mark.role != _CLOSE and not (opened and mark.leads):
            opened.append(mark)
    found.extend(_unclosed(document.text, blocks, opened))
    return tuple(q for q in found if any(c.isalnum() for c in q.span.of(document.text)))


def _marks(text: str, span: Span, block: int) -> Iterator[_Mark]:
    begin = len(text[span.start : span.end]) - len(
        text[span.start : span.end].lstrip("\u200f\u200e ")
    )
    for match in _MARK.finditer(text, span.start, span.end):
        at, form = match.start(), match.group()
        if form not in DOUBLE and (apostrophe(text, at) or _DECADE.match(text, at + 1)):
            continue
        role = _role(text, at, span)
        if role:
            yield _Mark(at, form, role, block, at == span.start + begin)


def _role(text: str, at: int, span: Span) -> str:
    """Which way the mark at ``at`` faces, by its form and by what stands on both sides."""
    form = text[at]
    before = _INVISIBLE.sub("", text[max(span.start, at - 3) : at])[-1:]
    after = _INVISIBLE.sub("", text[at + 1 : min(span.end, at + 4)])[:1]
    opens = (not before or before.isspace() or before in "([-–—/“«‘") and not (
        not after or after.isspace() or after in _STOPS
    )
    shuts = not (not before or before.isspace()) and (
        not after or after.isspace() or after in _STOPS or after in "”»’\"'"
    )
    if form in "'‘’":
        # Single marks are apostrophes more often than not: only a clear case counts.
        if form == "’" or not opens:
            return _CLOSE if shuts else ""
        return _OPEN
    if form == '"' and before.isdecimal() and not opens and not after.strip():
        return _CLOSE
    if form in CLOSING and form != "»":
        return _CLOSE if shuts and not opens else _OPEN
    if form in "”»":
        return _OPEN if opens and not shuts else _CLOSE
    # Arabic prefixes stand before the mark: و"الوطن"، لـ"رويترز".
    return _OPEN if opens else _CLOSE if shuts else _EITHER


def _closed(opened: list[_Mark], mark: _Mark) -> int | None:
    """How many quotes stay open after ``mark``; None if it closes none of the innermost ones."""
    if mark.role == _OPEN:
        return None
    for depth in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEPTH), -1):
        if closes(opened[depth].form, mark.form):
            return depth
    return None


def _goes_on(first: _Mark, marks: list[_Mark], at: int) -> bool:
    """True if the quote that ``first`` opened reaches the block of ``marks[at]``."""
    if first.form not in DOUBLE:
        return False
    last = max(first.block, marks[at - 1].block)
    mark = next((m for m in marks[at : at + _AHEAD] if m.form in DOUBLE), None)
    if mark is None:
        return False
    if mark.leads and mark.form == first.form:
        return mark.block <= last + 1
    return (
        mark.role == _CLOSE
        and closes(first.form, mark.form)
        and mark.block - last <= _FOLLOWING_BLOCKS
    )


def _unclosed(text: str, blocks: tuple[Block, ...], opened: list[_Mark]) -> Iterator[Quoted]:
    """The quote that lost its closing mark, if it really opened one: after a label, or alone."""
    if not opened or opened[0].form not in DOUBLE:
        return
    first = opened[0]
    block = blocks[first.block].span
    if first.leads or _LABELLED.search(text, block.start, first.at):
        yield Quoted(Span(first.at + 1, block.end), Span(first.at, block.end))
