"""The terminal: safe in either direction, at any width."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from align.model import Report
from align.render import View, render
from align.render.plain import clean, columns, cut, quoted, sentence, tail
from align.render.terminal.found import arranged
from align.text import FSI, PDI

ARABIC_RUN = re.compile("[\u0620-\u064a]+")


def depths(line: str) -> list[int]:
    """How many isolates are open at each character of ``line``."""
    depth, found = 0, []
    for character in line:
        depth += (character == FSI) - (character == PDI)
        found.append(depth)
    return found


def test_isolates_balanced(report: Report) -> None:
    """Isolates open and close on the same line, and never close more than was opened."""
    for line in render(report, "terminal", View(verbose=True)).splitlines():
        assert min(depths(line), default=0) >= 0, line
        assert (depths(line) or [0])[-1] == 0, line


def test_lines_begin_with_latin(report: Report) -> None:
    """The first letter of every line is Latin, so that no terminal sets it right to left."""
    for line in render(report, "terminal", View(verbose=True)).splitlines():
        letters = [character for character in line if character.isalpha()]
        assert not ARABIC_RUN.match("".join(letters[:1])), line


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_width(report: Report, width: int) -> None:
    """No line is wider than asked, none ends in a space."""
    for line in render(report, "terminal", View(width=width, verbose=True)).splitlines():
        assert columns(line) <= width, line
        assert line == line.rstrip(), line


def test_colour(report: Report) -> None:
    """Escapes appear only with colour, and without them the text is the same."""
    plain, coloured = render(report, "terminal"), render(report, "terminal", View(color=True))

    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_hostile_words(checked: Report) -> None:
    """Neither escapes nor overrides from a document or a message reach the terminal."""
    text = render(checked, "terminal", View(verbose=True))

    assert not set("\x1b\u202e\u202c\x07") & set(text)


def test_four_lines_a_finding(checked: Report) -> None:
    """A finding takes four lines at most, and those that do not fit are counted."""
    text = render(checked, "terminal")
    blocks = [block for block in text.split("\n\n") if " confidence " in block]

    assert len(blocks) == 8
    assert {len(block.splitlines()) for block in blocks} == {4}
    assert "… and 1 more finding (--verbose or --format html)" in text


def test_order(checked: Report) -> None:
    """Findings stand most severe first, then most confident; suppressed ones are only counted."""
    text = render(checked, "terminal", View(verbose=True))
    found = re.findall(r"^([A-Z]{2}\d\d) ", text, flags=re.MULTILINE)

    assert found == ["AD01", "MT01", "OM01", "OM02", "UN01", "AD02", "QU01", "MT02", "TE01"]
    assert "9 findings: 1 critical, 3 major, 4 minor, 1 neutral; 1 suppressed" in text


def test_nothing_found(checked: Report) -> None:
    """Without findings the report says so and hints at nothing."""
    text = render(replace(checked, findings=(), unpaired=()), "terminal")

    assert text.splitlines()[-1] == "No findings"


def test_isolate_breakout() -> None:
    """A document cannot close the isolate that it is quoted in."""
    assert f"{FSI}one two{PDI}" == quoted(f"one{PDI} two\u202e", 80)
    assert f"a {FSI}b{PDI}" == sentence(f"a{PDI} {FSI}b")


def test_cutting() -> None:
    """Words are cut at a space and marked; paths keep their end; controls become visible."""
    assert cut("one two three", 10) == "one two…"
    assert tail("corpora/river/wire.ar.txt", 16) == "…ver/wire.ar.txt"
    assert clean("a\r\nb\x1bc\u202e") == "a b\ufffdc"
    assert columns("وقّعت") == 4


@pytest.mark.parametrize("height", [20, 24, 30, 50, 80])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_fits_the_screen(report: Report, width: int, height: int) -> None:
    """With a prompt below it the report fits; what is left out is counted, never dropped."""
    text = render(report, "terminal", View(width=width, height=height))

    assert len(text.splitlines()) < height
    assert re.search(r"^\d+ findings: ", text, re.M)


def test_room_is_used() -> None:
    """As many as fit are told in full, the others in a line each, the rest counted."""
    assert arranged([5, 5], 10) == (2, 0)
    assert arranged([5, 5, 5], 14) == (2, 1) or arranged([5, 5, 5], 14) == (1, 2)
    assert arranged([5] * 20, 15) == (1, 8)
    assert arranged([5] * 20, 4) == (0, 2)
    assert arranged([], 4) == (0, 0)


def test_listed_findings_keep_their_place(checked: Report) -> None:
    """On a small screen the worst findings stand with their words and the next in a line each."""
    lines = render(checked, "terminal", View(width=80, height=24)).splitlines()
    heads = [line for line in lines if re.match(r"[A-Z]{2}\d\d ", line)]

    assert [head[:4] for head in heads[:2]] == ["AD01", "MT01"]
    assert len(heads) > sum("confidence" in head for head in heads) > 0


def test_lines_on_a_screen_are_isolated(report: Report) -> None:
    """Every line is a left-to-right isolate, so that no terminal turns it around."""
    text = render(report, "terminal", View(height=30, directed=True, color=True))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)

    for line in filter(None, bare.splitlines()):
        assert line[0] == "\u2066", line
        assert line[-1] == PDI, line
        assert line.count("\u2066") == 1, line
        assert line.count(FSI) + 1 == line.count(PDI), line


def test_quiet(checked: Report) -> None:
    """The counts alone, and nothing at all where nothing was found."""
    tally = "9 findings: 1 critical, 3 major, 4 minor, 1 neutral; 1 suppressed\n"

    assert tally == render(checked, "terminal", View(quiet=True))
    assert render(replace(checked, findings=()), "terminal", View(quiet=True)) == ""


def test_statistics_of_a_check(checked: Report) -> None:
    """Per check how many findings of which severity, per pair findings, fidelity and coverage."""
    text = render(checked, "terminal", View(statistics=True, width=80))
    rows = [line.split() for line in text.splitlines()]

    assert ["MT01", "changed-number", "1", "·", "1", "·", "·", "·"] in rows
    assert ["all", "checks", "9", "1", "3", "4", "1", "10", "%"] in rows
    assert "fidelity  source  target" in text
    assert "  why " not in text
    assert max(map(columns, text.splitlines())) <= 80


def test_statistics_of_a_collation(collated: Report) -> None:
    """Per document its findings, statements and shares."""
    text = render(collated, "terminal", View(statistics=True))

    assert re.search(r"^document +findings +statements +of the base +shared$", text, re.M)
    assert "(base)" in text


def test_messages_isolate_arabic(checked: Report) -> None:
    """What a message quotes in Arabic stands between isolates, as quoted words do."""
    finding = replace(checked.findings[0], message="“لا” answers “no”.")
    text = render(replace(checked, findings=(finding,)), "terminal")

    assert f"“{FSI}لا{PDI}” answers “{FSI}no{PDI}”." in text


def test_columns() -> None:
    """Marks, joiners and Korean vowels take up no column, wide characters two, signs one."""
    assert columns("مُحَمَّد") == 4
    assert columns("日本") == 4
    assert columns("e\u0301\u200d") == 1
    assert columns("\u1112\u1161\u11ab") == 2
    assert columns("\u0600\u06dd\u00ad") == 3
    assert columns(tail("日本/" * 20, 21)) <= 21
