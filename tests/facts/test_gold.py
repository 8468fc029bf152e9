"""Accuracy floors on the evaluation sets beside the checkout; run with -s for the figures."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from align.facts import Rendering, agree, find
from align.facts.transliteration import evidence, letters
from align.model import Date, FactKind, Language, Quantity
from align.text import fold

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
AR, EN = Language.AR, Language.EN
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not there")

HIJRI_MONTHS = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a gold table."""
    header, *lines = (GOLD / name).read_text("utf-8").splitlines()
    for line in lines:
        yield dict(zip(header.split("\t"), line.split("\t"), strict=False))


def digits_only(text: str) -> list[float]:
    """The trivial baseline: every run of digits, commas taken for grouping."""
    found = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", fold(text))
    return [float(number.replace(",", "")) for number in found]


def values(text: str, *kinds: FactKind) -> list[float]:
    """The values found in an Arabic text, both ends of ranges and the numbers of dates."""
    found: list[float] = []
    for fact in find(text, AR):
        if isinstance(fact, Quantity) and (not kinds or fact.kind in kinds):
            found += [float(fact.value)] + ([] if fact.high is None else [float(fact.high)])
        elif isinstance(fact, Date) and not kinds:
            found += [float(number) for number in re.findall(r"\d+", fact.value)]
    return found


def share(
    label: str, cases: list[tuple[str, list[float]]], read: Callable[[str], list[float]] = values
) -> float:
    """The share of cases whose values are all found; printed beside the baseline's."""

    def right(of: Callable[[str], list[float]]) -> float:
        hits = sum(
            all(any(abs(w - x) <= 1e-6 * max(abs(w), 1e-30) for x in of(text)) for w in wanted)
            for text, wanted in cases
        )
        return hits / len(cases)

    ours, baseline = right(read), right(digits_only)
    print(f"{label}: {ours:.3f} of {len(cases)}, digits only {baseline:.3f}")
    return ours


@pytest.mark.parametrize(
    ("model", "floor"),
    [("NumberModel", 0.79), ("NumberRangeModel", 0.95), ("OrdinalModel", 1.0)],
)
def test_recognizers_numbers(model: str, floor: float) -> None:
    """Arabic numbers of Recognizers-Text, its own slips in the gold counted against us."""
    cases = [
        (
            row["input"],
            [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:E[+-]?\d+)?", row["value"])],
        )
        for row in rows("facts/recognizers_numbers.tsv")
        if row["spec"].endswith(f"/{model}") and row["value"] and "relative" not in row["type"]
    ]

    assert floor <= share(model, cases)


@pytest.mark.parametrize(
    ("dimension", "floor"),
    [("Numeral", 1.0), ("Numeral-EG", 0.93), ("Ordinal", 1.0), ("AmountOfMoney", 0.89)],
)
def test_duckling(dimension: str, floor: float) -> None:
    """Arabic numbers, ranks and amounts of Duckling."""
    cases = [
        (row["text"], [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", row["value_expr"])])
        for row in rows("facts/duckling.tsv")
        if row["dimension"] == dimension and "\\" not in row["text"]
    ]

    assert floor <= share(dimension, cases)


def test_num2words() -> None:
    """Numbers that num2words spells, its broken cases counted against us."""
    cases = [
        (row["arabic"], [float(row["number"])])
        for row in rows("facts/num2words_ar_cases.tsv")
        if ")" not in row["args"] and len(row["number"]) < 20
    ]

    floor = 0.85
    assert floor <= share("num2words", cases)


def test_recognizers_dates() -> None:
    """Explicit Arabic dates of Recognizers-Text (a day and month written)."""
    hits = total = 0
    for row in rows("facts/recognizers_datetime_parsers.tsv"):
        written = re.fullmatch(r"(XXXX|\d{4})-(\d\d-\d\d)", row["timex"])
        if row["type"] != "date" or not written:
            continue
        total += 1
        found = find(row["input"], AR, date.fromisoformat(row["reference"][:10]))
        wanted = (row["timex"], f"--{written[2]}", *re.findall(r"\d{4}-\d\d-\d\d", str(row)))
        hits += any(isinstance(fact, Date) and fact.value in wanted for fact in found)
    print(f"dates: {hits / total:.3f} of {total}")

    floor = 0.55
    assert floor <= hits / total


@pytest.mark.parametrize(
    "name",
    ["kfupm_comparison_calendar", "ummalqura_calendar_website", "ummalqura_newspaper_issues"],
)
def test_hijri(name: str) -> None:
    """Every Hijri date of the published calendars is the right Gregorian day."""
    wrong = []
    for ((year, month, day), (*gregorian,)), *_ in json.loads(
        (GOLD / f"facts/hijri_{name}.json").read_text("utf-8")
    ):
        text = f"صدر في {day} {HIJRI_MONTHS[month - 1]} {year}هـ"
        (fact,) = find(text, AR)
        if not isinstance(fact, Date) or fact.value != date(*gregorian).isoformat():
            wrong.append(text)

    expected: list[str] = []
    assert expected == wrong


@pytest.mark.parametrize(
    ("name", "columns", "ceiling"),
    [
        ("documents/ntrex.tsv", ("ar", "en"), 26),
        ("documents/pud/pud.tsv", ("ar_text", "en_text"), 24),
    ],
)
def test_faithful_translations_agree(name: str, columns: tuple[str, str], ceiling: float) -> None:
    """Disagreements per 1,000 professional translations; some are the translators' own slips."""
    noisy = strict = total = 0
    for row in rows(name):
        arabic, english = row[columns[0]], row[columns[1]]
        sides = Rendering(arabic, AR, find(arabic, AR)), Rendering(english, EN, find(english, EN))
        noisy += not agree(*sides).is_clean
        strict += sorted(digits_only(arabic)) != sorted(digits_only(english))
        total += 1
    print(f"{name}: {1000 * noisy / total:.1f} per 1,000, digits only {1000 * strict / total:.1f}")

    assert 1000 * noisy / total <= ceiling


def test_planted_number_is_noticed() -> None:
    """A number in digits that is changed on the English side of a clean pair is reported."""
    seen = total = 0
    for row in list(rows("documents/ntrex.tsv"))[:400]:
        arabic, english = row["ar"], row["en"]
        source = Rendering(arabic, AR, find(arabic, AR))
        found = [f for f in find(english, EN) if isinstance(f, Quantity)]
        if not agree(source, Rendering(english, EN, find(english, EN))).is_clean:
            continue
        for fact in found:
            number = re.search(r"[3-9]\d*|[1-9]\d+", fact.span.of(english))
            if number is None:
                continue
            start = fact.span.start + number.start()
            other = str(Decimal(number[0]) + 1)
            planted = english[:start] + other + english[start + len(number[0]) :]
            total += 1
            seen += not agree(source, Rendering(planted, EN, find(planted, EN))).is_clean
    print(f"planted numbers noticed: {seen / total:.3f} of {total}")

    floor = 0.95
    assert floor <= seen / total


def test_name_partner_ranks_first() -> None:
    """The true Latin spelling of an unseen Arabic name ranks first among 500."""
    lines = (GOLD / "names/google_ar2en_eval.tsv").read_text("utf-8").splitlines()
    pairs = [tuple(line.split("\t")[:2]) for line in lines]
    random.Random(0).shuffle(pairs)
    spelled = [(letters(a, AR), letters(e, EN)) for a, e in pairs[:500]]
    first = 0
    for arabic, latin in spelled[:40]:
        best = max(spelled, key=lambda p: evidence(arabic, p[1]) * (len(arabic) + len(p[1])))
        first += best[1] == latin
    print(f"names ranked first: {first / 40:.3f}")

    floor = 0.9
    assert floor <= first / 40
