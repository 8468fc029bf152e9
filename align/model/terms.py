"""Terms of a glossary."""

from __future__ import annotations

from dataclasses import dataclass

from align.model.kinds import Language


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its renderings in each language, any of which will do, and those that will not.

    ``forbidden`` holds renderings of either language; ``note`` is the glossary's own remark.
    """

    arabic: tuple[str, ...]
    english: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    note: str = ""

    def renderings(self, language: Language) -> tuple[str, ...]:
        """What the glossary has for the term in one language."""
        return self.arabic if language is Language.AR else self.english
