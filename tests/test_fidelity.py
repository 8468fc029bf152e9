"""Fidelity: its formula, its parts, the words that show a gender, references and penalties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.aligned import align_documents
from align.checks import findings, registry
from align.encode import Encoder, load_encoder
from align.errors import AlignError
from align.facts import gendered, shape
from align.fidelity import Parts, fidelity, mean_fidelity, measured, penalty
from align.fidelity.gender import evidence, gender_agreement
from align.fidelity.parts import NOTHING, adequacy
from align.model import Alignment, Document, Severity, Side, Suppression, SuppressionKind
from align.pairwise import align_rows, measured_rows, text_segment
from align.pipeline import check
from align.read.tables import read_references
from align.score import fidelity_scores, one_language_scores, reference_scores
from align.training.gender import fit, telling

Make = Callable[[str, Sequence[str]], Document]
Build = Callable[[dict[str, object]], tuple[Alignment, dict[str, Document]]]
SHARES = st.floats(0, 1)
PARTS = st.builds(Parts, *[SHARES] * 6)
LINES = st.lists(
    st.lists(
        st.sampled_from("alpha bravo charlie 25 delta echo 310 foxtrot golf not may".split()),  # noqa: SIM905 - a word list
        min_size=1,
        max_size=6,
    ).map(lambda words: " ".join(words) + "."),
    min_size=1,
    max_size=4,
)
few = settings(max_examples=25, deadline=None)


@given(PARTS, SHARES, st.integers(0, 5))
def test_fidelity_rises_with_each_part(parts: Parts, value: float, number: int) -> None:
    """Between 0 and 100, and never higher with a lower part."""
    values = list(astuple(parts))
    values[number], low = max(values[number], value), min(values[number], value)
    higher = fidelity(Parts(*values))
    values[number] = low
    assert 0 <= fidelity(Parts(*values)) <= higher <= 100


@given(PARTS)
def test_fidelity_is_the_same_from_both_sides(parts: Parts) -> None:
    """Source and target count alike."""
    assert fidelity(replace(parts, source=parts.target, target=parts.source)) == pytest.approx(
        fidelity(parts)
    )


def test_fidelity_of_everything_and_of_nothing() -> None:
    """100 where all is kept, 0 where nothing is; an empty document has lost nothing."""
    assert (fidelity(Parts(1, 1, 1)), fidelity(NOTHING), mean_fidelity(())) == (100, 0, 100)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_adequacy_rises_with_the_cosine(one: float, other: float) -> None:
    """0 for unrelated texts and less, 1 for a text and itself."""
    assert 0 <= adequacy(min(one, other)) <= adequacy(max(one, other)) <= adequacy(1) == 1


@few
@given(LINES, LINES)
def test_a_document_is_between_its_beads(
    fake_encoder: Encoder, make_document: Make, ours: list[str], theirs: list[str]
) -> None:
    """No document is more faithful than its best bead, nor less than its worst."""
    alignment = _aligned(fake_encoder, make_document, ours, theirs)
    beads = [b for b in measured(alignment) if b.weight]
    values = [b.fidelity for b in beads]
    assert min(values) - 1e-9 <= mean_fidelity(beads) <= max(values) + 1e-9


@few
@given(LINES, LINES)
def test_mirroring_keeps_fidelity(
    fake_encoder: Encoder, make_document: Make, ours: list[str], theirs: list[str]
) -> None:
    """The sides' coverage is exchanged; everything else stays."""
    alignment = _aligned(fake_encoder, make_document, ours, theirs)
    one = {s.name: s.value for s in fidelity_scores(alignment, "e") if s.scope == "p1"}
    other = {s.name: s.value for s in fidelity_scores(alignment.mirror(), "e") if s.scope == "p1"}
    swapped = {"content-source": "content-target", "content-target": "content-source"}
    assert {name: other[swapped.get(name, name)] for name in other} == pytest.approx(one, abs=2e-4)


@few
@given(LINES)
def test_a_copy_is_wholly_faithful(
    fake_encoder: Encoder, make_document: Make, lines: list[str]
) -> None:
    """Every bead of a text and its copy scores 100."""
    alignment = _aligned(fake_encoder, make_document, lines, lines)
    assert {round(b.fidelity, 4) for b in measured(alignment)} == {100}


def test_a_changed_number_costs_fidelity(build: Build) -> None:
    """A fact that became another lowers its part, and with it the whole."""
    case = {"source": "وصلت ٢٥ سفينة", "target": "25 ships arrived"}
    changed = case | {"target": "52 ships arrived"}
    kept, lost = (measured(build(c)[0])[0] for c in (case, changed))
    assert (kept.parts.facts, lost.parts.facts) == (1, 0)


def test_a_turned_sentence_costs_fidelity(build: Build) -> None:
    """A duty that became leave is an issue of MT07, and lowers the sense that is kept."""
    case = {
        "source": "يجب على المجلس أن يفتح الميناء",
        "target": "The council must open the harbour",
        "links": [["يجب", "must"]],
    }
    turned = case | {"target": "The council may open the harbour", "links": [["يجب", "may"]]}
    kept, lost = (measured(build(c)[0])[0].parts.sense for c in (case, turned))
    assert kept == 1 > lost


@pytest.mark.parametrize(
    ("expected", "form"),
    [
        ("-ت", "وأصبحت"),
        ("-ت", "أَصْبَحَت"),
        ("-ت", "أصبـــحت"),
        ("ال-ة", "الطبيبة"),
        ("ال-ة", "بالطبيبة"),
        ("ت-", "ستزور"),
        ("ي-", "سيزور"),
        ("-تها", "حديقتها"),
        ("-ه", "بستانه"),
        ("كانت", "كانت"),
        ("هي", "هي"),
        (None, "في"),
        (None, "٢٥"),
        (None, "2026"),
    ],
)
def test_shapes(expected: str | None, form: str) -> None:
    """Conjunctions, marks and kashida make no other shape; ta marbuta is no suffix."""
    assert shape(form) == expected


def test_gendered_words() -> None:
    """Case does not matter; words of either gender say nothing."""
    found = [gendered(form) for form in ("She", "HIS", "queens", "doctor")]
    assert [g and (g.gender, g.role) for g in found] == [
        (1, "subject"),
        (-1, "owner"),
        (1, "people"),
        None,
    ]


PERSONS = [
    (
        "She founded the orchard union and became its first director.",
        "أسست اتحاد البساتين وأصبحت أول مديرة له.",
        "أسس اتحاد البساتين وأصبح أول مدير له.",
    ),
    (
        "Her sister is a surgeon at the Tell Marwan clinic.",
        "أختها جرّاحة في عيادة تل مروان.",
        "أخته جرّاح في عيادة تل مروان.",
    ),
    (
        "He was known for his songs about the river.",
        "كان معروفاً بأغانيه عن النهر.",
        "كانت معروفة بأغانيها عن النهر.",
    ),
    (
        "The widow sold her boat after the storm.",
        "باعت الأرملة قاربها بعد العاصفة.",
        "باع الأرمل قاربه بعد العاصفة.",
    ),
]


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("turned", [False, True])
def test_the_right_gender_scores_higher(turned: bool) -> None:
    """In both directions, and by the part that is about it."""
    texts = [(en, ar) for en, *arabic in PERSONS for ar in arabic]
    rows = [row[::-1] for row in texts] if turned else texts
    found = [own for own, _ in measured_rows(rows, load_encoder(None, 1))]
    for right, wrong in zip(found[::2], found[1::2], strict=True):
        assert right.fidelity > wrong.fidelity
        assert right.parts.gender > wrong.parts.gender
        assert right.parts.gender > 0.9


def test_gender_needs_two_languages_and_a_word_for_it(fake_encoder: Encoder) -> None:
    """1 within one language, and where the English tells no gender."""
    rows = [("She arrived.", "He arrived."), ("The council approved it.", "أقرها المجلس.")]
    segments = [(text_segment(a), text_segment(b)) for a, b in rows]
    for alignment in align_rows(segments, fake_encoder):
        assert gender_agreement(alignment, alignment.beads[0], alignment.words[0]) == 1
        assert not evidence(alignment, alignment.beads[0], alignment.words[0])


def test_gender_weights_are_learnt() -> None:
    """What stands beside women weighs for them, what beside men against; rare features are none."""
    women = [({("near", "-ت"): 1.0}, True)] * 9
    men = [({("near", "-"): -1.0}, False)] * 30 + [({("near", "ي-"): -1.0}, False)] * 3
    weights = fit([*women, *men])
    assert set(weights) == {("near", "-ت"), ("near", "-")}
    assert weights["near", "-ت"] > 0 > weights["near", "-"]


def test_text_that_tells_a_gender_is_taken() -> None:
    """Each pair once; pairs without a gendered word are none."""
    rows = [("وصلت", "She arrived"), ("وصلت", "She arrived"), ("وصل", "He came"), ("نهر", "River")]
    assert telling(rows) == [rows[0], rows[2]]


def test_reference_and_back_translation() -> None:
    """A reference is held against the side in its language; without one there is no figure."""
    texts = ("رست السفينة في الميناء", "The ship moored in the port")
    same = {s.name: round(s.value) for s in reference_scores(texts, texts[1])}
    back = {s.name: round(s.value) for s in reference_scores(texts, texts[0])}
    other = {s.name: round(s.value) for s in reference_scores(texts, "Nobody saw it")}
    assert same == back == {"chrF-reference": 100, "BLEU-reference": 100}
    assert other["chrF-reference"] < 50
    assert reference_scores(texts, "2026") == ()
    assert one_language_scores(texts) == ()
    assert [s.name for s in one_language_scores((texts[0], texts[0]))] == ["chrF", "BLEU"]


def test_references_are_one_a_row(tmp_path: Path) -> None:
    """As many lines as rows, no fewer and no more."""
    path = tmp_path / "reference.txt"
    path.write_text("one\ntwo\n", "utf-8")
    assert read_references(str(path), 2) == ("one", "two")
    with pytest.raises(AlignError, match="2 lines for 3 pairs"):
        read_references(str(path), 3)


def test_a_reference_is_for_one_pair(fake_encoder: Encoder, make_document: Make) -> None:
    """Two pairs have no reference in common."""
    pairs = [(make_document(f"a{n}", ["النهر."]), make_document(f"b{n}", ["river."])) for n in "12"]
    with pytest.raises(AlignError, match="one pair of documents, not 2"):
        check(pairs, None, fake_encoder, "reference.txt")


def test_penalties_are_per_hundred_words(build: Build) -> None:
    """A major finding weighs five; one that is suppressed weighs nothing."""
    case = {"source": "وصلت ٢٥ سفينة", "target": "52 ships arrived"}
    alignment, documents = build(case)
    (found,) = (f for f in findings(alignment, registry(), documents) if f.code == "MT01")
    found = replace(found, severity=Severity.MAJOR)
    words = sum(len(s.words) for side in Side for s in alignment.segments(side)) / 2
    assert penalty([found], [alignment]) == pytest.approx(100 * 5 / words)
    accepted = replace(found, suppression=Suppression(SuppressionKind.EXTERNAL))
    assert penalty([accepted], [alignment]) == 0


def _aligned(encoder: Encoder, make: Make, ours: list[str], theirs: list[str]) -> Alignment:
    return align_documents(make("ours", ours), make("theirs", theirs), encoder)
