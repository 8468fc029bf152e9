"""Word documents to paragraphs, headings, items and cells, in the order of the page.

Opened by python-docx. Its ``paragraph.text`` leaves out content controls, inserted text, fields,
text boxes and notes, so the elements are walked here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from align.errors import AlignError
from align.model import BlockKind
from align.read.archive import refuse_hostile
from align.read.content import Content, Passage, laid_out
from align.read.limits import Limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADING = re.compile(r"heading \d|title|subtitle")
_LIST = re.compile(r"list( bullet| number| paragraph)?( \d)?")
# Deleted or moved away, properties, and how the ruby above a word reads: not the words.
_SILENT = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "rt"))
_CHARACTERS = {
    f"{_W}tab": " ",
    f"{_W}ptab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_NOTES = ("footnote", "endnote")


def parse(data: bytes, path: str, limits: Limits) -> Content:
    """The words of a .docx file; the line of each is the number of its paragraph.

    In: tables, inserted text, links, fields as last shown, text boxes after their paragraph, notes
    at the end. Out: deleted and hidden text, comments, headers and footers, formulas.
    """
    if data.startswith(_OLE):
        reason = "encrypted, or an old Word document: save it as .docx without a password"
        raise AlignError(path, reason)
    if not data.startswith(b"PK"):
        raise AlignError(path, "not a Word document (.docx is a zip archive, this is none)")
    refuse_hostile(data, path, limits)
    try:
        walk = _opened(data, limits.depth)
        passages = list(walk.passages())
    except RecursionError as error:
        raise AlignError(path, f"nested too deep (max-depth: {limits.depth})") from error
    except Exception as error:  # python-docx trips on a broken part in as many ways as there are
        first = (str(error).partition("\n")[0] or type(error).__name__).strip("\"'")
        raise AlignError(path, f"not a Word document that can be read ({first[:200]})") from error
    if not passages:
        raise AlignError(path, "no words in it")
    return laid_out(passages)


def _opened(data: bytes, depth: int) -> _Walk:
    import docx

    document = docx.Document(io.BytesIO(data))
    notes = {}
    for relation in document.part.rels.values():
        name = relation.reltype.rpartition("/")[2].removesuffix("s")
        if name in _NOTES and not relation.is_external:
            notes[name] = _notes(relation.target_part.blob, name)
    return _Walk(document.element.body, _kinds(document.styles.element), notes, depth)


def _kinds(styles: Any) -> dict[str, BlockKind]:
    """What the paragraphs of each style are, by its id.

    The library looks a style's base up among all styles, which takes a minute for 3,000 of them.
    """
    named: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in styles.iterchildren(f"{_W}style"):
        id_ = style.get(f"{_W}styleId", "")
        for tag, found in ((f"{_W}name", named), (f"{_W}basedOn", based)):
            element = style.find(tag)
            if element is not None:
                found.setdefault(id_, element.get(f"{_W}val", ""))
    kinds = {id_: _kind_of_style(id_, named, based) for id_ in {**named, **based}}
    return {id_: kind for id_, kind in kinds.items() if kind is not None}


def _kind_of_style(id_: str, named: dict[str, str], based: dict[str, str]) -> BlockKind | None:
    """By the English name that Word keeps in every language, its own or of what it is based on."""
    for _ in range(10):  # styles may be based on each other in a circle
        name = named.get(id_, "").lower()
        if _HEADING.fullmatch(name):
            return BlockKind.HEADING
        if _LIST.fullmatch(name) and name != "list paragraph":
            return BlockKind.ITEM
        if id_ not in based:
            return None
        id_ = based[id_]
    return None


def _notes(blob: bytes, name: str) -> dict[str, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(blob, parser)
    return {note.get(f"{_W}id"): note for note in root.iterchildren(f"{_W}{name}")}


@dataclass
class _Walk:
    """One passage through a document's elements, in reading order, paragraphs counted."""

    body: Any
    kinds: dict[str, BlockKind]
    notes: dict[str, dict[str, Any]]
    depth: int
    paragraph: int = 0
    wanted: list[Any] = field(default_factory=list)

    def passages(self) -> Iterator[Passage]:
        """The body, then the notes that it refers to, in order."""
        yield from self._within(self.body, None, 1)
        for note in self.wanted:
            yield from self._within(note, None, 1)

    def _within(self, element: Any, kind: BlockKind | None, depth: int) -> Iterator[Passage]:
        if depth > self.depth:
            raise RecursionError
        for child in element:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, kind, depth)
            elif child.tag == f"{_W}tc":
                yield from self._within(child, BlockKind.CELL, depth + 1)
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                inner = child[:1] if child.tag == _ALTERNATE else child
                yield from self._within(inner, kind, depth + 1)

    def _paragraph(self, element: Any, kind: BlockKind | None, depth: int) -> Iterator[Passage]:
        self.paragraph += 1
        number = self.paragraph
        boxes: list[Any] = []
        words = "".join(self._words(element, boxes, depth))
        kind = self._kind(element) or kind or BlockKind.PARAGRAPH
        for line in words.split("\n"):
            bare = re.sub(r"[ \t\r\f\v]+", " ", line).strip()
            if any(c.isalnum() for c in bare):
                yield Passage(((bare, number),), kind)
        for box in boxes:
            yield from self._within(box, None, depth + 1)

    def _kind(self, paragraph: Any) -> BlockKind | None:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        kind = self.kinds.get(style.get(f"{_W}val")) if style is not None else None
        if kind is None and paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None:
            level = paragraph.find(f"{_W}pPr/{_W}outlineLvl").get(f"{_W}val")
            kind = BlockKind.HEADING if level != "9" else None  # 9 is body text
        if kind is None and paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            kind = BlockKind.ITEM
        return kind

    def _words(self, element: Any, boxes: list[Any], depth: int) -> Iterator[str]:
        """What a paragraph shows, runs joined; its text boxes are put aside, its notes noted."""
        if depth > self.depth:
            raise RecursionError
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                yield (child.text or "").replace("\n", " ")
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag == _ALTERNATE:  # the same thing twice, for new and old programs
                yield from self._words(child[:1], boxes, depth + 1)
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self._note(tag.removeprefix(_W).removesuffix("Reference"), child.get(f"{_W}id"))
            elif isinstance(tag, str) and tag not in _SILENT and not _is_hidden(child):
                yield from self._words(child, boxes, depth + 1)

    def _note(self, name: str, id_: str) -> None:
        note = self.notes.get(name, {}).pop(id_, None)  # each once, also where it names itself
        if note is not None:
            self.wanted.append(note)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
