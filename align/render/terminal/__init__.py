"""The terminal: a report that fits a screen, in right-to-left and left-to-right terminals.

Every line begins with Latin letters and ends with the document's words between isolates, so
that Arabic reorders nothing, whether or not the terminal knows the bidirectional algorithm. On a
screen every line is isolated as a whole as well, for terminals that are set right to left.
"""

from __future__ import annotations

from textwrap import wrap

from align.model import Document, Quote, Report, Side
from align.render.aside import aside
from align.render.overview import Overview, is_collation, overview
from align.render.plain import columns, names_of, quoted, sentence, tail, title_of
from align.render.terminal.collated import show_documents, show_statements
from align.render.terminal.figures import show_figures
from align.render.terminal.found import Findings, bundles
from align.render.terminal.page import Page, bar, counted, percent
from align.render.view import View
from align.text import isolate

__all__ = ["bundles", "tally", "terminal"]

UNPAIRED = 3
_TALL = 50  # rows from which statements without a counterpart are quoted, not only counted
_LONE = 2  # lines that the number of statements without a counterpart takes up
_FOUND_LEAST = 8  # lines that findings get below a collation's statements


def terminal(report: Report, view: View) -> str:
    """The report as ``view`` asks: in its columns, and on a screen in its rows."""
    figures = overview(report)
    page = Page(view)
    if view.quiet:
        if not figures.findings:
            return ""
        page.line(tally(figures))
        return page.text()
    foot = _foot(page, figures)
    if is_collation(report):
        show_documents(page, report)
    else:
        _head(page, report, figures)
    if view.statistics:
        show_figures(page, report)
    else:
        _body(page, report, len(foot))
    for line in foot:
        page.line(line)
    return page.text()


def _body(page: Page, report: Report, foot: int) -> None:
    """Statements, findings, and what has no counterpart; ``foot``: the lines to come after them."""
    beside = tuple(aside(report, page.width, page.view.verbose))
    kept = foot + len(beside) + (_LONE if report.unpaired else 0)
    findings = Findings(page, report)
    room = page.room(kept)
    if is_collation(report):
        below = min(findings.height, max(_FOUND_LEAST, (room or 0) // 2))
        show_statements(page, report, None if room is None else room - below)
        room = page.room(kept)
    findings.show(room)
    _unpaired(page, report)
    for parts in beside:
        page.line(*parts)


def _head(page: Page, report: Report, figures: Overview) -> None:
    """The two sides with their coverage; or how many documents, where they are many."""
    coverage = figures.coverage
    if len(report.alignments) and len(report.documents) == 2:
        for side, document in zip(Side, _sides(report), strict=True):
            _document(page, side.value, document, coverage.get(side))
    else:
        pairs = f"{len(report.alignments)} pairs in {len(report.documents)} documents"
        page.line((pairs, "bold"))
        for side, value in coverage.items():
            page.line(f"{side.value}  {percent(value)} covered  ", (bar(value), "green"))
    if figures.fidelity is not None:
        page.line(("fidelity", "bold"), f"  {figures.fidelity:.1f} of 100")
    if not report.direction_known:
        page.line(("note", "bold"), "      which side is the original is not known")
    if report.scope:
        page.line(("since", "bold"), f"     {sentence(str(report.scope), 200)}")
    page.line()


def _document(page: Page, label: str, document: Document, covered: float | None) -> None:
    """A document's line in the header."""
    facts = "" if covered is None else f"{percent(covered)} covered"
    if facts and page.wide:
        facts += f"  {bar(covered or 0)}"
    room = page.width - 14 - len(facts) - 2
    name = tail(title_of(document), room)
    padding = " " * max(1, room - columns(name) + 2) if facts else ""
    page.line((f"{label:<8}", "bold"), f"  {document.language}  {isolate(name)}{padding}", facts)


def _sides(report: Report) -> tuple[Document, Document]:
    pair = report.alignments[0].pair
    return report.document(pair.source.document), report.document(pair.target.document)


def _unpaired(page: Page, report: Report) -> None:
    """Statements that no other document has; on a small screen only how many."""
    quotes, height = report.unpaired, page.view.height
    if not quotes:
        return
    page.line((f"{counted(len(quotes), 'statement')} without a counterpart", "bold"))
    if page.view.verbose or height is None or height >= _TALL:
        names = names_of(report)
        languages = {document.id: document.language.value for document in report.documents}
        shown = quotes if page.view.verbose else quotes[:UNPAIRED]
        for quote in shown:
            name, language = names.get(quote.document, ""), languages.get(quote.document, "  ")
            page.line(_passage(quote, f"{language}  {isolate(tail(name, 28))}", page), indent=2)
        page.more(len(quotes) - len(shown), "statement")
    page.line()


def _passage(quote: Quote, document: str, page: Page) -> str:
    """Words with where they stand."""
    lead = f"{document}  {quote.span.start}:{quote.span.end}  "
    return lead + quoted(quote.text, page.width - 2 - columns(lead))


def _foot(page: Page, figures: Overview) -> list[tuple[str, str]]:
    """The counts, and where to see everything: lines and their styles."""
    hint = "Side by side, word by word: --format html --output report.html"
    parts = [(tally(figures), "bold")]
    parts += [(hint, "dim")] * bool(figures.findings and not page.view.statistics)
    return [(line, style) for text, style in parts for line in wrap(text, page.width)]


def tally(figures: Overview) -> str:
    """ "12 findings: 1 critical, 11 major; 2 suppressed"."""
    parts = ", ".join(f"{count} {severity}" for severity, count in figures.by_severity.items())
    text = counted(figures.findings, "finding") + (f": {parts}" if parts else "")
    return text + (f"; {figures.suppressed} suppressed" if figures.suppressed else "")
