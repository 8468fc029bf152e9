"""Where each side of an alignment names somebody, with what the other side has there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from align.checks.naming.sides import (
    Words,
    before_article,
    follows_title,
    is_arabic_name,
    is_capital,
    is_latin_name,
    likeness,
    opens,
    words_of,
)
from align.facts import bare_forms
from align.facts.places import places
from align.model import Alignment, Language, Side, Span, Token
from align.text import ARABIC, fold

SOUND = 0.5  # likeness from which an Arabic and a Latin word are one name
LINK = 0.3  # score of a link that makes up for the sound
_NAME = 0.3  # how surely an Arabic word so linked is a name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place.

    ``form`` has no clitics, ``beside`` the names next to it, ``given`` the one before, ``partner``
    what the other side has for it, and ``sounds`` says whether that was told by the sound.
    """

    side: Side
    span: Span
    form: str
    language: Language
    beside: frozenset[str] = frozenset()
    given: str = ""
    titled: bool = False
    partner: str = ""
    partner_span: Span | None = None
    sounds: bool = False


def latin_names(words: Words, side: Side) -> list[Mention]:
    """The names among English words; titles, places and what only opens a sentence are none."""
    placed = {k for a, b, _ in places(words.forms, words.language) for k in range(a, b)}
    tokens, found = words.tokens, []
    for at, token in enumerate(tokens):
        titled = follows_title(tokens, at, words.language)
        heads = opens(tokens, at) and not titled and not is_capital(tokens, at + 1)
        if at in placed or heads or not is_latin_name(tokens, at):
            continue
        start = before_article(tokens, at)
        given = _plain(tokens[start - 1].form) if start and is_latin_name(tokens, start - 1) else ""
        after = at + 1 < len(tokens) and is_latin_name(tokens, at + 1)
        beside = frozenset(filter(None, (given, _plain(tokens[at + 1].form) if after else "")))
        name = Mention(side, token.span, _plain(token.form), words.language, beside, given, titled)
        found.append(name)
    return found


def crossed(alignment: Alignment) -> Iterator[tuple[Mention, Mention]]:
    """The names that both sides of a bead have, the Arabic and the English mention of each."""
    for number, bead in enumerate(alignment.beads):
        sides = (
            [_side(alignment, number, side) for side in Side] if bead.source and bead.target else []
        )
        if len({w.language for w in sides}) < 2:
            continue
        swapped = sides[0].language is Language.EN
        arabic, english = sides[::-1] if swapped else sides
        links = alignment.words[number].mirror() if swapped else alignment.words[number]
        score = {(k.source, k.target): k.score for k in links.links}
        own = (Side.TARGET, Side.SOURCE) if swapped else (Side.SOURCE, Side.TARGET)
        for name in latin_names(english, own[1]):
            best = max(
                (t for t in arabic.tokens if len(t.form) > 2 and ARABIC.match(t.form)),
                key=lambda t: (likeness(t.form, name.form), score.get((t.span, name.span), 0.0)),
                default=None,
            )
            sounds = best is not None and likeness(best.form, name.form) >= SOUND
            if not sounds:
                best = _linked(arabic, name, score)
            if best is not None:
                yield _pair(arabic, best, name, (own[0], sounds))


def _linked(arabic: Words, name: Mention, score: dict[tuple[Span, Span], float]) -> Token | None:
    found = [t for t in arabic.tokens if score.get((t.span, name.span), 0.0) >= LINK]
    named = [t for t in found if is_arabic_name(t.form) >= _NAME]
    return max(named, key=lambda t: score[t.span, name.span], default=None)


def _pair(
    arabic: Words, token: Token, name: Mention, how: tuple[Side, bool]
) -> tuple[Mention, Mention]:
    side, sounds = how
    at = arabic.tokens.index(token)
    form = max(
        (f for f in bare_forms(token.form) if len(f) > 1),
        key=lambda f: (round(likeness(f, name.form), 2), len(f)),
    ).removeprefix("ال")
    beside = frozenset(
        fold(t.form)
        for t in (*arabic.tokens[max(0, at - 1) : at], *arabic.tokens[at + 1 : at + 2])
        if is_arabic_name(t.form) >= _NAME
    )
    titled = follows_title(arabic.tokens, at, Language.AR)
    ours = Mention(side, token.span, form, Language.AR, beside, "", titled)
    return (
        replace(ours, partner=name.form, partner_span=name.span, sounds=sounds),
        replace(name, partner=form, partner_span=token.span, sounds=sounds),
    )


def _side(alignment: Alignment, number: int, side: Side) -> Words:
    return words_of(alignment.bead_segments(alignment.beads[number], side), ())


def _plain(form: str) -> str:
    return form.removesuffix("'s").removesuffix("’s")
