"""Names that are spelled by their sound, compared across the scripts.

A changed name is mostly linked with nothing: the encoder sees that it is another. So a name of
one side that sounds like no word of the other is held against a name of the other side of which
the same is true, and a logistic over what speaks for either being a name and for their standing in
each other's place says how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low

from align.checks.naming.sides import (
    APART,
    Words,
    follows_title,
    is_arabic_name,
    is_given,
    is_latin_name,
    likeness,
    opens,
    spelling,
)
from align.checks.naming.tables import unanswered
from align.facts import looks_like_name
from align.facts.places import places
from align.model import BeadLinks, Issue, Link, Severity
from align.text import ARABIC

NAME = 0.1  # how surely the Arabic word is a name, at the least
NEIGHBOUR = 0.5  # likeness from which words beside two names are one
MISSPELLED = 0.6  # how alike the consonants of one name are, however it is spelled
SURE = 0.6  # link score likewise
_AROUND = 3  # linked words on either side that say where a word is expected
_SHORT, _HALF = 3, 0.5  # letters of an Arabic name; how alike the consonants of short ones are
DOUBT = 0.8  # confidence under which a finding is minor
# Log odds that two such words are one name exchanged for another: what each of `features` adds.
# Fitted on open bitext with names exchanged.
WEIGHTS = (
    *(-1.82, 0.48, 0.21, -0.12, 1.47, -2.06, -1.83, -3.12, 0.74),
    *(0.54, -3.04, 1.49, 0.19, 0.21, -1.23, -1.22, -0.59, -1.66),
)


def persons(arabic: Words, english: Words, links: BeadLinks) -> Iterator[Issue]:
    """Names that either side has where the other has another; Arabic is the source."""
    bead = Held(arabic, english, links)
    left = {
        (n, at): sum(w * f for w, f in zip(WEIGHTS, bead.features(n, at), strict=True))
        for n, at in bead.candidates()
    }
    while left:
        n, at = max(left, key=lambda pair: (left[pair], -pair[1], -pair[0]))
        ours, theirs = arabic.tokens[n], english.tokens[at]
        confidence = 1 / (1 + math.exp(-left[n, at]))
        yield Issue(
            message=f"“{ours.form}” does not sound like “{theirs.form}”.",
            source=ours.span,
            target=theirs.span,
            confidence=confidence,
            severity=Severity.MINOR if confidence < DOUBT else None,
        )
        left = {pair: odds for pair, odds in left.items() if pair[0] != n and pair[1] != at}


@dataclass(frozen=True)
class Held:
    """The two sides of a bead, held against each other."""

    arabic: Words
    english: Words
    links: BeadLinks

    def candidates(self) -> list[tuple[int, int]]:
        """Words of either side that may be names and sound like nothing on the other."""
        lone = [at for at in range(len(self.english.tokens)) if self._is_lone_latin(at)]
        others = self._lone_arabic() if lone else []
        return [(n, at) for at in lone for n in others if not self._may_be_one(n, at)]

    def _may_be_one(self, n: int, at: int) -> bool:
        """True for short names half alike (هيو, Hugh), and for one in two words: بيونغ يانغ."""
        own, theirs = self.arabic.tokens[n].form, self.english.tokens[at].form
        if min(len(own), len(theirs) - 1) <= _SHORT and spelling(own, theirs) >= _HALF:
            return True
        ours = [t.form if ARABIC.match(t.form) else "" for t in self.arabic.tokens]
        pairs = (ours[n - 1] + ours[n] if n else "", ours[n] + "".join(ours[n + 1 : n + 2]))
        return any(likeness(pair, theirs) >= APART for pair in pairs if pair)

    def features(self, n: int, at: int) -> tuple[float, ...]:
        """What says whether an Arabic and an English word are two names in one place."""
        ours, theirs = self.arabic.tokens[n], self.english.tokens[at]
        run = _runs(self.english.forms, at)
        own = self._score(n, at)
        listed = is_given(ours.form)  # and so spelled right
        alike = 0.0 if listed else max(spelling(ours.form, r) for r in run)
        return (
            1.0,
            _log_odds(is_arabic_name(ours.form)),
            _log_odds(looks_like_name(theirs.form)),
            float(opens(self.english.tokens, at)),
            min(own, SURE),
            max(0.0, own - SURE),
            max((k.score for k in self._of(0).get(n, ()) if k.target != theirs.span), default=0.0),
            max((k.score for k in self._of(1).get(at, ()) if k.source != ours.span), default=0.0),
            self.links.source_null[n],
            self.links.target_null[at],
            abs(n - self._expected(at)) / len(self.arabic.tokens),
            self._beside(n - 1, at - 1) + self._beside(n + 1, at + 1),
            float(follows_title(self.arabic.tokens, n, self.arabic.language)),
            float(follows_title(self.english.tokens, at, self.english.language)),
            self._sound[1].get(at, 0.0),
            self._sound[0].get(n, 0.0),
            alike,
            float(alike >= MISSPELLED),
        )

    def _is_lone_latin(self, at: int) -> bool:
        """True for an English name that no word of the Arabic sounds like."""
        if not is_latin_name(self.english.tokens, at) or at in self._answered[1]:
            return False
        theirs = [f for f in (*self.arabic.forms, *self.arabic.near) if ARABIC.match(f)]
        runs = _runs(self.english.forms, at)
        return self._loudest(1, at, ((f, run) for f in theirs for run in runs)) < APART

    def _lone_arabic(self) -> list[int]:
        """Arabic names that no word of the English sounds like."""
        forms = self.english.forms
        latin = [f for f in (*forms, *self.english.near) if f.isascii() and len(f) > 2]
        latin += [run for at in range(len(forms)) for run in _runs(forms, at)[1:]]
        return [
            n
            for n, token in enumerate(self.arabic.tokens)
            if is_arabic_name(token.form) >= NAME
            and n not in self._answered[0]
            and self._loudest(0, n, ((token.form, f) for f in latin)) < APART
        ]

    def _loudest(self, side: int, at: int, pairs: Iterator[tuple[str, str]]) -> float:
        best = 0.0
        for pair in pairs:
            best = max(best, likeness(*pair))
            if best >= APART:
                break
        self._sound[side][at] = best
        return best

    @cached_property
    def _sound(self) -> tuple[dict[int, float], dict[int, float]]:
        """How like the likeliest word of the other side each word looked at is."""
        return {}, {}

    @cached_property
    def _answered(self) -> tuple[frozenset[int], frozenset[int]]:
        """Words of places that the other side names too, which are no names without counterpart."""
        sides = self.arabic, self.english
        one, two = (_placed(own) - unanswered(own, other) for own, other in (sides, sides[::-1]))
        return one, two

    @cached_property
    def _index(self) -> tuple[dict[int, list[Link]], dict[int, list[Link]]]:
        found: tuple[dict[int, list[Link]], dict[int, list[Link]]] = ({}, {})
        places = [{t.span: n for n, t in enumerate(w.tokens)} for w in (self.arabic, self.english)]
        for link in self.links.links:
            found[0].setdefault(places[0][link.source], []).append(link)
            found[1].setdefault(places[1][link.target], []).append(link)
        return found

    def _of(self, side: int) -> dict[int, list[Link]]:
        return self._index[side]

    def _score(self, n: int, at: int) -> float:
        target = self.english.tokens[at].span
        return max((k.score for k in self._of(0).get(n, ()) if k.target == target), default=0.0)

    def _beside(self, n: int, at: int) -> float:
        """1 if the words next to two names render each other: سكوت بيتمان, Scott Pittman."""
        if not (0 <= n < len(self.arabic.tokens) and 0 <= at < len(self.english.tokens)):
            return 0.0
        ours, theirs = self.arabic.tokens[n], self.english.tokens[at]
        if not (ours.is_word and theirs.is_word):
            return 0.0
        return float(self._score(n, at) >= SURE or likeness(ours.form, theirs.form) >= NEIGHBOUR)

    def _expected(self, at: int) -> int:
        """Where the counterpart of the English word would stand, by its neighbours' links."""
        place = {t.span: n for n, t in enumerate(self.arabic.tokens)}
        first = max(0, at - _AROUND)
        own = range(first, min(len(self.english.tokens), at + _AROUND + 1))
        near = sorted(place[k.source] for m in own for k in self._of(1).get(m, ()))
        if near:
            return median_low(near)
        return round(at / len(self.english.tokens) * len(self.arabic.tokens))


def _placed(words: Words) -> frozenset[int]:
    found = places(words.forms, words.language)
    return frozenset(k for start, end, _ in found for k in range(start, end))


def _log_odds(probability: float) -> float:
    clipped = min(max(probability, 0.01), 0.99)
    return math.log(clipped / (1 - clipped))


def _runs(forms: Sequence[str], at: int) -> tuple[str, ...]:
    """A word alone and with each neighbour, for names in one word in Arabic: نيويورك."""
    plain = [f if f.isalpha() else "" for f in forms[max(0, at - 1) : at + 2]]
    before, after = plain[0] if at else "", plain[-1] if at + 1 < len(forms) else ""
    own = forms[at].removesuffix("'s").removesuffix("’s")
    return tuple(run for run in (own, before + own, own + after) if run)
