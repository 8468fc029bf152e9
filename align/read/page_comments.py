"""Comments of a web page, put where they stand in the text that was extracted from it.

The extraction drops comments. It is left alone: the page is read once more, its innermost layout
elements are matched with the extracted blocks by their words, and a comment belongs to the block
that it stands in or that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from align.model import Block, Directive
from align.read.comments import Comment, directives, is_ours

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title"))
_ALIKE = 0.6  # of the words of an element, where a link or a footnote was taken out of it
_Found = tuple[str, Comment | None]


def page_comments(page: str, text: str, blocks: Sequence[Block]) -> tuple[Directive, ...]:
    """The comments of ``page`` that are for align; ``blocks`` hold its main ``text``."""
    if "<!--" not in page or "align" not in page:
        return ()
    rows = list(_rows(page))
    if not any(comment for _, comment in rows):
        return ()
    places = _places([words for words, _ in rows], [_squeezed(b.span.of(text)) for b in blocks])
    found = []
    for row, (_, comment) in enumerate(rows):
        if comment is not None:
            following = next((at for at in places[row:] if at is not None), None)
            start = len(text) if following is None else blocks[following].span.start
            found.append(Comment(start, comment.line, comment.words))
    return directives(found, blocks, len(text))


def _rows(page: str) -> Iterator[_Found]:
    """The words of each layout element, squeezed; before them the comments inside."""
    from lxml import etree, html

    pending: list[str] = []
    inside: list[Comment] = []

    def flush() -> Iterator[_Found]:
        words = _squeezed("".join(pending))
        pending.clear()
        if words:
            yield from (("", comment) for comment in inside)
            inside.clear()
            yield words, None

    try:
        tree: Any = html.document_fromstring(
            page.encode(), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            if is_ours(element.text or ""):
                inside.append(Comment(0, element.sourceline or 0, element.text))
        elif element.tag not in _INLINE:
            yield from flush()
        if event == "start":
            pending.append("" if element.tag in _UNSEEN else element.text or "")
        else:
            pending.append(element.tail or "")
    yield from (("", comment) for comment in inside)


def _places(rows: list[str], blocks: list[str]) -> list[int | None]:
    """For each row the block that has its words, in the order of both."""
    places: list[int | None] = [None] * len(rows)
    for ours, theirs, length in SequenceMatcher(
        None, rows, blocks, autojunk=False
    ).get_matching_blocks():
        for step in range(length):
            places[ours + step] = theirs + step
    taken = {at for at in places if at is not None}
    before = -1
    for row, words in enumerate(rows):
        if places[row] is None and words:
            after = next((at for at in places[row:] if at is not None), len(blocks))
            near = (n for n in range(before + 1, after) if n not in taken)
            places[row] = next((n for n in near if _alike(words, blocks[n])), None)
            taken |= {places[row]} - {None}
        before = before if places[row] is None else places[row]
    return places


def _alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two, autojunk=False).quick_ratio() >= _ALIKE


def _squeezed(words: str) -> str:
    return "".join(words.split())
