"""LC01: a document that writes its numbers in two sets of digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks import check
from align.checks.quotation.sides import both_ways
from align.model import Alignment, Category, Issue, Language, Segment, Severity, Token
from align.text import main_language, script, shorten

# The first digit of each set; those of Persian and Urdu look like Arabic ones but for 4, 5 and 6.
_SETS = {"0": "ASCII", "\u0660": "Arabic-Indic", "\u06f0": "Persian"}
_SHOWN = 3


@check("LC01", category=Category.LOCALE, severity=Severity.MINOR)
def mixed_digits(alignment: Alignment) -> Iterator[Issue]:
    """A document writes some of its numbers in Arabic-Indic digits and others in ASCII ones.

    Either set is right, and so is its mix across the two languages; within one text readers
    stumble, searches miss half of the numbers, and Persian digits (۴, ۵, ۶) among Arabic ones
    (٤, ٥, ٦) mostly come from a keyboard. Digits of addresses, codes and tags, of names beside
    words of the other script (Windows 11) and of sentences in the other language pass. One finding
    a document, at the first number of the rarer set.
    """
    yield from both_ways(alignment, _mixed)


def _mixed(alignment: Alignment) -> Iterator[Issue]:
    """The first number of the target's rarer digits, where it has two sets."""
    language = main_language(alignment.target_segments)
    by_set: dict[str, list[Token]] = {}
    for segment in alignment.target_segments:
        for token in _numbers(segment, language):
            for name in _sets(token.form):
                by_set.setdefault(name, []).append(token)
    if len(by_set) < 2:
        return
    main = max(by_set, key=lambda name: (len(by_set[name]), name == "ASCII"))
    rare = [t for name, tokens in by_set.items() if name != main for t in tokens]
    first = min(rare, key=lambda token: token.span)
    names = " and ".join(sorted(name for name in by_set if name != main))
    yield Issue(
        message=f"{_counted(rare)} in {names} digits, {_counted(by_set[main])} in {main} ones.",
        source=None,
        target=first.span,
        confidence=0.9,
    )


def _numbers(segment: Segment, language: Language | None) -> Iterator[Token]:
    """The numbers in a sentence of the document's own language that belong to its own words."""
    if segment.language is not language:
        return
    tokens = segment.tokens
    for at, token in enumerate(tokens):
        if token.form[:1].isdecimal() and script(token.form) is None:
            beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
            if not any(_is_foreign(t, language) or _is_joint(t, token) for t in beside):
                yield token


def _is_foreign(beside: Token, language: Language | None) -> bool:
    return script(beside.form) not in (language, None)


def _is_joint(beside: Token, number: Token) -> bool:
    """True for a hyphen or slash that ties a number to a name: كوفيد-19, F/16."""
    touches = beside.span.end == number.span.start or number.span.end == beside.span.start
    return touches and beside.form in ("-", "/", "_", "‑", ":", "+", "#", "*")


def _sets(form: str) -> list[str]:
    """The names of the sets that the digits of ``form`` are of."""
    found = {chr(ord(c) - int(c)) for c in form if c.isdecimal()}
    return [name for zero, name in _SETS.items() if zero in found]


def _counted(tokens: Sequence[Token]) -> str:
    shown = ", ".join(shorten(t.form, 20) for t in tokens[:_SHOWN])
    more = ", …" if len(tokens) > _SHOWN else ""
    return f"{len(tokens)} number{'s' * (len(tokens) > 1)} ({shown}{more})"
