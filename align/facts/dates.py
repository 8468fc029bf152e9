"""Dates in a run of items: tags, one letter an item, and patterns over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as in align.model
from functools import cache

from align.facts import months, years
from align.facts.elapsed import elapsed
from align.facts.found import Found, Placed
from align.facts.holidays import holiday
from align.facts.items import Item
from align.facts.nth_days import nth_day
from align.facts.periods import part_of_year
from align.facts.relative import relative
from align.facts.tagged import tags_of
from align.facts.week_days import day_alone, day_of_week
from align.facts.weekdays import from_weekday
from align.model import Language

_DAY = r"(?:(?P<w>W)[,.]?[fpj]{0,3})?"
_YEAR = r"(?:[,.]?[fpY]{0,3}(?P<y>y)(?P<e>[hgb])?)"
_MONTH = r"(?P<m>M)(?:[/(-](?P<alias>M)\)?)?"
# M month, W weekday, d a day's number, y a year's, C a date in digits, Y "year", D "on", f "of",
# p a preposition of time, t "to" and "and", j "corresponding to", hgb eras, n other numbers.
_PATTERNS = (
    (years.from_digits, rf"{_DAY}(?P<c>C)(?P<e>[hgb])?"),
    (
        months.with_month,
        rf"{_DAY}(?:(?P<from>d)(?:-|t{{1,2}})f?)?(?P<d>d)f{{0,3}}-?{_MONTH}{_YEAR}?",
    ),
    (months.with_month, rf"{_DAY}{_MONTH}[.-]?f?(?P<d>d)(?:-(?P<to>d))?(?!n){_YEAR}?"),
    (months.with_month, rf"{_MONTH}{_YEAR}"),
    (years.slashed, r"(?P<on>[pDf])f?(?P<d>d)/(?P<md>d)(?![d/])"),
    (years.slashed, r"(?P<md>d)[/-](?P<y>y)(?![d/-])"),
    (years.from_years, r"(?P<y>y)-(?P<y2>[ydn])(?P<e>[hgb])?(?!-)"),
    (years.from_years, r"(?P<cue>[Ypf])f?(?P<y>y)t{1,2}f?(?P<y2>y)"),
    (years.from_years, r"(?P<cue>[Yp])f?(?P<y>y)(?:-(?P<y2>[ydn]))?(?P<e>[hgb])?"),
    (years.from_years, r"(?P<y>[ydn])(?P<e>[hb])"),
    (years.from_years, r"(?P<open>\()(?P<y>y)(?=\))"),
    (months.with_month, r"(?P<m>M)(?:[/(-](?P<alias>M)\)?)?"),
    (from_weekday, r"(?P<w>W)(?:[fp]{0,2}(?P<d>d))?"),
)


@cache
def _patterns() -> list[re.Pattern[str]]:
    return [re.compile(pattern) for _, pattern in _PATTERNS]


@cache
def _any_pattern() -> re.Pattern[str]:
    """What some pattern takes: at most words none does, which one look tells."""
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern in _PATTERNS))


def dates(
    run: Sequence[Item], language: Language, reference: Day | None, ahead: bool = False
) -> list[Placed]:
    """The dates of ``run``, in order and without overlap.

    ``ahead``: a weekday, feast or bare day of the month lies after ``reference``, not before it.
    """
    setting = _Setting(run, tags_of(run, language), language, reference, ahead)
    found: list[Placed] = []
    at = 0
    while at < len(run):
        hit = _named(setting, at) or _at(setting, at)
        found.extend(hit)
        at = hit[-1].end if hit else at + 1
    return found


@dataclass(frozen=True, slots=True)
class _Setting:
    """A run with its tags, and what its days are told from."""

    run: Sequence[Item]
    tags: str
    language: Language
    reference: Day | None
    ahead: bool


def _named(setting: _Setting, at: int) -> list[Placed]:
    """The date that begins at ``at`` by its words."""
    run, language, reference = setting.run, setting.language, setting.reference
    for read in (nth_day, day_of_week, elapsed, part_of_year, relative):
        if placed := read(run, at, language, reference):
            return placed
    return holiday(run, at, language, (reference, setting.ahead))


def _at(setting: _Setting, at: int) -> list[Placed]:
    """The dates of the first pattern that begins at ``at`` and is a date after all."""
    run, language, reference = setting.run, setting.language, setting.reference
    some = _any_pattern().match(setting.tags, at) is not None
    for pattern, (read, _) in zip(_patterns(), _PATTERNS, strict=True) if some else ():
        hit = pattern.match(setting.tags, at)
        if hit is not None:
            placed = read(Found(run, hit, language, reference, setting.ahead))
            if placed:
                return placed
    return day_alone(run, at, language, (reference, setting.ahead))
