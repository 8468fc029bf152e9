"""Comments that accept findings: where they are found, what they say, what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.model import Block, BlockKind, Directive, Span
from align.read import read_document
from align.read.comments import Comment, directives

BLOCKS = tuple(Block(Span(at, at + 8), BlockKind.PARAGRAPH) for at in (0, 10, 20, 30))


def _only(words: str, at: int = 12) -> Directive:
    (found,) = directives([Comment(at, 3, words)], BLOCKS, 40)
    return found


@pytest.mark.parametrize(
    ("words", "names", "reason"),
    [
        (" align: ignore ", (), ""),
        ("align: ignore MT01", ("MT01",), ""),
        ("align:ignore MT01, omitted-words OM", ("MT01", "omitted-words", "OM"), ""),
        ("align: ignore MT01 reason: a: new figure", ("MT01",), "a: new figure"),
        ("align: ignore MT01: a new\n  figure ", ("MT01",), "a new figure"),
        ("align: ignore: دقّقه المحرّر", (), "دقّقه المحرّر"),
        ("align: ignore reason: known", (), "known"),
        ("align: ignore-file LC", ("LC",), ""),
    ],
)
def test_what_a_comment_says(words: str, names: tuple[str, ...], reason: str) -> None:
    """Checks up to the colon, the reason after it, in any script."""
    found = _only(words)

    assert (names, reason, "") == (found.names, found.reason, found.fault)


@pytest.mark.parametrize("words", ["a remark", "alignment: ignore", "we align: ignore", "TODO"])
def test_other_comments_are_not_ours(words: str) -> None:
    """Nothing is said of what is not for us."""
    assert directives([Comment(0, 1, words)], BLOCKS, 40) == ()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("align: ignroe MT01", "'ignroe' is no comment of ours"),
        ("align: center", "'center' is no comment of ours"),
        ("align:", "'' is no comment of ours"),
        ("align: on", "nothing was switched off before"),
    ],
)
def test_what_nobody_can_follow_is_told(words: str, fault: str) -> None:
    """A misspelling must not accept everything, nor pass in silence."""
    assert fault in _only(words).fault


@pytest.mark.parametrize(
    ("at", "span"),
    [
        (0, Span(0, 8)),  # in the first block
        (8, Span(8, 18)),  # after it: the second, with what is missing between
        (9, Span(8, 18)),
        (12, Span(8, 18)),
        (29, Span(28, 38)),
        (38, Span(40, 40)),  # nothing follows
    ],
)
def test_ignore_is_about_one_block(at: int, span: Span) -> None:
    """The one that it stands in, else the next."""
    assert span == _only("align: ignore", at).span


def test_off_is_about_all_up_to_on() -> None:
    """With checks named, on ends what names them; without, everything; else the end does."""
    comments = [
        Comment(1, 1, "align: off MT01"),
        Comment(2, 1, "align: off OM"),
        Comment(11, 2, "align: on MT01"),
        Comment(21, 3, "align: on"),
        Comment(31, 4, "align: off"),
    ]

    found = directives(comments, BLOCKS, 40)

    assert [d.span for d in found] == [Span(1, 11), Span(2, 21), Span(31, 40)]
    assert [d.names for d in found] == [("MT01",), ("OM",), ()]


MARKDOWN = """---
title: x
---
# Harbour <!-- align: ignore LC -->

<!-- align: ignore MT01
     reason: the figure was corrected -->
The ferry carried 43 passengers. <!-- a remark --> It sank.

- one <!-- align: off -->
- two

`<!-- align: ignore -->` is code, <!-- align: on --> and this is not.

```
<!-- align: ignore -->
```

    <!-- align: ignore -->

<!-- align: ignore OM --> The words after it are seen.

| a <!-- align: ignore-file UN --> | b |
|---|---|
| c | d |
"""


def test_markdown(tmp_path: Path) -> None:
    """Comments in blocks, before them, over two lines; none in code, and none in the text."""
    path = tmp_path / "page.md"
    path.write_text(MARKDOWN, "utf-8")

    document = read_document(path)

    assert [(d.line, d.names, d.span.of(MARKDOWN).split()[-1]) for d in document.comments] == [
        (4, ("LC",), "-->"),
        (6, ("MT01",), "sank."),
        (10, (), "code,"),
        (21, ("OM",), "seen."),
        (23, ("UN",), "|"),
    ]
    assert document.comments[1].reason == "the figure was corrected"
    assert [block.span.of(MARKDOWN) for block in document.blocks] == [
        "Harbour",
        "The ferry carried 43 passengers.",
        "It sank.",
        "one",
        "two",
        "`<!-- align: ignore -->` is code,",
        "and this is not.",
        "The words after it are seen.",
        *("a", "b", "c", "d"),
    ]


def test_markdown_without_comments_is_as_it_was(tmp_path: Path) -> None:
    """Blocks are cut at comments alone."""
    path = tmp_path / "page.md"
    path.write_text("# One\n\nTwo <b>three</b> & four.\n", "utf-8")

    document = read_document(path)

    assert document.comments == ()
    assert [b.span.of(document.text) for b in document.blocks] == [
        "One",
        "Two <b>three</b> & four.",
    ]


PAGE = """<!DOCTYPE html><html lang="en"><head><title>A bridge opens</title></head>
<body><!-- align: ignore-file LC -->
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>A bridge opens in Qasrabad</h1>
<p>The transport minister opened the new bridge in the port of Qasrabad on Monday afternoon.</p>
<!-- align: ignore MT01
     reason: corrected -->
<p>The bridge cost 43 million <a href="/u">units</a>, the ministry says in its report on works.</p>
<p>Traffic will begin tomorrow,<!-- align: ignore OM --> according to the minister and police.</p>
<!-- align: off -->
<p>The first lorries were waiting on the eastern shore since the early hours of the morning.</p>
<!-- align: on -->
<p>Fishermen complained about the new fees, which the ministry had promised not to raise.</p>
</article><footer>Nobody <!-- align: ignore --></footer></body></html>
"""


def test_html(tmp_path: Path) -> None:
    """A comment is about the extracted block that it stands in or that follows."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text(PAGE.replace("<!-- align", "<!-- other"), "utf-8")

    document = read_document(path)

    assert read_document(bare).text == document.text
    assert [(d.names, d.span.of(document.text).split()[:2]) for d in document.comments] == [
        (("LC",), ["A", "bridge"]),
        (("MT01",), ["The", "bridge"]),
        (("OM",), ["Traffic", "will"]),
        ((), ["The", "first"]),
        ((), []),
    ]
    assert document.comments[0].span == Span(0, len(document.text))
    assert document.comments[3].span.of(document.text).rstrip().endswith("the morning.")
    assert [d.line for d in document.comments][::4] == [2, 14]
    assert document.comments[1].reason == "corrected"


def test_html_with_a_comment_before_a_changed_element(tmp_path: Path) -> None:
    """An element that the extraction shortened is still the one after the comment."""
    path = tmp_path / "page.html"
    whole = "The bridge cost 43 million <a href="
    assert whole in PAGE
    note = '<button>Copy</button><sup><a href="#n">7</a></sup> '
    path.write_text(PAGE.replace(whole, f"{note}{whole}"), "utf-8")

    comment = read_document(path).comments[1]

    assert "43 million" in comment.span.of(read_document(path).text)


@pytest.mark.parametrize("count", [4_000])
def test_many_comments_take_no_time(tmp_path: Path, count: int) -> None:
    """A page of nothing but comments and short paragraphs is read in one pass."""
    path = tmp_path / "page.md"
    path.write_text("<!-- align: ignore -->\nThe minister is back.\n\n" * count, "utf-8")

    assert len(read_document(path).comments) == count
