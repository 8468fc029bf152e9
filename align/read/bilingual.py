"""Files that hold both sides: which they are, and their two documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from align.errors import AlignError
from align.model import Document, Language
from align.read.decode import decode
from align.read.limits import LIMITS
from align.read.plurals import matched
from align.read.po import parse_mo, parse_po
from align.read.tmx import parse_tmx
from align.read.units import TwoSided, Unit, documents_of, unit_content
from align.read.xliff import parse_xliff

_Reader = Callable[[Path, bytes], TwoSided]
READERS: dict[str, _Reader] = {
    ".po": lambda path, data: parse_po(decode(data, str(path), markup=True), str(path)),
    ".pot": lambda path, data: parse_po(decode(data, str(path), markup=True), str(path)),
    ".mo": lambda path, _data: parse_mo(path),
    ".xlf": lambda path, data: parse_xliff(data, str(path)),
    ".xliff": lambda path, data: parse_xliff(data, str(path)),
    ".tmx": lambda path, data: parse_tmx(data, str(path)),
}
# What the first lines of a file say of its translation: enough to pass over 90 other languages.
_TOLD = re.compile(
    rb"""(?:["\n]Language:\s*|target-language\s*=\s*["']|trgLang\s*=\s*["'])([A-Za-z]+)"""
)

_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")  # in UTF-8


def is_two_sided(path: str | Path) -> bool:
    """True for the ending of a format whose files hold a text and its translation."""
    return Path(path).suffix.lower() in READERS


def is_ours(path: Path) -> bool:
    """False for a file with both sides that says it is a translation into a third language.

    And for one into English that has no Arabic: catalogues of the original's own language.
    """
    compiled = path.suffix.lower() == ".mo"  # its header is anywhere
    with path.open("rb") as stream:
        head = stream.read(LIMITS.bytes if compiled else 8192)
        told = _TOLD.search(head)
        language = told[1].lower() if told else b"ar"
        if language in (b"en", b"eng"):
            return bool(_ARABIC.search(head + stream.read(LIMITS.bytes)))
    return language in (b"ar", b"ara")


def two_sided(path: Path, data: bytes, ids: tuple[str, str]) -> tuple[Document, Document]:
    """The source and the target of such a file, whose content is ``data``."""
    found = READERS[path.suffix.lower()](path, data)
    if len(found.sources) > LIMITS.units:
        raise AlignError(path, f"has over {LIMITS.units} units")
    sources, targets = matched(*in_step(found))
    return documents_of(TwoSided(sources, targets, found.languages), str(path), ids)


def one_side(path: Path, data: bytes, id_: str, language: Language | None) -> Document:
    """The translation alone, with the ids of its units; the source where there is none."""
    found = READERS[path.suffix.lower()](path, data)
    sources, targets = in_step(found)
    translated = any(unit.words.strip() for unit in targets)
    kept, code = (targets if translated else sources), found.languages[translated]
    document = documents_of(TwoSided(kept, kept, (code, code)), str(path), (id_, id_))[1]
    return replace(document, side=None, language=language or document.language)


def in_step(found: TwoSided) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Both sides with ids that are unique, the same on either."""
    from align.read.units import numbered

    names = [unit.id for unit in numbered(found.sources)]
    sides = (found.sources, found.targets)
    one, two = (
        tuple(replace(u, id=name) for u, name in zip(side, names, strict=True)) for side in sides
    )
    return one, two


def in_forms(source: Document, target: Document) -> tuple[Document, Document]:
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
