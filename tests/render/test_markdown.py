"""Markdown: tables that stay tables, whatever the documents hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from align.model import Report
from align.render import render
from align.render.markdown import escaped


def tables(text: str) -> list[list[int]]:
    """The number of cells in every row of every table."""
    found: list[list[int]] = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append(0)
        elif token.type in ("td_open", "th_open"):
            found[-1][-1] += 1
    return found


def test_tables_hold(report: Report) -> None:
    """Every row of a table has as many cells as its head."""
    found = tables(render(report, "markdown"))

    assert len(found) >= 3
    assert [len(set(rows)) for rows in found] == [1] * len(found)


def test_no_live_markup(report: Report) -> None:
    """The only tags are the report's own, and no document makes a link or code."""
    html = MarkdownIt("gfm-like", {"linkify": False}).render(render(report, "markdown"))

    assert "<script" not in html
    assert "<code>" not in html
    assert "<a " not in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a&#124;b"),
        ("<b> & `c`", "&#60;b&#62; &#38; &#96;c&#96;"),
        ("@team #12", "&#64;<!-- -->team &#35;<!-- -->12"),
        ("https://x.invalid", "https&#58;<!-- -->//x.invalid"),
        ("said: so", "said: so"),
        ("one\ntwo", "one two"),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    """Nothing that Markdown or GitHub would act on is left."""
    assert expected == escaped(text)


def test_long_list(checked: Report) -> None:
    """A comment holds fifty findings and says how many more there are."""
    many = tuple(replace(checked.findings[0], fingerprint=f"f-{n}") for n in range(60))

    assert "… and 10 more" in render(replace(checked, findings=many), "markdown")
