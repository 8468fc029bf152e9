"""Files to documents: encodings, layouts, metadata, and a line for whatever cannot be read."""
# ruff: noqa: SIM300 - the house order is expected == actual

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import AlignError
from align.model import BlockKind, Document, Language
from align.read import read_document, read_documents
from align.read.files import unique_ids
from align.read.limits import LIMITS
from align.read.markdown import parse as parse_markdown
from align.read.plain import parse as parse_plain

ARABIC = "افتتح مجلس الميناء أمس جسراً جديداً فوق النهر، وقال الوزير إن الكلفة معروفة."
ENGLISH = "The port council opened a new bridge over the river, and the cost is known to all."
FRENCH = (
    "Le conseil du port a ouvert hier un nouveau pont sur la rivière, et les habitants du "
    "quartier ont attendu toute la nuit devant la mairie."
)
PERSIAN = (
    "شورای بندر دیروز پل تازه‌ای را روی رودخانه گشود و ساکنان محله تمام شب در برابر ساختمان "
    "شهرداری چشم به راه نتیجه بودند."
)
PAGE = """<!doctype html><html><head>{charset}<title>Night ferry | Tarvel Herald</title>
<meta property="og:site_name" content="Tarvel Herald">
<meta property="article:published_time" content="2025-03-04T10:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><article><h1>{heading}</h1><p>{first}</p><h2>Costs</h2>
<p>{second}</p><ul><li>First sailing in May at ten in the evening</li></ul></article>
<footer>All rights reserved</footer></body></html>"""


def write(folder: Path, name: str, data: str | bytes) -> Path:
    """A file in ``folder`` with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def quoted(document: Document) -> list[tuple[BlockKind, str]]:
    """The kind and words of every block."""
    return [(b.kind, b.span.of(document.text)) for b in document.blocks]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "cp1256"),
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-16"),
        ("The mayor said: “It’s done” – in May.", "cp1252"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    """The same text is read from every encoding, without its byte order mark."""
    document = read_document(write(tmp_path, "a.txt", text.encode(encoding)))
    assert text == document.text
    assert (Language.AR if "ا" in text else Language.EN) == document.language


def test_big_endian(tmp_path: Path) -> None:
    """UTF-16 is read in either byte order."""
    path = write(tmp_path, "a.txt", b"\xfe\xff" + ARABIC.encode("utf-16-be"))
    assert ARABIC == read_document(path).text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n ", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", b"1234 -- 5678 ...", "no words"),
        ("a.txt", b"abc\x00def", "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.txt", b"\x01\x02\x03\x04\x05 abc", "binary"),
        ("a.txt", b"caf\xe9 cr\xe8me br\xfbl\xe9e", "cannot be decoded"),
        ("a.txt", b"\xff\xfea", "cannot be decoded"),
        ("a.txt", bytes(range(128, 256)), "cannot be decoded"),
        ("a.txt", b"\xc3\x28 \xa0\xa1 \xe2\x28\xa1", "cannot be decoded"),
        ("a.pdf", b"%PDF-1.7", "save its text as .txt"),
        ("a.docx", b"PK\x03\x04", "damaged"),
        ("a.txt", FRENCH.encode(), "looks like French"),
        ("a.txt", PERSIAN.encode(), "looks like Persian"),
        ("a.html", b"<html><body></body></html>", "main text"),
        ("a.md", b"```\ncode only\n```\n", "no words"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """What cannot be read gives one line that names the file and the reason."""
    path = write(tmp_path, name, data)
    with pytest.raises(AlignError) as error:
        read_document(path)
    assert str(error.value).startswith(f"{path}: ")
    assert reason in error.value.reason
    assert "\n" not in str(error.value)


def test_missing_and_folders(tmp_path: Path) -> None:
    """A missing file, a folder in a file's place and an empty folder are told apart."""
    for path, reason in ((tmp_path / "no.txt", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(AlignError, match=reason):
            read_document(path)
    with pytest.raises(AlignError, match="no documents"):
        read_documents([tmp_path])
    with pytest.raises(AlignError, match="not a usable path"):
        read_document("a\0b.txt")


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so."""
    path = write(tmp_path, "a.txt", ENGLISH)

    def refuse(_self: Path, _mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AlignError, match="permission denied"):
        read_document(path)


def test_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused before it is read."""
    path = write(tmp_path, "a.txt", "")
    os.truncate(path, LIMITS.bytes + 1)
    with pytest.raises(AlignError, match="too large"):
        read_document(path)


def test_short_texts_are_not_identified(tmp_path: Path) -> None:
    """A few words are taken for what their script says; a given language is not questioned."""
    assert Language.EN == read_document(write(tmp_path, "a.txt", "Bonjour")).language
    french = write(tmp_path, "b.txt", FRENCH)
    assert Language.EN == read_document(french, language=Language.EN).language


def test_text_is_as_read(tmp_path: Path) -> None:
    """Line ends, marks and spaces stay as they are in the file."""
    text = "First line, it ends.\r\n\r\nSecond\u00a0line\u200f, the end.\r"
    document = read_document(write(tmp_path, "a.txt", text))
    assert text == document.text
    assert ["First line, it ends.", "Second\u00a0line\u200f, the end."] == [
        words for _, words in quoted(document)
    ]


def test_date_line() -> None:
    """A leading date is metadata, and the rest of its line is text."""
    content = parse_plain(" date 2026-02-23 The bridge opened.\nIt rained.")
    assert date(2026, 2, 23) == content.date
    assert "The bridge opened." == content.blocks[0].span.of(content.text)
    assert parse_plain("date 2026-99-23 The bridge opened.").date is None


def test_plain_layout() -> None:
    """Headlines, items and paragraphs are told apart; rules and blank lines are none."""
    text = (
        "Night ferry approved in Tarvel\n\nThe council approved it.\nThe mayor was glad.\n"
        "-----\n- May: the first sailing\nA last line without a stop"
    )
    content = parse_plain(text)
    expected = [
        (BlockKind.HEADING, "Night ferry approved in Tarvel"),
        (BlockKind.PARAGRAPH, "The council approved it."),
        (BlockKind.PARAGRAPH, "The mayor was glad."),
        (BlockKind.ITEM, "May: the first sailing"),
        (BlockKind.PARAGRAPH, "A last line without a stop"),
    ]
    assert expected == [(b.kind, b.span.of(text)) for b in content.blocks]


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines that break because the next word did not fit belong together."""
    text = (
        "The council of the port approved the ferry after a debate\n"
        "of four hours in which eleven members spoke and two of\n"
        "them left. The vote was close, said the clerk, who counted\n"
        "twice.\n\nA second vote is due.\n"
    )
    assert 2 == len(parse_plain(text).blocks)


def test_markdown() -> None:
    """Markdown keeps its text; code, comments and front matter are in no block."""
    text = (
        "---\ntitle: Ferry\ndate: 2025-03-04\noutlet: 'Tarvel Herald'\n---\n# Night ferry #\n\n"
        "The council\nagreed.\n\n<!-- not this -->\n\n```\nnor = this\n```\n\n1. First\n2. Second\n"
        "\n> Quoted.\n\nCosts\n=====\n\n| Day | Boat |\n|---|---|\n| May | Alune |\n"
    )
    content = parse_markdown(text)
    expected = [
        (BlockKind.HEADING, "Night ferry"),
        (BlockKind.PARAGRAPH, "The council\nagreed."),
        (BlockKind.ITEM, "First"),
        (BlockKind.ITEM, "Second"),
        (BlockKind.PARAGRAPH, "Quoted."),
        (BlockKind.HEADING, "Costs"),
        *((BlockKind.CELL, cell) for cell in ("Day", "Boat", "May", "Alune")),
    ]
    assert expected == [(b.kind, b.span.of(text)) for b in content.blocks]
    assert (date(2025, 3, 4), "Tarvel Herald") == (content.date, content.outlet)
    assert text == content.text


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="windows-1256">'),
        ("cp1256", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
        ("cp1256", ""),
    ],
)
def test_html(tmp_path: Path, encoding: str, charset: str) -> None:
    """A saved page gives its main text, a block an element, with date and site name."""
    first, second = ARABIC * 3, "وأضاف أن الأعمال تبدأ في الربيع المقبل. " * 4
    page = PAGE.format(charset=charset, heading="عبّارة ليلية", first=first, second=second)
    document = read_document(write(tmp_path, "a.html", page.encode(encoding)))
    expected = [
        (BlockKind.HEADING, "عبّارة ليلية"),
        (BlockKind.PARAGRAPH, first),
        (BlockKind.HEADING, "Costs"),
        (BlockKind.PARAGRAPH, second.strip()),
        (BlockKind.ITEM, "First sailing in May at ten in the evening"),
    ]
    assert expected == quoted(document)
    assert (date(2025, 3, 4), "Tarvel Herald") == (document.date, document.outlet)


def test_folders(tmp_path: Path) -> None:
    """Folders are searched in order; hidden files and other formats are passed over."""
    write(tmp_path, "b/one.txt", ENGLISH)
    write(tmp_path, "a/one.txt", ARABIC)
    write(tmp_path, "a/two", ENGLISH)
    write(tmp_path, "a/.hidden.txt", ENGLISH)
    write(tmp_path, ".git/three.txt", ENGLISH)
    write(tmp_path, "a/picture.png", b"\x89PNG")
    documents = read_documents([tmp_path])
    assert ["a/one", "two", "b/one"] == [d.id for d in documents]


def test_the_same_file_twice(tmp_path: Path) -> None:
    """A file named twice is two documents; one found again in a folder is not."""
    path = write(tmp_path, "one.txt", ENGLISH)
    assert 2 == len({d.id for d in read_documents([path, path])})
    assert 1 == len(read_documents([path, tmp_path]))


@given(st.lists(st.lists(st.sampled_from("ab.c"), min_size=1, max_size=4), max_size=8))
def test_ids_are_unique(names: list[list[str]]) -> None:
    """Ids differ whatever the paths are."""
    ids = unique_ids([Path("/".join(n), "x.txt") for n in names])
    assert len(names) == len(set(ids))


@given(st.text(alphabet=st.sampled_from('ab.#-*>|` \n\r\t"1:اب،\u2028\u200f'), max_size=120))
def test_blocks_are_ordered_and_apart(text: str) -> None:
    """Blocks of any text or Markdown are in order, apart, and begin and end with words."""
    for content in (parse_plain(text), parse_markdown(text)):
        assert text == content.text
        end = 0
        for block in content.blocks:
            assert end <= block.span.start < block.span.end <= len(text)
            assert block.span.of(text).strip() == block.span.of(text)
            end = block.span.end


@given(st.text(max_size=80))
def test_plain_blocks_hold_every_word(text: str) -> None:
    """No letter or digit of a plain text is outside its blocks, dates and list numbers aside."""
    content = parse_plain(text)
    inside = {i for b in content.blocks for i in range(b.span.start, b.span.end)}
    if content.date is None and all(b.kind is not BlockKind.ITEM for b in content.blocks):
        assert all(i in inside for i, c in enumerate(text) if c.isalnum())


@given(st.binary(max_size=200))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Any bytes are either read or refused with an AlignError."""
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        document = read_document(path)
    except AlignError:
        return
    assert document.blocks
