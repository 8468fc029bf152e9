"""What stands beside the findings, where they are in their files, and pages without any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, written

from align.model import (
    Block,
    BlockKind,
    Missing,
    Report,
    Scope,
    Side,
    Suppression,
    SuppressionKind,
    Unused,
    UnusedKind,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LONG = "harbour.views.preferences.notifications.email-digest.advanced-options.section.label"


def clean(report: Report) -> Report:
    """Nothing was found."""
    return replace(report, findings=(), checks=())


def pardoned(report: Report) -> Report:
    """All that was found was accepted."""
    accepted = Suppression(SuppressionKind.EXTERNAL)
    return replace(
        report, findings=tuple(replace(f, suppression=accepted) for f in report.findings)
    )


def unchanged(report: Report) -> Report:
    """Nothing was looked at, since nothing changed; a file has no partner."""
    missing = (Missing(Side.SOURCE, f"content/ar/{LONG}.md", f"content/en/{LONG}.md"),)
    bare = clean(replace(report, documents=(), alignments=(), scores=(), unpaired=()))
    return replace(bare, scope=Scope("main", 30, 0), missing=missing)


def besides(report: Report) -> Report:
    """Two of many pairs were looked at; a comment accepts nothing, a file has no partner."""
    unused = Unused(UnusedKind.ABSENT, "content/en/ferry.md", 12, "MT01", "accepts <i>nothing</i>")
    missing = Missing(Side.TARGET, "content/en/quay.md", "content/ar/quay.md")
    return replace(report, scope=Scope("main", 30, 2), unused=(unused,), missing=(missing,))


def in_units(report: Report) -> Report:
    """Both documents in one file of translation units, a unit for each line."""
    documents = []
    for document in report.documents:
        blocks, start = [], 0
        for number, line in enumerate(document.text.splitlines()):
            unit = f"{LONG}.{number}" if number % 2 else f"menu.{number}"
            span = replace(report.unpaired[0].span, start=start, end=start + len(line))
            blocks.append(Block(span, BlockKind.ITEM, unit=unit, line=10 + 4 * number))
            start += len(line) + 1
        documents.append(replace(document, path="locale/ar.po", blocks=tuple(blocks)))
    return replace(report, documents=tuple(documents))


STATES = {
    "clean": clean,
    "accepted": pardoned,
    "unchanged": unchanged,
    "besides": besides,
    "units": in_units,
}


@pytest.fixture(params=STATES)
def shown(request: pytest.FixtureRequest, checked: Report) -> Report:
    """Each of the states."""
    return STATES[request.param](checked)


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(browser: Browser, tmp_path: Path, shown: Report, theme: str, width: int) -> None:
    """axe-core finds no serious problem, nothing is complained of, nothing runs out of the page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = written(shown, tmp_path)
    with Visit(browser, path, width, color_scheme=theme) as visit:
        visit.page.keyboard.press("j")
        found = axe.run(visit.page).response["violations"]

        assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width


def test_besides(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """The summary says what was looked at, and leads to what lacks or is of no use."""
    with Visit(browser, written(besides(checked), tmp_path)) as visit:
        page = visit.page
        scope = page.locator(".scope").inner_text()
        assert scope == "2 of 30 pairs checked: those changed since main."
        page.click("text=1 suppression without use")
        assert page.url.endswith("#aside")
        notes = page.locator("#aside").inner_text()

        assert "content/en/ferry.md:12 · accepts <i>nothing</i>" in notes
        assert "content/en/quay.md target no content/ar/quay.md" in " ".join(notes.split())


def test_units(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """A row names its unit, and a finding its unit and the line of the file."""
    with Visit(browser, written(in_units(checked), tmp_path)) as visit:
        assert visit.words("#b-1 .unit bdi") == ["menu.0"]
        visit.page.click("#b-2 .source .m >> nth=0")
        card = visit.page.locator(".card.on")

        assert card.locator(".unit bdi").all_inner_texts() == [f"{LONG}.1"]
        assert card.locator("dt").first.inner_text() == "source · line 14"
        assert visit.words(".summary .where bdi") == ["locale/ar.po"] * 2


def test_nothing_found(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """A page without findings says so in one sentence and has no controls for them."""
    with Visit(browser, written(clean(checked), tmp_path)) as visit:
        assert visit.page.locator("h1").inner_text() == "No findings"
        assert visit.words(".none") == ["Nothing was found to be left out, added or changed."]
        assert visit.page.locator("#filters, #steps").count() == 0


def test_nothing_changed(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """Where nothing was looked at, the page does not claim that nothing was found."""
    with Visit(browser, written(unchanged(checked), tmp_path)) as visit:
        assert visit.page.title() == "Nothing changed since main"
        assert visit.page.locator("h1").inner_text() == "Nothing changed"
        assert visit.page.locator("#findings, #texts, .none").count() == 0
        assert visit.words("nav a") == ["Summary"]


def test_all_accepted(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """Where all was accepted, that lies open, and j steps through it."""
    with Visit(browser, written(pardoned(checked), tmp_path)) as visit:
        assert visit.page.locator("h1").inner_text() == "No new findings"
        assert visit.page.locator("#accepted .card:visible").count() == 10
        visit.page.keyboard.press("j")
        assert visit.page.locator("#shown").inner_text().startswith("1 of 10")
