"""What the reader of each format returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from align.model import Block, Language


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, the layout units in it, and what the file says about itself.

    ``language`` is the one that it declares, if it is sure.
    """

    text: str
    blocks: tuple[Block, ...]
    date: date | None = None
    outlet: str | None = None
    language: Language | None = None


def iso_date(value: object) -> date | None:
    """The day that ``value`` begins with in ISO form; None where it does not."""
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None
