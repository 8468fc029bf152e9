"""Which words of a bead link, as a few numbers that the page's script reads when it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.model import Link, Segment, Side, Strength


@dataclass(frozen=True, slots=True)
class Linking:
    """The linked words of a bead's two sides, and the links between them.

    ``words`` of a side: for each linked word, what lies between the word before and this one and
    how long it is, in UTF-16 units of the cell's text. ``links``: "0-2 1-3?" joins the source's
    first such word with the target's third; a question mark says that the link is only possible.
    An element for every word with its partners would make the page five times as large.
    """

    words: Mapping[Side, str]
    links: str


def linking(sides: Mapping[Side, Sequence[Segment]], links: Iterable[Link]) -> Linking:
    """The links between the words of ``sides``; an end that is no word of its side is left out."""
    starts = {s: {t.span.start for x in sides[s] for t in x.tokens} for s in Side}
    kept = [
        (link.source.start, link.target.start, link.strength)
        for link in links
        if link.source.start in starts[Side.SOURCE] and link.target.start in starts[Side.TARGET]
    ]
    ends = {Side.SOURCE: {s for s, _, _ in kept}, Side.TARGET: {t for _, t, _ in kept}}
    order = {s: {start: n for n, start in enumerate(sorted(ends[s]))} for s in Side}
    said = [
        f"{order[Side.SOURCE][s]}-{order[Side.TARGET][t]}{'' if strength is Strength.SURE else '?'}"
        for s, t, strength in kept
    ]
    words = {side: _placed(sides[side], ends[side]) for side in Side}
    return Linking(words, " ".join(dict.fromkeys(said)))


def _placed(segments: Sequence[Segment], starts: set[int]) -> str:
    found: list[str] = []
    between = 0
    for segment in segments:
        first, at = segment.span.start, 0
        for token in segment.tokens:
            if token.span.start not in starts:
                continue
            start, end = token.span.start - first, token.span.end - first
            between += _units(segment.text[at:start])
            found.append(f"{between} {_units(segment.text[start:end])}")
            between, at = 0, end
        between += _units(segment.text[at:])
    return " ".join(found)


def _units(text: str) -> int:
    """The UTF-16 units of ``text`` in a page, where CR LF is one character."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 - text.count("\r\n")
