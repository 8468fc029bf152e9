"""What two documents are called: their common name, and the folders in which each lies."""

from __future__ import annotations

from dataclasses import dataclass

from align.model import Document
from align.render.plain import title_of

_BETWEEN = " \u2194 "


@dataclass(frozen=True, slots=True)
class Label:
    """ "page.md" in "content/{en \u2194 ar}/guides"; "a.txt \u2194 b.txt" in "news"."""

    name: str
    folder: str

    @property
    def path(self) -> str:
        """Both, the folder first."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


def label_of(source: Document, target: Document) -> Label:
    """The pair's label: what the two paths share is said once."""
    one, other = (title_of(document).split("/") for document in (source, target))
    folder = _braced(one[:-1], other[:-1])
    if one[-1] == other[-1]:
        return Label(one[-1], folder)
    return Label(f"{one[-1]}{_BETWEEN}{other[-1]}", folder)


def _braced(one: list[str], other: list[str]) -> str:
    """The two folders with the parts that differ between braces."""
    if one == other:
        return "/".join(one)
    shortest = min(len(one), len(other))
    first = next((i for i in range(shortest) if one[i] != other[i]), shortest)
    rest = shortest - first
    last = next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)
    middle = ("/".join(parts[first : len(parts) - last]) or "." for parts in (one, other))
    braced = f"{{{_BETWEEN.join(middle)}}}"
    return "/".join((*one[:first], braced, *one[len(one) - last :]))
