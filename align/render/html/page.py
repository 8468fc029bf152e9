"""What the page shows, ready for its template: no figure is worked out in the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from align.model import (
    Category,
    CheckInfo,
    Language,
    Quote,
    Report,
    Severity,
    SuppressionKind,
    Unused,
)
from align.render.aside import place_of
from align.render.collated import SHAPES as KINDS
from align.render.html.beads import Group, groups
from align.render.html.cards import (
    Card,
    CheckCount,
    Words,
    cards,
    check_counts,
    places_of,
)
from align.render.html.carried import CarriedView, MatrixRow, carried_views, matrix_rows
from align.render.html.marks import DIRECTIONS
from align.render.html.versions import StatementView, statements
from align.render.html.where import Files, Where
from align.render.overview import (
    Overview,
    findings_of,
    is_collation,
    overview,
    weighed,
)
from align.render.plain import LANGUAGES, names_of
from align.text import script, shorten

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
SOURCES = {
    SuppressionKind.IN_SOURCE: "beside the words",
    SuppressionKind.EXTERNAL: "in the baseline",
}
SHAPES = {
    Severity.CRITICAL: "◆",
    Severity.MAJOR: "▲",
    Severity.MINOR: "●",
    Severity.NEUTRAL: "○",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that no other document has."""

    document: str
    where: Where
    words: Words
    groups: str  # of the pairs that its document is in, the ids


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    report: Report
    figures: Overview
    cards: tuple[Card, ...]
    accepted: tuple[Card, ...]
    checks: tuple[CheckCount, ...]
    explained: Mapping[str, CheckInfo]
    groups: tuple[Group, ...]
    statements: tuple[StatementView, ...]
    matrix: tuple[MatrixRow, ...]
    carried: tuple[CarriedView, ...]
    kinds: Mapping[str, str]
    unpaired: tuple[Passage, ...]
    unused: tuple[tuple[str, Unused], ...]  # each with its place
    collation: bool
    many: bool
    several: bool
    sources: Mapping[SuppressionKind, str]
    signs: Mapping[Category, str]
    shapes: Mapping[Severity, str]
    names: Mapping[str, str]
    languages: Mapping[Language, str]
    directions: Mapping[Language, str]
    files: Files

    @property
    def blank(self) -> bool:
        """True if nothing was looked at, since nothing changed."""
        return self.report.scope is not None and not self.report.scope.checked


def page(report: Report) -> Page:
    """The report as the page shows it."""
    names = names_of(report)
    figures = overview(report)
    files = Files(report)
    findings = weighed(findings_of(report))
    found = groups(report)
    views = statements(report)
    places = places_of(found, views)
    counts = check_counts(report, findings)
    listed = cards([f for f in findings if not f.suppressed], places, names, files)
    if len(found) == 1:
        listed = tuple(sorted(listed, key=lambda card: card.at))
    return Page(
        title=shorten(_title(report, figures, names), 200),
        report=report,
        figures=figures,
        cards=listed,
        accepted=cards([f for f in findings if f.suppressed], places, names, files),
        checks=counts,
        explained={count.code: count.info for count in counts if count.info},
        groups=found,
        statements=views,
        matrix=matrix_rows(report),
        carried=carried_views(report) if is_collation(report) else (),
        kinds=KINDS,
        unpaired=tuple(_passage(quote, names, found, files) for quote in report.unpaired),
        unused=tuple((place_of(unused), unused) for unused in report.unused),
        collation=is_collation(report),
        many=sum(len(group.rows) for group in found) > MANY,
        several=len(found) > 1,
        sources=SOURCES,
        signs=SIGNS,
        shapes=SHAPES,
        names=names,
        languages=LANGUAGES,
        directions=DIRECTIONS,
        files=files,
    )


def _title(report: Report, figures: Overview, names: Mapping[str, str]) -> str:
    if report.scope is not None and not report.scope.checked:
        return f"Nothing changed since {report.scope.revision}"
    counted = f"{figures.findings or 'No'} finding{'' if figures.findings == 1 else 's'}"
    if len(set(names.values())) == 1:
        return f"{counted}: {next(iter(names.values()))}"
    if len(names) == 2 and not is_collation(report):
        return f"{counted}: {' and '.join(names.values())}"
    return f"{counted} in {len(names)} documents"


def _passage(
    quote: Quote, names: Mapping[str, str], groups: Iterable[Group], files: Files
) -> Passage:
    language = script(quote.text) or Language.EN
    words = Words(" ".join(quote.text.split()), language, DIRECTIONS[language])
    mine = [g.id for g in groups if quote.document in (g.source.id, g.target.id)]
    name = names.get(quote.document, quote.document)
    return Passage(name, files.where(quote), words, " ".join(mine))
