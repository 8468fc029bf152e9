"""Word documents, subtitles, tables of pairs and lines of web pages: what is read, and where it is.

Hostile files are made here: each is refused in one line that names the file and the reason.
"""
# ruff: noqa: SIM300 - the house order is expected == actual

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars
import pytest

from align.config import Settings, settings_from
from align.data import table
from align.errors import AlignError
from align.model import Document, Language
from align.read import Columns, Limits, Reading, read_document, read_pair, reading_of
from align.read.bilingual import CATALOGUES
from align.read.bilingual import READERS as PAIR_READERS
from align.read.files import READERS
from align.read.formats import BOTH, PAIRS, TEXT, endings, listed
from align.read.records import USUAL
from align.read.tables import read_pairs, table_bytes

DOCS = Path(__file__).parent.parent / "docs" / "formats.md"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>'
ENGLISH = "The port council opened a new bridge over the river on Monday."
ARABIC = "افتتح مجلس الميناء جسراً جديداً فوق النهر يوم الاثنين."


def docx(path: Path, body: str, parts: dict[str, bytes | str] | None = None) -> Path:
    """A Word document with this body as Word itself would pack it; ``parts`` replace or add."""
    import docx as library

    buffer = io.BytesIO()
    library.Document().save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        given = {"word/document.xml": BODY.format(body)} | (parts or {})
        for name in {*old.namelist(), *given}:
            new.writestr(name, given.get(name) or old.read(name))
    return path


def run(words: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def quoted(document: Document) -> list[tuple[str, str, int]]:
    """The kind, words and line of every block."""
    return [
        (b.kind.value, b.span.of(document.text), document.line_at(b.span.start))
        for b in document.blocks
    ]


def refusal(read: Callable[[Path], object], path: Path) -> str:
    """The reason for which a file is refused, told in one line."""
    with pytest.raises(AlignError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)
    return error.value.reason


def write(path: Path, data: str | bytes) -> Path:
    """A file with that content."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# The table of formats


def test_one_table_of_formats() -> None:
    """What is read, what refusals list and what the documentation says are the same."""
    told = DOCS.read_text("utf-8")
    rows = table("formats")["format"] + table("formats")["refused"]

    assert endings(TEXT) == set(READERS)
    assert endings(BOTH) == set(CATALOGUES)
    assert endings(BOTH) | endings(PAIRS) == set(PAIR_READERS)
    for ending in (e for row in rows for e in row["endings"]):
        assert f"`{ending}`" in told, ending
    assert listed(TEXT).startswith("text (.txt), Markdown (.md), saved web pages (.html)")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.doc", "save it as .docx"),
        ("a.pdf", "save its text"),
        ("a.odt", "save it as .docx"),
        ("a.rtf", "save it as .docx"),
        ("a.xlsx", "save it as .csv"),
        ("a.tsv", "give it to align check alone"),
        ("a.exe", "unknown format '.exe': text (.txt), Markdown (.md)"),
    ],
)
def test_refusals_say_what_to_do(tmp_path: Path, name: str, reason: str) -> None:
    """A file of another format is refused with what to do instead."""
    assert reason in refusal(read_document, write(tmp_path / name, "words"))


# Word documents


def test_word_in_order(tmp_path: Path) -> None:
    """Headings, paragraphs, items and cells come in the order of the page, lines counted."""
    import docx as library

    made = library.Document()
    made.add_heading("The bridge", 1)
    made.add_paragraph(ENGLISH)
    made.add_paragraph("")
    made.add_paragraph("Two lanes each way", style="List Bullet")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Cost", "40 million dinars"
    made.add_paragraph("The end of the report.")
    made.save(str(tmp_path / "a.docx"))

    assert [
        ("heading", "The bridge", 1),
        ("paragraph", ENGLISH, 2),
        ("item", "Two lanes each way", 4),
        ("cell", "Cost", 5),
        ("cell", "40 million dinars", 6),
        ("paragraph", "The end of the report.", 7),
    ] == quoted(read_document(tmp_path / "a.docx"))


BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    '2006"><mc:Choice Requires="wps"><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>'
    "<w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ d</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (run("The por") + run("t council", "<w:b/>"), ["The port council"]),
        (
            run("It costs ") + f"<w:ins>{run('40')}</w:ins><w:del>{run('50')}</w:del>",
            ["It costs 40"],
        ),
        (f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run('come')}</w:moveTo>", ["come"]),
        (run("See ") + f"<w:hyperlink>{run('the map')}</w:hyperlink>", ["See the map"]),
        (f"<w:fldSimple>{run('4 May')}</w:fldSimple>", ["4 May"]),
        (run("On ") + FIELD.format(run("4 May")), ["On 4 May"]),
        (f"<w:sdt><w:sdtContent>{run('a control')}</w:sdtContent></w:sdt>", ["a control"]),
        (run("seen") + run(" hidden", "<w:vanish/>"), ["seen"]),
        (run("seen") + run(" too", '<w:vanish w:val="0"/>'), ["seen too"]),
        (run("one") + "<w:r><w:br/></w:r>" + run("two"), ["one", "two"]),
        (run("one") + "<w:r><w:tab/></w:r>" + run("two"), ["one two"]),
        (run("e") + "<w:r><w:noBreakHyphen/></w:r>" + run("mail"), ["e-mail"]),
        (run("before") + BOX.format(paragraph(run("boxed"))), ["before", "boxed"]),
        (run("الجسر", "<w:rtl/>") + run(" الجديد", "<w:rtl/>"), ["الجسر الجديد"]),
        ('<w:dir w:val="rtl">' + run("الميناء") + "</w:dir>", ["الميناء"]),
    ],
)
def test_word_runs(tmp_path: Path, inside: str, words: list[str]) -> None:
    """A paragraph is what its reader sees: runs joined, changes accepted, links and fields in."""
    document = read_document(docx(tmp_path / "a.docx", paragraph(inside)))
    assert words == [text for _, text, _ in quoted(document)]


def test_word_notes(tmp_path: Path) -> None:
    """Footnotes come at the end, each once, in the order in which the text refers to them."""
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(run(words), reference(n))}</w:footnote>'
        for n, words in ((2, "Second note"), (1, "First note"), (3, "Nobody refers to it"))
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    body = paragraph(run("A bridge"), reference(1), run(" and a ferry"), reference(2))
    path = docx(
        tmp_path / "a.docx",
        body,
        {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
            "word/_rels/document.xml.rels": relations,
        },
    )
    words = [text for _, text, _ in quoted(read_document(path))]
    assert ["A bridge and a ferry", "First note", "Second note"] == words


def reference(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def bomb(path: Path) -> Path:
    """Fifty megabytes of nothing, packed."""
    return docx(path, paragraph(run(ENGLISH)), {"word/a.xml": "<a>" + " " * 50_000_000 + "</a>"})


def nested(path: Path, depth: int) -> Path:
    """Tables in tables."""
    inner = (
        "<w:tbl><w:tr><w:tc>" * depth + paragraph(run(ENGLISH)) + "</w:tc></w:tr></w:tbl>" * depth
    )
    return docx(path, inner)


def with_entities(path: Path, encoding: str = "utf-8") -> Path:
    """Ten entities of ten entities each, and so on."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>'
    text += BODY.format(paragraph(run("&l9;")))
    return docx(path, "", {"word/document.xml": text.encode(encoding)})


def damaged(path: Path, cut: int) -> Path:
    """A document of which only the beginning arrived."""
    whole = docx(path, paragraph(run(ENGLISH))).read_bytes()
    return write(path, whole[:cut])


def locked(path: Path) -> Path:
    """A document whose parts say that they are encrypted."""
    data = bytearray(docx(path, paragraph(run(ENGLISH))).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + at] |= 1
    return write(path, bytes(data))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (bomb, "unpacks suspiciously"),
        (lambda path: nested(path, 500), "not a Word document that can be read"),
        (lambda path: nested(path, 70), "nested too deep (max-depth: 200)"),
        (with_entities, "declares a document type or entities"),
        (lambda path: with_entities(path, "utf-16"), "declares a document type or entities"),
        (lambda path: damaged(path, 3000), "truncated or damaged"),
        (lambda path: damaged(path, 30), "truncated or damaged"),
        (locked, "encrypted"),
        (lambda path: write(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "password"),
        (lambda path: write(path, "Only text"), "not a Word document"),
        (lambda path: docx(path, "", {"word/document.xml": "<w"}), "not a Word document"),
        (lambda path: docx(path, paragraph(run("12 - 34"))), "no words in it"),
        (lambda path: docx(path, "", {"[Content_Types].xml": "x"}), "not a Word document"),
    ],
)
def test_hostile_word(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    """Bombs, entities, absurd nesting, truncated and encrypted files are refused in one line."""
    assert reason in refusal(read_document, make(tmp_path / "a.docx"))


def test_archive_limits(tmp_path: Path) -> None:
    """Number of parts, unpacked size and file size are bounded, by limits that can be set."""
    path = docx(tmp_path / "a.docx", paragraph(run(ENGLISH)))
    for limits, reason in (
        (Limits(members=3), "too many parts"),
        (Limits(unpacked_bytes=1000), "max-unpacked-bytes: 1,000 bytes"),
        (Limits(bytes=1000), "max-bytes: 1,000 bytes"),
    ):
        assert reason in refusal(lambda p, own=limits: read_document(p, limits=own), path)


@pytest.mark.parametrize("seed", range(40))
def test_broken_word(tmp_path: Path, seed: int) -> None:
    """Bytes changed anywhere give a document or one line, never a traceback."""
    import random

    path = docx(tmp_path / "a.docx", paragraph(run(ENGLISH)))
    data, dice = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(20):
        data[dice.randrange(len(data))] = dice.randrange(256)
    write(path, bytes(data))
    with suppress(AlignError):
        assert read_document(path).text


# Subtitles

SRT = """\ufeff1
00:00:01,000 --> 00:00:03,000
{\\an8}<i>The council opened
a new bridge</i>

2
00:00:03,100 --> 00:00:05,000 X1:40 X2:600
over the river on Monday.

00:00:05,500 --> 00:00:07,000
- Who pays for it?
- We all do...

4
00:00:07,100 --> 00:00:09,000
...and our <font color="red">children</font> too.

5
00:00:20,000 --> 00:00:21,000
In 1984

it was a ferry.
"""
VTT = """WEBVTT - a talk
Kind: captions

STYLE
::cue { color: red }

NOTE
Not shown: the end --- of it

REGION
id:left

intro
00:01.000 --> 00:03.000 line:0 position:20%
<v Rana Haddad>The ferry &amp; the bridge&nbsp;cost

00:03.100 --> 01:00:05.000
<v Rana Haddad><c.loud>forty</c> million.

01:00:05.100 --> 01:00:06.000
<v.first Omar>Who says
"""


def test_subtitles(tmp_path: Path) -> None:
    """Sentences run on over cues; tags and dashes are out; a missing number does no harm."""
    document = read_document(write(tmp_path / "a.srt", SRT.replace("\n", "\r\n")))
    assert [
        ("paragraph", "The council opened\na new bridge\nover the river on Monday.", 3),
        ("paragraph", "Who pays for it?", 11),
        ("paragraph", "We all do...\n...and our children too.", 12),
        ("paragraph", "In 1984\nit was a ferry.", 20),
    ] == quoted(document)
    told = {
        words: document.line_at(document.text.index(words)) for words in ("new", "over", "chil")
    }
    assert {"new": 4, "over": 8, "chil": 16} == told


def test_web_subtitles(tmp_path: Path) -> None:
    """Styles, regions and notes are no text; another voice begins another block."""
    document = read_document(write(tmp_path / "a.vtt", VTT))
    assert [
        ("paragraph", "The ferry & the bridge cost\nforty million.", 15),
        ("paragraph", "Who says", 21),
    ] == quoted(document)


def test_rolling_captions(tmp_path: Path) -> None:
    """A line that automatic captions show again while the next one grows is read once."""
    cues = [
        ("the port council", "opened a<00:00:01.500><c> bridge</c>"),
        ("opened a bridge", "over the<00:00:03.500><c> river.</c>"),
        ("over the river.",),
    ]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:00:0{2 * n}.000 --> 00:00:0{2 * n + 2}.000\n" + "\n".join(lines)
        for n, lines in enumerate(cues)
    )
    document = read_document(write(tmp_path / "a.vtt", text))
    assert "the port council\nopened a bridge\nover the river." == document.text


def test_subtitles_without_full_stops(tmp_path: Path) -> None:
    """Where hardly any cue ends a sentence, each is a block of its own."""
    text = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}"
        for n, words in enumerate(("افتتح المجلس جسراً", "فوق النهر", "أمس"), 1)
    )
    assert 3 == len(read_document(write(tmp_path / "a.srt", text)).blocks)


def test_no_subtitles(tmp_path: Path) -> None:
    """A file without cues, or with empty ones, is refused."""
    assert "no cues" in refusal(read_document, write(tmp_path / "a.srt", "Just words.\n"))
    empty = write(tmp_path / "b.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n")
    assert "no words" in refusal(read_document, empty)


# Tables of pairs


def frame() -> polars.DataFrame:
    """Three rows, one without a target."""
    return polars.DataFrame(
        {
            "key": ["a", "b", "c"],
            "en": [ENGLISH, "Closed.", "Open."],
            "ar": [ARABIC, None, "مفتوح."],
        }
    )


def units(document: Document) -> list[tuple[str, str, int]]:
    """The id, words and line of every unit."""
    return [(b.unit, b.span.of(document.text), b.line) for b in document.blocks]


@pytest.mark.parametrize("ending", ["tsv", "csv", "jsonl", "parquet"])
def test_tables(tmp_path: Path, ending: str) -> None:
    """The same pairs are read from every kind of table: the first column is the source."""
    path = tmp_path / f"pairs.{ending}"
    match ending:
        case "parquet":
            frame().write_parquet(path)
        case "jsonl":
            frame().write_ndjson(path)
        case _:
            frame().write_csv(path, separator="\t" if ending == "tsv" else ",")
    first = 1 if ending in ("jsonl", "parquet") else 2

    source, target = read_pair(path, Reading(columns=Columns(id="key")))
    assert (Language.EN, Language.AR) == (source.language, target.language)
    assert ("pairs.source", "pairs.target") == (source.id, target.id)
    assert [("a", first), ("b", first + 1), ("c", first + 2)] == [
        (u, n) for u, _, n in units(source)
    ]
    rows = [("a", ARABIC, first), ("b", "", first + 1), ("c", "مفتوح.", first + 2)]
    assert rows == units(target)
    assert ["1", "2", "3"] == [unit for unit, _, _ in units(read_pair(path)[1])]


def test_lines_of_quoted_fields(tmp_path: Path) -> None:
    """A row of CSV has the line where it begins, however many its cells take."""
    text = 'source,target\r\n"It opened.\r\nIt is ""new"".",فُتح\r\n\r\nClosed.,"أُغلق"\r\n'
    source, _ = read_pair(write(tmp_path / "a.csv", b"\xef\xbb\xbf" + text.encode()))
    assert [("1", 'It opened.\r\nIt is "new".', 2), ("2", "Closed.", 5)] == units(source)


def test_semicolons_and_code_pages(tmp_path: Path) -> None:
    """Spreadsheets' other ways of writing CSV, and their "Unicode text", are read."""
    rows = f"english;arabic\n{ENGLISH};{ARABIC}\n"
    for name, data in (
        ("a.csv", rows.encode("cp1256")),
        ("a.tsv", rows.replace(";", "\t").encode("utf-16")),
    ):
        source, target = read_pair(write(tmp_path / name, data))
        assert (ENGLISH, ARABIC) == (source.text, target.text)


def test_columns_by_name(tmp_path: Path) -> None:
    """Columns are chosen by option, whatever usual names there are beside them."""
    path = write(tmp_path / "a.tsv", f"source\tmt\tref\nx\t{ARABIC}\t{ENGLISH}\n")
    source, target = read_pair(path, Reading(columns=Columns("ref", "mt")))
    assert (ENGLISH, ARABIC) == (source.text, target.text)
    for pair in USUAL:
        name = "-".join(pair)
        read_pair(write(tmp_path / f"{name}.tsv", f"{pair[0]}\t{pair[1]}\nOpen\tمفتوح\n"))
        assert name in listed_columns()


def listed_columns() -> str:
    """The documentation's usual names, joined as in the test above."""
    return re.sub(r"`(\w+)` and `(\w+)`", r"\1-\2", DOCS.read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "data", "columns", "reason"),
    [
        ("a.tsv", "left\tright\nx\ty\n", Columns(), "no column source and no column target"),
        ("a.tsv", "source\ttarget\nOpen\tمفتوح\n", Columns(id="key"), "no column key"),
        ("a.tsv", "source\ttarget\nOpen\tمفتوح\n", Columns("target"), "both"),
        ("a.tsv", "source\ttarget\nOpen\t\n", Columns(), "column target is empty"),
        ("a.tsv", "", Columns(), "empty"),
        ("a.csv", "k,source,target\n1,Open,a\n1,Shut,b\n", Columns(id="k"), "line 3: k '1' as in"),
        ("a.csv", "k,source,target\n,Open,a\n", Columns(id="k"), "line 2: no k"),
        ("a.csv", 'source,target\n"Open,a\n', Columns(), "line 2: unexpected end"),
        ("a.csv", "source,target\nOpen,a,b\n", Columns(), "line 2: 3 cells under 2 columns"),
        ("a.csv", "source,source\nOpen,a\n", Columns(), "two columns called 'source'"),
        ("a.csv", b"source,target\n\x00\x01\x02,a\n", Columns(), "binary"),
        ("a.jsonl", '{"source": "a"}\n[1]\n', Columns(), "line 2: not a JSON object"),
        ("a.jsonl", '{"source": "a"}\n{"so\n', Columns(), "line 2: not JSON"),
        ("a.jsonl", '{"a":' * 100_000, Columns(), "line 1: not JSON (nested too deep)"),
        ("a.jsonl", '{"source": "\\ud800", "target": "b"}', Columns(), "half a character"),
        ("a.parquet", "PAR1 rubbish that only begins like one PAR1", Columns(), "damaged"),
        ("a.parquet", "rubbish", Columns(), "not a Parquet file"),
    ],
)
def test_refused_tables(
    tmp_path: Path, name: str, data: str | bytes, columns: Columns, reason: str
) -> None:
    """What is no table of pairs gives one line that names the file, the line and the reason."""
    path = write(tmp_path / name, data)
    assert reason in refusal(lambda p: read_pair(p, Reading(columns=columns)), path)


def parquet(path: Path, **columns: list[object]) -> Path:
    """A Parquet file of these columns."""
    polars.DataFrame(columns).write_parquet(path)
    return path


def test_hostile_parquet(tmp_path: Path) -> None:
    """Rows without end and pages that unpack to gigabytes are refused before they are unpacked."""
    many = parquet(tmp_path / "many.parquet", source=["Open"] * 300_000, target=["a"] * 300_000)
    assert "too many rows (300,000; max-units: 200,000)" in refusal(read_pair, many)
    little = Reading(Limits(unpacked_bytes=1_000_000))
    wide = parquet(tmp_path / "wide.parquet", source=["O" * 5_000_000], target=["a"])
    texts = parquet(tmp_path / "same.parquet", source=["O" * 10_000] * 500, target=["a"] * 500)
    for path in (wide, texts):
        assert path.stat().st_size < 50_000
        assert "too large when unpacked" in refusal(lambda p: read_pair(p, little), path)
        assert "too large when unpacked" in refusal(lambda p: read_pairs(str(p), little), path)
    numbers = parquet(tmp_path / "n.parquet", source=[1, 2], target=["a", "b"])
    assert "column source holds no text but Int64" in refusal(read_pair, numbers)


@pytest.mark.parametrize("seed", range(40))
def test_broken_parquet(tmp_path: Path, seed: int) -> None:
    """Bytes changed anywhere give a table or one line, never a traceback."""
    import random

    path = parquet(tmp_path / "a.parquet", source=[ENGLISH] * 9, target=[ARABIC] * 9)
    data, dice = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(5):
        data[dice.randrange(4, len(data) - 4)] = dice.randrange(256)
    write(path, bytes(data))
    with suppress(AlignError):
        assert read_pair(path)


def test_scored_tables_keep_their_names(tmp_path: Path) -> None:
    """Columns that count are called source and target inside, and as in the file outside."""
    path = write(tmp_path / "a.csv", 'source,mt,ref\n1,"فُتح\nأمس",Opened\n')
    pairs = read_pairs(str(path), Reading(columns=Columns("ref", "mt")))
    assert ("Opened", "فُتح\nأمس") == (pairs.frame["source"][0], pairs.frame["target"][0])
    named = pairs.named(pairs.frame)
    assert ["source", "mt", "ref"] == named.columns
    assert "source\tmt\tref\n1\tفُتح أمس\tOpened\n" == table_bytes(named, "tsv").decode()


def test_a_pair_needs_its_format(tmp_path: Path) -> None:
    """One file that does not hold pairs is refused, with those that would."""
    assert "tables of pairs (.tsv" in refusal(read_pair, write(tmp_path / "a.txt", "words"))
    assert "save it as .docx" in refusal(read_pair, write(tmp_path / "a.odt", "words"))
    assert "no such file" in refusal(read_pair, tmp_path / "b.tsv")


def test_limits_are_settings() -> None:
    """Each limit can be set; what is not set keeps its default."""
    given = {"max-bytes": 10, "max-depth": 20, "id-column": "key"}
    reading = reading_of(settings_from(given, "align.toml"))
    assert (Limits(bytes=10, depth=20), "key") == (reading.limits, reading.columns.id)
    assert Reading() == reading_of(Settings())
    with pytest.raises(AlignError, match="max-depth is a whole number from 1 to 250"):
        settings_from({"max-depth": 1000}, "align.toml")


# Web pages

PAGE = """<?xml version="1.0"?>
<!doctype html>
<html><head><title>The bridge | Herald</title>
<script>var bridge = "The bridge";</script></head>
<body><nav><a href="/bridge">The
bridge</a></nav>
<!-- The council opened
nothing -->
<article>
<h1>The
bridge</h1>
<p>{first} It took <b>four</b>
years &amp; cost
40&nbsp;million dinars.</p><p>The end of it all came in the month of May, says the council.
</p></article></body></html>"""


def test_lines_of_pages(tmp_path: Path) -> None:
    """Words of a page are on the line of its source, in long paragraphs too."""
    document = read_document(write(tmp_path / "a.html", PAGE.format(first=ENGLISH)))
    told = {
        words: document.line_at(document.text.index(words))
        for words in ("The bridge", "The port", "four", "years & cost", "million", "The end")
    }
    expected = [10, 12, 12, 13, 14, 14]
    assert expected == list(told.values()), told


@pytest.mark.parametrize(
    "filling",
    ["<div>" * 100_000, "<!--" * 100_000, "<a " * 100_000, "<" * 300_000, "<script>" * 50_000,
     "&" * 300_000, "</" * 100_000, "<![CDATA[" * 50_000, "\x00" * 100, "<title>" * 50_000],
    ids=lambda filling: filling[:8].strip("<\x00&") or "marks",
)  # fmt: skip
def test_hostile_pages(tmp_path: Path, filling: str) -> None:
    """Whatever a page is stuffed with, it is read or refused in one line, and soon."""
    page = PAGE.format(first=ENGLISH).replace("<article>", f"<article>{filling}")
    with suppress(AlignError):
        assert read_document(write(tmp_path / "a.html", page)).text


# What fuzzing found that is more than one input


def test_a_word_document_of_many_styles(tmp_path: Path) -> None:
    """Styles are looked up once: each based on the next, thousands of them take no time."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="mine {n}"/>'
        f'<w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(3_000)
    )
    parts: dict[str, bytes | str] = {
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    }
    path = docx(tmp_path / "a.docx", paragraph(run(ENGLISH)), parts)
    start = time.process_time()

    assert ENGLISH == read_document(path).text
    assert time.process_time() - start < 10  # it took a minute


@pytest.mark.parametrize("tag", ["div", "b", "section"])
def test_a_page_nested_deep_is_read_to_its_end(tmp_path: Path, tag: str) -> None:
    """The parser stops at 256 elements in each other, and what comes after would be lost."""
    words = [f"{number}: {ENGLISH} {ENGLISH}" for number in ("One", "Two", "Three")]
    deep = f"<{tag}>" * 400 + f"<p>{words[1]}</p>" + f"</{tag}>" * 400
    page = f"<html><body><article><p>{words[0]}</p>{deep}<p>{words[2]}</p></article></body></html>"
    document = read_document(write(tmp_path / "a.html", page))

    assert words == [b.span.of(document.text) for b in document.blocks]


def test_a_page_nested_deeper_still(tmp_path: Path) -> None:
    """Where no parser reads a page to its end it is refused, not cut short."""
    page = f"<html><body><p>{ENGLISH}</p>{'<div>' * 5_000}<p>{ENGLISH}</p></body></html>"

    assert "nested more than 2,000 deep" in refusal(read_document, write(tmp_path / "a.html", page))


def test_texts_of_a_catalogue_that_overlap(tmp_path: Path) -> None:
    """Tables that all point at one long text would unpack to gigabytes."""
    count, text = 20_000, b"x" * 100_000
    table_ = struct.pack("<2I", len(text), 28 + 8 * count) * count
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28, 0, 0)

    assert "is no MO file" in refusal(read_pair, write(tmp_path / "a.mo", head + table_ + text))


def test_refusals_have_no_controls(tmp_path: Path) -> None:
    """Neither a file's name nor what stands in it moves the cursor of whoever reads the refusal."""
    with pytest.raises(AlignError) as error:
        read_document(tmp_path / "a\x1b[31m\u202e.txt")

    assert "\\x1b[31m\\u202e.txt: no such file" in str(error.value)
