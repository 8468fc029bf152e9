"""Whether the Arabic of a bead speaks of a woman where the English does, and of a man likewise.

English says it in a few words, Arabic in the shapes of many. What a shape says depends on how its
word stands to the English ones: the rendering of *she* or of the word after it is the verb, that of
*her* a suffix, and any other word may be an adjective or noun for the person, or have nothing to do
with one. For each such standing and shape there is a weight, the log odds that the person is a
woman, fitted on bitext (``align.training.gender``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from align.facts import Gendered, gendered, shape
from align.model import Alignment, Bead, BeadLinks, Language, Link, Side, Span, Token

_NEAR = 2  # words after "she" whose renderings agree with it
# Log odds that a translation keeps the genders, before its words are looked at; without them, the
# evidence of a sentence about women at a ministry (وزارة, وزير) would count against it.
_KEPT = 3.0
_AGREEING = ("subject", "person")
Feature = tuple[str, str]
Told = Mapping[Span, tuple[Gendered, ...]]


@cache
def _weights() -> Mapping[Feature, float]:
    file = resources.files("align.data").joinpath("gender.tsv")
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]]
    return {(standing, form): float(weight) for standing, form, weight in rows}


def gender_agreement(alignment: Alignment, bead: Bead, words: BeadLinks) -> float:
    """How surely the Arabic has the genders that the English tells, 0 to 1.

    1 where the English tells none, and where both sides are in one language.
    """
    found = evidence(alignment, bead, words)
    if not found:
        return 1.0
    odds = sum(_weights().get(feature, 0.0) * share for feature, share in found.items())
    return 1 / (1 + exp(-min(max(odds, -20.0), 20.0) - _KEPT))


def evidence(alignment: Alignment, bead: Bead, words: BeadLinks) -> dict[Feature, float]:
    """How often the Arabic has each feature where the English tells of a woman, less of a man.

    A feature is a word's standing and its shape. Empty where there is nothing to compare.
    """
    texts = _Texts.of(alignment, bead, words)
    told = texts.told() if texts else {}
    if texts is None or not told:
        return {}
    near = texts.near(told)
    whole = _whole(told)
    found: defaultdict[Feature, float] = defaultdict(float)
    for token in texts.arabic:
        form = shape(token.form)
        linked = texts.links.get(token.span, ())
        direct = {known for span in linked for known in told.get(span, ())}
        beside = [near[span] for span in linked if span in near]
        if form is None:
            continue
        for known in direct:
            found[known.role, form] += known.gender
        if not direct:
            found["near" if beside else "other", form] += beside[0] if beside else whole
    return {feature: share for feature, share in sorted(found.items()) if share}


def _whole(told: Told) -> float:
    """The gender of all the persons together, 1 to −1; plurals agree with no single word."""
    single = [known.gender for own in told.values() for known in own if known.role != "people"]
    return sum(single) / max(1, len(single))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of a bead by language, and for each Arabic one the English ones linked to it."""

    arabic: tuple[Token, ...]
    english: tuple[Token, ...]
    links: Mapping[Span, list[Span]]

    @classmethod
    def of(cls, alignment: Alignment, bead: Bead, words: BeadLinks) -> _Texts | None:
        sides = [alignment.bead_segments(bead, side) for side in Side]
        languages = [{s.language for s in side} for side in sides]
        links: defaultdict[Span, list[Span]] = defaultdict(list)
        if languages not in ([{Language.AR}, {Language.EN}], [{Language.EN}, {Language.AR}]):
            return None
        turned = languages[0] == {Language.EN}
        linked = [k.mirror() for k in words.links] if turned else list(words.links)
        for link in sorted(linked, key=_place):
            links[link.source].append(link.target)
        arabic, english = (
            tuple(t for s in side for t in s.words) for side in (sides[::-1] if turned else sides)
        )
        return cls(arabic, english, links)

    def told(self) -> Told:
        """The English words that tell a gender, and the word after *her* where that has no link.

        Then the suffix is on the rendering of what is hers: أختها, "her sister".
        """
        linked = {span for own in self.links.values() for span in own}
        found: defaultdict[Span, tuple[Gendered, ...]] = defaultdict(tuple)
        for at, token in enumerate(self.english):
            after = self.english[at + 1] if at + 1 < len(self.english) else None
            known = gendered(token.form)
            if known is None:
                continue
            found[token.span] += (known,)
            if known.role == "owner" and after is not None and token.span not in linked:
                found[after.span] += (known,)
        return dict(found)

    def near(self, told: Told) -> dict[Span, int]:
        """The words that follow one that they agree with, and its gender."""
        return {
            token.span: known.gender
            for at in range(_NEAR, 0, -1)  # the nearer one is told last
            for before, token in zip(self.english, self.english[at:], strict=False)
            for known in told.get(before.span, ())
            if known.role in _AGREEING
        }


def _place(link: Link) -> tuple[Span, Span]:
    return link.source, link.target
