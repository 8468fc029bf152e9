"""Names that are spelled by their sound, compared across the scripts.

A changed name is mostly linked with nothing: the encoder sees that it is another. So a name of
one side that sounds like no word of the other is held against a name of the other side of which
the same is true, where the words around them render each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median_low

from align.checks.naming.sides import (
    APART,
    Words,
    is_arabic_name,
    is_given,
    is_latin_name,
    is_spelling,
    likeness,
)
from align.facts import looks_like_name
from align.facts.places import places
from align.model import BeadLinks, Issue, Token
from align.text import ARABIC

NAME = 0.6  # how surely the Arabic word is a name
AWAY = 0.25  # of the sentence's words: how far from where it is expected a name may stand
_AROUND = 3  # linked words on either side that say where a word is expected
_TAKEN = 0.6  # score of a link from which a word has its counterpart already
LATIN = 0.5  # weight of the letters of a word whose capital says that it is a name
_LINKED, _PLACED = -1.0, -3.0  # log odds of names that are linked, or only in the same place


def persons(arabic: Words, english: Words, links: BeadLinks) -> Iterator[Issue]:
    """Names that either side has where the other has another; Arabic is the source."""
    lone = [at for at in range(len(english.tokens)) if _is_lone_latin(at, arabic, english)]
    if not lone:
        return
    others = _lone_arabic(arabic, english)
    for at in lone:
        token = english.tokens[at]
        free = [n for n in others if not _may_be_one(arabic.tokens[n], english, at)]
        score = {n: _score(n, at, (arabic, english), links) for n in free}
        best = max(free, key=lambda n: (score[n], -n), default=None)
        if best is not None and score[best] > -math.inf:
            named = others.pop(best)
            yield Issue(
                message=f"“{arabic.tokens[best].form}” does not sound like “{token.form}”.",
                source=arabic.tokens[best].span,
                target=token.span,
                confidence=_both_names(named, looks_like_name(token.form), score[best]),
            )


def _both_names(arabic: float, latin: float, place: float) -> float:
    """How sure it is that two words are names; a capital says so already, so the Latin's counts
    half: Hunter and Rogers look like words.
    """
    odds = place + _log_odds(arabic) + LATIN * _log_odds(latin)
    return 1 / (1 + math.exp(-odds))


def _log_odds(probability: float) -> float:
    clipped = min(max(probability, 0.01), 0.99)
    return math.log(clipped / (1 - clipped))


def _is_lone_latin(at: int, arabic: Words, english: Words) -> bool:
    """True for an English name that no word of the Arabic sounds like."""
    if not is_latin_name(english.tokens, at):
        return False
    if any(start <= at < end for start, end, _ in places(english.forms, english.language)):
        return False
    theirs = [f for f in (*arabic.forms, *arabic.near) if ARABIC.match(f)]
    return not any(likeness(f, run) >= APART for f in theirs for run in _runs(english.forms, at))


def _lone_arabic(arabic: Words, english: Words) -> dict[int, float]:
    """Arabic names that no word of the English sounds like, with how sure each is a name."""
    latin = [f for f in (*english.forms, *english.near) if f.isascii() and len(f) > 2]
    for at in range(len(english.forms)):
        latin += _runs(english.forms, at)[1:]
    found = {}
    for at, token in enumerate(arabic.tokens):
        named = is_arabic_name(token.form)
        if named < NAME or places((token.form,), arabic.language):
            continue
        if not any(likeness(token.form, f) >= APART for f in latin):
            found[at] = named
    return found


def _may_be_one(token: Token, english: Words, at: int) -> bool:
    """True if an Arabic word may be the English one misspelled; listed names are spelled right."""
    runs = _runs(english.forms, at)
    return not is_given(token.form) and any(is_spelling(token.form, run) for run in runs)


def _runs(forms: Sequence[str], at: int) -> tuple[str, ...]:
    """A word alone and with each neighbour, for names in one word in Arabic: نيويورك."""
    plain = [f if f.isalpha() else "" for f in forms[max(0, at - 1) : at + 2]]
    before, after = plain[0] if at else "", plain[-1] if at + 1 < len(forms) else ""
    own = forms[at].removesuffix("'s").removesuffix("’s")
    return tuple(run for run in (own, before + own, own + after) if run)


def _score(n: int, at: int, sides: tuple[Words, Words], links: BeadLinks) -> float:
    """Log odds of two names being in each other's place: by a link, or by the words around."""
    arabic, english = sides
    one, two = arabic.tokens[n].span, english.tokens[at].span
    if any((k.source, k.target) == (one, two) for k in links.links):
        return _LINKED
    if any(k.score >= _TAKEN and k.source == one for k in links.links):
        return -math.inf
    away = abs(n - _expected(at, sides, links)) / len(arabic.tokens)
    return _PLACED if away <= AWAY else -math.inf


def _expected(at: int, sides: tuple[Words, Words], links: BeadLinks) -> int:
    """Where the counterpart of the English word would stand, by its neighbours' links."""
    arabic, english = sides
    place = {t.span: n for n, t in enumerate(arabic.tokens)}
    spans = [t.span for t in english.tokens[max(0, at - _AROUND) : at + _AROUND + 1]]
    near = sorted(place[k.source] for k in links.links if k.target in spans)
    if near:
        return median_low(near)
    return round(at / len(english.tokens) * len(arabic.tokens))
