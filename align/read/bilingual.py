"""Files that hold both sides: which they are, and their two documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from align.errors import AlignError
from align.model import Document, Language
from align.read.decode import decode
from align.read.formats import BOTH, PAIRS, listed, refusal
from align.read.limits import AS_USUAL, Reading, read_bytes, refuse_many
from align.read.plurals import matched
from align.read.po import parse_mo, parse_po
from align.read.rows import parse_table
from align.read.tmx import parse_tmx
from align.read.units import TwoSided, Unit, documents_of, numbered, stem_ids, unit_content
from align.read.xliff import parse_xliff

Pair = tuple[Document, Document]
_Reader = Callable[[Path, bytes, Reading], TwoSided]


def _po(path: Path, data: bytes, _reading: Reading) -> TwoSided:
    return parse_po(decode(data, str(path), markup=True), str(path))


# By ending; the tests hold it to the table of formats.
CATALOGUES: dict[str, _Reader] = {
    ".po": _po,
    ".pot": _po,
    ".mo": lambda path, data, _reading: parse_mo(path, data),
    ".xlf": lambda path, data, reading: parse_xliff(data, str(path), reading.limits),
    ".xliff": lambda path, data, reading: parse_xliff(data, str(path), reading.limits),
    ".tmx": lambda path, data, reading: parse_tmx(data, str(path), reading.limits),
}
READERS: dict[str, _Reader] = CATALOGUES | dict.fromkeys(
    (".tsv", ".csv", ".jsonl", ".ndjson", ".parquet"), parse_table
)
# What the first lines of a file say of its translation: enough to pass over 90 other languages.
_TOLD = re.compile(
    rb"""(?:["\n]Language:\s*|target-language\s*=\s*["']|trgLang\s*=\s*["'])([A-Za-z]+)"""
)
_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")  # in UTF-8
_HEAD = 8192
_WHOLE = AS_USUAL.limits.bytes


def is_two_sided(path: str | Path) -> bool:
    """True for the ending of a format whose files hold a text and its translation."""
    return Path(path).suffix.lower() in READERS


def is_catalogue(path: str | Path) -> bool:
    """True for a translators' file with both sides; a table may hold anything else, too."""
    return Path(path).suffix.lower() in CATALOGUES


def is_ours(path: Path) -> bool:
    """False for a file with both sides that says it is a translation into a third language.

    And for one into English that has no Arabic: catalogues of the original's own language.
    """
    compiled = path.suffix.lower() == ".mo"  # its header is anywhere
    with path.open("rb") as stream:
        head = stream.read(_WHOLE if compiled else _HEAD)
        told = _TOLD.search(head)
        language = told[1].lower() if told else b"ar"
        if language in (b"en", b"eng"):
            return bool(_ARABIC.search(head + stream.read(_WHOLE)))
    return language in (b"ar", b"ara")


def read_pair(
    path: str | Path, reading: Reading = AS_USUAL, ids: tuple[str, str] | None = None
) -> Pair:
    """The source and the target that a file holds, in units that are aligned as they are.

    Raises AlignError for a file of another format and for whatever cannot be read.
    """
    path = Path(path)
    data = read_bytes(path, reading.limits)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise AlignError(path, _alone(path.suffix.lower()))
    found = reader(path, data, reading)
    refuse_many(path, len(found.sources), reading.limits, "units")
    sources, targets = matched(*in_step(found))
    named = replace(found, sources=sources, targets=targets)
    return documents_of(named, str(path), ids or stem_ids(path))


def _alone(ending: str) -> str:
    told = refusal(ending)
    if "not read" in told:
        return told
    return f"has no second document to be compared with ({listed(BOTH, PAIRS)} hold both sides)"


def one_side(
    path: Path, id_: str, language: Language | None, reading: Reading = AS_USUAL
) -> Document:
    """The translation alone, with the ids of its units; the source where there is none."""
    found = READERS[path.suffix.lower()](path, read_bytes(path, reading.limits), reading)
    sources, targets = in_step(found)
    translated = any(unit.words.strip() for unit in targets)
    kept, code = (targets if translated else sources), found.languages[translated]
    document = documents_of(TwoSided(kept, kept, (code, code)), str(path), (id_, id_))[1]
    return replace(document, side=None, language=language or document.language)


def in_step(found: TwoSided) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Both sides with ids that are unique, the same on either."""
    names = [unit.id for unit in numbered(found.sources)]
    sides = (found.sources, found.targets)
    one, two = (
        tuple(replace(u, id=name) for u, name in zip(side, names, strict=True)) for side in sides
    )
    return one, two


def in_forms(source: Document, target: Document) -> Pair:
    """Two documents of units with the same plural forms, so that each meets its counterpart."""
    if not (source.has_units and target.has_units):
        return source, target
    one, two = matched(_units(source), _units(target))
    return _with(source, one), _with(target, two)


def _units(document: Document) -> list[Unit]:
    return [Unit(b.unit, b.span.of(document.text), b.line) for b in document.blocks if b.unit]


def _with(document: Document, units: tuple[Unit, ...]) -> Document:
    content = unit_content(units)
    return replace(document, text=content.text, blocks=content.blocks)
