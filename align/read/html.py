"""Saved web pages to their main text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from typing import Any

from align.errors import AlignError
from align.model import Block, BlockKind, Span
from align.read.content import Content, iso_date
from align.read.page_comments import page_comments

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_KINDS = {
    "head": BlockKind.HEADING,
    "p": BlockKind.PARAGRAPH,
    "ab": BlockKind.PARAGRAPH,
    "quote": BlockKind.PARAGRAPH,
    "code": BlockKind.PARAGRAPH,
    "item": BlockKind.ITEM,
    "cell": BlockKind.CELL,
}


def parse(text: str, path: str) -> Content:
    """The main text of a page, a block a line with blank lines between; its date and site name."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    text = _DECLARATION.sub("", text)
    page: Any = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    units = _units(page.body) if page is not None and page.body is not None else []
    if not units:
        raise AlignError(path, "an HTML page without a main text")
    title = _headline(text, page.title)
    if title and all(_squeezed(title) != _squeezed(words) for words, _ in units[:4]):
        units.insert(0, (title, BlockKind.HEADING))
    joined, blocks = _laid_out(units)
    comments = page_comments(text, joined, blocks)
    return Content(joined, blocks, iso_date(page.date), page.sitename, comments)


def _squeezed(words: str) -> str:
    return "".join(words.split()).casefold()


def _units(body: Any) -> list[tuple[str, BlockKind]]:
    """The text of each innermost layout element, in order."""
    units: list[tuple[str, BlockKind]] = []

    def visit(element: Any, kind: BlockKind) -> None:
        pending = [element.text or ""]

        def flush() -> None:
            for line in "".join(pending).split("\n"):
                words = " ".join(line.split())
                if any(c.isalnum() for c in words):
                    units.append((words, kind))
            pending.clear()

        for child in element:
            if not isinstance(child.tag, str):
                pending.append(child.tail or "")
                continue
            if child.tag == "lb":
                pending.append("\n")
            elif child.tag in _KINDS or child.tag in ("list", "table", "row", "div"):
                flush()
                visit(child, _KINDS.get(child.tag, kind))
            else:
                pending.append("".join(child.itertext()))
            pending.append(child.tail or "")
        flush()

    visit(body, BlockKind.PARAGRAPH)
    return units


def _headline(text: str, title: str | None) -> str | None:
    """The page's one main heading, or its title where that stands in the page as it is."""
    import trafilatura

    tree: Any = trafilatura.load_html(text)
    found = tree.iter("h1") if tree is not None else ()
    headings = [h for h in (" ".join(h.text_content().split()) for h in found) if h]
    if len(headings) == 1:
        return headings[0]
    return title if title in headings else None


def _laid_out(units: list[tuple[str, BlockKind]]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    at = 0
    for words, kind in units:
        blocks.append(Block(Span(at, at + len(words)), kind))
        at += len(words) + 2
    return "\n\n".join(words for words, _ in units), tuple(blocks)
