"""Translators' formats: units with their ids and lines, plural forms, and what is refused."""
# ruff: noqa: SIM300 - the house order is expected == actual

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from align.checks import registry
from align.encode import Encoder
from align.errors import AlignError
from align.model import Document, Language, Report, SegmentKind, Side
from align.pair import document_pairs, stem
from align.pipeline import check
from align.read import read_both, read_document
from align.read.accelerators import without_accelerator
from align.read.icu import arms
from align.read.limits import LIMITS
from align.read.messages import parse as parse_messages
from align.read.plurals import form_names
from align.render import render
from align.render.sentences import render_sentences

ARABIC_FORMS = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5;"
)
PO = r"""# A reading list of an invented library.
msgid ""
msgstr ""
"Language: ar\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: FORMS\n"

#: shelf.c:12
msgid "_Open the shelf"
msgstr "ا_فتح الرف"

msgctxt "verb"
msgid "Return"
msgstr ""
"أعد "
"الكتاب"

msgctxt "noun"
msgid "Return"
msgstr "إعادة"

#, fuzzy
msgid "Lend the book"
msgstr "أعر"

msgid "Borrow \"%s\" until\nMonday"
msgstr "استعر «%s» حتى\nالاثنين"

msgid "%d book was lent"
msgid_plural "%d books were lent"
msgstr[0] "لم يعر أي كتاب"
msgstr[1] "أعير كتاب واحد"
msgstr[2] "أعير كتابان"
msgstr[3] "أعيرت %d كتب"
msgstr[4] "أعير %d كتاباً"
msgstr[5] "أعير %d كتاب"

msgid "Not yet"
msgstr ""

#~ msgid "Burn"
#~ msgstr "احرق"
""".replace("FORMS", ARABIC_FORMS)
XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<!-- an invented library -->
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="shelf" source-language="en-GB" target-language="ar-SA" datatype="plaintext"><body>
<trans-unit id="1">
  <source>Open the <g id="b">old</g> shelf<x id="br"/></source>
  <target state="translated">افتح الرف <g id="b">القديم</g><x id="br"/></target>
  <note>Rفوف</note>
</trans-unit>
<trans-unit id="2"><source>Close it</source></trans-unit>
<trans-unit id="3"><source>Name</source><target state="needs-translation">Name</target></trans-unit>
<trans-unit id="4" translate="no"><source>X-1</source><target>X-1</target></trans-unit>
<group><trans-unit id="5"><source>First. Second.</source>
  <seg-source><mrk mtype="seg" mid="a">First.</mrk>&#32;<mrk mtype="seg" mid="b">Second.</mrk>
  </seg-source>
  <target><mrk mtype="seg" mid="b">الثاني.</mrk>
    <mrk mtype="seg" mid="a">الأول.</mrk></target>
  <alt-trans><target>شيء آخر</target></alt-trans></trans-unit></group>
</body></file></xliff>
"""
XLIFF2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ar"
  trgLang="en">
<file id="f"><unit id="u"><notes><note>no text</note></notes>
<segment id="s1"><source>افتح <pc id="1">الرف</pc> رقم <ph id="2"/></source>
<target>Open <pc id="1">shelf</pc> number <ph id="2"/></target></segment>
<ignorable><source> </source></ignorable>
<segment id="s2" state="initial"><source>أغلقه</source><target></target></segment>
</unit><unit id="v"><segment><source>الاسم</source><target>Name</target></segment></unit></file>
</xliff>
"""
TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US" segtype="sentence" datatype="plaintext"/><body>
<tu tuid="greeting"><tuv xml:lang="fr"><seg>Bonjour</seg></tuv>
<tuv xml:lang="ar-EG"><seg>مرحباً <bpt i="1">&lt;b&gt;</bpt>بكم<ept i="1"/></seg></tuv>
<tuv xml:lang="EN-us"><seg>Welcome <bpt i="1">&lt;b&gt;</bpt>all<ept i="1"/></seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Shelf</seg></tuv><tuv xml:lang="ar"><seg>رف</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Only here</seg></tuv><tuv xml:lang="fr"><seg>Ici</seg></tuv></tu>
</body></tmx>
"""
ENGLISH = """{
  "shelf": {"open": "Open the shelf",
            "close": "Close the shelf"},
  "steps": ["Take it", "Read it"],
  "books_one": "{{count}} book",
  "books_other": "{{count}} books",
  "gone": "It is gone"
}
"""
ARABIC = """{"steps": ["خذه", "اقرأه"],
 "books_zero": "لا كتب", "books_one": "كتاب واحد", "books_two": "كتابان",
 "books_few": "{{count}} كتب", "books_many": "{{count}} كتاباً", "books_other": "{{count}} كتاب",
 "shelf": {
   "close": "",
   "open":
     "افتح الرف"
 }
}
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in ``folder`` with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(document: Document) -> dict[str, tuple[str, int]]:
    """Every unit's words and line."""
    return {b.unit: (b.span.of(document.text), b.line) for b in document.blocks}


def pair(path: Path) -> tuple[Document, Document]:
    """The two sides of one file."""
    return document_pairs(path)[0]


def line_of(text: str, words: str) -> int:
    """The line of ``text`` on which ``words`` begin."""
    return text[: text.index(words)].count("\n") + 1


def test_po(tmp_path: Path) -> None:
    """Messages keep context and line; fuzzy and obsolete ones and the header are left out."""
    source, target = pair(write(tmp_path, "shelf.po", PO))
    ours, theirs = told(source), told(target)
    many = "%d book was lent"

    assert (Language.EN, Language.AR) == (source.language, target.language)
    assert (Side.SOURCE, Side.TARGET) == (source.side, target.side)
    assert ("افتح الرف", line_of(PO, 'msgstr "ا_فتح')) == theirs["_Open the shelf"]
    assert ("Open the shelf", line_of(PO, 'msgid "_Open')) == ours["_Open the shelf"]
    assert ("أعد الكتاب", line_of(PO, '"أعد "') - 1) == theirs["verb|Return"]
    assert ("إعادة", line_of(PO, 'msgstr "إعادة')) == theirs["noun|Return"]
    assert ("استعر «%s» حتى\nالاثنين", line_of(PO, "استعر")) == theirs['Borrow "%s" until Monday']
    assert ("", line_of(PO, 'msgid "Not yet"') + 1) == theirs["Not yet"]
    assert ("%d books were lent", line_of(PO, "msgid_plural")) == ours[f"{many}[few]"]
    assert ("أعيرت %d كتب", line_of(PO, "msgstr[3]")) == theirs[f"{many}[few]"]
    assert list(ours) == list(theirs)
    assert {"Lend the book", "Burn", f"{many}[zero]"}.isdisjoint(ours)


def test_forms_without_a_number(tmp_path: Path) -> None:
    """Forms for one number leave it out on both sides, so that no placeholder is missed."""
    source, _ = pair(write(tmp_path, "shelf.po", PO))
    forms = {form: told(source)[f"%d book was lent[{form}]"][0] for form in ("one", "two", "many")}

    assert {"one": "book was lent", "two": "books were lent", "many": "%d books were lent"} == forms


@pytest.mark.parametrize(
    ("formula", "count", "names"),
    [
        (ARABIC_FORMS, 6, ("zero", "one", "two", "few", "many", "other")),
        ("nplurals=2; plural=(n != 1);", 2, ("one", "other")),
        (
            "nplurals=4; plural=n==1 ? 0 : n==2 ? 1 : n>=3 && n<=10 ? 2 : 3;",
            4,
            ("one", "two", "few", "many"),
        ),
        ("nplurals=6; plural=__import__('os')", 6, ("zero", "one", "two", "few", "many", "other")),
        ("nplurals=3; plural=1/0;", 3, ("0", "1", "2")),
    ],
)
def test_form_names(formula: str, count: int, names: tuple[str, ...]) -> None:
    """A form is called by its category in CLDR, whatever the header's formula looks like."""
    assert names == form_names(formula, count)


def test_mo(tmp_path: Path) -> None:
    """A compiled catalogue has the same messages."""
    polib.pofile(PO).save_as_mofile(str(tmp_path / "shelf.mo"))
    compiled, written = pair(tmp_path / "shelf.mo"), pair(write(tmp_path, "shelf.po", PO))

    for one, two in zip(compiled, written, strict=True):
        words = {unit: own for unit, (own, _) in told(two).items() if unit != "Not yet"}
        assert words == {unit: own for unit, (own, _) in told(one).items()}


def test_xliff(tmp_path: Path) -> None:
    """Inline codes stay as tags, segments have counterparts by their id, notes are no text."""
    source, target = pair(write(tmp_path, "shelf.xlf", XLIFF))

    assert {
        "1": ('Open the <g id="b">old</g> shelf<x id="br"/>', 6),
        "2": ("Close it", 10),
        "5/a": ("First.", line_of(XLIFF, "<seg-source>")),
        "5/b": ("Second.", line_of(XLIFF, "<seg-source>")),
    } == told(source)
    assert {
        "1": ('افتح الرف <g id="b">القديم</g><x id="br"/>', 7),
        "2": ("", 10),
        "5/a": ("الأول.", line_of(XLIFF, "الأول")),
        "5/b": ("الثاني.", line_of(XLIFF, "الثاني")),
    } == told(target)


def test_xliff_2(tmp_path: Path) -> None:
    """The second version has its languages and segments elsewhere; Arabic may be the source."""
    source, target = pair(write(tmp_path, "shelf.xliff", XLIFF2))

    assert (Language.AR, Language.EN) == (source.language, target.language)
    assert {
        "u/s1": ('افتح <pc id="1">الرف</pc> رقم <ph id="2"/>', 4),
        "u/s2": ("أغلقه", 7),
        "v": ("الاسم", 8),
    } == told(source)
    assert ("", 7) == told(target)["u/s2"]


def test_files_of_one_xliff(tmp_path: Path) -> None:
    """Ids that several files of one XLIFF have are told apart by the file."""
    file = XLIFF[XLIFF.index("<file") : XLIFF.index("</xliff>")]
    both = XLIFF.replace(file, file + file.replace('"shelf"', '"desk"'))
    source, _ = pair(write(tmp_path, "shelf.xlf", both))

    assert {"shelf/1", "desk/1", "desk/5/b"} <= told(source).keys()


def test_tmx(tmp_path: Path) -> None:
    """Of many languages Arabic and English are read; units have their id or their number."""
    source, target = pair(write(tmp_path, "shelf.tmx", TMX))

    assert Language.EN is source.language
    assert {
        "greeting": ('Welcome <bpt id="1"/>all<ept id="1"/>', 6),
        "2": ("Shelf", 7),
        "3": ("Only here", 8),
    } == told(source)
    assert [6 - 1, 7, 8] == [line for _, line in told(target).values()]
    assert ("", 8) == told(target)["3"]


def test_json(tmp_path: Path) -> None:
    """Keys are paths, lines those of the keys; forms that English lacks get its general one."""
    en = write(tmp_path, "en.json", ENGLISH)
    ar = write(tmp_path, "ar.json", ARABIC)
    ((source, target),) = document_pairs(en, ar)
    ours, theirs = told(source), told(target)

    assert ("Open the shelf", 2) == ours["shelf.open"]
    assert ("افتح الرف", 6) == theirs["shelf.open"]
    assert ("Read it", 4) == ours["steps.1"]
    assert ("{{count}} books", 6) == ours["books_few"]
    assert ("books", 6) == ours["books_two"]
    assert "books_zero" not in ours | theirs
    assert ("", 5) == theirs["shelf.close"]
    assert "gone" not in theirs
    assert list(theirs) == [unit for unit in ours if unit in theirs]


def test_metadata_of_json(tmp_path: Path) -> None:
    """What is said about messages is none: ARB's @key, MediaWiki's @metadata, descriptions."""
    arb = '{"@@locale": "ar", "open": "افتح", "@open": {"description": "a verb"}}'
    wiki = (
        '{"@metadata": {"authors": ["X"]}, "edits": "{{PLURAL:$1||تعديل واحد|تعديلان|$1 تعديل}}",'
        '"thanks": "{{GENDER:$1|شكره|شكرها}} $2"}'
    )
    extension = '{"name": {"message": "الرف", "description": "The title"}}'

    assert {"open": "افتح"} == words_of(write(tmp_path, "app_ar.arb", arb))
    assert {"edits": "$1 تعديل", "thanks": "شكره $2"} == words_of(write(tmp_path, "ar.json", wiki))
    assert {"name": "الرف"} == words_of(write(tmp_path, "ar/messages.json", extension))


def words_of(path: Path) -> dict[str, str]:
    """The words of every unit of one language's file."""
    return {unit: words for unit, (words, _) in told(read_document(path)).items()}


def test_messages_in_icu_syntax(tmp_path: Path) -> None:
    """Each form of a message is a unit, beside the one that says the same."""
    en = '{"n": "You have {count, plural, =0 {no books} one {# book} other {# books}} here"}'
    ar = (
        '{"n": "لديك {count, plural, zero {لا كتب} one {كتاب} two {كتابان} few {# كتب} '
        'many {# كتاباً} other {# كتاب}} هنا"}'
    )
    ((source, target),) = document_pairs(
        write(tmp_path, "en.json", en), write(tmp_path, "ar.json", ar)
    )

    assert "You have # books here" == told(source)["n[few]"][0]
    assert "لديك # كتب هنا" == told(target)["n[few]"][0]
    assert ["n[zero]", "n[one]", "n[two]", "n[few]", "n[many]", "n[other]"] == list(told(source))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain {name}", (("", "plain {name}"),)),
        ("{n, plural, one {a} other {b", (("", "{n, plural, one {a} other {b"),)),
        ("{g, select, male {he} other {they}} left", (("male", "he left"), ("other", "they left"))),
        (
            "{g, select, male {{n, plural, one {x} other {y}}} other {z}}",
            (("male,one", "x"), ("male,other", "y"), ("other", "z")),
        ),
    ],
)
def test_arms(text: str, found: tuple[tuple[str, str], ...]) -> None:
    """Arguments within each other are all spread out; what is broken stays as it is."""
    assert found == arms(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("_File", "File"),
        ("Save &As", "Save As"),
        ("~Edit", "Edit"),
        ("ملف(_F)", "ملف"),
        ("ملف (&F)…", "ملف…"),
        ("فـ_تح", "فـتح"),
        ("snake_case", "snake_case"),
        ("R&D", "R&D"),
        ("a &amp; b", "a &amp; b"),
        ("_one _two", "_one _two"),
        ("~5 min", "~5 min"),
        ("~/.profile", "~/.profile"),
    ],
)
def test_accelerators(text: str, bare: str) -> None:
    """The mark of a keyboard shortcut goes; other signs of its kind stay."""
    assert bare == without_accelerator(text)


DEEP = 100_000
BOMB = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
)
STEAL = '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.po", 'msgid "a"\nmsgstr "b"\nand more', "is no PO file (line 3)"),
        ("a.po", 'msgid "x', "has no translation units"),
        ("a.po", "nothing of the kind", "is no PO file"),
        ("a.po", 'msgid "open"\nmsgstr ""\n', "has no translations"),
        ("a.po", 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n', "is in French"),
        ("a.pot", 'msgid "open"\nmsgstr ""\n', "is a template without translations"),
        ("a.mo", b"\xde\x12\x04\x95" + b"\xff" * 40, "is no MO file"),
        ("a.xlf", "<xliff><file>", "is no XLIFF file"),
        ("a.xlf", "<html/>", "begins with <html>"),
        ("a.xlf", STEAL + XLIFF[XLIFF.index("<xliff") :].replace("Close", "&x;"), "entities"),
        ("a.xlf", f"<xliff>{'<g>' * DEEP}{'</g>' * DEEP}</xliff>", "is no XLIFF file"),
        ("a.xlf", f"<xliff>{'<g>' * 230}{'</g>' * 230}</xliff>", "deep"),
        ("a.tmx", BOMB + TMX[TMX.index("<tmx") :].replace("Shelf", "&c;"), "entities"),
        ("a.tmx", TMX.replace("ar", "de").replace("AR", "de"), "no unit in Arabic and English"),
        ("a.json", "[" * DEEP, "deep"),
        ("a.json", '{"a":' * DEEP, "deep"),
        ("a.json", "[1, 2]", "no JSON object"),
        ("a.json", '{"a": "x",}', "is no JSON file"),
        ("a.json", '{"a": "x",\n "b": 1,\n "a": "y"}', "the key 'a' twice (lines 1 and 3)"),
        ("a.json", '{"a": 1}', "has no messages"),
        ("a.json", b"\x00\x01\x02{}", "binary"),
    ],
)
def test_refused(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    """What cannot be read is refused in one line, quickly, whatever it tries."""
    path = write(tmp_path, name, content)
    started = time.process_time()
    with pytest.raises(AlignError) as raised:
        read_both(path, path, ("one", "two"))

    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)
    assert time.process_time() - started < 5


def test_many_units_are_read_in_time(tmp_path: Path) -> None:
    """Time grows with the file, not with its square."""
    seconds = []
    for count in (4_000, 16_000):
        text = json.dumps({f"k{n}": {"x": f"word {n}"} for n in range(count)}, indent=1)
        started = time.process_time()
        assert count == len(parse_messages(text, "a.json").blocks)
        seconds.append(time.process_time() - started)

    assert seconds[1] < 12 * seconds[0] + 0.2
    assert LIMITS.units >= 16_000


@given(st.recursive(st.text() | st.none(), lambda v: st.dictionaries(st.text(), v), max_leaves=20))
def test_json_strings_are_found(value: object) -> None:
    """Whatever the keys are, each message is found where it stands."""
    text = json.dumps({"top": value, "last": "word"}, indent=1, ensure_ascii=False)
    content = parse_messages(text, "a.json")
    last = content.blocks[-1]

    assert ("last", "word") == (last.unit, last.span.of(content.text))
    assert text[: text.rindex('"last"')].count("\n") + 1 == last.line
    assert len({block.unit for block in content.blocks}) == len(content.blocks)


def test_half_characters(tmp_path: Path, report: Callable[..., Report]) -> None:
    """Escapes in JSON that make no character are shown as such, in every format."""
    en = write(tmp_path, "en.json", '{"k\\udfff": "open \\ud800 it"}')
    ar = write(tmp_path, "ar.json", '{"k\\udfff": "افتح \\u0000 \\u202e"}')
    found = report(en, ar)

    for format_ in ("json", "html", "sarif", "junit", "csv", "terminal"):
        assert str(render(found, format_)).encode()
    assert "open \ufffd it" in found.documents[0].text


def test_folders(tmp_path: Path) -> None:
    """A folder is searched for files with both sides, and for keys in both languages."""
    write(tmp_path, "locale/ar/LC_MESSAGES/shelf.po", PO)
    french = PO.replace("Language: ar", "Language: fr")
    write(tmp_path, "locale/fr/LC_MESSAGES/shelf.po", french)
    write(tmp_path, "i18n/en-US.json", ENGLISH)
    write(tmp_path, "i18n/ar.json", ARABIC)
    write(tmp_path, "i18n/fr.json", '{"a": "Bonjour"}')
    write(tmp_path, "package.json", '{"name": "shelf"}')
    found = document_pairs(tmp_path)

    assert ["shelf.po", "en-US.json"] == [Path(one.path).name for one, _ in found]
    assert 4 == len({document.id for both in found for document in both})
    with pytest.raises(AlignError, match="no documents"):
        document_pairs(write(tmp_path, "empty/x.bin", "").parent)


def test_two_folders_of_keys(tmp_path: Path) -> None:
    """Files of two folders meet by their names, whatever the region."""
    write(tmp_path, "en-GB/shelf.json", ENGLISH)
    write(tmp_path, "ar-SA/shelf.json", ARABIC)
    ((source, target),) = document_pairs(tmp_path / "en-GB", tmp_path / "ar-SA")

    assert (Language.EN, Language.AR) == (source.language, target.language)
    assert ["news", "news", "port"] == [
        stem(Path(name)) for name in ("news.ar-SA.md", "en_GB/news.txt", "port.md")
    ]


@pytest.fixture
def report(tmp_path: Path, fake_encoder: Encoder) -> Callable[..., Report]:
    """Checks the one pair in some paths."""
    return lambda *paths: check(document_pairs(*paths), encoder=fake_encoder)


def test_waiting_and_missing(tmp_path: Path, report: Callable[..., Report]) -> None:
    """An empty unit waits for its translation and is no finding; a key that is not there is one."""
    found = report(write(tmp_path, "en.json", ENGLISH), write(tmp_path, "ar.json", ARABIC))
    missing = [f.source.text for f in found.findings if f.code == "OM01" and f.source]

    assert ["It is gone"] == missing
    assert {"It is gone", "Close the shelf"} <= {quote.text for quote in found.unpaired}
    kinds = {s.text: s.kind for s in found.alignments[0].source_segments}
    assert SegmentKind.UNTRANSLATED is kinds["Close the shelf"]
    assert not found.direction_known


def test_units_are_shown(tmp_path: Path, report: Callable[..., Report]) -> None:
    """Findings name the unit and the file's line in every format."""
    path = write(tmp_path, "shelf.po", PO.replace("«%s»", "«%d»"))
    found = report(path)
    unit, line = 'Borrow "%s" until Monday', line_of(PO, "استعر")

    assert found.direction_known
    assert ["LC03"] == [f.code for f in found.findings if f.code == "LC03"]
    shown = json.loads(render(found, "json"))["findings"]
    assert {(unit, line)} == {
        (f["target"]["unit"], f["target"]["line"]) for f in shown if f["code"] == "LC03"
    }
    results = json.loads(render(found, "sarif"))["runs"][0]["results"]
    place = next(r["locations"][0] for r in results if r["ruleId"] == "LC03")
    assert line == place["physicalLocation"]["region"]["startLine"]
    assert unit == place["logicalLocations"][0]["fullyQualifiedName"]
    for format_ in ("terminal", "junit", "github", "csv", "markdown", "gitlab", "rdjson"):
        text = str(render(found, format_))
        assert "until Monday" in text, format_
        assert str(line) in text, format_


def test_placeholders_are_no_words(tmp_path: Path, report: Callable[..., Report]) -> None:
    """What placeholders are called by neither counts as words nor as numbers."""
    text = (
        'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "%1$s {book_name} <b id=\\"7\\">{0}</b>"\n'
        'msgstr "<b id=\\"7\\">{0}</b> لـ%1$s {book_name}"\n\nmsgid "Open the file"\n'
        'msgstr "افتح الملف"\n'
    )
    found = report(write(tmp_path, "a.po", text))

    assert [] == [f.code for f in found.findings]
    assert registry()


def test_tmx_out(fake_encoder: Encoder, tmp_path: Path) -> None:
    """What ``align sentences`` writes as TMX is read again, in the same languages."""
    from align.pipeline import align_sentences

    write(
        tmp_path, "en.txt", "The <ships>\x0b & nurses arrived.\nThe council approved the budget.\n"
    )
    write(tmp_path, "ar.txt", "وصلت السفن و الممرضات.\nأقر المجلس الميزانية.\n")
    paths = str(tmp_path / "en.txt"), str(tmp_path / "ar.txt")
    written = render_sentences(align_sentences(*paths, True, fake_encoder), "tmx")
    root = etree.fromstring(written.encode())
    source, target = pair(write(tmp_path, "out.tmx", written))

    header = root.find("header")
    assert {
        "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang",
        "datatype",
    } == set(header.keys())  # fmt: skip
    assert ("sentence", "en") == (header.get("segtype"), header.get("srclang"))
    assert (Language.EN, Language.AR) == (source.language, target.language)
    assert "The council approved the budget." in source.text
    assert all(len(tu.findall("tuv/seg")) == 2 for tu in root.iter("tu"))


def real_files() -> list[Path]:
    """Localisation files of other programs, where ALIGN_LOCALISATION names a folder of them."""
    folder = os.environ.get("ALIGN_LOCALISATION")
    wanted = (".po", ".xlf", ".xliff", ".tmx")
    if not folder:
        return []
    found = (p for p in Path(folder).rglob("*") if p.suffix in wanted and "ar" in p.name + str(p))
    return sorted(p for p in found if p.suffix == ".tmx" or {"ar"} & {*p.parts, *p.stem.split(".")})


@pytest.mark.skipif(not real_files(), reason="ALIGN_LOCALISATION names no folder of such files")
@pytest.mark.parametrize("path", real_files(), ids=lambda p: "/".join(p.parts[-4:]))
def test_real_files(path: Path) -> None:
    """In files of well-known programs every unit's words stand on the line that is told."""
    source, target = pair(path)
    lines = path.read_text("utf-8").splitlines()

    assert len(source.blocks) == len(target.blocks) > 0
    for document in (source, target):
        for block in document.blocks:
            words = block.span.of(document.text).split()
            nearby = " ".join(lines[block.line - 1 : block.line + 40])
            assert not words or words[-1].rstrip('"')[-6:] in nearby.replace('\\"', '"')
