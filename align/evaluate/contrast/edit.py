"""An edit of a text, and the places where one of a kind can be made."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from align.model import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """``new`` in place of ``span``; the rest of the text stays."""

    span: Span
    new: str

    def apply(self, text: str) -> str:
        """``text`` after the edit."""
        return text[: self.span.start] + self.new + text[self.span.end :]

    @property
    def touched(self) -> Span:
        """Where the new words stand after the edit; empty where words were only taken out."""
        return Span(self.span.start, self.span.start + len(self.new))


@dataclass(frozen=True, slots=True)
class Place:
    """A span that an edit can touch, and what may stand there instead."""

    span: Span
    choices: tuple[str, ...]


def chosen(text: str, places: Iterable[Place], rng: random.Random) -> Edit | None:
    """One of the edits of ``text`` that ``places`` allow, all places being as likely.

    None where no place has a choice that changes the text.
    """
    open_places = [
        (place.span, others)
        for place in places
        if (others := [c for c in place.choices if c != place.span.of(text)])
    ]
    if not open_places:
        return None
    span, choices = rng.choice(open_places)
    return trimmed(text, Edit(span, rng.choice(choices)))


def trimmed(text: str, edit: Edit) -> Edit:
    """The same edit without whole words at its ends that stay as they were.

    ليس فقط, in place of which ليس stands, is the loss of فقط.
    """
    old, new = edit.span.of(text), edit.new
    start = 0
    while old[start : start + 1] and old[start : start + 1] == new[start : start + 1]:
        start += 1
    if (old[start : start + 1] + new[start : start + 1]).strip():  # within a word
        start = old.rfind(" ", 0, start) + 1
    return Edit(Span(edit.span.start + start, edit.span.end), new[start:])
