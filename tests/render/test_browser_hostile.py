"""Documents that attack the page: nothing runs, nothing is asked for, the layout holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, written
from lxml import etree

from align import model
from align.model import Bead, Report, Span
from align.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MARKUP = (
    "</style></title></textarea></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=alert(3)><a href='javascript:alert(4)'>]]>--><base href=//evil.example>"
    "{{ 7*7 }} {% raw %} &lt;b&gt; &#0; \" ' ` \x00 \x1b[31m \x85 \ufffe \u2028 https://evil.example/x.js"
)
TURNED = "\u202eturned \u2067around\u202d never closed"
ATTACK = f"{MARKUP} {TURNED}"
LONG_WORD = "\u0645" * 10_000
LONG_LINE = "a line that goes on " * 50_000


def hostile(lines: tuple[list[str], list[str]]) -> Report:
    """A report whose every string is an attack, over documents of ``lines``."""
    sides: list[tuple[model.Segment, ...]] = []
    documents: list[model.Document] = []
    for name, language, texts in zip("st", model.Language, lines, strict=True):
        found, start = [], 0
        for index, text in enumerate(texts):
            span = Span(start, start + len(text))
            words = (model.Token(Span(start, start + 1), text[0]),)
            found.append(model.Segment(index, span, text, language, words))
            start += len(text) + 1
        path = f"{ATTACK}/{name}.txt"
        text = "\n".join(texts)
        documents.append(model.Document(name, path, language, text, None, f"{ATTACK} {name}"))
        sides.append(tuple(found))
    wholes = [
        model.Statement(d.id, d.id, Span(0, len(d.text)), model.StatementKind.QUOTE, ATTACK)
        for d in documents
    ]
    beads = tuple(Bead((i,), (i,), 0.5) for i in range(len(lines[0])))
    links = tuple(
        model.BeadLinks(
            (model.Link(*(s[i].tokens[0].span for s in sides), model.Strength.SURE, 1.0),),
            (0.0,),
            (0.0,),
        )
        for i in range(len(beads))
    )
    pair = model.Pair("p1", wholes[0], wholes[1], 0.5)
    quotes = [
        model.Quote(d.id, s[0].span, s[0].text) for d, s in zip(documents, sides, strict=True)
    ]
    kind = model.SuppressionKind.EXTERNAL
    waived = model.Suppression(kind, ATTACK, ATTACK, date(2030, 1, 1))
    finding = model.Finding(
        "XX01",
        ATTACK,
        model.Category.MISTRANSLATION,
        model.Severity.MAJOR,
        0.9,
        f"{ATTACK} {quotes[0].text}",
        "p1",
        "0123456789abcdef",
        *quotes,
    )
    second = replace(finding, fingerprint="fedcba9876543210", suppression=waived)
    check = model.CheckInfo("XX01", ATTACK, finding.category, finding.severity, ATTACK, ATTACK)
    return Report(
        signature=ATTACK,
        documents=tuple(documents),
        alignments=(model.Alignment(pair, sides[0], sides[1], beads, links),),
        findings=(finding, second),
        scores=(model.Score(ATTACK, 1.0, ATTACK, "p1"),),
        unpaired=(quotes[1],),
        checks=(check,),
        direction_known=False,
    )


def collated(report: Report) -> Report:
    """The same strings as a collation."""
    versions = tuple(
        model.Version(q, language, model.VersionKind.FULL, 1.0)
        for q, language in zip(
            (report.findings[0].source, report.findings[0].target), model.Language, strict=True
        )
        if q
    )
    statement = model.Collation("s1", ATTACK, versions, report.findings)
    return replace(report, alignments=(), findings=(), statements=(statement,), base="s")


@pytest.fixture(scope="module")
def attacks() -> tuple[Report, Report]:
    """A comparison and a collation of hostile documents."""
    texts = [ATTACK, LONG_WORD, LONG_LINE, "plain words", f"{TURNED} and more"]
    report = hostile((texts, [*reversed(texts)]))
    return report, collated(report)


@pytest.mark.parametrize("which", [0, 1], ids=["check", "collate"])
@pytest.mark.parametrize("width", [320, 1400])
def test_nothing_runs(
    browser: Browser, attacks: tuple[Report, Report], tmp_path: Path, which: int, width: int
) -> None:
    """No script of a document runs, no request leaves, and nothing scrolls sideways."""
    path = written(attacks[which], tmp_path)
    with Visit(browser, path, width) as visit:
        page = visit.page
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for key in "jjk":
            page.keyboard.press(key)
        page.locator(".m").first.hover()
        page.keyboard.press("Escape")

        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("script, style").count() == 2
        assert page.locator("img, base, iframe, [onload], [onerror]").count() == 0
        assert visit.complaints == []
        assert [url for url in visit.requests if url.split("#")[0] != path.as_uri()] == []


def test_overrides_stay_in_their_cell(
    browser: Browser, attacks: tuple[Report, Report], tmp_path: Path
) -> None:
    """A bidi override that is never closed turns nothing but its own paragraph."""
    where = """one => {
      const range = document.createRange(), text = one.firstChild;
      return [0, 1].map((n) => {
        range.setStart(text, n);
        range.setEnd(text, n + 1);
        return range.getBoundingClientRect().x;
      });
    }"""
    with Visit(browser, written(attacks[0], tmp_path)) as visit:
        page = visit.page
        after = page.locator("#b-2 .target p")
        page.locator("#b-2").scroll_into_view_if_needed()
        first, second = after.evaluate(where)
        assert first < second
        name = page.locator(".doc.target h2 bdi")
        label = page.locator(".doc.target .figure")
        assert name.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"
        first, second = label.evaluate(where.replace("one.firstChild", "one.lastChild"))
        assert first < second


@pytest.mark.parametrize("kind", ["checked", "collated", "several", "check", "collate"])
def test_well_formed(
    browser: Browser,
    request: pytest.FixtureRequest,
    attacks: tuple[Report, Report],
    tmp_path: Path,
    kind: str,
) -> None:
    """libxml2 repairs nothing, and Chromium builds the very elements that the file has."""
    known = {"check": attacks[0], "collate": attacks[1]}
    report = known[kind] if kind in known else request.getfixturevalue(kind)
    parser = etree.HTMLParser(huge_tree=True)
    tree = etree.fromstring(render(report, "html").encode(), parser)
    unknown = etree.ErrorTypes.HTML_UNKNOWN_TAG  # of HTML 5, which libxml2 does not know
    assert [e.message for e in parser.error_log if e.type != unknown] == []
    assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id"))
    with Visit(browser, written(report, tmp_path), java_script_enabled=False) as visit:
        seen = visit.page.locator("*").evaluate_all(
            "all => all.map((one) => one.localName + [...one.attributes].map((a) => a.name).sort())"
        )
    stated = [f"{e.tag}{','.join(sorted(e.attrib))}" for e in tree.iter(etree.Element)]
    assert [name.lower() for name in seen] == [name.lower() for name in stated]
