"""Markdown to blocks: headings, paragraphs, items and cells; code and comments are left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from align.model import Block, BlockKind, Span, overlapping
from align.read.comments import MARKUP, Comment, directives, marked
from align.read.content import Content, iso_date

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(date|published|outlet|source|publisher|site)\s*:\s*(.+?)\s*$", re.M | re.I)
_LEAD = re.compile(r"(?:[ \t]|>|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
_UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)\Z")
_CLOSING = re.compile(r"[ \t]#+\Z")
_CELL = re.compile(r"(?:\\.|[^|\\])+", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_OLD_BREAK = re.compile(r"\r(?!\n)")
_OTHER_BREAK = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_KINDS = {"heading_open": BlockKind.HEADING, "paragraph_open": BlockKind.PARAGRAPH}


def parse(text: str) -> Content:
    """The blocks of a Markdown text, which itself stays as it is; front matter is metadata."""
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    start = front.end() if front else 0
    fields = _fields(front[1] or "") if front else {}
    # The parser numbers lines by \n alone; the offsets stay.
    source = _OTHER_BREAK.sub(" ", _OLD_BREAK.sub("\n", text[start:]))
    starts = [m.start() + start for m in _LINE.finditer(source)] + [len(text)]
    blocks: list[Block] = []
    depth = 0
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    for token in tokens:
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.map is None:
            continue
        span = Span(starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
        if token.type == "tr_open":
            blocks.extend(_cells(text, span))
        elif token.type in _KINDS:
            kind = _KINDS[token.type]
            kind = BlockKind.ITEM if depth and kind is BlockKind.PARAGRAPH else kind
            blocks.extend(_block(text, span, kind))
        elif token.type == "html_block":
            blocks.extend(_after_comment(text, span))
    found = _comments(tokens, source, [at - start for at in starts], start)
    outlet = next(
        (fields[k] for k in ("outlet", "source", "publisher", "site") if k in fields), None
    )
    day = iso_date(fields.get("date") or fields.get("published"))
    above = text.count("\n", 0, start)
    notes = [Comment(s.start, above + bisect_right(starts, s.start), words) for s, words in found]
    comments = directives(notes, blocks, len(text))
    kept = _without(text, blocks, [span for span, _ in found])
    return Content(text, kept, day, outlet, comments=comments)


def _fields(front: str) -> dict[str, str]:
    return {m[1].lower(): m[2].strip("\"'") for m in _FIELD.finditer(front)}


def _block(text: str, span: Span, kind: BlockKind) -> list[Block]:
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    words = text[start : span.end].rstrip()
    if kind is BlockKind.HEADING:
        words = _CLOSING.sub("", _UNDERLINE.sub("", words)).rstrip()
    end = start + len(words)
    start = end - len(words.lstrip())
    return [Block(Span(start, end), kind)] if end > start else []


def _cells(text: str, row: Span) -> list[Block]:
    cells: list[Block] = []
    for match in _CELL.finditer(text, row.start, row.end):
        words = match.group()
        if words.strip():
            start = match.start() + len(words) - len(words.lstrip())
            cells.append(Block(Span(start, start + len(words.strip())), BlockKind.CELL))
    return cells


def _after_comment(text: str, span: Span) -> list[Block]:
    """The words that share a line with a comment before them, which CommonMark takes for HTML."""
    comment = MARKUP.match(text, span.start + len(_indent(text, span)), span.end)
    if comment is None or "<" in text[comment.end() : span.end]:
        return []
    return _block(text, Span(comment.end(), span.end), BlockKind.PARAGRAPH)


def _indent(text: str, span: Span) -> str:
    words = span.of(text)
    return words[: len(words) - len(words.lstrip(" \t>"))]


def _comments(
    tokens: list[Token], source: str, starts: list[int], by: int
) -> list[tuple[Span, str]]:
    """Where HTML comments stand, none in code, and what is in them; offsets move on ``by``."""
    found: list[tuple[Span, str]] = []
    at = 0
    for token in tokens:
        if token.map is None:
            continue
        at, end = max(at, starts[token.map[0]]), starts[min(token.map[1], len(starts) - 1)]
        if token.type == "html_block":
            found += [(span.shifted(by), words) for span, words in marked(source, at, end)]
        for part in token.children or ():
            place = source.find(part.content, at, end) if "<!--" in part.content else -1
            if place >= 0 and part.type in ("html_inline", "code_inline"):
                at = place + len(part.content)
                if part.type == "html_inline" and (match := MARKUP.fullmatch(part.content)):
                    found.append((Span(place, at).shifted(by), match["words"]))
    return found


def _without(text: str, blocks: list[Block], comments: list[Span]) -> tuple[Block, ...]:
    """``blocks`` with the comments cut out of them."""
    kept: list[Block] = []
    for block in blocks:
        numbers = overlapping(comments, block.span)
        inside = comments[numbers.start : numbers.stop]
        ends = [block.span.start, *(comment.end for comment in inside)]
        starts = [*(comment.start for comment in inside), block.span.end]
        if not inside:
            kept.append(block)
            continue
        for start, end in zip(ends, starts, strict=True):
            kept += _block(text, Span(start, end), block.kind) if start < end else []
    return tuple(kept)
