"""The page in a real browser: Chromium from the system, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from align.model import Report
from align.render import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("ALIGN_CHROMIUM") or shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says what is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no chromium: apt-get install chromium, or set ALIGN_CHROMIUM")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


class Visit:
    """A page opened from a file, with all that it complained of or asked for."""

    def __init__(self, browser: Browser, path: Path, *, width: int = 1400, script: bool = True):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())


def written(report: Report, folder: Path) -> Path:
    """The report's page as a file."""
    path = folder / "report.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    return path


@pytest.fixture
def visit(browser: Browser, checked: Report, tmp_path: Path) -> Iterator[Visit]:
    """The comparison, opened."""
    opened = Visit(browser, written(checked, tmp_path))
    yield opened
    opened.context.close()


def classes(page: Page, selector: str) -> list[str]:
    """The text of the words that have a class."""
    return page.locator(selector).all_inner_texts()


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
    visit.page.hover("#b-2 .source .w:text-is('الثلاثاء')")

    assert classes(visit.page, ".w.here") == ["الثلاثاء"]
    assert classes(visit.page, ".w.lit") == ["Tuesday"]
    visit.page.hover("#b-3 .source .w:text-is('ضفتي')")
    assert classes(visit.page, ".w.lit") == ["either", "bank"]
    assert classes(visit.page, ".w.lit.maybe") == ["either"]
    visit.page.hover("h1")
    assert classes(visit.page, ".w.lit, .w.here") == []


def test_words_by_keyboard(visit: Visit) -> None:
    """Within a cell the arrow keys move as the text runs: left is onward in Arabic."""
    visit.page.focus("#b-1 .source .w[tabindex='0']")
    assert classes(visit.page, ".w.here") == ["كارفانيا"]
    visit.page.keyboard.press("ArrowLeft")

    assert classes(visit.page, ".w.here") == ["وأوستريل"]
    assert classes(visit.page, ".w.lit") == ["and", "Ostrel"]
    assert visit.page.locator("#b-1 .source .w[tabindex='0']").count() == 1


def test_next_and_previous(visit: Visit) -> None:
    """j and k step through the findings shown, marking the words and the address."""
    for key in "jjjk":
        visit.page.keyboard.press(key)
    card = visit.page.locator(".card[aria-current]")

    assert card.get_attribute("data-code") == "MT01"
    assert visit.page.url.endswith(f"#{card.get_attribute('id')}")
    assert classes(visit.page, ".m.on") == ["25", "20"]
    assert visit.page.locator(".bead.on").get_attribute("id") == "b-2"
    assert visit.page.locator("#b-2").is_visible()


def test_typing_is_not_stepping(visit: Visit) -> None:
    """In the search field j and k are letters; / goes there."""
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("jk")

    assert visit.page.input_value("#query") == "jk"
    assert visit.page.locator(".card[aria-current]").count() == 0


def test_filters(visit: Visit) -> None:
    """Text, severity, check and confidence each narrow the list, and the marks follow."""
    shown = visit.page.locator("#shown")
    assert shown.inner_text() == "9 of 10 shown"
    visit.page.fill("#query", "accord")
    assert visit.page.locator(".card:visible").count() == 1
    assert visit.page.locator("#b-2 .m.off").count() == 2
    visit.page.fill("#query", "")
    visit.page.uncheck("input[value='minor']", force=True)
    assert shown.inner_text() == "5 of 10 shown"
    visit.page.click("summary")
    visit.page.uncheck("input[value='MT01']", force=True)
    assert shown.inner_text() == "4 of 10 shown"
    visit.page.check("#accepted")
    visit.page.check("input[value='minor']", force=True)
    assert shown.inner_text() == "9 of 10 shown"
    visit.page.fill("#least", "95")
    assert shown.inner_text() == "2 of 10 shown"
    visit.page.check("#only")
    assert visit.page.locator(".bead:visible").count() == 2


def test_deep_link(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """An address with a finding opens at it."""
    opened = Visit(browser, written(checked, tmp_path))
    link = opened.page.locator(".card .deep").nth(5).get_attribute("href")
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
    opened = Visit(browser, written(checked, tmp_path), script=False)

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

    assert page.locator("#shown").inner_text() == "50 of 500 shown"
    assert time.monotonic() - begun < 10  # well under 2 s on an idle machine
    opened.context.close()
