"""Texts and their parts, by half-open spans of code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a type's name; `date` is a field

from align.model.kinds import BlockKind, Language, SegmentKind, Side, StatementKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that this span quotes."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """True if ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


def hull(spans: tuple[Span, ...]) -> Span:
    """The smallest span that contains all of ``spans`` (at least one)."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def overlapping(spans: Sequence[Span], span: Span) -> range:
    """The numbers of those of ``spans``, in order and apart, that ``span`` overlaps."""
    start = bisect_right(spans, span.start, key=lambda own: own.end)
    return range(start, bisect_left(spans, span.end, lo=start, key=lambda own: own.start))


@dataclass(frozen=True, slots=True)
class Block:
    """A layout unit of a document: a heading, paragraph, list item, cell or translation unit.

    ``unit``: the id of the translation unit, in files that are aligned as they are (a message of
    a PO file, a key of a JSON file), else empty. ``line``: the file's line where the unit begins,
    from 1; 0 where the document itself knows the lines. The span of a unit that is not translated
    yet is empty.
    """

    span: Span
    kind: BlockKind
    unit: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that accepts findings about the words in ``span``, and what lies between them.

    ``names``: the checks, by code, prefix of codes or name; all where it is empty. ``words``: the
    comment as written; ``line``: the file's line where it stands, from 1. ``fault``: why it says
    nothing that can be followed, else empty.
    """

    span: Span
    names: tuple[str, ...]
    reason: str
    words: str
    line: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, never normalised in place; ``language`` is that of most of its words.

    ``blocks`` are in reading order and do not overlap; what lies between them (blank lines,
    code, markup) is no part of the text that is compared. ``lines``: where the text was taken out
    of its file (a web page, subtitles), offsets in order, each with the file's line of the words
    from there on; of a Word document, which has no lines, with the paragraph's number.
    ``side``: whether its file declares it to be the original or the translation; None where
    nothing does. ``comments``: those that accept findings.
    """

    id: str
    path: str
    language: Language
    text: str
    date: Day | None = None
    outlet: str | None = None
    blocks: tuple[Block, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    side: Side | None = None
    comments: tuple[Directive, ...] = ()

    @property
    def has_units(self) -> bool:
        """True if its file says which text renders which, unit by unit."""
        return any(block.unit for block in self.blocks)

    def block_at(self, offset: int) -> Block | None:
        """The last block that begins at or before ``offset``; None where there is none."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.span.start)
        return self.blocks[at - 1] if at else None

    def line_at(self, offset: int) -> int:
        """The file's line of the words at ``offset``; 0 where the text's lines are the file's."""
        if self.lines:
            at = bisect_right(self.lines, offset, key=lambda pair: pair[0])
            return self.lines[max(at - 1, 0)][1]
        block = self.block_at(offset)
        return block.line if block else 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of one document that one voice says; ``speaker`` is None where nobody is named.

    ``attribution``: the clause that says who speaks, where one stands beside the words; ``named``:
    it has a name or office, where it otherwise means somebody mentioned before.
    """

    id: str
    document: str
    span: Span
    kind: StatementKind
    speaker: str | None = None
    date: Day | None = None
    attribution: Span | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark; ``form`` is its text as read."""

    span: Span
    form: str

    @property
    def is_word(self) -> bool:
        """True if it has a letter or a digit, so that a reader would miss it; a kashida is none."""
        form = self.form
        if form.isalnum() and "\u0640" not in form:  # the usual case, which is asked often
            return True
        return any(c.isalnum() and c != "\u0640" for c in form)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a line that is none; ``index`` counts within its side of an alignment.

    ``words`` are the tokens that are not punctuation, told apart once: every check asks for them.
    """

    index: int
    span: Span
    text: str
    language: Language
    tokens: tuple[Token, ...]
    kind: SegmentKind = SegmentKind.SENTENCE
    words: tuple[Token, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(t for t in self.tokens if t.is_word))
