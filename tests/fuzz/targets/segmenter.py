"""Documents to segments and tokens: nothing lost, nothing twice, every span quotes its words."""

from __future__ import annotations

from align.model import Document, Segment, Span
from align.segment import lines, segment, sentences, tokenize, units
from align.segment.marks import pairs
from tests.fuzz.texts import SCRAPS, made

SEEDS = tuple(scrap.encode() for scrap in SCRAPS)
TOKENS = tuple(
    token.encode()
    for token in (
        *("\n", "\n\n", "\u2028", "\r", "\u200f", "\u0640", "«", "»", "“", "”", '"', "'", "(", ")"),
        *("د. ", "م.", "Dr. ", "3. 2. 2026", "1. ", "؟", "!", "...", "…", "U.S. ", "قال ", ": "),
        *("https://a.b/c", "a@b.co", "%1$s", "{n}", "<b>", "&amp;", "\u00ad", "\ufeff", "12,5%"),
    )
)


def run(data: bytes) -> None:
    """Cut into sentences, lines and units."""
    document = made(data.decode("utf-8", "ignore"))
    _held(document, segment(document))
    inner = Span(len(document.text) // 4, len(document.text) // 2)
    for one in segment(document, inner):
        assert inner.contains(one.span)
    _held(document, units(document), whole=False)
    _lines(document)
    _sentences(document)
    assert all(
        at == back[partner] for back in [pairs(document.text)] for at, partner in back.items()
    )


def _held(document: Document, found: tuple[Segment, ...], *, whole: bool = True) -> None:
    """Segments in order and apart; every letter and digit of the blocks in exactly one of them."""
    end = 0
    for index, one in enumerate(found):
        assert index == one.index
        assert end <= one.span.start < one.span.end <= len(document.text), one
        assert one.text == one.span.of(document.text)
        end = one.span.end
        if whole:
            _tokens(one)
        assert all(one.span.contains(token.span) for token in one.tokens)
    held = {at for one in found for at in range(one.span.start, one.span.end)}
    inside = {at for b in document.blocks for at in range(b.span.start, b.span.end)}
    assert held <= inside
    if whole:
        lost = [at for at in sorted(inside - held) if document.text[at].isalnum()]
        assert not lost, f"lost: {[document.text[max(0, at - 9) : at + 9] for at in lost[:3]]}"


def _tokens(one: Segment) -> None:
    end = one.span.start
    for token in one.tokens:
        assert end <= token.span.start < token.span.end <= one.span.end, token
        assert token.form == token.span.shifted(-one.span.start).of(one.text)
        end = token.span.end
    held = {at for t in one.tokens for at in range(t.span.start, t.span.end)}
    ours = range(one.span.start, one.span.end)
    lost = [at for at in ours if at not in held and one.text[at - one.span.start].isalnum()]
    assert not lost, f"in no token of {one.text!r}: {lost}"


def _lines(document: Document) -> None:
    found = lines(document)
    text = document.text
    assert len(found) == text.count("\n") + bool(text and text[-1] != "\n")
    for one in found:
        assert one.text == one.span.of(document.text)
        assert "\n" not in one.text


def _sentences(document: Document) -> None:
    """Sentences apart from each other, and nothing but white space between them."""
    text, held, end = document.text, set(), 0
    for span in sentences(text, document.language):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        held.update(range(span.start, span.end))
    assert not [c for at, c in enumerate(text) if at not in held and c.isalnum()]
    assert tokenize(text, 7) == tuple(type(t)(t.span.shifted(7), t.form) for t in tokenize(text))
