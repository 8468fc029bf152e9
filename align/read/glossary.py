"""Glossaries: tables with columns ``ar`` and ``en``, and TBX, to terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.model import Language, Term
from align.read.columns import ENDINGS, entries, read_bytes, rows

_COLUMNS = ("ar", "en")
_XML = (".tbx", ".xml")
_SPACE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = ("termEntry", "conceptEntry")
_BAD_STATUS = re.compile(r"deprecated|superseded|forbidden|obsolete|notrecommended", re.IGNORECASE)


def read_glossary(path: str | Path) -> tuple[Term, ...]:
    """The terms of a CSV, TSV or TBX file, in order.

    Tables name their columns in the first line: ``ar`` and ``en``, and maybe ``forbidden`` and
    ``note``; a cell may hold several renderings with | between them. Raises AlignError for a file
    that is missing, not UTF-8, of another format, or without terms.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS and ending not in _XML:
        raise AlignError(path, "a glossary is a .csv, .tsv or .tbx file")
    data = read_bytes(path)
    terms = tuple(_tbx(data, path) if ending in _XML else _table(data, path))
    if not terms:
        raise AlignError(path, "has no terms")
    return terms


def _table(data: bytes, path: Path) -> Iterator[Term]:
    for line, row in rows(data, path, _COLUMNS):
        arabic, english, forbidden = (entries(row, name) for name in (*_COLUMNS, "forbidden"))
        if not arabic or not english:
            raise AlignError(path, f"line {line}: a term needs both ar and en")
        yield Term(arabic, english, forbidden, row.get("note", "").strip())


def _tbx(data: bytes, path: Path) -> Iterator[Term]:
    """The entries that have terms in both languages; namespaces of either TBX version pass."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise AlignError(path, f"not readable as TBX ({error})") from error
    entries = [e for e in root.iter() if _name(e) in _ENTRIES]
    if not entries:
        raise AlignError(path, "not a TBX file: it has no termEntry or conceptEntry")
    for entry in entries:
        found: dict[Language, list[str]] = {language: [] for language in Language}
        forbidden: list[str] = []
        for part in entry.iter():
            language = _language(part)
            if language is not None:
                good, bad = _terms(part)
                found[language] += good
                forbidden += bad
        if all(found.values()):
            yield Term(tuple(found[Language.AR]), tuple(found[Language.EN]), tuple(forbidden))


def _terms(part: Any) -> tuple[list[str], list[str]]:
    """The terms of one language's part of an entry, and those that its status rules out."""
    good: list[str] = []
    bad: list[str] = []
    for term in part.iter():
        words = " ".join("".join(term.itertext()).split()) if _name(term) == "term" else ""
        if words:
            notes = ["".join(n.itertext()) for n in term.getparent() if _name(n) == "termNote"]
            (bad if any(map(_BAD_STATUS.search, notes)) else good).append(words)
    return good, bad


def _name(element: Any) -> str:
    """The tag without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _language(element: Any) -> Language | None:
    if _name(element) not in ("langSet", "langSec"):
        return None
    code = (element.get(_SPACE) or element.get("lang") or "").lower()
    return next((name for name in Language if code.split("-")[0].split("_")[0] == name), None)
