"""Where words stand, as a reader finds them in the file: its line, and the unit it gives them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from align.model import Document, Quote, Report

_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: "line 12", the id of its translation unit or "", and the characters."""

    line: str
    unit: str
    offsets: str


class Files:
    """The files of a report, each of whose line breaks are looked up once."""

    def __init__(self, report: Report) -> None:
        self._documents = {document.id: document for document in report.documents}
        self._breaks: dict[str, list[int]] = {}

    def where(self, quote: Quote) -> Where:
        """The place of a quote; without a line where its document is not the report's."""
        document = self._documents.get(quote.document)
        if document is None:
            return Where("", "", offsets(quote))
        block = document.block_at(quote.span.start)
        line = document.line_at(quote.span.start) or self._line(document, quote.span.start)
        noun = "paragraph" if document.path.lower().endswith(".docx") else "line"
        return Where(f"{noun} {line:,}", block.unit if block else "", offsets(quote))

    def _line(self, document: Document, offset: int) -> int:
        if document.id not in self._breaks:
            self._breaks[document.id] = [m.start() for m in _BREAK.finditer(document.text)]
        return bisect_right(self._breaks[document.id], offset - 1) + 1


def offsets(quote: Quote) -> str:
    """Where a quote stands in its document: its first character, and the one after its last."""
    if not len(quote.span):
        return f"character {quote.span.start}"
    return f"characters {quote.span.start}\u2013{quote.span.end}"
