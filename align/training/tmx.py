"""Translation memories: the Arabic and English segments of a TMX file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from align.errors import AlignError

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def units(path: Path, lines: TextIO) -> Iterator[tuple[str, str]]:
    """The Arabic and English texts of every unit that has both, in file order.

    Read unit by unit, so that memory does not grow with the file; entities are not expanded and
    nothing outside the file is read. AlignError where ``path``, open as ``lines``, is no TMX.
    """
    from lxml import etree

    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, unit in etree.iterparse(lines.buffer, tag="tu", **safe):
            texts = dict(_texts(unit))
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
            if texts.keys() >= {"ar", "en"}:
                yield texts["ar"], texts["en"]
    except etree.XMLSyntaxError as error:
        raise AlignError(path, f"is no TMX file ({error})") from error


def _texts(unit: Any) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        language = variant.get(_LANGUAGE) or variant.get("lang") or ""
        segment = variant.find("seg")
        if segment is not None:
            yield language[:2].lower(), " ".join("".join(segment.itertext()).split())
