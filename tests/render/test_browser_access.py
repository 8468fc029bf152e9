"""Everybody can use the page: axe-core, the keyboard, touch, print, no JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, written

from align.model import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GRAVE = ("serious", "critical")
OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"
STYLE = "one => [getComputedStyle(one).{}, getComputedStyle(one).{}]"


@pytest.fixture(params=["check", "collate", "pairs"])
def any_report(
    request: pytest.FixtureRequest, checked: Report, collated: Report, several: Report
) -> Report:
    """Each kind of page."""
    return {"check": checked, "collate": collated, "pairs": several}[request.param]


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(browser: Browser, any_report: Report, tmp_path: Path, theme: str, width: int) -> None:
    """axe-core finds no serious problem, with everything opened and a finding chosen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with Visit(browser, written(any_report, tmp_path), width, color_scheme=theme) as visit:
        visit.page.evaluate(OPEN)
        visit.page.keyboard.press("j")
        if visit.page.locator(".cell .w, .cell[data-w]").count():
            visit.page.focus(".cell[data-w]")
        found = axe.run(visit.page).response["violations"]

    assert [
        (rule["id"], node["html"][:200])
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1800])
def test_no_sideways_scrolling(
    browser: Browser, any_report: Report, tmp_path: Path, width: int
) -> None:
    """The page is never wider than the window; only tables scroll, in frames of their own."""
    with Visit(browser, written(any_report, tmp_path), width) as visit:
        visit.page.evaluate(OPEN)

        assert visit.page.evaluate("document.documentElement.scrollWidth") == width


def test_contrast(browser: Browser, any_report: Report, tmp_path: Path) -> None:
    """In both themes text stands out from its ground by 4.5 to 1 (WCAG AA)."""
    script = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    with Visit(browser, written(any_report, tmp_path)) as visit:
        for theme in ("light", "dark"):
            visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            assert visit.page.evaluate(script) == []


def test_words_by_keyboard(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """Arrows move along the text and between beads, Enter across; the counterparts are spoken."""
    with Visit(browser, written(checked, tmp_path)) as visit:
        page = visit.page
        page.focus("#b-1 .source")
        assert visit.words(".w.here") == ["كارفانيا"]
        page.keyboard.press("ArrowLeft")
        assert visit.words(".w.here") == ["وأوستريل"]
        assert visit.words(".w.lit") == ["and", "Ostrel"]
        assert page.locator("#voice").inner_text() == "and, Ostrel"
        assert page.locator("#b-1 .source .w[tabindex='0']").count() == 1
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert visit.words(".w.here") == ["and"]
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('.bead').id") == "b-2"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('.w')") is False


def test_touch(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """A tap lights a word and its counterparts; a tap elsewhere ends it."""
    with Visit(browser, written(checked, tmp_path), 390, has_touch=True) as visit:
        visit.page.tap("#b-1 .target")
        visit.page.tap("#b-1 .target .w:text-is('Ostrel')")
        assert visit.words(".w.lit") == ["وأوستريل"]
        visit.page.tap("h2 >> nth=0")

        assert visit.words(".w.lit") == []


def test_phone_shows_finding_over_text(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """On a phone the finding of a tapped mark lies below the text, which stays in view."""
    with Visit(browser, written(checked, tmp_path), 390, has_touch=True) as visit:
        page = visit.page
        page.locator("#b-2 .source .m").first.tap()
        card = page.locator(".card.on").bounding_box()
        assert card is not None
        assert card["y"] > 400
        assert card["y"] + card["height"] <= 900
        page.tap("#on")
        assert page.locator(".card.on").count() == 1
        page.tap("#close")
        assert page.locator(".card.on").count() == 0


def test_without_script(browser: Browser, any_report: Report, tmp_path: Path) -> None:
    """Without JavaScript everything reads, accepted findings too, and no dead control shows."""
    path = written(any_report, tmp_path)
    with Visit(browser, path, java_script_enabled=False) as visit:
        page = visit.page

        assert page.locator(".card:visible").count() == page.locator(".card").count() > 0
        assert page.locator(".bead:visible").count() == page.locator(".bead").count()
        assert page.locator("input:visible, select:visible, button:visible").count() == 0


def test_print(browser: Browser, any_report: Report, tmp_path: Path) -> None:
    """On paper findings and texts stand in full, black on white, without controls."""
    with Visit(browser, written(any_report, tmp_path), 800, color_scheme="dark") as visit:
        page = visit.page
        page.keyboard.press("j")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")

        assert page.locator(".card:visible").count() == page.locator(".card").count()
        assert page.locator(".bead:visible").count() == page.locator(".bead").count()
        controls = "input:visible, select:visible, button:visible:not(.index button)"
        assert page.locator(controls).count() == 0
        inks = page.locator("body").evaluate(STYLE.format("color", "backgroundColor"))
        assert inks == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        placed = page.locator(".card.on").evaluate(STYLE.format("position", "maxHeight"))
        assert placed == ["static", "none"]
