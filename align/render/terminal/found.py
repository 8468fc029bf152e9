"""Findings on a terminal: the worst with their words, the others in a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from align.model import Finding, Report, Side
from align.render.location import location
from align.render.overview import findings_of, is_collation, place_on, quote_on, weighed
from align.render.plain import columns, names_of, quoted, sentence, side_of, tail
from align.render.terminal.page import SHAPES, Page
from align.text import ARABIC, isolate

FINDINGS, ALIKE = 8, 5  # what is told in full where no screen says how much fits
_LISTED = 9  # lines under which findings are only listed
_QUOTED = re.compile("“([^“”]*)”")


class Findings:
    """The findings of a report that nobody accepted, most severe first, those alike together."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page, self.report = page, report
        self.documents = {document.id: document for document in report.documents}
        self.names = names_of(report)
        found = (f for f in weighed(findings_of(report)) if not f.suppressed)
        self.bundles = bundles(found)
        self.most = FINDINGS // 2 if is_collation(report) else FINDINGS

    @property
    def height(self) -> int:
        """The lines that all of them take up in full."""
        return sum(map(self._height, self.bundles))

    def show(self, room: int | None) -> None:
        """As many as fit into ``room`` lines: in full, then listed, then counted."""
        full, listed = len(self.bundles), 0
        if not self.page.view.verbose:
            full = min(self.most, full)
            if room is not None:
                full, listed = arranged([self._height(bundle) for bundle in self.bundles], room)
        for bundle in self.bundles[:full]:
            self._head(bundle)
            self._words(bundle)
            self.page.line()
        lines = self.bundles[full : full + listed]
        longest = max((len(bundle[0].name) for bundle in lines), default=0)
        for bundle in lines:
            self._head(bundle, longest)
        left = self.bundles[full + listed :]
        if listed and not left:
            self.page.line()
        self.page.more(sum(map(len, left)), "finding")

    def _head(self, findings: Sequence[Finding], listed: int | None = None) -> None:
        """Code, name, severity and confidence; where it is ``listed``, the message as well.

        ``listed``: the columns of the names above and below it.
        """
        finding = findings[0]
        shape, style = SHAPES[finding.severity]
        times = f"  × {len(findings)}" if len(findings) > 1 else ""
        lead, severity = f"{finding.code} {finding.name}", f"  {shape} {finding.severity}"
        if listed is None:
            word = "confidence " if self.page.wide else ""
            facts = f"  {word}{_between(findings)}"
            self.page.line((lead, "bold"), (severity, style), facts, (times, "bold"))
            return
        lead = f"{finding.code} {finding.name:<{listed}}"
        facts = f"{' ' * max(0, 8 - len(finding.severity))}  {_between(findings)}"
        taken = columns(lead + severity + facts + times) + 2
        told = f"  {_message(finding, self.page.width - taken)}"
        self.page.line((lead, "bold"), (severity, style), facts, (times, "bold"), told)

    def _words(self, findings: Sequence[Finding]) -> None:
        """Why, and the words of both sides; of those alike only of the side that has them."""
        told = _message(findings[0], self.page.width - 10)
        self.page.line(("why     ", "dim"), told, indent=2)
        place = location(self.report, findings[0])
        if place and place.unit and len(findings) == 1:
            where = quoted(place.unit, self.page.width - 25)
            self.page.line(("unit    ", "dim"), where, f"  line {place.line}", indent=2)
        shown = findings if self.page.view.verbose else findings[:ALIKE]
        for alike in shown:
            for side in Side:
                if len(findings) == 1 or quote_on(alike, side):
                    self._side(alike, side)
        if len(findings) > len(shown):
            self.page.line((f"… and {len(findings) - len(shown)} more", "dim"), indent=2)

    def _side(self, finding: Finding, side: Side) -> None:
        """The words of one side, or that it has none."""
        label = f"{side.value}  {self._whose(finding, side)}"
        room = self.page.width - 2 - columns(label)
        self.page.line((label, "dim"), side_of(finding, side, room), indent=2)

    def _height(self, findings: Sequence[Finding]) -> int:
        count = len(findings)
        if count > 1:
            return 3 + min(count, ALIKE) + (count > ALIKE)
        place = location(self.report, findings[0])
        return 5 + bool(place and place.unit)

    def _whose(self, finding: Finding, side: Side) -> str:
        """The language of one side, and the document where there are more than two."""
        quote = quote_on(finding, side) or place_on(finding, side)
        document = self.documents.get(quote.document) if quote else None
        if document is None:
            return "    "
        name = isolate(tail(self.names[document.id], 28))
        return f"{document.language}  " + (f"{name}  " if len(self.documents) > 2 else "")


def bundles(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings in order, those that say the same of words the other side wholly lacks together."""
    gathered: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        lone = (finding.source is None) is not (finding.target is None)
        bare = lone and not (finding.place and finding.place.text)
        key = (finding.code, finding.severity, finding.message, str(finding.source is None))
        gathered.setdefault(key if bare else (finding.fingerprint,), []).append(finding)
    return list(gathered.values())


def arranged(heights: Sequence[int], room: int) -> tuple[int, int]:
    """How many of the bundles are told in full and how many more in a line each.

    ``heights``: their lines in full, with the empty one after each. The worst is told in full
    wherever there is room for it.
    """
    count = len(heights)
    least = 1 if count and room >= _LISTED else 0
    for full in range(count, least - 1, -1):
        rest = count - full
        if sum(heights[:full]) + rest + bool(rest) <= room:
            return full, rest
    return least, min(count - least, max(room - sum(heights[:least]) - 2, 1))


def _message(finding: Finding, width: int) -> str:
    """The message, with what it quotes in Arabic isolated, so that its marks stay in place."""
    if ARABIC.search(finding.message):
        return sentence(_QUOTED.sub(lambda m: f"“{isolate(m[1])}”", finding.message), width)
    return sentence(finding.message, width)


def _between(findings: Sequence[Finding]) -> str:
    figures = sorted({f"{finding.confidence:.2f}" for finding in findings})
    return "–".join(dict.fromkeys((figures[0], figures[-1])))
