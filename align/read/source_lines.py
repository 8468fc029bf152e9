"""Where in a page's source the words stand that were extracted from it.

Extraction builds new elements, and an element's line says nothing about words further down in a
long paragraph. So the words are looked for in the source, tags taken out, white space ignored.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from html import unescape

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_SILENT = re.compile(r"<(script|style|title)(?=[\s/>])", re.IGNORECASE)
# A reference (&amp;, &#1605;), or letters up to the next one.
_PART = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});?|&?[^\s&]+|&")
_BREAK = re.compile(r"\r\n|\r|\n")
_BEGINNING = 40  # letters that find a block of which a part was left out


class SourceLines:
    """The letters of a page's source in order, with the line of each."""

    def __init__(self, source: str) -> None:
        self._letters, self._places = _letters(source)
        self._breaks = [match.end() for match in _BREAK.finditer(source)]

    def of(self, texts: list[str]) -> list[list[tuple[int, int]]]:
        """For each text, in the order of the page: (offset in it, line of the source from there).

        Words that stand in the source once hold the others in place: of a heading that the menu
        has too, the one nearest to what follows it counts. What is not found is where the text
        before it was.
        """
        squeezed = ["".join(text.split()) for text in texts]
        places = self._placed(squeezed)
        last = 1
        found = []
        for text, letters, place in zip(texts, squeezed, places, strict=True):
            own = [(0, last)] if place < 0 else self._lines(text, letters, place)
            last = own[-1][1]
            found.append(own)
        return found

    def _placed(self, texts: list[str]) -> list[int]:
        """Where each text begins among the letters; −1 where it is not."""
        places = [self._only(text) for text in texts]
        following = len(self._letters)
        bounds = []
        for place in reversed(places):
            bounds.append(following)
            following = place if place >= 0 else following
        done = 0
        for at, (text, bound) in enumerate(zip(texts, reversed(bounds), strict=True)):
            if places[at] < 0:
                places[at] = self._between(text, done, bound)
            if places[at] >= 0:
                done = places[at] + len(text)
        return places

    def _only(self, text: str) -> int:
        for letters in (text, text[:_BEGINNING]):
            first = self._letters.find(letters)
            if first >= 0:
                return first if self._letters.find(letters, first + 1) < 0 else -1
        return -1

    def _between(self, text: str, start: int, end: int) -> int:
        for letters in (text, text[:_BEGINNING]):
            # Before any other text was found, what stands nearest to the next one; else in turn.
            for look in (self._letters.find, self._letters.rfind)[:: 1 if start else -1]:
                place = look(letters, start, end)
                if place >= 0:
                    return place
        return -1

    def _lines(self, text: str, letters: str, place: int) -> list[tuple[int, int]]:
        """A pair where the text begins, and one for each further line of the source."""
        offsets = [at for at, c in enumerate(text) if not c.isspace()]
        whole = self._letters.startswith(letters, place)
        found: list[tuple[int, int]] = []
        for at, offset in enumerate(offsets if whole else offsets[:1]):
            line = bisect_right(self._breaks, self._places[place + at]) + 1
            if not found or line != found[-1][1]:
                found.append((offset if found else 0, line))
        return found


def _letters(source: str) -> tuple[str, array[int]]:
    """What is not white space outside of tags, references resolved; the place of each letter.

    Linear in the length of whatever it is given: what was once searched for in vain is not
    searched for again.
    """
    letters: list[str] = []
    places = array("L")
    at = 0
    comments = True
    while at < len(source):
        tag = _TAG.search(source, at)
        end = tag.start() if tag else len(source)
        for part in _PART.finditer(source, at, end):
            words, start = part.group(), part.start()
            meant = unescape(words) if words[0] == "&" else words
            letters.append(meant if words is meant else "".join(meant.split()))
            same = words is meant
            places.extend(range(start, part.end()) if same else [start] * len(letters[-1]))
        at = end
        if comments and source.startswith("<!--", end):
            close = source.find("-->", end + 4) + 3
            comments = close > 2
            at = close if comments else end
        if at == end:
            at = _after_tag(source, end)
    return "".join(letters), places


def _after_tag(source: str, at: int) -> int:
    """Where text goes on after the tag that begins at ``at``; scripts and titles are no text."""
    close = source.find(">", at) + 1
    silent = _SILENT.match(source, at)
    if not close or not silent:
        return close or len(source)
    end = re.compile(rf"</{silent[1]}", re.IGNORECASE).search(source, close)
    return end.start() if end else len(source)
