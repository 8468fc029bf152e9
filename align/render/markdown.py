"""Markdown for a pull-request comment or a step summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count, repeat

from align.model import Document, Finding, Language, Quote, Report, Severity, Side
from align.render.aside import acceptance, accepted, place_of
from align.render.collated import SHAPES, Carried, carried, sentences
from align.render.location import location, told
from align.render.overview import (
    findings_of,
    is_collation,
    overview,
    place_on,
    quote_on,
    weighed,
)
from align.render.plain import LANGUAGES, clean, cut, offsets, title_of
from align.text import script

BYTES = 1024 * 1024 - 200  # a step summary of GitHub
LIMIT = 50  # GitHub cuts a comment at 65,536 characters
FOLDED = 12  # documents above which their table is folded away
QUOTE = 240
_MARKS = {
    Severity.CRITICAL: "🟥",
    Severity.MAJOR: "🔺",
    Severity.MINOR: "🟡",
    Severity.NEUTRAL: "⚪",
}
# Anything that Markdown, a table or GitHub's mentions and links would read as more than itself.
_SPECIAL = re.compile(r"[&<>|`*_~\[\]\\$#@!]|:(?=//|\w+:)")
_LIVE = "@#:"  # GitHub looks for these in the finished text; a comment after them stops it


def markdown(report: Report) -> str:
    """The report as headings and tables, cut at a line where GitHub would take no more."""
    kept: list[str] = []
    room = BYTES
    for line in _lines(report):
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            kept += ["", "… cut here: a step summary holds 1 MiB. The HTML report has the rest."]
            break
        kept.append(line)
    return "\n".join(kept).rstrip() + "\n"


def _lines(report: Report) -> Iterator[str]:
    figures = overview(report)
    counts = ", ".join(f"{count} {severity}" for severity, count in figures.by_severity.items())
    yield f"## {figures.findings or 'No'} finding{'' if figures.findings == 1 else 's'}"
    yield ""
    notes = [counts] if counts else []
    if figures.fidelity is not None:
        notes.append(f"fidelity {figures.fidelity:.1f} of 100")
    if figures.suppressed:
        notes.append(f"{figures.suppressed} suppressed")
    if not report.direction_known:
        notes.append("which side is the original is not known")
    if report.scope:
        notes.append(escaped(str(report.scope)))
    if notes:
        yield " · ".join(notes)
        yield ""
    yield from _documents(report)
    if is_collation(report):
        yield from _statements(report)
        yield from _left_out(report)
    yield from _findings(report)
    yield from _unpaired(report)
    yield from _accepted(report)
    yield from _without_use(report)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = tuple(head)
    yield _row(head)
    yield _row("---" for _ in head)
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _documents(report: Report) -> Iterator[str]:
    coverage = overview(report).coverage
    if len(report.alignments) == 1:
        pair = report.alignments[0].pair
        rows = [
            (
                side.value,
                *_document(report.document(id_)),
                f"{coverage[side] * 100:.0f} %" if coverage else "–",
            )
            for side, id_ in zip(Side, (pair.source.document, pair.target.document), strict=True)
        ]
        yield from _table(("", "Document", "Language", "Covered"), rows)
        return
    if is_collation(report):
        head = ("", "Document", "Language", "Sentences", "Of the base", "Shared", "Versions")
        yield from _table(head, map(_carried, carried(report), count(1), repeat(report.base)))
        return
    numbered = (
        (str(number), *_document(document)) for number, document in enumerate(report.documents, 1)
    )
    folded = len(report.documents) > FOLDED
    if folded:
        yield from (f"<details><summary>{len(report.documents)} documents</summary>", "")
    yield from _table(("", "Document", "Language"), numbered)
    if folded:
        yield from ("</details>", "")


def _carried(own: Carried, number: int, base: str | None) -> tuple[str, ...]:
    return (
        f"{number}{' (base)' if own.document.id == base else ''}",
        *_document(own.document),
        f"{own.sentences} of {own.total}",
        f"{own.base_share * 100:.0f} %",
        f"{own.shared * 100:.0f} %",
        ", ".join(f"{number} {kind}" for kind, number in own.kinds.items()),
    )


def _document(document: Document) -> tuple[str, str]:
    return escaped(title_of(document)), LANGUAGES[document.language]


def _statements(report: Report) -> Iterator[str]:
    yield "### Statements"
    yield ""
    yield " · ".join(f"{shape} {kind}" for kind, shape in SHAPES.items())
    yield ""
    rows = [
        (
            escaped(row.id),
            words(row.words.text, 120) if row.words else "",
            *(cell.shape for cell in row.cells),
        )
        for row in sentences(report)
    ]
    numbers = (str(number) for number in range(1, len(report.documents) + 1))
    yield from _table(("", "Statement", *numbers), rows)


def _left_out(report: Report) -> Iterator[str]:
    """What each document lacks of the base, folded away."""
    for own in carried(report):
        if own.left_out:
            lacking = f"leaves out {len(own.left_out)} of {own.total} sentences"
            yield f"<details><summary>{escaped(title_of(own.document))} {lacking}</summary>"
            yield ""
            for quote in own.left_out[:LIMIT]:
                yield f"- {_passage(quote)}"
            if len(own.left_out) > LIMIT:
                yield f"- … and {len(own.left_out) - LIMIT} more"
            yield ""
            yield "</details>"
            yield ""


def _findings(report: Report) -> Iterator[str]:
    every = [finding for finding in weighed(findings_of(report)) if not finding.suppressed]
    if not every:
        return
    yield "### Findings"
    yield ""
    head = ("Severity", "Finding", "Source", "Target", "Confidence")
    yield from _table(head, [_finding(report, finding) for finding in every[:LIMIT]])
    if len(every) > LIMIT:
        yield f"… and {len(every) - LIMIT} more: see the HTML report."
        yield ""


def _finding(report: Report, finding: Finding) -> tuple[str, ...]:
    return (
        f"{_MARKS[finding.severity]} {finding.severity}",
        f"**{escaped(finding.code)}** {escaped(finding.name)}<br>{escaped(finding.message)}"
        + _place(report, finding),
        _side(finding, Side.SOURCE),
        _side(finding, Side.TARGET),
        f"{finding.confidence:.2f}",
    )


def _place(report: Report, finding: Finding) -> str:
    """Which unit a finding is in, and where there are many pairs, which file."""
    place = location(report, finding)
    if place is None:
        return ""
    path = escaped(place.path) if len(report.alignments) > 1 else ""
    if place.unit:
        return f"<br>{path}{', ' if path else ''}{escaped(told(place))}"
    return f"<br>{path}, line {place.line}" if path else ""


def _side(finding: Finding, side: Side) -> str:
    quote = quote_on(finding, side)
    if quote is not None:
        return _passage(quote)
    place = place_on(finding, side)
    if place is None or not place.text:
        return "*nothing*" + (f" <sub>at {place.span.start}</sub>" if place else "")
    return f"*nothing in* {_passage(place)}"


def _passage(quote: Quote) -> str:
    return f"{words(quote.text, QUOTE)} <sub>{offsets(quote.span)}</sub>"


def _unpaired(report: Report) -> Iterator[str]:
    if not report.unpaired:
        return
    yield f"### Without a counterpart: {len(report.unpaired)}"
    yield ""
    titles = {document.id: title_of(document) for document in report.documents}
    rows = (
        (escaped(titles.get(quote.document, quote.document)), _passage(quote))
        for quote in report.unpaired[:LIMIT]
    )
    yield from _table(("Document", "Words"), rows)


def _accepted(report: Report) -> Iterator[str]:
    """What somebody accepted, and why, folded away."""
    every = accepted(report)
    if not every:
        return
    yield f"<details><summary>{len(every)} accepted</summary>"
    yield ""
    rows = (
        (
            f"**{escaped(f.code)}** {escaped(f.name)}{_place(report, f)}",
            _side(f, Side.SOURCE),
            _side(f, Side.TARGET),
            escaped(acceptance(f.suppression)) if f.suppression else "",
        )
        for f in every[:LIMIT]
    )
    yield from _table(("Finding", "Source", "Target", "Why"), rows)
    if len(every) > LIMIT:
        yield f"… and {len(every) - LIMIT} more"
        yield ""
    yield "</details>"
    yield ""


def _without_use(report: Report) -> Iterator[str]:
    """Files that have no partner, and suppressions that accept nothing."""
    if report.missing:
        yield f"### Files without a partner: {len(report.missing)}"
        yield ""
        rows = [(escaped(m.path), escaped(m.partner)) for m in report.missing[:LIMIT]]
        yield from _table(("File", "Partner"), rows)
    if report.unused:
        yield f"### Suppressions without use: {len(report.unused)}"
        yield ""
        told = [
            (escaped(place_of(u)), escaped(u.words), escaped(u.message))
            for u in report.unused[:LIMIT]
        ]
        yield from _table(("Where", "Suppression", "Why"), told)


def words(text: str, width: int) -> str:
    """Words of a document, cut, escaped, and with their language and direction."""
    language = script(text) or Language.EN
    direction = "rtl" if language is Language.AR else "ltr"
    return f'<span lang="{language}" dir="{direction}">{escaped(cut(clean(text), width))}</span>'


def escaped(text: str) -> str:
    """``text`` on one line, with nothing in it that Markdown or GitHub would act on."""
    return _SPECIAL.sub(_entity, clean(text))


def _entity(match: re.Match[str]) -> str:
    character = match.group()
    return f"&#{ord(character)};" + ("<!-- -->" if character in _LIVE else "")
