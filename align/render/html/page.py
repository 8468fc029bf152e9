"""What the page shows, ready for its template: no figure is worked out in the template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from align.model import Category, Finding, Language, Quote, Report, Severity, Side
from align.render.collated import SHAPES as KINDS
from align.render.html.beads import Group, groups
from align.render.html.carried import CarriedView, MatrixRow, carried_views, matrix_rows
from align.render.html.marks import DIRECTIONS
from align.render.html.versions import StatementView, statements
from align.render.overview import (
    Overview,
    findings_of,
    is_collation,
    overview,
    place_on,
    quote_on,
    weighed,
)
from align.render.plain import LANGUAGES, names_of
from align.text import ARABIC, script

# Every kind is told apart by a sign as well as by its colour.
SIGNS = {
    Category.OMISSION: "−",
    Category.ADDITION: "+",
    Category.MISTRANSLATION: "≠",
    Category.UNTRANSLATED: "∅",
    Category.TERMINOLOGY: "≈",
    Category.QUOTATION: "”",
    Category.LOCALE: "#",
    Category.STRUCTURE: "↕",
}
MANY = 200  # rows beyond which those off the screen are not laid out
# Words of one script: what stands between quotation marks or isolates, or else Arabic words with
# the numbers among and after them, which would change places if each were set apart.
_LETTER = ARABIC.pattern
_VOICE = re.compile(
    rf"(?<=[“\u2068])[^”\u2069]*(?=[”\u2069])|{_LETTER}(?:[^A-Za-z“”\u2068\u2069]*{_LETTER})*"
    r"[\u0640-\u065f\u0670]*(?:\s\d+)*"
)
SHAPES = {
    Severity.CRITICAL: "◆",
    Severity.MAJOR: "▲",
    Severity.MINOR: "●",
    Severity.NEUTRAL: "○",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document as the page quotes them."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class CardSide:
    """One side of a finding: its words, or where it lacks them."""

    side: Side
    document: str
    offsets: str
    words: Words | None
    beside: Words | None


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as listed; ``jump`` is the place of the page that shows it in its text."""

    finding: Finding
    message: tuple[Words, ...]
    sides: tuple[CardSide, ...]
    jump: str

    @property
    def percent(self) -> int:
        """The confidence, 0 to 100."""
        return round(self.finding.confidence * 100)


@dataclass(frozen=True, slots=True)
class CheckCount:
    """A check that found something, and how often; the filter's choices."""

    code: str
    name: str
    category: Category
    count: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that no other document has."""

    document: str
    offsets: str
    words: Words


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    report: Report
    figures: Overview
    cards: tuple[Card, ...]
    checks: tuple[CheckCount, ...]
    groups: tuple[Group, ...]
    statements: tuple[StatementView, ...]
    matrix: tuple[MatrixRow, ...]
    carried: tuple[CarriedView, ...]
    kinds: Mapping[str, str]
    unpaired: tuple[Passage, ...]
    collation: bool
    many: bool
    signs: Mapping[Category, str]
    shapes: Mapping[Severity, str]
    names: Mapping[str, str]
    languages: Mapping[Language, str]
    directions: Mapping[Language, str]


def page(report: Report) -> Page:
    """The report as the page shows it."""
    names = names_of(report)
    figures = overview(report)
    findings = weighed(findings_of(report))
    found = groups(report)
    views = statements(report)
    jumps = {fp: row.id for group in found for row in group.rows for fp in row.fingerprints}
    jumps |= {f.fingerprint: view.id for view in views for f in view.statement.findings}
    return Page(
        title=_title(report, figures, names),
        report=report,
        figures=figures,
        cards=tuple(_card(f, names, jumps.get(f.fingerprint, "")) for f in findings),
        checks=_checks(findings),
        groups=found,
        statements=views,
        matrix=matrix_rows(report),
        carried=carried_views(report) if is_collation(report) else (),
        kinds=KINDS,
        unpaired=tuple(
            Passage(names.get(q.document, q.document), _offsets(q), _words(q))
            for q in report.unpaired
        ),
        collation=is_collation(report),
        many=sum(len(group.rows) for group in found) > MANY,
        signs=SIGNS,
        shapes=SHAPES,
        names=names,
        languages=LANGUAGES,
        directions=DIRECTIONS,
    )


def _title(report: Report, figures: Overview, names: Mapping[str, str]) -> str:
    counted = f"{figures.findings or 'No'} finding{'' if figures.findings == 1 else 's'}"
    if len(names) == 2 and not is_collation(report):
        return f"{counted}: {' and '.join(names.values())}"
    return f"{counted} in {len(names)} documents"


def _card(finding: Finding, names: Mapping[str, str], jump: str) -> Card:
    return Card(
        finding, voices(finding.message), tuple(_side(finding, side, names) for side in Side), jump
    )


def voices(message: str) -> tuple[Words, ...]:
    """A message cut where its script changes, so that each run carries its language."""
    found, at = [], 0
    for run in _VOICE.finditer(message):
        if script(run.group()) is Language.AR:
            found += [Words(message[at : run.start()], Language.EN, "ltr")] * (run.start() > at)
            found.append(Words(run.group(), Language.AR, "rtl"))
            at = run.end()
    return (*found, Words(message[at:], Language.EN, "ltr"))


def _side(finding: Finding, side: Side, names: Mapping[str, str]) -> CardSide:
    quote, place = quote_on(finding, side), place_on(finding, side)
    where = quote or place
    return CardSide(
        side,
        names.get(where.document, where.document) if where else "",
        _offsets(where) if where else "",
        _words(quote) if quote else None,
        _words(place) if place and place.text else None,
    )


def _words(quote: Quote) -> Words:
    language = script(quote.text) or Language.EN
    return Words(" ".join(quote.text.split()), language, DIRECTIONS[language])


def _offsets(quote: Quote) -> str:
    if not len(quote.span):
        return str(quote.span.start)
    return f"{quote.span.start}–{quote.span.end}"


def _checks(findings: list[Finding]) -> tuple[CheckCount, ...]:
    known = {finding.code: finding for finding in findings}
    codes = [finding.code for finding in findings]
    return tuple(
        CheckCount(code, known[code].name, known[code].category, codes.count(code))
        for code in sorted(known)
    )
