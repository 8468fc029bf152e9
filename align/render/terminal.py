"""The terminal: a report that fits a screen, in right-to-left and left-to-right terminals.

Every line begins with Latin letters and ends with the document's words between isolates, so
that Arabic reorders nothing, whether or not the terminal knows the bidirectional algorithm.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

from align.model import Document, Finding, Quote, Report, Severity, Side
from align.render.aside import aside
from align.render.collated import Row, carried, matrix
from align.render.location import location
from align.render.overview import (
    Overview,
    findings_of,
    is_collation,
    overview,
    place_on,
    quote_on,
    weighed,
)
from align.render.plain import columns, cut, names_of, quoted, sentence, side_of, tail, title_of
from align.text import isolate

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

FINDINGS, STATEMENTS, UNPAIRED, ALIKE = 8, 6, 3, 5  # what fits a screen
SHAPES = {
    Severity.CRITICAL: ("◆", "bold red"),
    Severity.MAJOR: ("▲", "red"),
    Severity.MINOR: ("●", "yellow"),
    Severity.NEUTRAL: ("○", "cyan"),
}
_BAR = 20
_NARROW = 80  # columns below which the bar gives way to the document's name
_TRAILING = re.compile(r"[ \t]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)


def terminal(
    report: Report, *, color: bool = False, width: int = 100, verbose: bool = False
) -> str:
    """The report in at most ``width`` columns; with ``verbose`` nothing is left out."""
    from rich.console import Console

    width = max(width, 40)
    output = io.StringIO()
    console = Console(
        file=output,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )
    _Screen(report, console, verbose).show()
    text = _TRAILING.sub(r"\1", output.getvalue())
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


class _Screen:
    """One report being written to one console."""

    def __init__(self, report: Report, console: Console, verbose: bool) -> None:
        self.report, self.console, self.verbose = report, console, verbose
        self.documents = {document.id: document for document in report.documents}
        self.names = names_of(report)
        self.figures = overview(report)

    def show(self) -> None:
        """Header, then the statements or findings, then what to do next."""
        if is_collation(self.report):
            self.collation_head()
            self.statements()
        else:
            self.head()
        self.findings()
        self.unpaired()
        for parts in aside(self.report, self.console.width, self.verbose):
            self.line(*parts)
        self.foot()

    def line(self, *parts: tuple[str, str] | str, indent: int = 0) -> None:
        """One line, cut at the console's width."""
        from rich.text import Text

        text: Text = Text.assemble(" " * indent, *parts, no_wrap=True)
        if columns(text.plain) > self.console.width:  # never a document's words: those are cut
            text.truncate(self.console.width, overflow="ellipsis")
        self.console.print(text, overflow="ignore", no_wrap=True, crop=False)

    def head(self) -> None:
        """The two sides with their coverage; or how many documents, where they are many."""
        report, coverage = self.report, self.figures.coverage
        if len(report.alignments) and len(report.documents) == 2:
            for side, document in zip(Side, _sides(report), strict=True):
                self.document(side.value, document, coverage.get(side))
        else:
            pairs = f"{len(report.alignments)} pairs in {len(report.documents)} documents"
            self.line((pairs, "bold"))
            for side, value in coverage.items():
                self.line(f"{side.value}  {_percent(value)} covered  ", (_bar(value), "green"))
        if self.figures.fidelity is not None:
            self.line(("fidelity", "bold"), f"  {self.figures.fidelity:.1f} of 100")
        if not report.direction_known:
            self.line(("note", "bold"), "      which side is the original is not known")
        if report.scope:
            self.line(("since", "bold"), f"     {sentence(str(report.scope), 200)}")
        self.line()

    def document(self, label: str, document: Document, covered: float | None) -> None:
        """A document's line in the header."""
        facts = "" if covered is None else f"{_percent(covered)} covered"
        if facts and self.console.width >= _NARROW:
            facts += f"  {_bar(covered or 0)}"
        room = self.console.width - 14 - len(facts) - 2
        name = isolate(tail(title_of(document), room))
        padding = " " * max(1, room - columns(name) + 2) if facts else ""
        self.line((f"{label:<8}", "bold"), f"  {document.language}  {name}{padding}", facts)

    def collation_head(self) -> None:
        """Every document, numbered as below, and how much of the base's sentences it has."""
        report = self.report
        counts = f"{len(report.statements)} statements in {len(report.documents)} documents"
        self.line((counts, "bold"))
        every = carried(report)
        room = self.console.width - (52 if self.console.width >= _NARROW else 27)
        names = [tail(title_of(own.document), room) for own in every]
        widest = max(map(columns, names), default=0)
        for number, (own, name) in enumerate(zip(every, names, strict=True), 1):
            base = "  (base)" if own.document.id == report.base else " " * 8
            facts = f"  {own.sentences:>3} of {own.total}"
            if self.console.width >= _NARROW:
                facts += f" sentences  {_percent(own.base_share)} of words"
            lead = f"{number:>3}  {own.document.language}  {isolate(name)}"
            self.line(lead + " " * (widest - columns(name)), (base, "green"), facts)
        self.line()

    def statements(self) -> None:
        """Per statement, a small table of its versions."""
        rows = matrix(self.report)
        shown = rows if self.verbose else rows[:STATEMENTS]
        for row in shown:
            self.statement(row)
        self.more(len(rows) - len(shown), "statement")

    def statement(self, row: Row) -> None:
        """One statement: who says it, and how each document renders it."""
        who = f"  {quoted(row.statement.speaker, 40)}" if row.statement.speaker else ""
        self.line((f"{cut(row.statement.id, 20)}", "bold"), who)
        for number, cell in enumerate(row.cells, 1):
            if cell.version is None:
                continue
            lead = f"{number:>5} {cell.shape} {cell.kind:<10} {cell.version.similarity:.2f}  "
            words = quoted(cell.version.quote.text, self.console.width - columns(lead))
            self.line(lead, words)
        absent = [str(n) for n, cell in enumerate(row.cells, 1) if cell.version is None]
        if absent:
            self.line((f"absent in {', '.join(absent)}", "dim"), indent=6)
        self.line()

    def findings(self) -> None:
        """Findings, most severe first, four lines each."""
        every = bundles(f for f in weighed(findings_of(self.report)) if not f.suppressed)
        most = FINDINGS // 2 if is_collation(self.report) else FINDINGS
        shown = every if self.verbose else every[:most]
        for bundle in shown:
            self.bundle(bundle)
        self.more(sum(map(len, every[len(shown) :])), "finding")

    def bundle(self, findings: list[Finding]) -> None:
        """What was found, why, and the words of both sides; those alike under one head."""
        finding, *others = findings
        shape, style = SHAPES[finding.severity]
        word = "confidence " if self.console.width >= _NARROW else ""
        self.line(
            (f"{finding.code} {finding.name}", "bold"),
            (f"  {shape} {finding.severity}", style),
            f"  {word}{_between(findings)}",
            (f"  × {len(findings)}" if others else "", "bold"),
        )
        self.line(("why     ", "dim"), sentence(finding.message, self.console.width - 10), indent=2)
        place = location(self.report, finding)
        if place and place.unit and not others:
            where = quoted(place.unit, self.console.width - 25)
            self.line(("unit    ", "dim"), where, f"  line {place.line}", indent=2)
        shown = findings if self.verbose else findings[:ALIKE]
        for alike in shown:
            for side in Side:
                if not others or quote_on(alike, side):
                    self.side(alike, side)
        if len(findings) > len(shown):
            self.line((f"… and {len(findings) - len(shown)} more", "dim"), indent=2)
        self.line()

    def side(self, finding: Finding, side: Side) -> None:
        """The words of one side, or that it has none."""
        label = f"{side.value}  {self.whose(finding, side)}"
        room = self.console.width - 2 - columns(label)
        self.line((label, "dim"), side_of(finding, side, room), indent=2)

    def whose(self, finding: Finding, side: Side) -> str:
        """The language of one side, and the document where there are more than two."""
        quote = quote_on(finding, side) or place_on(finding, side)
        document = self.documents.get(quote.document) if quote else None
        if document is None:
            return "    "
        name = isolate(tail(self.names[document.id], 28))
        return f"{document.language}  " + (f"{name}  " if len(self.documents) > 2 else "")

    def unpaired(self) -> None:
        """Statements that no other document has."""
        quotes = self.report.unpaired
        if not quotes:
            return
        self.line((f"{_count(len(quotes), 'statement')} without a counterpart", "bold"))
        shown = quotes if self.verbose else quotes[:UNPAIRED]
        for quote in shown:
            self.line(self.passage(quote), indent=2)
        self.more(len(quotes) - len(shown), "statement")
        self.line()

    def passage(self, quote: Quote) -> str:
        """Words with where they stand."""
        document = self.documents.get(quote.document)
        name = isolate(tail(self.names.get(quote.document, quote.document), 28))
        lead = f"{document.language if document else '  '}  {name}  "
        lead += f"{quote.span.start}:{quote.span.end}  "
        return lead + quoted(quote.text, self.console.width - 2 - columns(lead))

    def more(self, count: int, what: str) -> None:
        """How much was left out, if anything."""
        if count > 0:
            self.line(
                (f"… and {_count(count, f'more {what}')} (--verbose or --format html)", "dim")
            )
            self.line()

    def foot(self) -> None:
        """The counts, and where to see everything."""
        hint = "Side by side, word by word: --format html --output report.html"
        lines = [(tally(self.figures), "bold")] + [(hint, "dim")] * bool(self.figures.findings)
        for text, style in lines:
            for part in wrap(text, self.console.width):
                self.line((part, style))


def bundles(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings in order, those that say the same of words the other side wholly lacks together."""
    gathered: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        lone = (finding.source is None) is not (finding.target is None)
        bare = lone and not (finding.place and finding.place.text)
        key = (finding.code, finding.severity, finding.message, str(finding.source is None))
        gathered.setdefault(key if bare else (finding.fingerprint,), []).append(finding)
    return list(gathered.values())


def tally(figures: Overview) -> str:
    """ "12 findings: 1 critical, 11 major; 2 suppressed"."""
    parts = ", ".join(f"{count} {severity}" for severity, count in figures.by_severity.items())
    text = _count(figures.findings, "finding") + (f": {parts}" if parts else "")
    return text + (f"; {figures.suppressed} suppressed" if figures.suppressed else "")


def _between(findings: list[Finding]) -> str:
    figures = sorted({f"{finding.confidence:.2f}" for finding in findings})
    return "–".join(dict.fromkeys((figures[0], figures[-1])))


def _sides(report: Report) -> tuple[Document, Document]:
    pair = report.alignments[0].pair
    return report.document(pair.source.document), report.document(pair.target.document)


def _count(number: int, noun: str) -> str:
    if number == 0:
        return f"No {noun}s"
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _percent(share: float) -> str:
    return f"{share * 100:3.0f} %"


def _bar(share: float) -> str:
    filled = round(share * _BAR)
    return "█" * filled + "░" * (_BAR - filled)
