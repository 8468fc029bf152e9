"""One side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as in align.model

from align.model import Fact, Language


@dataclass(frozen=True, slots=True)
class Rendering:
    """One side of a comparison: a text, its language, the facts found in it, its day of writing.

    The facts are found without the day, so that "yesterday" meets أمس whenever either was written.
    """

    text: str
    language: Language
    facts: tuple[Fact, ...]
    day: Day | None = None
