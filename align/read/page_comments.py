"""Comments of a web page, put where they stand in the text that was extracted from it.

The extraction drops comments. It is left alone: the page is read once more, its innermost layout
elements are matched with the extracted blocks by their words, and a comment belongs to the block
that it stands in or that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from align.model import Block, Directive
from align.read.comments import Comment, directives, is_ours

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title"))
_ALIKE = 0.6  # of the words of an element, where a link or a footnote was taken out of it
_NEAR = 20  # blocks in which such an element is looked for
_Found = tuple[str, Comment | None]


def page_comments(page: str, text: str, blocks: Sequence[Block]) -> tuple[Directive, ...]:
    """The comments of ``page`` that are for align; ``blocks`` hold its main ``text``."""
    if "<!--" not in page or "align" not in page:
        return ()
    rows = list(_rows(page))
    if not any(comment for _, comment in rows):
        return ()
    texts = [_squeezed(block.span.of(text)) for block in blocks]
    places = _following(rows, texts)
    found = []
    for (_, comment), at in zip(rows, places, strict=True):
        if comment is not None:
            start = len(text) if at is None else blocks[at].span.start
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
            page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
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


def _following(rows: list[_Found], blocks: list[str]) -> list[int | None]:
    """For each row the block that stands after it, None where none does.

    Elements and blocks are matched in the order of both, by equal words; the element right after a
    comment also by most of them.
    """
    places: list[int | None] = [None] * len(rows)
    words = [words for words, _ in rows]
    for ours, theirs, length in SequenceMatcher(None, words, blocks).get_matching_blocks():
        places[ours : ours + length] = range(theirs, theirs + length)
    before = list(accumulate((-1 if at is None else at for at in places), max, initial=-1))
    following: list[int | None] = [None] * len(rows)
    after, next_words = None, ""
    for row in reversed(range(len(rows))):
        if places[row] is not None:
            after, next_words = places[row], ""
        elif words[row]:
            next_words = words[row]
        elif next_words:
            near = _near(next_words, blocks, before[row], after)
            following[row] = after if near is None else near
            continue
        following[row] = after
    return following


def _near(words: str, blocks: list[str], first: int, after: int | None) -> int | None:
    """The first of the blocks between two that has most of an element's words."""
    last = len(blocks) if after is None else after
    between = range(first + 1, min(last, first + 1 + _NEAR))
    return next((n for n in between if _alike(words, blocks[n])), None)


def _alike(one: str, two: str) -> bool:
    return SequenceMatcher(None, one, two).quick_ratio() >= _ALIKE


def _squeezed(words: str) -> str:
    return "".join(words.split())
