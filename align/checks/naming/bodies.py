"""Bodies and offices of two texts in one language: of one kind, told apart by their other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.checks.naming.sides import Words, is_capital
from align.data import table
from align.facts import bare_forms, may_be_form
from align.model import BeadLinks, Issue, Language, Severity, Span, Token, hull
from align.text import fold, function_words

_LINKED, _ALONE = 0.75, 0.6
_LONGEST = 4  # words after an Arabic head: المدير العام للموانئ والجمارك


@dataclass(frozen=True, slots=True)
class _Body:
    """A body or office: what it is, and which."""

    head: str
    tokens: tuple[Token, ...]
    own: tuple[Token, ...]

    @property
    def span(self) -> Span:
        return hull(tuple(t.span for t in self.tokens))

    @property
    def form(self) -> str:
        """As the text has it."""
        return " ".join(t.form for t in self.tokens)


def bodies(ours: Words, theirs: Words, links: BeadLinks) -> Iterator[Issue]:
    """Bodies of the source for which the target has others of the same kind."""
    sides = [_found(words) for words in (ours, theirs)]
    linked = {(k.source, k.target) for k in links.links}
    for one in sides[0]:
        same = [two for two in sides[1] if two.head == one.head]
        others = [two for two in same if _differ(one, two, (ours, theirs))]
        if len(others) < len(same) or not others:
            continue
        meets = [
            b
            for b in others
            if any((x.span, y.span) in linked for x in one.tokens for y in b.tokens)
        ]
        if meets or len(others) == len([b for b in sides[0] if b.head == one.head]) == 1:
            two = (meets or others)[0]
            yield Issue(
                message=f"“{one.form}” in the source, “{two.form}” in the target.",
                source=one.span,
                target=two.span,
                confidence=_LINKED if meets else _ALONE,
                severity=Severity.MAJOR,
            )


def _differ(one: _Body, two: _Body, sides: tuple[Words, Words]) -> bool:
    """True if each has a word that the other text has in no form."""
    language = sides[0].language
    return _lacks(one.own, sides[1], language) and _lacks(two.own, sides[0], language)


def _lacks(own: Sequence[Token], words: Words, language: Language) -> bool:
    there = (*words.forms, *words.near)
    return any(
        not any(may_be_form(t.form, f, language) or may_be_form(f, t.form, language) for f in there)
        for t in own
    )


def _found(words: Words) -> list[_Body]:
    return list(_english(words) if words.language is Language.EN else _arabic(words))


def _english(words: Words) -> Iterator[_Body]:
    """Runs of capitals with a head: the National Solidarity Fund, the Ministry of Health."""
    heads, tokens, at = table("offices")["bodies"]["en"], words.tokens, 0
    while at < len(tokens):
        end = last = at
        while end < len(tokens) and (
            is_capital(tokens, end) or (end > at and tokens[end].form in ("of", "for", "and"))
        ):
            end += 1
            last = end if is_capital(tokens, end - 1) else last
        while at < last and fold(tokens[at].form) in function_words(Language.EN):
            at += 1
        run = tokens[at:last]
        named = [t for t in run if fold(t.form) in heads]
        own = tuple(
            t for t in run if t not in named and fold(t.form) not in function_words(Language.EN)
        )
        if named and own:
            yield _Body(fold(named[-1].form), run, own)
        at = max(end, at + 1)


def _arabic(words: Words) -> Iterator[_Body]:
    """A head and the words with an article after it: صندوق التضامن, المدير العام للموانئ."""
    heads, tokens = table("offices")["bodies"]["ar"], words.tokens
    for at, token in enumerate(tokens):
        head = next((f for f in sorted(bare_forms(token.form)) if f in heads), None)
        if head is None:
            continue
        end = at + 1
        while end < len(tokens) and end <= at + _LONGEST and _goes_on(tokens[end].form):
            end += 1
            if fold(tokens[end - 1].form).startswith("لل"):
                break
        if end > at + 1:
            yield _Body(head, tokens[at:end], tokens[at + 1 : end])


def _goes_on(form: str) -> bool:
    return fold(form).startswith(("ال", "لل", "وال"))
