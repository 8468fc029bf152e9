"""Facts of two renderings compared by value."""

from __future__ import annotations

import pytest

from align.facts import Agreement, Rendering, agree, find, key, name_similarity, same
from align.model import Language

AR, EN = Language.AR, Language.EN


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("٢٥ كتابا", "25 books"),
        ("خمسة وعشرين كتابا", "twenty-five books"),
        ("70 مليار دولار", "$70bn"),
        ("أسبوعين", "14 days"),
        ("سنة ونصف", "18 months"),
        ("5 كيلومترات", "5,000 metres"),
        ("أكثر من 71 ألف", "71,000"),
        ("ثلاثة في المئة", "3%"),
        ("الساعة 10 مساء", "10 p.m."),
        ("3 شباط 2026", "3.2.2026"),
        ("16 شيفات 5786", "Tuesday 3 February 2026"),
        ("يوم الثلاثاء", "on 3 February 2026"),
        ("عام 2022", "in 2022"),
        ("القرن العشرين", "the 20th century"),
    ],
)
def test_same_value_in_both_languages(arabic: str, english: str) -> None:
    """The two renderings state one fact."""
    (source,), (target,) = find(arabic, AR), find(english, EN)

    assert same(source, target)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("٢٥ كتابا", "52 books"),
        ("5 كيلومترات", "5 miles"),
        ("أكثر من مئة", "less than a hundred"),
        ("المركز الثالث", "three"),
        ("3 شباط 2026", "4 February 2026"),
        ("يوم الأربعاء", "on 3 February 2026"),
        ("70 مليون يورو", "70 million dollars"),
        ("الساعة 10 مساء", "10 a.m."),
    ],
)
def test_another_value(arabic: str, english: str) -> None:
    """The two renderings state different facts."""
    (source,), (target,) = find(arabic, AR), find(english, EN)

    assert not same(source, target)


def agreed(arabic: str, english: str) -> Agreement:
    """The agreement of an Arabic and an English rendering."""
    return agree(Rendering(arabic, AR, find(arabic, AR)), Rendering(english, EN, find(english, EN)))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("انتهت المباراة 31-27", "The match ended 27-31"),
        ("اشترى سيارتين حمراوين", "He bought two red cars"),
        ("في الدقيقة 5 من الشوط", "in the 5th minute"),
        ("طائرة من طراز إف 16", "an F-16 aircraft"),
        ("ربح 1.250 ثم خسر", "He won 1,250 and lost"),
        ("يصيب شخصين إلى ثلاثة", "It infects two to three people"),
        ("وقع الاتفاق الأول", "The agreement was signed initially"),
    ],
)
def test_freedom_of_translation_is_no_difference(arabic: str, english: str) -> None:
    """Nothing is changed or missing between two faithful renderings."""
    assert agreed(arabic, english).is_clean


def test_changed_and_missing_facts() -> None:
    """What differs is paired by kind; what has no counterpart stands alone."""
    arabic = "قتل 12 جنديا في 3 أيام وبلغت الخسائر 40 مليون دولار"
    english = "21 soldiers died and the losses reached $40 million"

    actual = agreed(arabic, english)

    changed = [(a.span.of(arabic), b.span.of(english)) for a, b in actual.changed]
    expected = [("12", "21")], ["3 أيام"], []
    assert expected == (
        changed,
        [fact.span.of(arabic) for fact in actual.source_only],
        [fact.span.of(english) for fact in actual.target_only],
    )


def test_date_in_a_second_calendar_is_missed() -> None:
    """The Hebrew date has no counterpart although the Gregorian one says the same day."""
    arabic = "وقع الاتفاق في 16 شيفات 5786 الموافق 3 فبراير 2026"

    actual = agreed(arabic, "It was signed on 3 February 2026")

    expected = ["16 شيفات 5786"]
    assert expected == [fact.span.of(arabic) for fact in actual.source_only]


def test_agreement_mirrors() -> None:
    """Exchanging the sides exchanges what is missing and keeps the rest."""
    arabic, english = "باع 12 بيتا و7 سفن", "He sold 21 houses"
    sides = Rendering(arabic, AR, find(arabic, AR)), Rendering(english, EN, find(english, EN))

    forth, back = agree(*sides), agree(sides[1], sides[0])

    assert forth.source_only == back.target_only
    assert forth.changed == tuple((b, a) for a, b in back.changed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم الراوي", "Salem Al-Rawi"),
        ("الراوي", "Salem Rawi"),
        ("غوردون", "Gordon"),
        ("Rawlan", "Rowlan"),
        ("إبراهيم", "ابراهيم"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Spellings of one name are alike, in one script or two."""
    assert name_similarity(one, other) >= 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم الراوي", "Salem Al-Rawi"),
        ("سالم الراوي", "Rawi Sami"),
        ("Salim Radi", "Rami Sali"),
        ("Slnkl ndr", "ndr Sml"),
    ],
)
def test_names_are_as_alike_from_either_side(one: str, other: str) -> None:
    """Which name is read first does not matter, though each word takes its best counterpart."""
    assert name_similarity(one, other) == name_similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("سالم الراوي", "Hanaa Darwish"), ("أحمد", "Mohammed"), ("Norvale", "Tarsin"), ("", "Sam")],
)
def test_different_names(one: str, other: str) -> None:
    """Different names are not alike."""
    assert name_similarity(one, other) < 0.5


def test_key_is_one_skeleton_in_both_scripts() -> None:
    """The skeleton of a name does not depend on its script."""
    assert key("رشاد درويش", AR) == key("Rashad Darwish", EN)
