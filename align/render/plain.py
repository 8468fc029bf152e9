"""Document words made safe for plain text: one line, no controls, isolated from their row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from align.model import Document, Finding, Language, Report, Side, Span
from align.render.overview import place_on, quote_on
from align.text import FSI, PDI, isolate, shorten

# What could move the cursor, recolour the screen, break a line or turn the row around.
_CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]")
# GitHub's and Azure's logs obey these wherever in a line they stand: ##[set-output …]
_COMMAND = re.compile(r"##(?=\w*\[)")
_ISOLATES = re.compile(f"[{FSI}{PDI}]")

# What neither XML nor HTML can carry, not even as references.
_ILLEGAL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")

# Formatting characters that are seen: the soft hyphen, Arabic signs that enclose numbers.
_SHOWN = frozenset("\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_OFFSETS = 9  # columns, so that the words below each other begin at one place
LANGUAGES = {Language.AR: "Arabic", Language.EN: "English"}


def clean(text: str) -> str:
    """``text`` on one line, controls shown as U+FFFD, bidi controls other than FSI/PDI removed.

    What the log of a pipeline would take for a command is broken by a word joiner, unseen.
    """
    line = " ".join(_CONTROLS.sub("\ufffd", text.replace("\r", "\n")).split())
    return _COMMAND.sub("#\u2060#", _BIDI.sub("", line))


def printable(text: str) -> str:
    """``text`` with U+FFFD for what a screen would obey, its lines and tabs as they are."""
    return _CONTROLS.sub("\ufffd", text)


def harmless(text: str) -> str:
    """``text`` with U+FFFD for what no markup can carry; line breaks and bidi controls stay."""
    return _ILLEGAL.sub("\ufffd", text)


def quoted(text: str, width: int) -> str:
    """Words of a document in at most ``width`` columns, between isolates of their own."""
    return isolate(cut(_ISOLATES.sub("", clean(text)), width))


def sentence(text: str, width: int = 10_000) -> str:
    """A message in at most ``width`` columns, its isolates balanced."""
    line, depth = [], 0
    for character in cut(clean(text), width):
        depth += (character == FSI) - (character == PDI)
        if depth < 0:
            depth = 0
        else:
            line.append(character)
    return "".join(line) + PDI * depth


def cut(line: str, width: int) -> str:
    """``line`` in at most ``width`` columns; Arabic vowel marks and joiners take up none."""
    width = max(width, 8)
    if columns(line) <= width:
        return line
    kept, used = 0, 0
    for character in line:
        used += columns(character)
        if used >= width:
            break
        kept += 1
    return shorten(line, max(kept + 1, 4))


def tail(line: str, width: int) -> str:
    """The end of a path in at most ``width`` columns: the file's name says more than the disk's."""
    line, width = clean(line), max(width, 8)
    if columns(line) <= width:
        return line
    while columns(line) >= width:
        line = line[max(1, (columns(line) - width) // 2) :]
    return f"…{line}"


def columns(text: str) -> int:
    """The columns that ``text`` takes up in a terminal."""
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character not in _SHOWN:
        return 0
    if "\u1160" <= character <= "\u11ff":  # vowels and ends of Korean syllables: part of the first
        return 0
    return 1 + (unicodedata.east_asian_width(character) in "WF")


def offsets(span: Span) -> str:
    """ "120:145"."""
    return f"{span.start}:{span.end}"


def lacking(finding: Finding, side: Side, width: int) -> str:
    """What to say of a side that has no words of its own in ``finding``."""
    place = place_on(finding, side)
    if place is None:
        return "nothing"
    at = (offsets(place.span) if len(place.span) else str(place.span.start)).ljust(_OFFSETS)
    if not place.text:
        return f"{at}  nothing here"
    return f"{at}  nothing in “{quoted(place.text, width - len(at) - 15)}”"


def side_of(finding: Finding, side: Side, width: int) -> str:
    """The words of one side with their offsets, "120:145  words", or that it has none."""
    quote = quote_on(finding, side)
    if quote is None:
        return lacking(finding, side, width)
    at = offsets(quote.span).ljust(_OFFSETS)
    return f"{at}  {quoted(quote.text, width - len(at) - 2)}"


def title_of(document: Document) -> str:
    """The document's path, or its id where it has none, on one line."""
    return clean(document.path or document.id)


def names_of(report: Report) -> dict[str, str]:
    """A short name for every document: its file's name where no other has it, else its path."""
    short = {d.id: title_of(d).rsplit("/", 1)[-1] for d in report.documents}
    return {d.id: _unless_shared(d, short) for d in report.documents}


def _unless_shared(document: Document, short: Mapping[str, str]) -> str:
    name = short[document.id]
    return name if list(short.values()).count(name) == 1 else title_of(document)
