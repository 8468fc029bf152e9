"""Word lists of several words, found in a run of items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from align.facts.items import Item, Kind, items
from align.model import Language

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases with what they stand for, looked up at a place in a run of items.

    The phrases are cut into items as the text is, so clitics and marks meet their like.
    """

    def __init__(self, rows: Iterable[tuple[str, T]], language: Language) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, payload in rows:
            forms = tuple(item.form for item in items(phrase, language))
            self._by_first.setdefault(forms[0], []).append((forms, payload))
            self._by_last.setdefault(forms[-1], []).append((forms, payload))
        for found in (*self._by_first.values(), *self._by_last.values()):
            found.sort(key=lambda row: -len(row[0]))

    def at(self, run: Sequence[Item], start: int) -> tuple[int, T] | None:
        """The end index and payload of the longest phrase that begins at ``start``."""
        if not 0 <= start < len(run):
            return None
        for form in _forms(run[start]):
            for forms, payload in self._by_first.get(form, ()):
                if _reads(run, start, (form, *forms[1:])):
                    return start + len(forms), payload
        return None

    def before(self, run: Sequence[Item], end: int) -> tuple[int, T] | None:
        """The start index and payload of the longest phrase that ends just before ``end``."""
        if not 0 < end <= len(run):
            return None
        for forms, payload in self._by_last.get(run[end - 1].form, ()):
            start = end - len(forms)
            if start >= 0 and run[start].form == forms[0] and _reads(run, start, forms):
                return start, payload
        return None


def _forms(item: Item) -> tuple[str, ...]:
    """The form itself, then without an accusative alef: يوما, يوم."""
    if item.kind is Kind.WORD and len(item.form) > 2 and item.form.endswith("ا"):
        return item.form, item.form[:-1]
    return (item.form,)


def _reads(run: Sequence[Item], start: int, forms: tuple[str, ...]) -> bool:
    if start + len(forms) > len(run):
        return False
    return all(run[start + k].form == form for k, form in enumerate(forms) if k)
