"""The page in a real browser: Chromium from the system, driven by Playwright."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, written

from align.model import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def visit(browser: Browser, checked: Report, tmp_path: Path) -> Iterator[Visit]:
    """The comparison, opened."""
    opened = Visit(browser, written(checked, tmp_path))
    yield opened
    opened.context.close()


@pytest.mark.parametrize("kind", ["check", "collate"])
def test_quiet(
    kind: str, browser: Browser, checked: Report, collated: Report, tmp_path: Path
) -> None:
    """The page complains of nothing, runs nothing of the documents', asks for nothing else."""
    path = written(checked if kind == "check" else collated, tmp_path)
    opened = Visit(browser, path)
    for key in "jjjkk":
        opened.page.keyboard.press(key)
    opened.page.click("#theme")

    assert opened.complaints == []
    assert opened.requests == [path.as_uri()]
    opened.context.close()


def test_hover_lights_counterparts(visit: Visit) -> None:
    """Pointing at a word lights its counterparts, the possible ones otherwise; leaving ends it."""
    visit.point("b-2", "source", "الثلاثاء")

    assert visit.words(".w.here") == ["الثلاثاء"]
    assert visit.words(".w.lit") == ["Tuesday"]
    visit.point("b-3", "source", "ضفتي")
    assert visit.words(".w.lit") == ["either", "bank"]
    assert visit.words(".w.lit.maybe") == ["either"]
    visit.page.hover("h1")
    assert visit.words(".w.lit, .w.here") == []


def test_words_by_keyboard(visit: Visit) -> None:
    """Within a cell the arrow keys move as the text runs: left is onward in Arabic."""
    visit.page.focus("#b-1 .source")
    assert visit.words(".w.here") == ["كارفانيا"]
    visit.page.keyboard.press("ArrowLeft")

    assert visit.words(".w.here") == ["وأوستريل"]
    assert visit.words(".w.lit") == ["and", "Ostrel"]
    assert visit.page.locator("#b-1 .source .w[tabindex='0']").count() == 1


def test_next_and_previous(visit: Visit) -> None:
    """j and k step through the findings as the text runs, marking the words and the address."""
    codes = []
    for key in "jjjk":
        visit.page.keyboard.press(key)
        codes.append(visit.page.locator(".card[aria-current]").get_attribute("data-code"))
    card = visit.page.locator(".card[aria-current]")

    assert visit.page.locator(".bead.on").get_attribute("id") == "b-3"
    assert visit.page.locator("#b-3").is_visible()
    assert codes[1] == codes[3]
    assert len(set(codes[:3])) == 3
    assert visit.page.url.endswith(f"#{card.get_attribute('id')}")
    assert visit.page.locator("#shown").inner_text() == "2 of 9, as the text runs"
    assert visit.page.locator(".m.on, .gap.on").count() > 0


def test_gravest_first(visit: Visit) -> None:
    """The reader may have them by severity and confidence instead."""
    visit.page.click("#filters summary")
    visit.page.select_option("#order", "weight")
    severities = visit.page.locator("#cards .card").evaluate_all(
        "all => all.map((card) => card.dataset.severity)"
    )

    assert severities == sorted(severities, key=["critical", "major", "minor", "neutral"].index)


def test_typing_is_not_stepping(visit: Visit) -> None:
    """In the search field j and k are letters; / goes there."""
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("jk")

    assert visit.page.input_value("#query") == "jk"
    assert visit.page.locator(".card[aria-current]").count() == 0


def test_filters(visit: Visit) -> None:
    """Text, severity, check and confidence each narrow the list, and the marks follow."""
    shown = visit.page.locator("#shown")
    assert shown.inner_text() == "9 of 9 shown, as the text runs"
    visit.page.fill("#query", "accord")
    assert visit.page.locator(".card:visible").count() == 1
    assert visit.page.locator("#b-2 .m.off").count() == 2
    visit.page.fill("#query", "")
    visit.page.uncheck("input[value='minor']", force=True)
    assert shown.inner_text().startswith("5 of 9 shown")
    visit.page.click("#filters summary")
    visit.page.uncheck("input[value='MT01']", force=True)
    assert shown.inner_text().startswith("4 of 9 shown")
    visit.page.check("input[value='minor']", force=True)
    visit.page.fill("#least", "95")
    assert shown.inner_text().startswith("2 of 9 shown")
    visit.page.check("#only")
    assert visit.page.locator(".bead:visible").count() == 2


def test_search_folds(visit: Visit) -> None:
    """Words are found without their vowel marks, and digits in either script."""
    visit.page.fill("#query", "25")
    found = visit.shown(".card")
    visit.page.fill("#query", "\u0662\u0665")

    assert found == visit.shown(".card") != []


def test_accepted_apart(visit: Visit) -> None:
    """What was accepted stands apart, closed until it is asked for, and says where it is kept."""
    card = visit.page.locator("#accepted .card")
    assert not card.is_visible()
    visit.page.click("#accepted > summary")

    assert card.is_visible()
    assert "accepted in the baseline" in card.inner_text()
    visit.page.keyboard.press("k")
    assert card.get_attribute("aria-current") == "true"


def test_why(visit: Visit) -> None:
    """A finding says what its check looks for, and leads to the catalogue."""
    card = visit.page.locator("#cards .card").first
    card.locator(".rule summary").click()

    assert card.locator(".rule p").is_visible()
    visit.page.click(f"#{card.get_attribute('id')} .rule a")
    assert visit.page.locator(".catalogue :target dt").count() == 1 or "#c-" in visit.page.url


def test_deep_link(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """An address with a finding opens at it."""
    opened = Visit(browser, written(checked, tmp_path))
    link = opened.page.locator("#cards .card .deep").nth(5).get_attribute("href")
    opened.page.goto(opened.page.url.split("#")[0] + str(link))
    opened.page.reload()

    assert f"#{opened.page.locator('.card[aria-current]').get_attribute('id')}" == link
    opened.context.close()


def test_a_mark_leads_to_its_finding(visit: Visit) -> None:
    """A click on marked words chooses the finding that marks them."""
    visit.page.click("#b-6 .target .m")

    assert visit.page.locator(".card[aria-current]").get_attribute("data-code") == "AD02"


def test_without_script(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """Without JavaScript everything reads, accepted findings too, and no dead control shows."""
    opened = Visit(browser, written(checked, tmp_path), java_script_enabled=False)

    assert opened.page.locator(".card").count() == 10
    assert opened.page.locator(".card:visible").count() == 10
    assert opened.page.locator("input:visible, button:visible").count() == 0
    opened.context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1800])
def test_no_sideways_scrolling(
    browser: Browser, report: Report, tmp_path: Path, width: int
) -> None:
    """The page is never wider than the window; only the matrix scrolls, in a frame of its own."""
    opened = Visit(browser, written(report, tmp_path), width=width)

    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    opened.context.close()


def test_contrast(visit: Visit) -> None:
    """In both themes text stands out from its ground by 4.5 to 1 (WCAG AA)."""
    script = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    for theme in ("light", "dark"):
        visit.page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        assert visit.page.evaluate(script) == []


def test_long_report(browser: Browser, long: Report, tmp_path: Path) -> None:
    """2,000 beads open, step and filter without making a reader wait."""
    opened = Visit(browser, written(long, tmp_path))
    page = opened.page
    assert page.locator(".bead").count() == 2000
    begun = time.monotonic()
    for _ in range(5):
        page.keyboard.press("j")
    page.fill("#query", "accord")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    assert page.locator("#shown").inner_text() == "50 of 450 shown, as the text runs"
    assert time.monotonic() - begun < 10  # well under 2 s on an idle machine
    opened.context.close()
