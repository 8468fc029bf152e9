"""Findings as the page lists them: both sides' words, and where the text shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from align.model import Category, CheckInfo, Finding, Language, Quote, Report, Side
from align.render.html.beads import Group
from align.render.html.marks import DIRECTIONS
from align.render.html.versions import StatementView
from align.render.html.where import Files, Where
from align.render.overview import place_on, quote_on
from align.text import ARABIC, script

# Words of one script: what stands between quotation marks or isolates, or else Arabic words with
# the numbers among and after them, which would change places if each were set apart.
_LETTER = ARABIC.pattern
_VOICE = re.compile(
    rf"(?<=[“\u2068])[^”\u2069]*(?=[”\u2069])|{_LETTER}(?:[^A-Za-z“”\u2068\u2069]*{_LETTER})*"
    r"[\u0640-\u065f\u0670]*(?:\s\d+)*"
)
LONGEST = 600  # characters of a quote or message in a card; the text has all of it


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document as the page quotes them."""

    text: str
    language: str
    direction: str
    quoted: bool = False  # between marks, which run as its words do


@dataclass(frozen=True, slots=True)
class CardSide:
    """One side of a finding: its words, or where it lacks them."""

    side: Side
    document: str
    where: Where | None
    words: Words | None
    beside: Words | None


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as listed.

    ``jump`` is the place of the page that shows it in its text, ``group`` the pair of documents
    that it is about, ``at`` its number when the texts are read from the beginning to the end.
    """

    finding: Finding
    message: tuple[Words, ...]
    sides: tuple[CardSide, ...]
    jump: str
    group: str
    at: int

    @property
    def units(self) -> tuple[str, ...]:
        """The translation units that it is about, most often one."""
        return tuple(dict.fromkeys(s.where.unit for s in self.sides if s.where and s.where.unit))

    @property
    def percent(self) -> int:
        """The confidence, 0 to 100."""
        return round(self.finding.confidence * 100)


@dataclass(frozen=True, slots=True)
class CheckCount:
    """A check that found something, how often, and what it looks for."""

    code: str
    name: str
    category: Category
    count: int
    info: CheckInfo | None

    @property
    def summary(self) -> tuple[Words, ...]:
        """What the check looks for."""
        return marked(voices(self.info.summary if self.info else ""))

    @property
    def paragraphs(self) -> tuple[tuple[Words, ...], ...]:
        """What the catalogue says beyond the summary."""
        doc = self.info.doc if self.info else ""
        parts = (" ".join(part.split()) for part in doc.split("\n\n"))
        return tuple(marked(voices(part)) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the page shows each finding, by fingerprint, in the order of reading."""

    jumps: Mapping[str, str]
    groups: Mapping[str, str]


def places_of(groups: Iterable[Group], views: Iterable[StatementView]) -> Places:
    """The places of all findings that lie in a bead or a statement; the first one counts."""
    jumps: dict[str, str] = {}
    by_pair: dict[str, str] = {}
    for group in groups:
        by_pair |= {pair.alignment.pair.id: group.id for pair in group.pairs}
        for row in group.rows:
            for finding in sorted(row.findings, key=_start):
                jumps.setdefault(finding.fingerprint, row.id)
    for view in views:
        for finding in view.statement.findings:
            jumps.setdefault(finding.fingerprint, view.id)
    return Places(jumps, by_pair)


def _start(finding: Finding) -> int:
    where = finding.source or finding.place or finding.target
    return where.span.start if where else 0


def cards(
    findings: Iterable[Finding], places: Places, names: Mapping[str, str], files: Files
) -> tuple[Card, ...]:
    """The findings in the order given."""
    order = {fingerprint: at for at, fingerprint in enumerate(places.jumps, 1)}
    return tuple(
        Card(
            finding,
            marked(voices(clipped(finding.message))),
            tuple(_side(finding, side, names, files) for side in Side),
            places.jumps.get(finding.fingerprint, ""),
            places.groups.get(finding.pair, ""),
            order.get(finding.fingerprint, len(order) + 1),
        )
        for finding in findings
    )


def clipped(text: str) -> str:
    """``text`` on one line; of one that is too long to be read in a card, its two ends."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST * 3 // 4].rstrip()} … {line[-LONGEST // 5 :].lstrip()}"


def voices(message: str) -> tuple[Words, ...]:
    """A message cut where its script changes, so that each run carries its language."""
    found, at = [], 0
    for run in _VOICE.finditer(message):
        if script(run.group()) is Language.AR:
            found += [Words(message[at : run.start()], Language.EN, "ltr")] * (run.start() > at)
            found.append(Words(run.group(), Language.AR, "rtl"))
            at = run.end()
    return (*found, Words(message[at:], Language.EN, "ltr"))


def marked(runs: Sequence[Words]) -> tuple[Words, ...]:
    """``runs`` with the marks of each Arabic quote taken to the words between them."""
    found = list(runs)
    for n in range(1, len(found) - 1):
        before, run, after = found[n - 1 : n + 2]
        if run.language == Language.AR and before.text[-1:] == "“" and after.text[:1] == "”":
            found[n - 1] = replace(before, text=before.text[:-1])
            found[n] = replace(run, quoted=True)
            found[n + 1] = replace(after, text=after.text[1:])
    return tuple(found)


def _side(finding: Finding, side: Side, names: Mapping[str, str], files: Files) -> CardSide:
    quote, place = quote_on(finding, side), place_on(finding, side)
    where = quote or place
    return CardSide(
        side,
        names.get(where.document, where.document) if where else "",
        files.where(where) if where else None,
        _words(quote) if quote else None,
        _words(place) if place and place.text else None,
    )


def _words(quote: Quote) -> Words:
    language = script(quote.text) or Language.EN
    return Words(clipped(quote.text), language, DIRECTIONS[language])


def check_counts(report: Report, findings: Iterable[Finding]) -> tuple[CheckCount, ...]:
    """The checks that found something, by their codes."""
    known = {check.code: check for check in report.checks}
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    return tuple(
        CheckCount(code, those[0].name, those[0].category, len(those), known.get(code))
        for code, those in sorted(found.items())
    )
