"""LC02: characters that nobody sees, and that change what is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.quotation.sides import both_ways
from align.model import Alignment, Category, Issue, Segment, Severity, Span, StatementKind, Token

_OPENERS = {
    "\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
    "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069",
}  # fmt: skip
_OVERRIDES = "\u202d\u202e"
_CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
# Zero-width spaces and joiners, marks and BOM between letters. A soft hyphen is typesetting, and
# a joiner after the last letter gives it its form: هـ as ه with U+200D.
_INSIDE = re.compile(r"(?<=[^\W\d_])[\u200b-\u200f\u061c\u2060\ufeff]+(?=[^\W\d_])")
_PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")  # its spelling has U+200C
_REACH = 3  # sentences after it in which an embedding may end


@check("LC02", category=Category.LOCALE, severity=Severity.MAJOR)
def hidden_character(alignment: Alignment) -> Iterator[Issue]:
    """A character that nobody sees changes the order or the letters of a text.

    An override (U+202D, U+202E) shows letters in another order than the one they are stored and
    compared in; an embedding or isolate without its end turns the rest of the paragraph. A
    zero-width space or mark inside a word makes it another word to every search. Single direction
    marks beside punctuation, digits and foreign words, whole embeddings, soft hyphens and the
    joiners of Persian spelling are what good typesetting needs, and pass.
    """
    yield from both_ways(alignment, _hidden)


def _hidden(alignment: Alignment) -> Iterator[Issue]:
    segments = alignment.target_segments
    whole = alignment.pair.kind is StatementKind.DOCUMENT  # else what follows is not seen
    text_end = alignment.pair.target.span.end
    starts = [s.span.start for s in segments[1:]] + [text_end]
    for number, segment in enumerate(segments):
        for token in segment.tokens:
            yield from _in_word(token)
        gap = starts[number] - segment.span.end
        for at in _unclosed(segment.text):
            character = segment.text[at]
            override = character in _OVERRIDES
            open_ = whole and gap <= 1
            if override or (open_ and not _closed(segments[number + 1 :], character)):
                yield _turned(segment, at, override)


def _in_word(token: Token) -> Iterator[Issue]:
    found = _INSIDE.search(token.form)
    if found is None or ("\u200c" in found.group() and _PERSIAN.search(token.form)):
        return
    yield Issue(
        message=f"Inside this word stands {_name(found.group()[0])}, which nobody sees.",
        source=None,
        target=token.span,
        confidence=0.9,
        severity=Severity.MINOR,
    )


def _unclosed(text: str) -> list[int]:
    """Where overrides begin, and where what ``text`` does not close begins."""
    waiting: list[int] = []
    found = []
    for match in _CONTROLS.finditer(text):
        character, at = match.group(), match.start()
        if character in _OVERRIDES:
            found.append(at)
        if character in _OPENERS:
            waiting.append(at)
        else:
            last = next((n for n in reversed(waiting) if _OPENERS[text[n]] == character), None)
            if last is not None:
                waiting = waiting[: waiting.index(last)]
    return sorted({*found, *waiting})


def _closed(after: Sequence[Segment], character: str) -> bool:
    """True if a sentence that follows soon has an end without a beginning."""
    for segment in after[:_REACH]:
        depth = 0
        for match in _CONTROLS.finditer(segment.text):
            if match.group() == _OPENERS[character]:
                depth -= 1
            elif _OPENERS.get(match.group()) == _OPENERS[character]:
                depth += 1
            if depth < 0:
                return True
    return False


def _turned(segment: Segment, at: int, override: bool) -> Issue:
    """The issue of a control at ``at``, quoted with the words up to the end of what it turns."""
    rest = segment.text[at + 1 :]
    end = _CONTROLS.search(rest)
    words = [t for t in segment.tokens if t.span.start >= segment.span.start + at]
    last = words[0].span.end if words else segment.span.start + at + 1
    if end is not None and override:
        last = segment.span.start + at + 1 + end.end()
    what = "shows letters out of their order" if override else "has no end in its paragraph"
    return Issue(
        message=f"{_name(segment.text[at])} {what}.",
        source=None,
        target=Span(segment.span.start + at, last),
        confidence=0.9,
        severity=Severity.MAJOR if override else Severity.MINOR,
    )


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'a control').lower()}"
