"""gettext catalogues: PO files with their lines, and the compiled MO files, which have none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.errors import AlignError
from align.read.decode import charset
from align.read.plurals import form_names, shows_one_number
from align.read.units import TwoSided, Unit, key_of

if TYPE_CHECKING:
    import polib

_KEYWORD = re.compile(r"(?:#~\s*)?(msgid_plural|msgid|msgstr(?:\[\d+\])?)[\s\"]", re.ASCII)
# The header, and where translators name themselves in GNOME and in KDE.
_NO_TEXT = ("", "translator-credits", "translator_credits", "NAME OF TRANSLATORS", "Your names")
_CHARSET = re.compile(rb"Content-Type:[^\n]{0,80}?charset=([\w.:-]{1,40})", re.IGNORECASE)
_MAGIC = b"\xde\x12\x04\x95"
# What ends a line for polib and for no other reader of PO files.
_OTHER_BREAK = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def parse_po(text: str, path: str) -> TwoSided:
    """The messages of a PO file; fuzzy and obsolete ones, and the header, are left out."""
    import polib

    flat = _OTHER_BREAK.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        catalogue = polib.pofile(flat + "\n")
    except (OSError, ValueError, IndexError, KeyError, AttributeError) as error:
        raise AlignError(path, f"is no PO file ({_reason(error)})") from error
    return _read(catalogue, _Lines(flat), path)


def parse_mo(path: Path, data: bytes) -> TwoSided:
    """The messages of a compiled catalogue, ``data`` of ``path``; all of them stand on line 1."""
    import struct

    import polib

    told = _CHARSET.search(data)
    try:
        _refuse_overlapping(data)
        catalogue = polib.mofile(str(path), encoding=(told and charset(told[1])) or "utf-8")
    except (OSError, ValueError, struct.error, LookupError) as error:
        raise AlignError(path, f"is no MO file ({_reason(error)})") from error
    return _read(catalogue, _Lines(""), str(path))


def _refuse_overlapping(data: bytes) -> None:
    """ValueError for texts that are longer together than the file: each may be all of it."""
    import struct

    order = "<" if data[:4] == _MAGIC else ">"
    count, *tables = struct.unpack_from(f"{order}3I", data, 8)
    total = 0
    for table in tables:
        for at in range(table, min(table + 8 * count, len(data) - 3), 8):
            total += struct.unpack_from(f"{order}I", data, at)[0]
    if total > len(data):
        raise ValueError("its texts overlap")


def _reason(error: Exception) -> str:
    line = re.search(r"\(line (\d+)\)", str(error))
    return f"line {line[1]}" if line else "it cannot be parsed"


class _Lines:
    """Where each part of each message stands in the file."""

    def __init__(self, text: str) -> None:
        self._parts = [
            (number, match[1])
            for number, line in enumerate(text.split("\n"), 1)
            if (match := _KEYWORD.match(line.lstrip()))
        ]
        self._numbers = [number for number, _ in self._parts]

    def of(self, entry: Any) -> dict[str, int]:
        """The line of every keyword of a message: "msgid", "msgstr[2]"."""
        found: dict[str, int] = {}
        at = bisect_left(self._numbers, getattr(entry, "linenum", 0) or 0)
        for number, keyword in self._parts[at:]:
            if keyword in found:
                break
            found[keyword] = number
        return found


def _read(catalogue: polib.POFile | polib.MOFile, lines: _Lines, path: str) -> TwoSided:
    sources: list[Unit] = []
    targets: list[Unit] = []
    formula = str(catalogue.metadata.get("Plural-Forms", ""))
    for entry in catalogue:
        if entry.obsolete or getattr(entry, "fuzzy", False) or entry.msgid in _NO_TEXT:
            continue
        for one, two in _units(entry, lines.of(entry), formula):
            sources.append(one)
            targets.append(two)
    if Path(path).suffix.lower() == ".pot" and not any(unit.words for unit in targets):
        raise AlignError(path, "is a template without translations")
    language = str(catalogue.metadata.get("Language", ""))
    original = str(catalogue.metadata.get("X-Source-Language", ""))
    return TwoSided(tuple(sources), tuple(targets), (original, language))


def _units(entry: Any, lines: dict[str, int], formula: str) -> Iterator[tuple[Unit, Unit]]:
    """The message, or each of its plural forms beside the English one that says the same."""
    name = key_of(entry.msgid, entry.msgctxt or "")
    first = lines.get("msgid", 1)
    if not entry.msgstr_plural:
        yield Unit(name, entry.msgid, first), Unit(name, entry.msgstr, lines.get("msgstr", 1))
        return
    forms = form_names(formula, len(entry.msgstr_plural))
    for (index, words), form in zip(sorted(entry.msgstr_plural.items()), forms, strict=True):
        id_ = f"{name}[{form}]"
        single = form == "one" and shows_one_number(formula, int(index))
        original = entry.msgid if single else entry.msgid_plural
        place = first if single else lines.get("msgid_plural", first)
        yield Unit(id_, original, place), Unit(id_, words, lines.get(f"msgstr[{index}]", 1))
