"""Folding, masking, shortening and tokens of any text: offsets kept, nothing twice."""

from __future__ import annotations

from align.model import Language
from align.segment import tokenize
from align.text import fold, folded, isolate, kept, masked, script, shorten
from tests.fuzz.phrases import SCRAPS, mutate, texts

__all__ = ["MOST", "SEEDS", "mutate", "run"]

SEEDS = (*(text.encode() for pair in SCRAPS for text in pair), "ﷺ ﬁ 🇯🇴 <b>%1$s</b>".encode())
MOST = 1000


def run(data: bytes) -> None:
    """Folded text knows where it came from and folds to itself; what is masked is as long."""
    text = texts(data, 1)[0]
    view = folded(text)
    assert fold(text) == view.text
    assert fold(view.text) == view.text
    assert len(view.origin) == len(view.text) + 1
    assert view.origin[-1] == len(text)
    assert list(view.origin) == sorted(view.origin)
    for at, character in enumerate(view.text):
        span = view.span(at, at + 1)
        assert character in fold(span.of(text)), (character, span)
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert all(a in (b, " ") for a, b in zip(hidden, text, strict=True))
    assert all(span.of(text) == words for words, span in kept(text))
    assert script(text) in (None, *Language)
    assert isolate(text)[1:-1] == text
    for width in (1, 2, 80):
        short = shorten(text, width)
        assert len(short) <= width or width < 2, short
        assert len(short.splitlines()) <= 1, short
    end = 0
    for token in tokenize(text):
        assert end <= token.span.start < token.span.end
        assert token.form == token.span.of(text)
        end = token.span.end
