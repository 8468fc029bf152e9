"""A pattern found in a run of items, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as in align.model

from align.facts.items import Item
from align.model import Calendar, Date, Language, Span

# Groups that only show the way and are no part of the date.
_LEADS = ("cue", "on", "open", "from")


@dataclass(frozen=True, slots=True)
class Placed:
    """A date and the items ``[first, end)`` that it takes."""

    first: int
    end: int
    date: Date


@dataclass(frozen=True, slots=True)
class Found:
    """A match over the tags of ``run``; a group's place is the index of its item.

    ``ahead``: days that may lie before or after the day of writing lie after it.
    """

    run: Sequence[Item]
    match: re.Match[str]
    language: Language
    reference: Day | None
    ahead: bool = False

    @property
    def end(self) -> int:
        """The index after the last item matched."""
        return self.match.end()

    @property
    def era(self) -> str | None:
        """h, g or b: the letter of the era word, if one stands there."""
        return self.match.groupdict().get("e")

    @property
    def first(self) -> int:
        """The index of the first item that belongs to the date."""
        groups = self.match.groupdict().items()
        return min(self.match.start(k) for k, v in groups if v and k not in _LEADS)

    def __contains__(self, name: str) -> bool:
        return bool(self.match.groupdict().get(name))

    def place(self, name: str) -> int:
        """The index of the item of a group; -1 where the group is empty."""
        return self.match.start(name) if name in self else -1

    def item(self, name: str) -> Item | None:
        """The item of a group."""
        return self.run[self.place(name)] if name in self else None

    def number(self, name: str) -> int | None:
        """The number that the item of a group stands for."""
        item = self.item(name)
        return int(item.value) if item is not None else None

    def forms(self, start: int, count: int) -> list[str]:
        """The forms of up to ``count`` items from ``start`` on."""
        return [item.form for item in self.run[max(start, 0) : max(start, 0) + count]]

    def placed(
        self, first: int, end: int, value: str | None, calendar: Calendar = Calendar.GREGORIAN
    ) -> list[Placed]:
        """The date over ``run[first:end]``; none where ``value`` is None."""
        if value is None:
            return []
        span = Span(self.run[first].start, self.run[end - 1].end)
        named = self.number("w") if first <= self.place("w") < end else None
        return [Placed(first, end, Date(span, value, calendar, weekday=named))]
