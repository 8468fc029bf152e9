"""Comments that accept findings: ``align: ignore MT01 reason: the figure was corrected``.

A comment is ``ignore``, ``ignore-file``, ``off`` or ``on``, then the checks by code, prefix of
codes or name (none: all), then, after a colon, the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.model import Block, Directive, Span

MARKUP = re.compile(r"<!--(?P<words>.*?)-->", re.DOTALL)
_OURS = re.compile(
    r"\s*align\s*:\s*(?P<verb>[\w-]*)(?P<names>[^:]*)(?::(?P<reason>.*))?", re.DOTALL
)
_VERBS = ("ignore", "ignore-file", "off", "on")


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands between the marks of a comment; ``at``: its offset in the document's text.

    ``line``: the file's line, from 1.
    """

    at: int
    line: int
    words: str


def marked(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The comments between two offsets, each with its words; none after one that is not closed."""
    while (opened := text.find("<!--", start, end)) >= 0:
        closed = text.find("-->", opened + 4, end)
        if closed < 0:
            return
        start = closed + 3
        yield Span(opened, start), text[opened + 4 : closed]


def is_ours(words: str) -> bool:
    """True if a comment is for align."""
    return _OURS.match(words) is not None


def directives(
    comments: Sequence[Comment], blocks: Sequence[Block], length: int
) -> tuple[Directive, ...]:
    """The comments that are for align, with the words of the document that each is about.

    ``ignore``: the block that it stands in or that follows; ``ignore-file``: the whole document;
    ``off``: all up to the ``on`` that names the same checks or none, or to the end. ``length`` is
    that of the document's text.
    """
    found: list[Directive] = []
    opened: list[int] = []
    for comment in comments:
        match = _OURS.match(comment.words)
        if match is None:
            continue
        verb, names = match["verb"], _names(match["names"])
        if verb == "on":
            closed = [n for n in opened if not names or _covers(names, found[n].names)]
            for n in closed:
                found[n] = _until(found[n], comment.at)
            opened = [n for n in opened if n not in closed]
            if closed:
                continue
        elif verb == "off":
            opened.append(len(found))
        found.append(_directive(comment, match, _span(verb, comment.at, blocks, length)))
    return tuple(found)


def _directive(comment: Comment, match: re.Match[str], span: Span) -> Directive:
    verb = match["verb"]
    fault = ""
    if verb not in _VERBS:
        fault = f"{verb[:40]!r} is no comment of ours ({', '.join(_VERBS)})"
    elif verb == "on":
        fault = "nothing was switched off before"
    return Directive(
        span,
        _names(match["names"]),
        " ".join((match["reason"] or "").split()),
        " ".join(comment.words.split()),
        comment.line,
        fault,
    )


def _names(words: str) -> tuple[str, ...]:
    names = words.replace(",", " ").split()
    return tuple(names[:-1] if names[-1:] == ["reason"] else names)


def _covers(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return bool(others) and set(others) <= set(names)


def _until(directive: Directive, end: int) -> Directive:
    return replace(directive, span=Span(directive.span.start, max(directive.span.start, end)))


def _span(verb: str, at: int, blocks: Sequence[Block], length: int) -> Span:
    """What a comment at an offset is about; from the end of the block before it.

    There lie the words that the other side has and this one lacks before the block.
    """
    if verb == "ignore-file":
        return Span(0, length)
    if verb == "off":
        return Span(at, length)
    place = bisect_right(blocks, at, key=lambda block: block.span.start) - 1
    if place < 0 or blocks[place].span.end <= at:
        place += 1
    if place >= len(blocks):
        return Span(length, length)
    return Span(blocks[place - 1].span.end if place else 0, blocks[place].span.end)
