"""Markdown to blocks: headings, paragraphs, items and cells; code and comments are left out."""

from __future__ import annotations

import re

from align.model import Block, BlockKind, Span
from align.read.content import Content, iso_date

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
    for token in MarkdownIt("commonmark").enable("table").parse(source):
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
    outlet = next(
        (fields[k] for k in ("outlet", "source", "publisher", "site") if k in fields), None
    )
    day = iso_date(fields.get("date") or fields.get("published"))
    return Content(text, tuple(blocks), day, outlet)


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
