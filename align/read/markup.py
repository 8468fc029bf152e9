"""XML with entities, document types and the network off; text of elements with inline codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from align.errors import AlignError

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Of these, of XLIFF and TMX, the content is text; they themselves say nothing to a reader.
_SILENT = frozenset({"mrk", "hi", "sub", "ut", "sm", "em", "cp"})
_PAIRED = frozenset({"g", "pc"})


def parse_xml(data: bytes, path: str, kind: tuple[str, int]) -> Any:
    """The root element of an XML file; ``kind``: what it is called, and how deep it may go.

    Nothing outside the file is read and no entity expanded. Raises AlignError for what is not well
    formed, declares entities, or is nested deeper than the limit.
    """
    from lxml import etree

    what, depth = kind

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = (getattr(error, "msg", None) or str(error)).splitlines()[0]
        raise AlignError(path, f"is no {what} file ({reason})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise AlignError(path, "declares entities, which are not read")
    if _depth(root) > depth:
        raise AlignError(path, f"is nested more than {depth} deep")
    return root


def _depth(root: Any) -> int:
    from lxml import etree

    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, name: str) -> Any | None:
    """The first child of that name, whatever its namespace."""
    return next((c for c in element if local(c) == name), None)


def words_of(element: Any) -> str:
    """The text of an element; inline codes as tags with an id and nothing else.

    ``<ph id="1">\\b</ph>`` is ``<ph id="1"/>``: a program's own code within it says nothing, and
    both sides have the same id.
    """
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name in _SILENT:
            yield from _pieces(inner)
        elif name in _PAIRED:
            yield f"<{name}{_id(inner)}>"
            yield from _pieces(inner)
            yield f"</{name}>"
        elif name:
            yield f"<{name}{_id(inner)}/>"
        yield inner.tail or ""


def _id(element: Any) -> str:
    """The id that both languages give to an inline code, as an attribute."""
    from xml.sax.saxutils import quoteattr  # which loads urllib and its sockets

    for key in ("id", "startRef", "i", "x"):
        if value := element.get(key):
            return f" id={quoteattr(value[:80])}"
    return ""
