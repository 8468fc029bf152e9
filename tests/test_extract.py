"""Documents to statements: quotes over paragraphs, speakers, scare quotes, what is left between."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.extract import statements
from align.model import Document, Language, StatementKind
from align.read.plain import parse
from align.segment import segment
from align.text import script


class Case(NamedTuple):
    """A text and the (speaker, words) of each quote in it."""

    text: str
    quotes: list[tuple[str | None, str]]


# The clause before, after and inside; marks of every kind; speakers by name, office, pronoun.
CASES = [
    Case(
        'The mayor of Tarvel, Lina Oresh, said: "We will open it in May."',
        [("The mayor of Tarvel, Lina Oresh", "We will open it in May.")],
    ),
    Case(
        '"It opens in May," said Lina Oresh, the mayor.',
        [("Lina Oresh, the mayor", "It opens in May")],
    ),
    Case(
        "“It opens,” Ms. Oresh told reporters on Monday, “and nobody will pay.”",
        [("Ms. Oresh", "It opens"), ("Ms. Oresh", "and nobody will pay.")],
    ),
    Case(
        "According to the Ministry of Ports, “both harbours will be dredged”.",
        [("the Ministry of Ports", "both harbours will be dredged")],
    ),
    Case(
        "Energy Minister Venn called the plan “reckless”.", [("Energy Minister Venn", "reckless")]
    ),
    Case(
        "Asked about it, Venn replied, “I have nothing to add to that.”",
        [("Venn", "I have nothing to add to that.")],
    ),
    Case(
        "Minister Daro Venn came on Sunday. He called it “a beginning”, adding “we will be back”.",
        [("Minister Daro Venn", "a beginning"), ("Minister Daro Venn", "we will be back")],
    ),
    Case(
        "“The treaty is alive,” Rabbi Tell said. The visit ended. “We are glad,” the rabbi added.",
        [("Rabbi Tell", "The treaty is alive"), ("Rabbi Tell", "We are glad")],
    ),
    Case(
        "“The treaty is alive,” the president said. “It will be signed.”",
        [("the president", "The treaty is alive"), ("the president", "It will be signed.")],
    ),
    Case(
        "‘We were never asked,’ the farmer said. ‘Nobody came.’ The ministers’ plan failed.",
        [("the farmer", "We were never asked"), ("the farmer", "Nobody came.")],
    ),
    Case(
        "\"He told me 'go home' and I went,\" said Tomas Rill.",
        [("Tomas Rill", "He told me 'go home' and I went")],
    ),
    Case("It was described as “deeply worrying” by two.", [(None, "deeply worrying")]),
    Case(
        "Ana Roe said that she agreed. She added: “It is late.”",
        [("Ana Roe", "It is late.")],
    ),
    Case(
        'قال وزير الموانئ سامر الحلبي إن "المرفأين سيُفتحان قبل الشتاء".',
        [("وزير الموانئ سامر الحلبي", "المرفأين سيُفتحان قبل الشتاء")],
    ),
    Case(
        "«سنفتح الجسر في أيار»، قالت رئيسة البلدية لينا عرش. وأضافت: «لن يدفع أحد ثمنه».",
        [
            ("رئيسة البلدية لينا عرش", "سنفتح الجسر في أيار"),
            ("رئيسة البلدية لينا عرش", "لن يدفع أحد ثمنه"),
        ],
    ),
    Case(
        '"سنوقع الاتفاق غداً"، بحسب المتحدث باسم الوزارة.',
        [("المتحدث باسم الوزارة", "سنوقع الاتفاق غداً")],
    ),
    Case(
        "وأكد المتحدث باسم الوزارة، أحمد السالم، أن «الكلفة معروفة».",
        [("المتحدث باسم الوزارة، أحمد السالم", "الكلفة معروفة")],
    ),
    Case(
        "نقلت وكالة الأنباء عن الوزير قوله إن «الكلفة معروفة للجميع».",
        [("الوزير", "الكلفة معروفة للجميع")],
    ),
    Case(
        "قالت الوزيرة رنا دلوان: «لا جديد لدينا اليوم». أما المديرة، سهى الدرباسي، فقالت: «سنرى».",
        [
            ("الوزيرة رنا دلوان", "لا جديد لدينا اليوم"),
            ("المديرة، سهى الدرباسي", "سنرى"),
        ],
    ),
    Case('وصف الرئيس الاتفاق بأنه "تاريخي".', [("الرئيس", "تاريخي")]),
    Case('وفقاً للبيان، "تبدأ الأعمال في مارس".', [("البيان", "تبدأ الأعمال في مارس")]),
    Case(
        'وأوضح الوزير أن المشروع ينتهي في موعده، مشيراً إلى أنه "لا تأخير".',
        [("الوزير", "لا تأخير")],
    ),
    Case(
        'وزير النقل كريم ناصر:\n"نبدأ اليوم.\nهذه فقرة بلا علامة.\nوهذه الأخيرة."\nانتهى الحفل.',
        [("وزير النقل كريم ناصر", "نبدأ اليوم.\nهذه فقرة بلا علامة.\nوهذه الأخيرة.")],
    ),
    Case(
        'Minister Venn, who hosted us, said:\n\n"One.\n\n"Two, \'as we say\'.\n\n"Three."\n\nEnd.',
        [("Minister Venn", "One.\n\n\"Two, 'as we say'.\n\n\"Three.")],
    ),
    Case(
        "The chair said: “There is no end mark here.\n\nThe meeting closed at noon.",
        [("The chair", "There is no end mark here.")],
    ),
]
NARRATIVE = [
    "The so-called “smart gate” project was shelved.",
    "Her film “The Long Harbour of Winter Nights” opened last week.",
    'شركة "النور" وقعت العقد أمس.',
    "The boards were 5'10\" and 6'2\" long.",
    "It's the ministers' plan, isn't it?",
]


TEXTS = tomllib.loads(Path(__file__).with_name("statements.toml").read_text("utf-8"))["case"]


def document(text: str) -> Document:
    """``text`` as it is read from a plain file."""
    content = parse(text)
    language = script(text) or Language.EN
    return Document("d", "d.txt", language, text, content.date, None, content.blocks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:30])
def test_quotes(case: Case) -> None:
    """The quoted words and who says them."""
    whole = document(case.text)
    found = [s for s in statements(whole, segment(whole)) if s.kind is StatementKind.QUOTE]
    assert case.quotes == [(s.speaker, s.span.of(case.text)) for s in found]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["why"])
def test_texts(case: dict[str, Any]) -> None:
    """Quotes and indirect speech of newspaper texts, the speakers by name and office."""
    whole = document(case["text"])
    found = statements(whole, segment(whole))
    quotes = [s for s in found if s.kind is StatementKind.QUOTE]
    assert case["quotes"] == [[s.speaker or "", s.span.of(case["text"])] for s in quotes]
    for speaker, words in case.get("told", []):
        told = [s for s in found if words in s.span.of(case["text"])]
        assert [speaker] == [s.speaker for s in told]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("“It opens,” Ms. Oresh told reporters on Monday.", "Ms. Oresh told reporters on Monday."),
        ('Minister Venn said:\n\n"It opens in the spring."', "Minister Venn said"),
        (
            "ثم أضافت الوزيرة، وقد بدا عليها التأثر: «لن ننسى».",
            "ثم أضافت الوزيرة، وقد بدا عليها التأثر",
        ),
        ("“Nobody asked any of us about the bridge.”", None),
    ],
)
def test_attributions(text: str, clause: str | None) -> None:
    """A quote keeps the clause that says who speaks, where there is one."""
    whole = document(text)
    quote = next(s for s in statements(whole, segment(whole)) if s.kind is StatementKind.QUOTE)
    assert clause == (quote.attribution.of(text) if quote.attribution else None)


@pytest.mark.parametrize("text", NARRATIVE)
def test_not_speech(text: str) -> None:
    """Names, titles, scare quotes, inches and apostrophes are narrative."""
    whole = document(text)
    expected = [(StatementKind.NARRATIVE, text)]
    assert expected == [(s.kind, s.span.of(text)) for s in statements(whole, segment(whole))]


def test_narrative_between() -> None:
    """Narrative is cut at paragraphs and quotes; labels, credits and bare clauses are left out."""
    text = (
        "Night ferry approved\n\nThe council met. It agreed.\n\nMinister Venn said:\n"
        "“Welcome. We begin.”\n\n“It is late,” he said. The visitors left.\n\nPhoto: Ana Roe"
    )
    whole = document(text)
    expected = [
        (StatementKind.NARRATIVE, "Night ferry approved"),
        (StatementKind.NARRATIVE, "The council met. It agreed."),
        (StatementKind.QUOTE, "Welcome. We begin."),
        (StatementKind.QUOTE, "It is late"),
        (StatementKind.NARRATIVE, "The visitors left."),
    ]
    found = statements(whole, segment(whole))
    assert expected == [(s.kind, s.span.of(text)) for s in found]
    assert [f"d:{n}" for n in range(5)] == [s.id for s in found]


def test_indirect_speech() -> None:
    """A sentence that reports what somebody said is a statement of its own, with the speaker."""
    text = "The council met. Minister Venn said the ferry would sail. It rained."
    arabic = "اجتمع المجلس. وأعلن وزير النقل كريم ناصر أن العبّارة ستبحر. وأضاف أن الكلفة معروفة."
    expected = [
        [None, "Minister Venn", None],
        [None, "وزير النقل كريم ناصر"],
    ]
    found = [statements(d, segment(d)) for d in map(document, (text, arabic))]
    assert expected == [[s.speaker for s in each] for each in found]


@given(
    st.text(
        alphabet=st.sampled_from("aB. \n\"'“”«»‘’:,،ا" + "\u200f"),
        max_size=120,
    )
    | st.lists(
        st.sampled_from(
            [
                "Venn said ",
                "“",
                "”",
                '"',
                "It is late. ",
                "\n",
                "قال الوزير ",
                "«",
                "»",
                ", ",
                "he added ",
                ":",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_statements_are_apart(text: str) -> None:
    """Whatever the marks, statements are in order and apart, within the text, and have words."""
    whole = document(text)
    end = 0
    for number, found in enumerate(statements(whole, segment(whole))):
        assert f"d:{number}" == found.id
        assert end <= found.span.start < found.span.end <= len(text)
        assert any(c.isalnum() for c in found.span.of(text))
        end = found.span.end


@pytest.mark.parametrize(
    "unit", ['"', "“", "“”", '"a ', 'Tom said, "no" ', '"\n"a', "he said that "]
)
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes nothing like sixteen times as long."""

    def seconds(size: int) -> float:
        whole = document("x " + unit * (size // len(unit)))
        segments = segment(whole)
        start = time.process_time()
        statements(whole, segments)
        return time.process_time() - start

    # The least of three: other work on the machine only ever adds.
    small, large = (min(seconds(size) for _ in range(3)) for size in (10_000, 40_000))
    assert large < 10 * max(small, 0.03)
