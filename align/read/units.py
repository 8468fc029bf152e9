"""Translation units to documents: each unit a block that knows its id and its line."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.errors import AlignError, UntranslatedError
from align.model import Block, BlockKind, Document, Language, Side, Span
from align.read.accelerators import without_accelerator
from align.read.content import Content
from align.read.language import declared, detect


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: its id, the words of a side and the file's line where they stand."""

    id: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class TwoSided:
    """The units of a file that holds both sides, in step, and the languages it declares.

    The words of a target are empty where it is not translated yet. ``languages`` are codes as
    written ("ar-SA", "en_GB"), empty where there is none. ``declared``: whether the file says which
    side is the original.
    """

    sources: tuple[Unit, ...]
    targets: tuple[Unit, ...]
    languages: tuple[str, str] = ("", "")
    declared: bool = True


def unit_content(units: Sequence[Unit], language: Language | None = None) -> Content:
    """One text of all units, in order, blank lines between them."""
    blocks, texts, at = [], [], 0
    for unit in numbered(units):
        words = without_accelerator(_LONE.sub("\ufffd", unit.words)).strip()
        blocks.append(
            Block(
                Span(at, at + len(words)),
                BlockKind.PARAGRAPH,
                _LONE.sub("\ufffd", unit.id),
                max(1, unit.line),
            )
        )
        texts.append(words)
        at += len(words) + 2
    return Content("\n\n".join(texts), tuple(blocks), language=language)


_LONE = re.compile("[\ud800-\udfff]")  # JSON can hold half a character, and nothing else can
_LONG = 60  # characters that an id may have; messages of PO files are their own ids


def key_of(words: str, context: str = "") -> str:
    """An id made of a message's words and context: all of them, or their beginning and a hash."""
    line = " ".join((f"{context}|{words}" if context else words).split())
    if len(line) <= _LONG:
        return line or "#"
    mark = hashlib.sha256(f"{context}\0{words}".encode("utf-8", "replace")).hexdigest()[:8]
    return f"{line[:_LONG]}…{mark}"


def numbered(units: Iterable[Unit]) -> list[Unit]:
    """``units`` with a number for every id that was there before: "open", "open#2"."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    found = []
    for unit in units:
        name = unit.id or "#"
        seen[name] += 1
        while name in taken:
            name = f"{unit.id}#{seen[unit.id or '#']}"
            seen[unit.id or "#"] += name in taken
        taken.add(name)
        found.append(unit if name == unit.id else replace(unit, id=name))
    return found


def documents_of(units: TwoSided, path: str, ids: tuple[str, str]) -> tuple[Document, Document]:
    """The two sides as documents with the same path.

    Raises AlignError where one of them has no words, or is in neither Arabic nor English.
    """
    if not units.sources:
        raise AlignError(path, "has no translation units")
    if not any(unit.words for unit in units.targets):
        raise UntranslatedError(path, "has no translations")
    one, two = (
        _document(own, path, code, (side if units.declared else None, id_))
        for own, code, side, id_ in zip(
            (units.sources, units.targets), units.languages, Side, ids, strict=True
        )
    )
    return one, two


def _document(
    units: tuple[Unit, ...], path: str, code: str, named: tuple[Side | None, str]
) -> Document:
    content = unit_content(units)
    language = declared(code, path) or detect(content.text, path)
    side, id_ = named
    return Document(id_, path, language, content.text, blocks=content.blocks, side=side)


def stem_ids(path: Path) -> tuple[str, str]:
    """The ids of the two documents that are one file."""
    return f"{path.stem}.source", f"{path.stem}.target"
