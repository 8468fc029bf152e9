"""Facts found in invented sentences, with their words, values and offsets."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from align.facts import find
from align.model import Date, Fact, Language, Name, Quantity

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]


def described(text: str, fact: Fact) -> dict[str, Any]:
    """A fact as the case file writes it: what is empty is left out."""
    row: dict[str, Any] = {"kind": fact.kind.value, "quote": fact.span.of(text)}
    if isinstance(fact, Date):
        row["value"] = fact.value
        row["calendar"] = "" if fact.calendar == "gregorian" else fact.calendar.value
    elif isinstance(fact, Quantity):
        row |= {"value": str(fact.value), "unit": fact.unit, "relation": fact.relation}
        row["high"] = None if fact.high is None else str(fact.high)
    return {name: value for name, value in row.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_all_facts_of_a_sentence(case: dict[str, Any]) -> None:
    """Every fact of the sentence is found and nothing else."""
    found = find(case["text"], Language(case["language"]))

    actual = [described(case["text"], fact) for fact in found if not isinstance(fact, Name)]

    assert case["facts"] == actual


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("أمس", Language.AR, "2026-02-03"),
        ("yesterday", Language.EN, "2026-02-03"),
        ("الشهر الماضي", Language.AR, "2026-01"),
        ("last month", Language.EN, "2026-01"),
        ("last week", Language.EN, "2026-W05"),
        ("next year", Language.EN, "2027"),
        ("on Tuesday", Language.EN, "2026-02-03"),
        ("الثلاثاء المقبل", Language.AR, "2026-02-10"),
        ("on Wednesday", Language.EN, "2026-02-04"),
        ("last Wednesday", Language.EN, "2026-01-28"),
        ("الجمعة 13", Language.AR, "2026-02-13"),
        ("Monday of next week", Language.EN, "2026-02-09"),
        ("خميس الأسبوع الماضي", Language.AR, "2026-01-29"),
        ("الأسبوع المقبل يوم الثلاثاء", Language.AR, "2026-02-10"),
        ("three days ago", Language.EN, "2026-02-01"),
        ("a month ago", Language.EN, "2026-01"),
        ("in two weeks' time", Language.EN, "2026-02-18"),
        ("قبل نحو عامين", Language.AR, "2024"),
        ("منذ ٣ أشهر", Language.AR, "2025-11"),
        ("بعد أسبوعين من الآن", Language.AR, "2026-02-18"),
        ("end of the month", Language.EN, "2026-02-28"),
        ("نهاية العام الجاري", Language.AR, "2026-12-31"),
        ("الثلاثاء الثالث", Language.AR, "2026-02-17"),
        ("اليوم الأخير من شهر عشرة", Language.AR, "2026-10-31"),
        ("يوم 27", Language.AR, "2026-01-27"),
        ("by the 3rd.", Language.EN, "2026-02-03"),
        ("عيد الأضحى", Language.AR, "2025-06-06"),
        ("Christmas Eve", Language.EN, "2025-12-24"),
        ("the third quarter of this year", Language.EN, "2026-07-01/2026-09-30"),
        ("الربع الأخير من العام الماضي", Language.AR, "2025-10-01/2025-12-31"),
    ],
)
def test_a_day_of_writing_resolves_relative_dates(
    text: str, language: Language, value: str
) -> None:
    """Relative dates count from Wednesday, 4 February 2026."""
    (fact,) = find(text, language, date(2026, 2, 4))

    assert isinstance(fact, Date)
    assert value == fact.value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("الاثنين", Language.AR, "2026-02-09"),
        ("on Wednesday", Language.EN, "2026-02-11"),
        ("next Friday", Language.EN, "2026-02-13"),
        ("last Friday", Language.EN, "2026-01-30"),
        ("يوم 27", Language.AR, "2026-02-27"),
        ("في الثالث والعشرين.", Language.AR, "2026-02-23"),
        ("Eid al-Fitr", Language.EN, "2026-03-20"),
    ],
)
def test_appointments_lie_ahead(text: str, language: Language, value: str) -> None:
    """Days that may lie before or after Wednesday, 4 February 2026 lie after it."""
    found = [f for f in find(text, language, date(2026, 2, 4), ahead=True) if isinstance(f, Date)]

    assert [value] == [fact.value for fact in found]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("عيد الفطر 2013", Language.AR, "2013-08-08"),
        ("رأس السنة الهجرية 1446", Language.AR, "2024-07-07"),
        ("Easter 2027", Language.EN, "2027-03-28"),
        ("Rosh Hashanah 2026", Language.EN, "2026-09-12"),
        ("Christmas", Language.EN, "--12-25"),
        ("Q2 2025", Language.EN, "2025-04-01/2025-06-30"),
        ("النصف الثاني من عام ٢٠٢٥", Language.AR, "2025-07-01/2025-12-31"),
    ],
)
def test_feasts_and_parts_of_years(text: str, language: Language, value: str) -> None:
    """A feast with its year is a day, without it a day and month; a quarter is an interval."""
    assert [value] == [f.value for f in find(text, language) if isinstance(f, Date)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("three days before the vote", Language.EN),
        ("قبل ثلاثة أيام من الاقتراع", Language.AR),
        ("Christmas trees", Language.EN),
        ("on the 27th floor", Language.EN),
        ("يوم 27 جنديا", Language.AR),
        ("the end of the month of rain", Language.EN),
        ("ارتفع العدد إلى 27.", Language.AR),
    ],
)
def test_no_day_is_told(text: str, language: Language) -> None:
    """What is counted from another day, or names no day, is no date."""
    found = find(text, language, date(2026, 2, 4))

    assert [fact for fact in found if isinstance(fact, Date)] == []


def test_a_weekday_decides_between_day_and_month_first() -> None:
    """Thursday, 2/3/2023 is the second of March; Friday, 2/3/2023 the third of February."""
    values = [
        fact.value
        for text in ("Thursday, 2/3/2023", "Friday, 2/3/2023")
        for fact in find(text, Language.EN)
        if isinstance(fact, Date)
    ]

    expected = ["2023-03-02", "2023-02-03"]
    assert expected == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثمانمائة", "800"),
        ("ثماني عشرة", "18"),
        ("اثنتا عشرة", "12"),
        ("مئتا ألف", "200000"),
        ("مليونان", "2000000"),
        ("أَلْفَيْنِ وَثَمَانِيَةَ عَشَرَ", "2018"),
        ("مليار وخمسمئة وواحد وعشرون", "1000000521"),
        ("مائة ألف مليون", "100000000000"),
        ("سالب خمسة", "-5"),
        ("خمسة فاصلة اثنان", "5.2"),
        ("ثلاث دزينات", "36"),
        ("۱۲٫۵", "12.5"),
        ("12.220,13", "12220.13"),
        ("١،٢٣٤،٥٦٧", "1234567"),
        ("40 000", "40000"),
        ("2½", "2.5"),
        ("1.716 مليار", "1716000000"),
        ("عشرون ونيف", "20"),
    ],
)
def test_arabic_number_by_itself(text: str, value: str) -> None:
    """A number that is the whole text has the value a reader gives it."""
    (fact,) = find(text, Language.AR)

    assert isinstance(fact, Quantity)
    assert Decimal(value) == fact.value


def test_names_after_titles_and_between_capitals() -> None:
    """Names are what follows an Arabic title and what English writes with capitals."""
    arabic = "التقى رئيس الوزراء سالم الراوي بالوزيرة هناء درويش في المدينة"
    english = "Yesterday Prime Minister Salem Rawi met Hanaa Darwish in Norvale."

    names = [
        [fact.span.of(text) for fact in find(text, language) if isinstance(fact, Name)]
        for text, language in ((arabic, Language.AR), (english, Language.EN))
    ]

    expected = [
        ["سالم الراوي", "هناء درويش"],
        ["Salem Rawi", "Hanaa Darwish", "Norvale"],
    ]
    assert expected == names


def test_days_of_a_month_told_from_the_day_of_writing() -> None:
    """Both ends of a range have the month; the rank of a week is no day."""
    texts = "من 4 إلى 23 الشهر المقبل", "الثالث من الشهر الجاري", "الأسبوع الثالث من هذا الشهر"

    values = [
        [f.value for f in find(text, Language.AR, date(2026, 2, 4)) if isinstance(f, Date)]
        for text in texts
    ]

    assert values == [["2026-03-04", "2026-03-23"], ["2026-02-03"], ["2026-02"]]
