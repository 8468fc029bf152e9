"""What a verb group tells: when, of which word, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from align.checks.quotation.wording import Word


class Time(Enum):
    """When something happens, as a verb group tells it; ``OPEN``: it may be any time."""

    DONE = "done"
    AHEAD = "ahead"
    UNDER_WAY = "under way"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Told:
    """Words ``at`` to ``head``, the last of which carries the meaning: will be signed.

    ``firm``: the form tells no other time; ``reduced``: it may be no verb of its own (the deal
    signed by); ``copula``: the meaning is a later word's; ``already``: is already producing.
    """

    at: int
    head: int
    time: Time
    firm: bool = True
    negated: bool = False
    copula: bool = False
    reduced: bool = False
    already: bool = False

    @property
    def end(self) -> int:
        """The word after the last."""
        return self.head + 1


def paused(words: Sequence[Word], start: int, end: int) -> bool:
    """True if a clause ends between two words."""
    return any(w.pauses for w in words[start + 1 : end + 1])
