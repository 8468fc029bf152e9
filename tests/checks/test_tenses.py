"""Verb groups read one by one: when each tells that something happens, and of which word."""

from __future__ import annotations

import pytest

from align.checks.quotation.wording import words
from align.checks.tenses.arabic import arabic
from align.checks.tenses.english import english
from align.checks.tenses.told import Told
from align.model import Language
from align.pairwise import text_segment


def read(text: str) -> list[tuple[str, str]]:
    """The words of each group of ``text`` and when it tells that they are, in order."""
    segment = text_segment(text)
    own = words([segment])
    found: tuple[Told, ...] = (arabic if segment.language is Language.AR else english)(own)
    return [(" ".join(w.form for w in own[g.at : g.end]), g.time.value) for g in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They will also sign it", [("will also sign", "ahead")]),
        ("They won't sign it", [("won't sign", "ahead")]),
        ("It will be signed soon", [("will be signed", "ahead")]),
        ("It will have been signed", [("will have been signed", "open")]),
        ("The bank is to close", [("is to close", "ahead")]),
        ("The bank is due to be sold", [("is due to be sold", "ahead")]),
        ("The bank plans to close", [("plans to close", "ahead")]),
        ("The bank was to close", [("was to close", "open")]),
        ("They said they would sign", [("said", "done"), ("would sign", "ahead")]),
        ("They would have signed", [("would have signed", "open")]),
        ("They have not yet signed", [("have not yet signed", "done")]),
        ("It has been sold", [("has been sold", "done")]),
        ("It has been raining", [("has been raining", "open")]),
        ("Roads are being built", [("are being built", "under way")]),
        ("If they signed, all left", [("signed", "open"), ("left", "done")]),
        ("It opens once they have signed", [("have signed", "open")]),
        ("Police arrest a man of his will", []),
    ],
)
def test_english_groups(text: str, wanted: list[tuple[str, str]]) -> None:
    """Auxiliaries, plans and pasts; what may be any time is open."""
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("سيوقع الوزير العقد", [("سيوقع", "ahead")]),
        ("وسترتفع الأسعار", [("وسترتفع", "ahead")]),
        ("سوف لن نوقع", [("سوف لن نوقع", "ahead")]),
        ("لن يتم بيع السفن", [("لن يتم بيع", "ahead")]),
        ("من المقرر أن يوقع الوزير", [("المقرر أن يوقع", "ahead")]),
        ("سيتم بيع السفن", [("سيتم بيع", "ahead")]),
        ("تم بيع السفن", [("تم بيع", "done")]),
        ("يجري بيع السفن", [("يجري بيع", "under way")]),
        ("وقد وقّعت الوزيرة", [("وقد وقّعت", "done")]),
        ("قد يوقع الوزير", [("قد يوقع", "open")]),
        ("لم يوقع الوزير", [("لم يوقع", "done")]),
        ("قام الوزير بزيارة", [("قام الوزير بزيارة", "done")]),
        ("إذا وقع الوزير", [("وقع", "open")]),
        ("وقعوا وانتقدت", [("وقعوا", "done"), ("وانتقدت", "done")]),
        ("سياسة الحكومة بعد طرح السندات", []),
        ("تُباع السفن ويوقع العقد", []),
    ],
)
def test_arabic_groups(text: str, wanted: list[tuple[str, str]]) -> None:
    """Particles, prefixes and perfects; the imperfect, nouns and conditions tell no time."""
    assert read(text) == wanted
