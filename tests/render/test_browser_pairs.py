"""Many pairs, moved beads, the matrix: finding one's way through a long report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Visit, written

from align.model import Report, Score, Suppression, SuppressionKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OWN = 9  # findings of a pair that nobody accepted


def test_all_pairs_first(browser: Browser, several: Report, tmp_path: Path) -> None:
    """A reader begins with the totals and all findings, the gravest first."""
    with Visit(browser, written(several, tmp_path)) as visit:
        assert visit.shown(".group") == ["d-1", "d-2", "d-3"]
        assert visit.page.locator("#shown").inner_text() == "27 of 27 shown, gravest first"
        visit.page.keyboard.press("j")
        assert visit.page.locator(".card.on").get_attribute("data-severity") == "critical"


def test_one_pair(browser: Browser, several: Report, tmp_path: Path) -> None:
    """A pair that is chosen is read alone, with its findings as its text runs; and all again."""
    with Visit(browser, written(several, tmp_path)) as visit:
        page = visit.page
        page.click("#index a[href='#d-2']")
        assert visit.shown(".group") == ["d-2"]
        assert page.locator("#pair").input_value() == "d-2"
        assert page.locator("#shown").inner_text() == f"{OWN} of {OWN} shown, as the text runs"
        assert set(
            visit.page.locator("#cards .card:visible").evaluate_all(
                "all => all.map((card) => card.dataset.d)"
            )
        ) == {"d-2"}
        rows = []
        for _ in range(OWN):
            page.keyboard.press("j")
            rows.append(int(str(page.locator(".bead.on").get_attribute("id"))[2:]))
        assert rows == sorted(rows)
        page.keyboard.press("]")
        assert visit.shown(".group") == ["d-3"]
        page.select_option("#pair", "")
        assert visit.shown(".group") == ["d-1", "d-2", "d-3"]
        assert page.locator("#cards .card:visible").count() == 3 * OWN


@pytest.mark.parametrize("place", ["d-3", "b-25", "f-mt01-{}-3"])
def test_deep_links_to_pairs(browser: Browser, several: Report, tmp_path: Path, place: str) -> None:
    """An address of a pair, and of a finding, opens with that pair alone; a bead in the whole."""
    own = next(f for f in several.findings if f.code == "MT01" and f.pair == "p3")
    at = f"#f-{own.fingerprint}" if place.startswith("f-") else f"#{place}"
    with Visit(browser, written(several, tmp_path), at=at) as visit:
        expected = ["d-1", "d-2", "d-3"] if place.startswith("b-") else ["d-3"]

        assert visit.shown(".group") == expected
        assert visit.complaints == []
        if place.startswith("f-"):
            assert visit.page.locator(".card.on").get_attribute("data-code") == "MT01"


@pytest.mark.parametrize("at", ["#%", "#nothing", "#f-", "#theme"])
def test_addresses_that_lead_nowhere(
    browser: Browser, several: Report, tmp_path: Path, at: str
) -> None:
    """An address of nothing opens the page as it is."""
    with Visit(browser, written(several, tmp_path), at=at) as visit:
        assert visit.complaints == []
        assert visit.page.locator(".group:visible").count() == 3


def test_a_bead_of_another_pair(browser: Browser, several: Report, tmp_path: Path) -> None:
    """A place in a pair that is not shown brings that pair up."""
    with Visit(browser, written(several, tmp_path), at="#d-1") as visit:
        visit.page.evaluate("location.hash = '#b-25'")
        visit.page.wait_for_selector("#b-25:visible")

        assert visit.shown(".group") == ["d-3"]


def test_index_sorts(browser: Browser, several: Report, tmp_path: Path) -> None:
    """A click on a total sorts by it, most first, a second one turns it round."""
    few = replace(several, findings=tuple(f for f in several.findings if f.pair != "p2"))
    with Visit(browser, written(few, tmp_path)) as visit:
        counts = "#index tbody td:nth-child(2)"
        visit.page.click("#index th:nth-child(2) button")
        assert visit.words(counts) == ["9", "9", "0"]
        visit.page.click("#index th:nth-child(2) button")
        assert visit.words(counts) == ["0", "9", "9"]
        assert visit.page.locator("#index th[aria-sort='ascending']").count() == 1


def test_moved_beads(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """A moved bead leads to where the target has it, and back; the map draws it across."""
    alignment = checked.alignments[0]
    beads = list(alignment.beads)
    beads[0], beads[2] = (replace(beads[i], target=beads[2 - i].target) for i in (0, 2))
    report = replace(checked, alignments=(replace(alignment, beads=tuple(beads)),))
    with Visit(browser, written(report, tmp_path)) as visit:
        page = visit.page
        moved = page.locator(".bead:has(.moved)")
        assert moved.count() > 0
        place = str(moved.first.locator(".moved").get_attribute("href"))
        bead = moved.first.get_attribute("id")
        assert page.locator(f"{place} a").get_attribute("href") == f"#{bead}"
        assert page.locator(".ribbon polygon.moved").count() == moved.count()
        page.click(".bead .moved >> nth=0")
        assert page.locator(".told:target").is_visible()
        page.click(".told:target a")
        assert page.locator(".bead:target").get_attribute("id") == bead


def test_fidelity_of_beads(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """A bead shows its fidelity where it was measured; a low one stands out."""
    pair = checked.alignments[0].pair.id
    scores = (*checked.scores, Score("fidelity", 31.0, "s", f"{pair}:1"))
    with Visit(browser, written(replace(checked, scores=scores), tmp_path)) as visit:
        assert visit.page.locator(".fid").count() == 1
        assert visit.page.locator("#b-2 .fid.low").inner_text().startswith("31")


def test_suppressions_explain_themselves(browser: Browser, checked: Report, tmp_path: Path) -> None:
    """An accepted finding says where, why, by whom and until when."""
    why = Suppression(SuppressionKind.IN_SOURCE, "agreed with the desk", "Rana", date(2027, 1, 31))
    findings = [replace(f, suppression=why if f.code == "MT01" else None) for f in checked.findings]
    report = replace(checked, findings=tuple(findings))
    with Visit(browser, written(report, tmp_path)) as visit:
        visit.page.click("#accepted > summary")

        assert (
            visit.page.locator("#accepted .pardon").first.inner_text()
            == "✓ accepted beside the words: “agreed with the desk” – Rana, until 2027-01-31"
        )


def test_matrix_leads_in(browser: Browser, collated: Report, tmp_path: Path) -> None:
    """A cell leads to its document's version, a row to its statement, and that back."""
    with Visit(browser, written(collated, tmp_path)) as visit:
        page = visit.page
        page.click(".matrix td a >> nth=0")
        assert page.locator(".version:target").is_visible()
        page.click(".matrix tbody th a >> nth=1")
        assert page.locator(".statement:target").count() == 1
        page.click(".statement:target .up")
        assert page.locator(".matrix tr:target").count() == 1
        if page.locator("#differing").count():
            before = page.locator(".matrix tbody tr:visible").count()
            page.check("#differing input")
            assert page.locator(".matrix tbody tr:visible").count() < before
