"""What the reader of each format returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from align.model import Block, Directive


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, its layout units, what it says of itself, and comments for us."""

    text: str
    blocks: tuple[Block, ...]
    date: date | None = None
    outlet: str | None = None
    comments: tuple[Directive, ...] = ()


def iso_date(value: object) -> date | None:
    """The day that ``value`` begins with in ISO form; None where it does not."""
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None
