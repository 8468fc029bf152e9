"""What the reader of each format returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from align.model import Block, BlockKind, Directive, Language, Span


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, its layout units, what it says of itself, and comments for us.

    ``lines`` as in ``Document``: empty where the text's lines are the file's. ``language`` is the
    one that it declares, if it is sure.
    """

    text: str
    blocks: tuple[Block, ...]
    date: date | None = None
    outlet: str | None = None
    lines: tuple[tuple[int, int], ...] = ()
    language: Language | None = None
    comments: tuple[Directive, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one block to be, each line of them with the file's line that it is on."""

    lines: tuple[tuple[str, int], ...]
    kind: BlockKind = BlockKind.PARAGRAPH


def laid_out(passages: Sequence[Passage]) -> Content:
    """A text of these passages, a block each, with blank lines between them."""
    blocks: list[Block] = []
    lines: list[tuple[int, int]] = []
    texts: list[str] = []
    at = 0
    for passage in passages:
        start = at
        for words, line in passage.lines:
            lines.append((at, line))
            at += len(words) + 1
        texts.append("\n".join(words for words, _ in passage.lines))
        blocks.append(Block(Span(start, at - 1), passage.kind))
        at += 1
    return Content("\n\n".join(texts), tuple(blocks), lines=tuple(lines))


def iso_date(value: object) -> date | None:
    """The day that ``value`` begins with in ISO form; None where it does not."""
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None
