"""The HTML page: self-contained, escaped, its parts joined up."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from align.model import (
    Bead,
    Document,
    Language,
    Link,
    Quote,
    Report,
    Segment,
    Side,
    Span,
    Strength,
    Token,
    Version,
    VersionKind,
)
from align.render import render
from align.render.html.cards import LONGEST, clipped, marked, voices
from align.render.html.links import linking
from align.render.html.moves import moved_beads, places
from align.render.html.versions import compared

VOID = {"meta", "input", "br"}
LOADS = {"src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "style"}


class Reader(HTMLParser):
    """The tags of a page with their attributes, its text, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and that it is open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep style and script apart from the text."""
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        """Every value of one attribute."""
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]


def policy(reader: Reader) -> dict[str, str]:
    """The directives of the page's Content-Security-Policy."""
    content = next(
        attrs["content"]
        for tag, attrs in reader.tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(part.strip().split(" ", 1) for part in (content or "").split(";"))


def test_policy(report: Report) -> None:
    """Nothing may load; the one style and the one script are allowed by their hashes."""
    reader = Reader(render(report, "html"))
    hashes = {
        kind: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in reader.raw.items()
    }

    assert policy(reader) == {
        "default-src": "'none'",
        "style-src": f"'sha256-{hashes['style']}'",
        "script-src": f"'sha256-{hashes['script']}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_loads(report: Report) -> None:
    """No attribute fetches, runs or styles anything, and every link stays within the page."""
    reader = Reader(render(report, "html"))
    names = {name for _, attrs in reader.tags for name in attrs}

    assert names & LOADS == set()
    assert [name for name in names if name.startswith("on")] == []
    assert [href for href in reader.values("href") if not href.startswith("#")] == []
    assert not re.search(r"url\(|@import|https?://", reader.raw["style"] + reader.raw["script"])


def test_escaping(report: Report) -> None:
    """Markup in documents, names and messages is shown, not obeyed."""
    reader = Reader(render(report, "html"))
    counts = Counter(tag for tag, _ in reader.tags)

    assert reader.open == []
    assert (counts["script"], counts["style"]) == (1, 1)
    assert "alert(" not in reader.raw["script"]
    assert "<b>Sons</b>" in "".join(reader.text)


def test_words_survive(checked: Report) -> None:
    """Cutting the text into words and marks loses none of it."""
    reader = Reader(render(checked, "html"))
    text = "".join(reader.text)

    for segment in (*checked.alignments[0].source_segments, *checked.alignments[0].target_segments):
        without_signs = re.sub(r"\[missing here: [a-z-]+\]", "", text)
        assert segment.text in without_signs


def test_links_lead_somewhere(report: Report) -> None:
    """Ids are unique, and every link within the page has its place."""
    reader = Reader(render(report, "html"))
    ids = reader.values("id")

    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert {href[1:] for href in reader.values("href")} - set(ids) == set()


def test_word_links(checked: Report) -> None:
    """A bead names its linked words by place and length, and joins them by number."""
    alignment = checked.alignments[0]
    sides = {side: alignment.bead_segments(alignment.beads[1], side) for side in Side}
    found = linking(sides, alignment.words[1].links)
    words = {side: cut("".join(x.text for x in sides[side]), found.words[side]) for side in Side}
    joined = [link.split("-") for link in found.links.split()]

    assert ["الثلاثاء", "Tuesday"] in [
        [words[Side.SOURCE][int(s)], words[Side.TARGET][int(t.rstrip("?"))]] for s, t in joined
    ]
    assert [link for link in found.links.split() if link.endswith("?")] == ["16-12?", "17-12?"]


def cut(text: str, places: str) -> list[str]:
    """The words of a cell, by what lies before each and how long it is."""
    numbers = [int(number) for number in places.split()]
    words, at = [], 0
    for between, length in zip(numbers[::2], numbers[1::2], strict=True):
        words.append(text[at + between : at + between + length])
        at += between + length
    return words


def test_word_places_count_as_the_script_does(checked: Report) -> None:
    """Places are UTF-16 units; a line break of two characters is one in a page."""
    text = "\U0001f54a\r\nword"
    token = Token(Span(3, 7), "word")
    segment = Segment(0, Span(0, 7), text, Language.EN, (token,))
    link = Link(token.span, token.span, Strength.SURE, 1.0)
    found = linking(dict.fromkeys(Side, (segment,)), (link,))

    assert (found.words[Side.SOURCE], found.links) == ("3 4", "0-0")


def test_every_quote_has_a_direction(report: Report) -> None:
    """Whatever is marked as Arabic runs right to left, whatever is English left to right."""
    reader = Reader(render(report, "html"))
    found = {(a["lang"], a["dir"]) for _, a in reader.tags if "lang" in a and "dir" in a}

    assert found == {("ar", "rtl"), ("en", "ltr")}


def test_illegal_characters(checked: Report) -> None:
    """NUL and other characters that no markup can carry become visible."""
    finding = replace(checked.findings[0], message="a\0b\x1b")
    page = render(replace(checked, findings=(finding,)), "html")

    assert "a\ufffdb\ufffd" in page
    assert "\0" not in page


def test_many_pairs(checked: Report) -> None:
    """More than one pair of documents has an index with the totals of each."""
    alignment = checked.alignments[0]
    third = Document("third", "third.en.txt", Language.EN, checked.documents[1].text)
    pair = alignment.pair
    moved = replace(pair, id="second", target=replace(pair.target, document="third"))
    other = replace(alignment, pair=moved)
    several = replace(checked, documents=(*checked.documents, third), alignments=(alignment, other))
    reader = Reader(render(several, "html"))
    rows = [tag for tag, _ in reader.tags if tag == "tr"]

    assert len(rows) == 3
    assert {"d-1", "d-2", "index"} <= set(reader.values("id"))


@pytest.mark.parametrize(
    ("order", "expected"),
    [((0, 1, 2), set()), ((0, 2, 1, 3), {1}), ((3, 0, 1, 2), {0}), ((), set())],
)
def test_moved_beads(order: tuple[int, ...], expected: set[int]) -> None:
    """The fewest beads that break the order are those called moved."""
    beads = tuple(Bead((i,), (target,), 1.0) for i, target in enumerate(order))

    assert expected == moved_beads(beads)


@pytest.mark.parametrize(
    ("order", "expected"),
    [((0, 2, 1, 3), {3: (1,)}), ((3, 0, 1, 2), {4: (0,)}), ((1, 2, 0, 3), {0: (2,)})],
)
def test_moved_beads_have_a_place(
    order: tuple[int, ...], expected: dict[int, tuple[int, ...]]
) -> None:
    """A moved bead stands, in the target, before the next bead that is not moved."""
    beads = tuple(Bead((i,), (target,), 1.0) for i, target in enumerate(order))

    assert expected == places(beads, moved_beads(beads))


def test_long_quotes_are_clipped() -> None:
    """A card shows the two ends of what is too long to be read in it."""
    assert clipped("a \n b") == "a b"
    assert len(clipped("word " * 10_000)) < LONGEST + 3
    assert clipped("x" * 10_000 + "END").endswith("xEND")


def spoken(text: str, language: Language = Language.EN) -> Version:
    """A version that says ``text``."""
    return Version(Quote("d", Span(0, len(text)), text), language, VersionKind.FULL, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        (
            "a b c d",
            "a x c d",
            [
                ("same", "a"),
                ("same", " "),
                ("gone", "b"),
                ("same", " "),
                ("new", "x"),
                ("same", " "),
                ("same", "c d"),
            ],
        ),
        (
            "الإتفاق ٣٤٠ سارٍ",
            "الاتفاق 340 ساري",
            [
                ("same", "الاتفاق 340"),
                ("same", " "),
                ("gone", "سارٍ"),
                ("same", " "),
                ("new", "ساري"),
            ],
        ),
        ("one two", "three four five", [("same", "three four five")]),
    ],
)
def test_versions_compared(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    """Words are compared folded; what is too different is left unmarked."""
    pieces = compared(spoken(new), spoken(old), [])
    found = [(p.kind, "".join(s.text for s in p.stretches)) for p in pieces]

    assert expected == found


def test_many_words_gone() -> None:
    """A long passage that is gone shows its ends, and all of it to the pointer."""
    old = "We agree: " + " ".join(f"word{n}" for n in range(20))
    gone = next(p for p in compared(spoken("We agree:"), spoken(old), []) if p.kind == "gone")

    assert gone.stretches[0].text == "word0 word1 word2 word3 … word17 word18 word19"
    assert gone.whole == old.removeprefix("We agree: ")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "the words صالح للشرب, then 3",
            [("en", "the words "), ("ar", "صالح للشرب"), ("en", ", then 3")],
        ),
        ("no “16 شيفات 5786”.", [("en", "no “"), ("ar", "16 شيفات 5786"), ("en", "”.")]),
        ("no “plain words”.", [("en", "no “plain words”.")]),
    ],
)
def test_voices(message: str, expected: list[tuple[str, str]]) -> None:
    """A message is cut where its script changes; an Arabic phrase keeps its numbers."""
    assert expected == [(run.language.value, run.text) for run in voices(message)]


def test_marks_go_with_arabic_quotes() -> None:
    """The marks around an Arabic quote run as it does; others are text."""
    runs = marked(voices("Nothing renders “شريطة مصادقة” here, or “this”."))

    assert [(run.text, run.quoted) for run in runs] == [
        ("Nothing renders ", False),
        ("شريطة مصادقة", True),
        (" here, or “this”.", False),
    ]
