"""The facts of two renderings compared: each told once, the same from the other side."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - as in align.model

from align.facts import Rendering, agree, contradicts, find, same, weekday_of
from align.facts.conversion import comparable, factors, in_another_unit
from align.facts.dating import differ, same_date
from align.model import Date, Language, Quantity
from tests.fuzz.phrases import SEEDS, mutate, texts

__all__ = ["MOST", "SEEDS", "mutate", "run"]

MOST = 300


def run(data: bytes) -> None:
    """No fact is in two places of an agreement, and exchanged sides give an agreement too."""
    ours, theirs = texts(data, 2)
    for languages in (
        (Language.AR, Language.EN),
        (Language.EN, Language.AR),
        (Language.EN, Language.EN),
    ):
        for day in (None, Day(2026, 3, 4)):
            source, target = (
                Rendering(text, language, find(text, language), day)
                for text, language in zip((ours, theirs), languages, strict=True)
            )
            _agreed(source, target)
    mine = Rendering(ours, Language.AR, find(ours, Language.AR))
    alone = agree(mine, mine)
    assert not alone.changed, alone.changed
    assert not alone.source_only, alone.source_only
    assert not alone.target_only, alone.target_only


def _agreed(source: Rendering, target: Rendering) -> None:
    found = agree(source, target)
    agree(target, source)
    told = (*found.pairs, *(pair for pair in found.changed if pair not in found.rescaled))
    for side, left, rendering in ((0, found.source_only, source), (1, found.target_only, target)):
        own = [id(pair[side]) for pair in told] + [id(fact) for fact in left]
        assert len(own) == len(set(own))
        assert all(fact in rendering.facts for fact in left)
    for one in source.facts[:20]:
        for two in target.facts[:20]:
            assert same(one, two) == same(two, one), (one, two)
            if isinstance(one, Date) and isinstance(two, Date):
                assert same_date(one, two) == same_date(two, one)
                differ(one, two)
                contradicts(one)
                weekday_of(two)
            if isinstance(one, Quantity) and isinstance(two, Quantity):
                factors(one, two)
                assert comparable(one, two) == comparable(two, one)
                in_another_unit(one, two)
