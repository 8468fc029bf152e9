"""A collation on a terminal: the documents, and a matrix of statements by documents."""

from __future__ import annotations

from align.model import Report
from align.render.collated import ABSENT, SHAPES, Row, carried, matrix
from align.render.plain import columns, cut, quoted, tail, title_of
from align.render.terminal.page import Page, counted, percent
from align.text import isolate

STATEMENTS = 12  # rows of the matrix where no screen says how many fit
_FOUND = "  found"  # the head of the number of findings
_WORDS = 24  # columns that a statement's words get at least
_ALIKE = ("full", "absent", "partial", "paraphrase", "spliced", "changed")  # by interest


def show_documents(page: Page, report: Report) -> None:
    """Every document, numbered as below, and how much of the base's sentences it has."""
    counts = f"{counted(len(report.statements), 'statement')} in {len(report.documents)} documents"
    page.line((counts, "bold"))
    every = carried(report)
    room = page.width - (55 if page.wide else 27)
    names = [tail(title_of(own.document), room) for own in every]
    widest = max(map(columns, names), default=0)
    for number, (own, name) in enumerate(zip(every, names, strict=True), 1):
        base = "  (base)" if own.document.id == report.base else " " * 8
        facts = f"  {own.sentences:>3} of {own.total}"
        if page.wide:
            facts += f" sentences  {percent(own.base_share)} of words"
        lead = f"{number:>3}  {own.document.language}  {isolate(name)}"
        page.line(lead + " " * (widest - columns(name)), (base, "green"), facts)
    page.line()


def show_statements(page: Page, report: Report, room: int | None) -> None:
    """The matrix: a line a statement; with ``verbose`` a line a version."""
    rows = matrix(report)
    if page.view.verbose:
        for row in rows:
            _versions(page, row)
        return
    if not rows:
        return
    most = STATEMENTS if room is None else max(room - 4, 3)
    shown = rows if len(rows) <= most else _telling(rows, most)
    cells, name = _shape(page, rows)
    numbers = "".join(f"{n + 1:>{cells[1]}}" for n in range(cells[0]))
    head = " " * name + numbers + _FOUND
    kinds = {cell.kind for row in rows for cell in row.cells}
    legend = "  " + " ".join(f"{SHAPES[k]} {k}" for k in SHAPES if k in kinds and k != ABSENT)
    if columns(head + legend) > page.width:
        page.line((legend, "dim"))
        legend = ""
    page.line((head, "bold"), (legend, "dim"))
    for row in shown:
        _row(page, row, cells, name)
    page.line()
    page.more(len(rows) - len(shown), "statement")


def _shape(page: Page, rows: list[Row]) -> tuple[tuple[int, int], int]:
    """How many documents are shown and the columns of each; the columns of a statement's name."""
    name = min(max(columns(row.statement.id) for row in rows), 12) + 2
    documents = len(rows[0].cells)
    each = len(str(documents)) + 1
    return (max(min(documents, (page.width - name - len(_FOUND) - _WORDS) // each), 1), each), name


def _row(page: Page, row: Row, cells: tuple[int, int], name: int) -> None:
    """One statement: the mark of each document's version, and its words."""
    number, each = cells
    marks = "".join(f"{cell.shape:>{each}}" for cell in row.cells[:number])
    marks += "…" if len(row.cells) > number else ""
    id_ = cut(row.statement.id, name - 2)
    lead = f"{' ' * (name - columns(id_))}{marks}"
    count = str(len(row.statement.findings) or "")
    found = f"{count:>{name + number * each + len(_FOUND) - columns(id_ + lead)}}"
    words = ""
    if row.words is not None:
        words = quoted(row.words.text, page.width - columns(id_ + lead + found) - 2)
    page.line((id_, "bold"), lead, (found, "red"), f"  {words}")


def _telling(rows: list[Row], most: int) -> list[Row]:
    """The rows in which versions differ most, in order."""

    def interest(at: int) -> tuple[int, int, int]:
        kinds = [_ALIKE.index(cell.kind) for cell in rows[at].cells]
        return -max(kinds), -len(rows[at].statement.findings), at

    chosen = sorted(range(len(rows)), key=interest)[:most]
    return [rows[at] for at in sorted(chosen)]


def _versions(page: Page, row: Row) -> None:
    """One statement: who says it, and how each document renders it."""
    who = f"  {quoted(row.statement.speaker, 40)}" if row.statement.speaker else ""
    page.line((f"{cut(row.statement.id, 20)}", "bold"), who)
    for number, cell in enumerate(row.cells, 1):
        if cell.version is None:
            continue
        lead = f"{number:>5} {cell.shape} {cell.kind:<10} {cell.version.similarity:.2f}  "
        page.line(lead, quoted(cell.version.quote.text, page.width - columns(lead)))
    absent = [str(n) for n, cell in enumerate(row.cells, 1) if cell.version is None]
    if absent:
        page.line((f"absent in {', '.join(absent)}", "dim"), indent=6)
    page.line()
