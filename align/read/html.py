"""Saved web pages to their main text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from align.errors import AlignError
from align.model import BlockKind
from align.read.content import Content, Passage, iso_date, laid_out
from align.read.nested import flattened
from align.read.page_comments import page_comments
from align.read.source_lines import SourceLines

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
    """The main text of a page, a block a line with blank lines between; its date and site name.

    Lines are those of the page's source where the words stand. Raises AlignError for a page
    without a main text.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    source, text = text, _DECLARATION.sub("", text)
    given, text = text, flattened(text, path)
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
    found = SourceLines(source).of([words for words, _ in units])
    passages = [Passage(((words, 1),), kind) for words, kind in units]
    content = laid_out(passages)
    starts = [block.span.start for block in content.blocks]
    lines = [(a + at, line) for a, own in zip(starts, found, strict=True) for at, line in own]
    return replace(
        content,
        lines=tuple(lines),
        date=iso_date(page.date),
        outlet=page.sitename,
        comments=page_comments(given, content.text, content.blocks),
    )


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
