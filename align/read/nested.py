"""Pages whose elements lie too deep in each other: the parser stops there, and loses the rest."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from align.errors import AlignError

_DEEP = 150  # libxml2 stops at 256; trafilatura goes down recursively
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "u"),
    )
)
_SILENT = frozenset(("script", "style"))


def flattened(page: str, path: str) -> str:
    """``page`` with nothing deeper than the parser goes; itself where nothing is.

    Further down, elements that hold others give way to their content, with a line break where
    they are no mere inline ones. Raises AlignError for what no parser reads to its end.
    """
    from lxml import etree, html

    if page.count("<") <= _DEEP:
        return page
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree: Any = html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return page
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise AlignError(path, "elements nested more than 2,000 deep, which cannot be read")
    return "".join(_written(tree)) if _depth(tree) > _DEEP else page


def _depth(tree: Any) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _written(tree: Any) -> Iterator[str]:
    """The page again, comments and what lies too deep left out."""
    from lxml import etree

    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            depth += 1
            yield _opening(element) if _stays(element, depth) else _break(element)
            text = element.text or ""
            yield text if element.tag in _SILENT else escape(text, quote=False)
        elif event == "end":
            stays = _stays(element, depth) and element.tag not in _VOID
            yield f"</{element.tag}>" if stays else "" if element.tag in _VOID else _break(element)
            depth -= 1
        if event != "start":
            yield escape(element.tail or "", quote=False)


def _stays(element: Any, depth: int) -> bool:
    return depth < _DEEP or not len(element)


def _opening(element: Any) -> str:
    named = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    return f"<{element.tag}{named}>"


def _break(element: Any) -> str:
    return "" if element.tag in _INLINE else "<br>"
