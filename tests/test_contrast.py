"""Contrast sets: one span changed and nothing else, the same for a seed; and how findings count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from align.data import table
from align.encode import Encoder
from align.evaluate import Options, evaluate
from align.evaluate.checks import Measured, clean_pairs
from align.evaluate.contrast import Contrast, contrasts, kinds
from align.evaluate.contrast.edit import Edit, Place, chosen, trimmed
from align.evaluate.contrast.judge import Hit, counterpart, judged, recall, threshold
from align.evaluate.contrast.naive import by_length, by_marks
from align.evaluate.contrast.numbers import amounts, days, years
from align.evaluate.contrast.phrases import LEAST, content
from align.evaluate.contrast.rules import rule_places, rules
from align.evaluate.contrast.tenses import tense_places
from align.model import Language, Side, Span
from align.pairwise import align_rows, text_segment

AR, EN = Language.AR, Language.EN
PAIRS = [
    (
        "قال الرئيس سلام إن 45 في المئة من الطلاب لن يحصلوا على مقاعد في عام 2018،"
        " بسبب نقص كبير في المعلمين.",
        "President Salam said that 45 percent of all the students will not get places in 2018,"
        " because of a serious lack of teachers.",
    ),
    (
        "يجب أن تصل السفن يوم الثلاثاء بعد رحلة طويلة من موانئ فرنسا،"
        " وكان الوزير حداد ينتظر ثلاثة أيام فقط.",
        "The ships must arrive on Tuesday after a long voyage from the ports of France,"
        " and Minister Haddad was waiting for only three days.",
    ),
    (
        "لا يعرف جميع السكان متى يبدأ العمل خلال أعمال الصيانة الطويلة في ألمانيا.",
        "The report does not tell some residents when work begins during long repairs in Germany.",
    ),
    ("وقد يكون هذا أكثر من 20 كيلومترا.", "This may be more than 20 kilometres away."),
    ("سيوقع الطرفان الهدنة غدا.", "Both sides will sign the truce tomorrow."),
]
PAIRS += [
    (f"كتب الطالب {n} رسائل طويلة", f"The student wrote {n} long letters") for n in range(3, 9)
]
PAIRS.append(
    (
        "وصل أعضاء الوفد الزائر صباحا بعد اجتماع طويل مفيد",
        "The members of the visiting delegation came early after long useful talks",
    )
)


@pytest.fixture(scope="module")
def edits() -> dict[str, list[Contrast]]:
    """All edits of the pairs above, by kind."""
    return {kind: contrasts(PAIRS, kind) for kind in kinds()}


@pytest.mark.parametrize("kind", kinds())
def test_an_edit_changes_its_span_and_keeps_the_rest(
    kind: str, edits: dict[str, list[Contrast]]
) -> None:
    """Both languages are edited; what stands before and after the span is as it was."""
    own = edits[kind]
    assert {e.language for e in own} == {AR, EN}
    for e in own:
        number = 0 if e.language is AR else 1
        before, after = e.clean[number], e.pair[number]
        assert e.clean[1 - number] == e.pair[1 - number]
        assert e.clean == PAIRS[e.row]
        assert before != after
        assert e.edit.new == e.edit.touched.of(after)
        assert before[: e.edit.span.start] == after[: e.edit.touched.start]
        assert before[e.edit.span.end :] == after[e.edit.touched.end :]


@pytest.mark.parametrize("kind", kinds())
def test_a_seed_gives_the_same_set(kind: str, edits: dict[str, list[Contrast]]) -> None:
    """The same seed repeats; another chooses otherwise somewhere; a limit takes some of the set."""
    assert edits[kind] == contrasts(PAIRS, kind)
    some = contrasts(PAIRS, kind, limit=2)
    assert len(some) <= 2
    assert all(e in edits[kind] for e in some)
    if kind in ("number", "date", "modal", "deleted"):
        assert any(edits[kind] != contrasts(PAIRS, kind, seed=seed) for seed in range(6))


def test_phrases_have_content(edits: dict[str, list[Contrast]]) -> None:
    """What is taken out or put in has at least three content words."""
    for e in edits["deleted"]:
        assert content(e.edit.span.of(e.text), e.language) >= LEAST
        assert e.edit.new == ""
    for e in edits["inserted"]:
        assert content(e.edit.new, e.language) >= LEAST
        assert not e.edit.span


def test_names_come_from_the_set(edits: dict[str, list[Contrast]]) -> None:
    """A name takes another's place that the set has, of its own kind, in the text's script."""
    new = {(e.language, e.edit.new) for e in edits["name"]}
    assert new <= {(AR, "ألمانيا"), (AR, "فرنسا"), (AR, "سلام"), (AR, "حداد"),
                   (EN, "Germany"), (EN, "France"), (EN, "Salam"), (EN, "Haddad")}  # fmt: skip
    places = {"ألمانيا", "فرنسا", "Germany", "France"}
    assert all((e.edit.new in places) is (e.edit.span.of(e.text) in places) for e in edits["name"])


def test_the_table_is_well_formed() -> None:
    """Every rule names a kind and a language, says what it replaces by what, and compiles."""
    known = {"kind", "language", "swap", "from", "to", "find", "before", "no_before", "after"}
    known |= {"no_after", "no_match", "unless", "prefix", "initial"}
    for row in table("contrast")["rule"]:
        assert row.keys() <= known
        assert row["kind"] in kinds()
        assert sum(key in row for key in ("swap", "from", "find")) == 1
        assert ("to" in row) is ("swap" not in row)
        words = [*row.get("swap", ()), *row.get("from", ())]
        assert len(words) == len(set(words))
    made = [rule for kind in kinds() for x in Language for rule in rules(kind, x)]
    assert len(made) == len(table("contrast")["rule"])
    for row in table("contrast")["kinds"].values():
        assert all(re.fullmatch(r"[A-Z]{2}\d\d", code) for code in row["codes"])
    assert {row["kind"] for row in table("contrast")["naive"]} < {*kinds()}


def edited(kind: str, language: Language, text: str) -> set[str]:
    """All that the rules of a kind can make of ``text``."""
    made = {
        Edit(p.span, choice).apply(text)
        for p in rule_places(kind, text, language)
        for choice in p.choices
    }
    return made - {text}


@pytest.mark.parametrize(
    ("kind", "language", "text", "wanted"),
    [
        ("negation", AR, "لن يحدث ذلك", {"سيحدث ذلك"}),
        ("negation", AR, "ولم يكن هناك وقت", {"وكان هناك وقت"}),
        ("negation", AR, "لم تتعرض السفن لضرر", {"تعرضت السفن لضرر"}),
        ("negation", AR, "بشكل غير قانوني", {"بشكل قانوني"}),
        ("negation", EN, "They do not know it.", {"They do know it."}),
        ("negation", EN, "It couldn't work.", {"It could work."}),
        ("negation", EN, "The man is expected here.", {"The man is not expected here."}),
        ("modal", AR, "يجب أن تعود السفن", {"يجوز أن تعود السفن", "يمكن أن تعود السفن"}),
        ("modal", AR, "وسيكون صعبا", {"وقد يكون صعبا", "ويجب أن يكون صعبا"}),
        ("modal", EN, "It must stop.", {"It may stop.", "It can stop.", "It could stop."}),
        ("quantifier", AR, "ليس فقط هنا", {"ليس هنا"}),
        ("quantifier", AR, "لجميع السكان", {"لمعظم السكان", "لبعض السكان"}),
        ("quantifier", EN, "not just here", {"not here"}),
        ("quantifier", EN, "All boats left.", {"Some boats left.", "Most boats left."}),
        ("unit", AR, "نحو 20 كيلومترا", {"نحو 20 ميلا", "نحو 20 مترا"}),
        ("unit", EN, "some 5 km off", {"some 5 miles off", "some 5 m off"}),
        ("unit", AR, "زاد 15 في المئة", {"زاد 15 نقطة مئوية"}),
        ("paraphrase", AR, "زاد 15%", {"زاد 15 في المئة", "زاد 15 بالمئة"}),
    ],
)
def test_rules_make(kind: str, language: Language, text: str, wanted: set[str]) -> None:
    """Rules replace words, prefixes kept, by others of the same form."""
    assert edited(kind, language, text) == wanted


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [
        ("negation", AR, "لا يزال هنا"),
        ("negation", AR, "لا سيما السفن"),
        ("negation", EN, "They are not only here."),
        ("negation", EN, "He has not seen any ship."),
        ("modal", EN, "The will of the people, said May."),
        ("modal", AR, "قد وصل"),
        ("quantifier", EN, "At all hours, the most famous ships, if only."),
        ("quantifier", AR, "في بعض الأحيان"),
        ("date", EN, "They may march on."),
        ("date", AR, "الأحد عشر لاعبا"),
        ("unit", AR, "الساعة السابعة"),
        ("number", AR, "قدّم ألف شخص"),
    ],
)
def test_rules_leave_alone(kind: str, language: Language, text: str) -> None:
    """Set phrases, other meanings and what would need another form are not edited."""
    assert edited(kind, language, text) == set()


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (EN, "The union will sign it.", {"signed"}),
        (EN, "They will not sign it.", {"did not sign"}),
        (EN, "The dams will be ready.", {"were", "have been"}),
        (EN, "She has also written it.", {"will also write"}),
        (EN, "The bank was sold.", {"will be"}),
        (EN, "The heads of the bank will be sold.", set()),
        (EN, "When they signed, his will was read if it has rained.", set()),
        (AR, "وسيوقع الوزير", {"وقع"}),
        (AR, "سوف تعلن الشركة", {"أعلنت"}),
        (AR, "وقد وقعت الشركة", {"ستوقع"}),
        (AR, "تم بيع السفن", {"سيتم"}),
        (AR, "بعد أن انضم البحار لم يعد", set()),
        (AR, "كانت الشركة تبيع السفن", set()),
    ],
)
def test_a_verb_moves_to_the_other_time(language: Language, text: str, wanted: set[str]) -> None:
    """What is done will be, and the other way round, where the form is sure and the clause main."""
    made = {c for place in tense_places(text, language) for c in place.choices}
    assert made - {p.span.of(text) for p in tense_places(text, language)} == wanted


def choices(places: list[Place], text: str) -> dict[str, set[str]]:
    """What may stand instead, by what stands there."""
    return {p.span.of(text): {*p.choices} for p in places}


def test_numbers_stay_in_their_class() -> None:
    """4 becomes 3 to 9, 25 another of the tens, 300 another hundred; years and days are dates."""
    text = (
        "4 ships, 25 men, 300 women, 1,250 birds, 2 boats, No. 12:30, in 2018, May 17, 54-year-old"
    )
    found = choices(list(amounts(text, EN)), text)
    assert {"4", "25", "300", "1,250", "54"} == set(found)
    assert {"3", "5", "6", "7", "8", "9"} == found["4"]
    assert {"100", "200", "400", "500", "600", "700", "800", "900"} == found["300"]
    assert all(len(n) == 2 and int(n) > 10 for n in found["25"])
    assert {"٤"} == set(choices(list(amounts("٤ سفن و ٢٠١٨", AR)), "٤ سفن و ٢٠١٨"))


def test_years_and_days_stay_near() -> None:
    """A year moves by at most nine; a day is one that every month has."""
    text = "في 17 مايو 2018"
    assert {"2018"} == set(found := choices(list(years(text)), text))
    assert max(abs(int(y) - 2018) for y in found["2018"]) == 9
    (place,) = days(text, AR)
    assert place.span.of(text) == "17"
    assert {str(day) for day in range(3, 29) if day != 17} == {*place.choices}
    assert [p.span.of("on May 4 and 5 June") for p in days("on May 4 and 5 June", EN)] == ["5", "4"]


def test_edits_are_trimmed_to_whole_words() -> None:
    """Words that stay are no part of the edit; a word that changes is, as a whole."""
    for old, new, span, put in (
        ("ليس فقط", "ليس", (3, 7), ""),
        ("percent", "percentage points", (0, 7), "percentage points"),
        ("is", "is not", (2, 2), " not"),
        ("3,000", "3,300", (0, 5), "3,300"),
    ):
        made = trimmed(old, Edit(Span(0, len(old)), new))
        assert made == Edit(Span(*span), put)
        assert made.apply(old) == new


def test_nothing_to_edit_is_none() -> None:
    """A text without a place for an edit is left out."""
    import random

    assert chosen("x", [Place(Span(0, 1), ("x",))], random.Random(1)) is None
    assert contrasts([("سفن", "ships")], "number") == []


def test_hits_count_by_confidence() -> None:
    """A finding tells of an edit where the clean pair, at that confidence, has it not."""
    new, stronger, weaker = Hit("MT01", -1, 0.8), Hit("OM02", 0.4, 0.9), Hit("MT01", 0.9, 0.6)
    told = [(h.told(0.3), h.told(0.5), h.told(0.85)) for h in (new, stronger, weaker)]
    assert told == [(True, True, False), (False, True, True), (False, False, False)]
    hits = [(new,), (stronger,), (weaker,), ()]
    assert recall(hits, 0.5, ["MT01"]) == 0.25
    assert recall(hits, 0.5, None) == 0.5
    assert recall([], 0.5, None) == 0.0


def test_the_threshold_leaves_few_alarms() -> None:
    """The least confidence over that of the first alarm too many."""
    confidences = [0.9, 0.6, 0.7, 0.6]
    assert threshold(confidences, 4) == 0.0
    for allowed in range(4):
        limit = threshold(confidences, allowed)
        assert sum(c >= limit for c in confidences) <= allowed
    assert 0.6 < threshold(confidences, 2) < 0.601
    assert threshold([1.0], 0) > 1


def test_a_changed_number_is_found(fake_encoder: Encoder) -> None:
    """Checks run on the pair before and after; the finding is on the words that changed."""
    pairs = [("السفن وصلت 45", "ships arrived 45"), ("الجسر", "bridge")]
    edit = Contrast("number", 0, EN, Edit(Span(14, 16), "47"), pairs[0])
    first, second = judged(pairs, [edit], fake_encoder)
    assert second.edits == ()
    ((same_edit, hits),) = first.edits
    assert same_edit == edit
    assert [h.code for h in hits if h.code == "MT01" and h.told(0.5)] == ["MT01"]
    assert not [f for f in first.clean if f.code == "MT01"]
    assert [r.edits for r in judged(pairs, [edit], fake_encoder, [1])] == [()]


def test_the_counterpart_is_what_was_linked(fake_encoder: Encoder) -> None:
    """The words linked to those replaced, and their neighbours where they are few."""
    pair = ("السفن وصلت أمس", "ships arrived yesterday")
    (clean,) = align_rows([tuple(map(text_segment, pair))], fake_encoder)  # type: ignore[list-item] # two sides
    edit = Contrast("negation", 0, EN, Edit(Span(0, 5), "boats"), pair)
    assert counterpart(edit, clean, Side.TARGET) == {0, 1}
    put_in = Contrast("inserted", 0, EN, Edit(Span(5, 5), " of the line"), pair)
    assert counterpart(put_in, clean, Side.TARGET) == frozenset()


def test_the_baseline_compares_strings() -> None:
    """Digits of any script are equal; a negation more on one side is told; so is a long side."""
    clean = [("لم تصل ٤٥ سفينة", "45 ships did not arrive"), ("وصلت", "Not here")]
    edits = [(0, ("لم تصل ٤٥ سفينة", "47 ships did not arrive"))]
    assert by_marks("number", clean, edits) == (1.0, 0.0)
    assert by_marks("negation", clean, edits) == (0.0, 50.0)
    denied = [(0, ("لم تصل ٤٥ سفينة", "45 ships didn't arrive")), (0, (clean[0][0], "45 arrive"))]
    assert by_marks("negation", clean, denied)[0] == 0.5
    even = [("ا" * 10, "a" * 10)] * 9 + [("ا" * 12, "a" * 10)]
    assert by_length(even, [(0, ("ا" * 10, "a" * 30)), (0, even[0])], 10) == (0.5, 10.0)


def test_sets_are_evaluated(tmp_path: Path, fake_encoder: Encoder) -> None:
    """Every kind has recall and alarms; the same twice; empty sides are left out."""
    path = tmp_path / "clean.tsv"
    path.write_text("ar\ten\n" + "".join(f"{a}\t{e}\n" for a, e in PAIRS) + "\tx\n", "utf-8")
    assert clean_pairs(path) == PAIRS
    (evaluation,) = evaluate("checks", [path], fake_encoder)
    for kind in kinds()[:-1]:
        assert evaluation.value(f"{kind}: recall") <= evaluation.value(
            f"{kind}: recall, whatever code"
        )
    assert evaluation.value("number: recall") > 0.5
    assert evaluation.value("major findings per 1,000 clean pairs") >= 0
    assert (evaluation,) == evaluate("checks", [path], fake_encoder)
    (few,) = evaluate("checks", [path], fake_encoder, Options(limit=2, baselines=False))
    assert few.unit.startswith("edits of 2 pairs")
    assert all(not f.baselines for f in few.figures)


def test_alarms_are_those_of_the_kind() -> None:
    """Confidences of the alarms are taken code by code."""
    assert Measured((), (), ()).confidences(["MT01"]) == []
