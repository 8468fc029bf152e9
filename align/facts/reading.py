"""What a number grammar found at a place in a run of items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from align.facts.items import Item, Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and where it ends; ``scaled`` if a word such as million is part of it."""

    end: int
    value: Decimal
    ordinal: bool = False
    spelled: bool = True
    definite: bool = False
    scaled: bool = False

    def item(self, run: Sequence[Item]) -> Item:
        """The numeral that stands for ``run``, the items read."""
        return Item(
            form=" ".join(i.form for i in run),
            start=run[0].start,
            end=run[-1].end,
            gap=run[0].gap,
            kind=Kind.NUMERAL,
            raw=" ".join(i.raw for i in run),
            value=self.value,
            ordinal=self.ordinal,
            spelled=self.spelled,
            definite=self.definite,
            scaled=self.scaled,
        )
