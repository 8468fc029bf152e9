"""Terms of a glossary, and names with their spellings, as users give them."""

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


@dataclass(frozen=True, slots=True)
class Alias:
    """One person, place or body with every name that counts as it, in either language."""

    arabic: tuple[str, ...]
    english: tuple[str, ...]

    def names(self, language: Language) -> tuple[str, ...]:
        """The names in one language."""
        return self.arabic if language is Language.AR else self.english
