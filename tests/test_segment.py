"""Documents to segments and tokens: sentence ends, kinds, offsets, and linear time."""
# ruff: noqa: SIM300 - the house order is expected == actual

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from align.model import Block, BlockKind, Document, Language, SegmentKind, Span
from align.read.plain import parse
from align.segment import lines, segment, sentences, tokenize
from align.text import script

# One sentence each: nothing inside ends it. Example by example, what the rules are for.
WHOLE = [
    "Lt.-Col (res.,) Maro Tell is a lecturer at Port Alune.",
    "Brigadier General (res.) Tell and Dr. Ana Roe met J.D. Venn of the U.S. Navy.",
    "The U.S. President wrote to No. 5 Harbour St. Alune on Feb. 3 at 5 p.m. sharp.",
    "The rate fell by 3.5 per cent on 3.2.2026, or 3. 2. 2026 in the old style.",
    "After the storm of 7 October (the great flood – ed.), hundreds came.",
    "“Why now?” he asked.",
    '"We won." he said.',
    "“Is it over?” Maro Tell asked.",
    "He waited... and then he left.",
    "Visit www.port-alune.org or write to a.b@port.org today.",
    "See vol. 3, pp. 12 and Fig. 2; cf. the notes, e.g. Roe et al. 2019.",
    "Rules: 1. first come, 2. first served",
    "التقى د. سامي الحلبي أ. د. لينا عرش وم. كريم ناصر في ص. ب. ١٢ أمس.",
    "بلغت النسبة 3.5 في المئة في 3.2.2026؛ ثم ارتفعت قليلاً.",
    "قال جون إف. تيل إن الأمر... انتهى.",
    '"هل وصلتم؟" سأل الوزير.',
]
# Several sentences, cut where the bar stands.
CUT = [
    "We met at 5 p.m. | The mayor left.",
    "He works for Alune Inc. | She does not.",
    "It was late! | Was it? | Yes.",
    "So did I. | We all did.",
    "“We won.” | He added that it was late.",
    "(This is a note.) | The next sentence follows.",
    "It ended in 2022. | The rest is known.",
    "The fee is 5.[3] | Nobody pays it.",
    "افتتح الجسر. | وقال الوزير إن الكلفة معروفة.",
    "هل وصلتم؟ | نعم! | وصلنا أمس.",
    "افتتح الجسر عام 2020 م. | وكان يوماً مشهوداً.",
    "انتهى المشروع. | The bridge is open. | شكراً لكم.",
    "«انتهى الأمر.» | وغادر الوفد.",
    "First line | second line",
]
# Text, then the segments expected of it with their kinds.
SEGMENTS = [
    (
        'وزير الموانئ سامر الحلبي: "أهلاً بكم. نبدأ اليوم.\nوهذه فقرة أخرى."',
        [
            (SegmentKind.INTRODUCTION, "وزير الموانئ سامر الحلبي:"),
            (SegmentKind.SENTENCE, "أهلاً بكم."),
            (SegmentKind.SENTENCE, "نبدأ اليوم."),
            (SegmentKind.SENTENCE, "وهذه فقرة أخرى."),
        ],
    ),
    (
        'The minister of ports said:\n"Welcome. We begin today.\n\n"And we end tomorrow."',
        [
            (SegmentKind.INTRODUCTION, "The minister of ports said:"),
            (SegmentKind.SENTENCE, "Welcome."),
            (SegmentKind.SENTENCE, "We begin today."),
            (SegmentKind.SENTENCE, "And we end tomorrow."),
        ],
    ),
    (
        "Minister Venn said, “We met. We agreed.” He left.",
        [
            (SegmentKind.INTRODUCTION, "Minister Venn said,"),
            (SegmentKind.SENTENCE, "We met."),
            (SegmentKind.SENTENCE, "We agreed."),
            (SegmentKind.SENTENCE, "He left."),
        ],
    ),
    (
        "The “smart gate” opened on Monday.\nVenn called it “a start”.",
        [
            (SegmentKind.SENTENCE, "The “smart gate” opened on Monday."),
            (SegmentKind.SENTENCE, "Venn called it “a start”."),
        ],
    ),
    (
        "Night ferry approved\nThe council agreed.\nPhoto: Ana Roe / Port Office",
        [
            (SegmentKind.HEADING, "Night ferry approved"),
            (SegmentKind.SENTENCE, "The council agreed."),
            (SegmentKind.CREDIT, "Photo: Ana Roe / Port Office"),
        ],
    ),
    (
        "انتهت الأعمال أمس.\n- صور: سامر الحلبي / GPO",
        [
            (SegmentKind.SENTENCE, "انتهت الأعمال أمس."),
            (SegmentKind.CREDIT, "صور: سامر الحلبي / GPO"),
        ],
    ),
    (
        "TARVEL, March 4 (Herald) — The council agreed.\n(AP/Reuters)",
        [
            (SegmentKind.DATELINE, "TARVEL, March 4 (Herald) —"),
            (SegmentKind.SENTENCE, "The council agreed."),
            (SegmentKind.CREDIT, "(AP/Reuters)"),
        ],
    ),
    (
        "تارفل (رويترز) - وافق المجلس على العبّارة.",
        [
            (SegmentKind.DATELINE, "تارفل (رويترز) -"),
            (SegmentKind.SENTENCE, "وافق المجلس على العبّارة."),
        ],
    ),
    ("The council met. ***\n— — —", [(SegmentKind.SENTENCE, "The council met.")]),
    ("-5 degrees were measured.", [(SegmentKind.SENTENCE, "-5 degrees were measured.")]),
]
TOKENS = [
    ("the world-wide web", "the|world|-|wide|web"),
    ("don't ask O’Brien's", "don't|ask|O’Brien's"),
    ("on 3.2.2026, 1,200 at 10:30.", "on|3.2.2026|,|1,200|at|10:30|."),
    ("٢٥٫٥٪ أو ١٬٢٠٠", "٢٥٫٥|٪|أو|١٬٢٠٠"),
    ("see https://port.example/a_b?c=1, now", "see|https://port.example/a_b?c=1|,|now"),
    ("a.b@port.org @port #وسم_جديد", "a.b@port.org|@port|#وسم_جديد"),
    ("the U.S. G20 and 3rd 1990s", "the|U.S.|G20|and|3rd|1990s"),
    ("10km for $5.50...", "10|km|for|$|5.50|..."),
    ("والوزيرُ مصـــر 1445هـ بـ25", "والوزيرُ|مصـــر|1445|هـ|بـ|25"),
    ("\u200fقال\u200f \u202aGPO\u202c", "قال|GPO"),
    ("10-15 on 2026-02-23", "10|-|15|on|2026-02-23"),
    ("«نعم»، قال", "«|نعم|»|،|قال"),
]
MESSY = st.text(
    alphabet=st.sampled_from("aB.!?؟…\"'“”«»‘’()-–:,، \n\t\u200f\u00a01٢ابد:@#/_ـً"), max_size=150
)


def document(text: str, language: Language = Language.EN) -> Document:
    """``text`` as it is read from a plain file."""
    content = parse(text)
    return Document("d", "d.txt", language, text, content.date, None, content.blocks)


@pytest.mark.parametrize("text", WHOLE)
def test_no_sentence_end(text: str) -> None:
    """Abbreviations, numbers, brackets and reporting clauses do not end a sentence."""
    language = script(text) or Language.EN
    assert [text] == [s.of(text) for s in sentences(text, language)]


@pytest.mark.parametrize("text", CUT)
def test_sentence_ends(text: str) -> None:
    """Sentences end where a reader would end them, in either script."""
    expected = text.split(" | ")
    joined = text.replace("First line | ", "First line\n").replace(" | ", " ")
    assert expected == [s.of(joined) for s in sentences(joined, Language.EN)]


def test_arabic_without_a_space() -> None:
    """A full stop between two Arabic words ends a sentence; in Latin script it is a name."""
    assert 2 == len(sentences("افتتح الجسر.وغادر الوفد.", Language.AR))
    assert 1 == len(sentences("The file is port.Alune today.", Language.EN))


@pytest.mark.parametrize(("text", "expected"), SEGMENTS)
def test_segments(text: str, expected: list[tuple[SegmentKind, str]]) -> None:
    """Labels, headlines, credits and datelines are told from sentences; outer marks are cut."""
    assert expected == [(s.kind, s.text) for s in segment(document(text))]


def test_languages() -> None:
    """A segment in the other script has its own language; one without letters the document's."""
    text = "وافق المجلس أمس.\nThe council agreed. It was late.\n2026"
    found = segment(document(text, Language.AR))
    expected = [Language.AR, Language.EN, Language.EN, Language.AR]
    assert expected == [s.language for s in found]


def test_within_a_span() -> None:
    """Only what lies in the span is segmented, with offsets in the document."""
    text = 'Venn said: "We met. We agreed." Then he left.'
    found = segment(document(text), Span(text.index("We met"), text.index('" Then')))
    assert ["We met.", "We agreed."] == [s.text for s in found]
    assert [0, 1] == [s.index for s in found]
    assert all(s.text == s.span.of(text) for s in found)


def test_wrapped_block() -> None:
    """A line break inside a block is a space, and stays in the text."""
    text = "The council\nagreed. It was\nlate."
    wrapped = Document(
        "d", "d", Language.EN, text, blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    )
    assert ["The council\nagreed.", "It was\nlate."] == [s.text for s in segment(wrapped)]


def test_lines() -> None:
    """Lines are segments as given, empty ones too, so that their numbers hold."""
    found = lines(document("One. Two.\r\n\nثلاثة"))
    assert ["One. Two.", "", "ثلاثة"] == [s.text for s in found]
    assert [0, 1, 2] == [s.index for s in found]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: str) -> None:
    """Numbers, dates and addresses stay together; hyphens and marks stand alone."""
    assert expected.split("|") == [t.form for t in tokenize(text)]


@given(MESSY | st.text(max_size=80), st.integers(0, 9))
@example("\u0651", 0)
@example("www.", 0)
def test_tokens_cover_the_text(text: str, offset: int) -> None:
    """Tokens quote the text, in order and apart; every letter and digit is in one."""
    end = offset
    covered: set[int] = set()
    for token in tokenize(text, offset):
        assert end <= token.span.start < token.span.end
        assert token.form == text[token.span.start - offset : token.span.end - offset]
        covered.update(range(token.span.start - offset, token.span.end - offset))
        end = token.span.end
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(MESSY | st.text(max_size=80), st.sampled_from(Language))
def test_sentences_cover_the_text(text: str, language: Language) -> None:
    """Sentences are in order and apart, and hold all but white space and invisible characters."""
    end = 0
    covered: set[int] = set()
    for span in sentences(text, language):
        assert end <= span.start < span.end <= len(text)
        covered.update(range(span.start, span.end))
        end = span.end
    assert all(i in covered for i, c in enumerate(text) if c.isprintable() and not c.isspace())


@given(MESSY | st.text(max_size=80), st.sampled_from(Language))
def test_segments_cover_the_blocks(text: str, language: Language) -> None:
    """Segments are in order and apart; every letter and digit of a block is in exactly one."""
    whole = document(text, language)
    end = 0
    covered: set[int] = set()
    for index, found in enumerate(segment(whole)):
        assert index == found.index
        assert end <= found.span.start < found.span.end
        assert found.text == found.span.of(text)
        assert all(found.span.contains(t.span) for t in found.tokens)
        covered.update(range(found.span.start, found.span.end))
        end = found.span.end
    inside = (i for b in whole.blocks for i in range(b.span.start, b.span.end))
    assert all(i in covered for i in inside if text[i].isalnum())


@given(MESSY, st.integers(0, 150), st.integers(0, 150))
def test_any_span(text: str, start: int, length: int) -> None:
    """Segmenting within any span stays within it."""
    start = min(start, len(text))
    span = Span(start, min(len(text), start + length))
    assert all(span.contains(s.span) for s in segment(document(text), span))


@pytest.mark.parametrize(
    "unit", [".", '"', '." ', "a. ", "(a.) ", "U.", "د. ", "a-", "a@", "www.-", "“”", "a\n", " "]
)
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes nothing like sixteen times as long, whatever it is made of."""

    def seconds(size: int) -> float:
        text = "x " + unit * (size // len(unit))
        start = time.process_time()
        segment(document(text))
        return time.process_time() - start

    # The least of three: other work on the machine only ever adds.
    small, large = (min(seconds(size) for _ in range(3)) for size in (12_500, 50_000))
    assert large < 10 * max(small, 0.03)
