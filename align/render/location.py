"""Where a finding is, in lines and columns, for tools that annotate files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from align.model import Document, Finding, Quote, Report


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a document; lines and columns count from 1, columns in code points.

    ``end_column`` is the column after the last character. ``byte_columns`` are the two columns
    in bytes of UTF-8. Where the document's lines are not the file's, ``line`` and ``end_line``
    are those that the document knows, columns are 1, and ``exact`` is False. ``unit``: the id of
    the translation unit, or empty.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    byte_columns: tuple[int, int]
    quote: Quote
    unit: str = ""
    exact: bool = True


def location(report: Report, finding: Finding) -> Location | None:
    """Where to point at: the target's words, or where they lack, or else the source's.

    A unit that one side lacks altogether is called by its name, at the place where it would stand.
    """
    at = finding.target or finding.place or finding.source
    found, lone = _location(report, at), _location(report, finding.source or finding.target)
    if found and lone and at is finding.place and not len(found.quote.span):
        return replace(found, unit=lone.unit)
    return found


def related(report: Report, finding: Finding) -> Location | None:
    """The source's words, where ``location`` is not theirs already."""
    main = finding.target or finding.place
    return _location(report, finding.source) if main is not None else None


def told(place: Location) -> str:
    """ "unit menu.open, line 12": where a finding is in a file of translation units."""
    return f"unit {place.unit}, line {place.line}"


def _location(report: Report, quote: Quote | None) -> Location | None:
    if quote is None:
        return None
    document = report.document(quote.document)
    path = document.path or document.id
    block = document.block_at(quote.span.start)
    unit = block.unit if block else ""
    if first := document.line_at(quote.span.start):
        last = document.line_at(max(quote.span.start, quote.span.end - 1))
        return Location(path, first, 1, max(first, last), 1, (1, 1), quote, unit, exact=False)
    line, column, byte = _position(document, quote.span.start)
    end_line, end_column, end_byte = _position(document, quote.span.end)
    return Location(path, line, column, end_line, end_column, (byte, end_byte), quote, unit)


def _position(document: Document, offset: int) -> tuple[int, int, int]:
    start = document.text.rfind("\n", 0, offset) + 1
    before = document.text[start:offset]
    byte = len(before.encode("utf-8", "replace")) + 1
    return document.text.count("\n", 0, offset) + 1, len(before) + 1, byte
