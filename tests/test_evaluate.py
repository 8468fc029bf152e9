"""Evaluation: the measures against known values, the layouts, and what counts as right."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.data import table
from align.encode import Encoder
from align.errors import AlignError
from align.evaluate import Options, evaluate, render_evaluation
from align.evaluate.beads import calibration, lax, null_tally, nulls, strict
from align.evaluate.documents import gold_pairs, gold_statements
from align.evaluate.factgold import read_cases
from align.evaluate.findings import Claim, compatible, judge
from align.evaluate.found import bead_tally
from align.evaluate.gold import sample
from align.evaluate.kinds import KINDS
from align.evaluate.lengths import diagonal, gale_church, log_erfc, nltk_gale_church
from align.evaluate.locate import Words, WordSet, same
from align.evaluate.measures import Tally, area, link_counts, ranks, spearman
from align.evaluate.naive import digit_strings
from align.evaluate.statements import tally_of, version_pairs
from align.evaluate.synthetic import altered, generate
from align.model import Side, Span
from align.segment import segment

NOTHING: WordSet = frozenset()
WORDS = (
    "id\tar_tokens\ten_tokens\tlinks(ar_i-en_j)\tambiguous_links\n"
    "1\tالوزير افتتح المكتبة .\tminister opened library .\t0-0 1-1 2-2 3-3\t\n"
    '2\tالسفن " وصلت\tships " arrived\t0-0 2-2\t\n'
)
STATEMENT = ["Ships arrived yesterday.", "The council approved 3 roads.", "Nurses received seeds."]
REPORT = ["Ships arrived yesterday, said the minister.", "The council approved 4 roads."]


@pytest.fixture
def words_gold(tmp_path: Path) -> Path:
    """Two hand-aligned pairs in the layout of ``words/moi.tsv``."""
    path = tmp_path / "toy.tsv"
    path.write_text(WORDS, "utf-8")
    return path


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """A statement and a report on it, with beads, findings and statements."""
    (tmp_path / "statement.en.txt").write_text("\n\n".join(STATEMENT), "utf-8")
    (tmp_path / "report.en.txt").write_text("\n\n".join(REPORT), "utf-8")
    beads = [
        {"source": [STATEMENT[0]], "target": ["Ships arrived yesterday"]},
        {"source": [STATEMENT[1]], "target": [REPORT[1]]},
    ]
    finding = {"code": "MT01", "kind": "mistranslation", "must": True}
    versions = [("statement.en.txt", STATEMENT[1]), ("report.en.txt", REPORT[1])]
    gold: dict[str, Any] = {
        "documents": [
            {"file": "statement.en.txt", "language": "en", "kind": "statement"},
            {"file": "report.en.txt", "language": "en", "kind": "report"},
        ],
        "pairs": [
            {
                "source": "statement.en.txt",
                "target": "report.en.txt",
                "beads": beads,
                "findings": [{**finding, "source": "3 roads", "target": "4 roads"}],
            }
        ],
        "statements": [{"id": "s1", "versions": [{"document": d, "text": t} for d, t in versions]}],
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(gold), "utf-8")
    return path


def test_error_rate_agrees_with_nltk() -> None:
    """The alignment error rate is nltk's, with possible links and without."""
    from nltk.translate import Alignment
    from nltk.translate.metrics import alignment_error_rate

    rng = random.Random(1)
    cells = [(i, j) for i in range(6) for j in range(6)]
    for _ in range(20):
        predicted, sure = (frozenset(rng.sample(cells, 8)) for _ in range(2))
        possible = sure | frozenset(rng.sample(cells, 5))
        expected = alignment_error_rate(Alignment(sure), Alignment(predicted), Alignment(possible))
        assert expected == pytest.approx(link_counts(predicted, sure, possible).error_rate)


def test_area_counts_ordered_pairs() -> None:
    """The area under the curve is the share of ordered pairs, ties half."""
    assert area([3, 2, 1], [True, True, False]) == 1.0
    assert area([1, 1], [True, False]) == 0.5
    assert area([2, 2, 1, 3], [True, False, False, True]) - 0.25 == 0.625
    assert area([1, 2], [True, True]) == 0.5


def test_rank_correlation() -> None:
    """Spearman's correlation depends on order alone, and ties take their mean rank."""
    assert pytest.approx(spearman([1, 2, 9], [10, 20, 30])) == 1.0
    assert pytest.approx(spearman([1, 2, 9], [3, 2, 1])) == -1.0
    assert spearman([1, 1], [1, 2]) == 0.0
    assert ranks([0, 5, 5]).tolist() == [1.0, 2.5, 2.5]


def test_nothing_predicted_is_right_only_of_nothing() -> None:
    """Precision of no predictions is 1 where the gold is empty too, 0 where it is not."""
    assert (Tally().precision, Tally(gold=3).precision) == (1.0, 0.0)


def test_tail_probability_does_not_underflow() -> None:
    """The logarithm of erfc agrees with the library's where that has one, and stays finite."""
    points = np.array([0.0, 0.3, 1.0, 5.0, 20.0])
    expected = [math.log(math.erfc(x)) for x in points]
    assert log_erfc(points).tolist() == pytest.approx(expected, abs=1e-6)
    assert math.isfinite(float(log_erfc(np.array([500.0]))[0]))


@pytest.mark.parametrize(
    ("source", "target", "beads"),
    [
        ([50, 20, 90], [50, 20, 90], [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]),
        ([100, 20, 90], [48, 52, 20, 90], [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,))]),
        ([100, 20, 90], [58, 62, 24, 108], [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,))]),
        ([], [9], [((), (0,))]),
        ([], [], []),
    ],
    ids=["1-1", "1-2", "longer language", "0-1", "empty"],
)
def test_lengths_align(source: list[int], target: list[int], beads: list[Any]) -> None:
    """Gale and Church's beads follow the lengths, whichever side is first."""
    assert beads == gale_church(source, target)
    assert [(b, a) for a, b in beads] == gale_church(target, source)


def test_the_shipped_baseline_runs_on_anything() -> None:
    """nltk's aligner is guarded: empty sides, empty lines and long texts give beads or nothing."""
    assert nltk_gale_church([], [5]) == []
    assert all(a and b for a, b in nltk_gale_church([0, 9, 300] * 30, [4, 0, 7] * 40))


def test_the_diagonal_divides_evenly() -> None:
    """The diagonal has every segment once."""
    assert diagonal(2, 3) == [((0,), (0,)), ((1,), (1, 2))]
    assert diagonal(0, 3) == []


def test_strict_and_lax_beads() -> None:
    """Strict wants the very bead, lax a segment of both sides; null beads are left out."""
    gold = [((0,), (0,)), ((1, 2), (1,)), ((3,), ())]
    ours = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ())]
    assert Tally(1, 2, 1, 2) == strict(ours, gold)
    assert Tally(2, 2, 2, 2) == lax(ours, gold)
    assert Tally(1, 2, 1, 1) == null_tally(nulls(ours), nulls(gold))
    assert {(Side.SOURCE, 2), (Side.SOURCE, 3)} == nulls(ours)


def test_calibration_is_expected_against_observed() -> None:
    """The calibration error is the gap between confidence and truth, weighted by bin."""
    error, lines = calibration([(0.9, True), (0.9, True), (0.9, False), (0.9, False)])
    assert pytest.approx(error) == 0.4
    assert len(lines) == 1


def test_words_compare_by_place() -> None:
    """Runs of words are compared by their place, so marks and white space do not matter."""
    words = Words("“The bridge  is closed,” said the minister of roads.")
    bridge, closed = words.first("bridge is"), words.first("is closed")
    assert bridge is not None
    assert closed is not None
    assert bridge.of(words.text) == "bridge  is"
    assert same(words.within(bridge), words.within(closed))
    assert not same(words.within(bridge), words.within(words.first("minister of roads")))
    assert not same(NOTHING, NOTHING)
    assert words.within(Span(0, 3)) == words.within(Span(0, 4)) == frozenset({0})


def test_a_bead_is_found_by_its_words(event: Path) -> None:
    """A reporting clause may stand beside a gold bead, another bead's sentence may not."""
    (pair,) = gold_pairs(event)
    sides = segment(pair.source), segment(pair.target)
    apart = [((0,), (0,)), ((1,), (1,)), ((2,), ())]
    assert Tally(2, 2, 2, 2) == bead_tally(pair, sides, apart)
    assert Tally(0, 1, 0, 2) == bead_tally(pair, sides, [((0, 1), (0, 1)), ((2,), ())])
    assert Tally(1, 2, 1, 2) == bead_tally(pair, sides, [((0,), (0,)), ((1, 2), (1,))])


def _claim(event: Path, code: str, source: str, target: str) -> Claim:
    (pair,) = gold_pairs(event)
    sides = [pair.words[side] for side in Side]
    spans = [w.first(text) for w, text in zip(sides, (source, target), strict=True)]
    return Claim(code, *(w.within(s) for w, s in zip(sides, spans, strict=True)))


@pytest.mark.parametrize(
    ("claim", "right", "judged", "found"),
    [
        (("MT01", "3", "4"), 1, 1, 1),
        (("MT04", "", "4 roads"), 1, 1, 1),
        (("OM02", "3", ""), 0, 0, 0),
        (("AD02", "", "4"), 0, 1, 0),
        (("MT01", "Ships", "Ships"), 0, 1, 0),
        (("OM01", "Nurses received seeds.", ""), 0, 0, 0),
    ],
    ids=["exact", "one side", "report omits", "other kind", "elsewhere", "in no bead"],
)
def test_findings_are_judged(
    event: Path, claim: tuple[str, str, str], right: int, judged: int, found: int
) -> None:
    """Right by kind and words; what a report leaves out unlisted is neither right nor wrong."""
    (pair,) = gold_pairs(event)
    verdict = judge(pair, [_claim(event, *claim)])
    assert Tally(right, judged, found, 1) == verdict.tally


def test_false_alarms_count_where_all_is_well(event: Path) -> None:
    """A false alarm in a bead without gold finding is counted against the clean beads."""
    (pair,) = gold_pairs(event)
    verdict = judge(pair, [_claim(event, "MT01", "Ships", ""), _claim(event, "MT01", "3", "4")])
    assert (verdict.clean, verdict.false_in_clean, verdict.false) == (1, 1, 1)


def test_kinds_are_compatible_by_family() -> None:
    """A changed number does not name a loss; a cut quote is also an omission."""
    assert compatible("AD02", "OM01")
    assert compatible("OM02", "QU03")
    assert compatible("MT08", "MT")
    assert not compatible("OM02", "MT01")
    assert not compatible("OM02", "QU02")


def test_version_pairs_are_judged(event: Path) -> None:
    """Found if both versions meet the gold's; wrong if one meets it and the other does not."""
    gold = gold_statements(event)
    words = {d.id: Words(d.text) for d in gold.documents}

    def place(document: str, text: str) -> tuple[str, WordSet]:
        return document, words[document].within(words[document].first(text))

    ours = place("report.en.txt", REPORT[1]), place("statement.en.txt", STATEMENT[1])
    wrong = place("report.en.txt", REPORT[0]), place("statement.en.txt", STATEMENT[1])
    apart = place("report.en.txt", REPORT[0]), place("statement.en.txt", STATEMENT[2])
    assert Tally(1, 1, 1, 1) == tally_of(gold, [ours])
    assert Tally(0, 1, 0, 1) == tally_of(gold, [wrong])
    assert Tally(0, 0, 0, 1) == tally_of(gold, [apart])


def test_statements_of_a_report_become_pairs(event: Path, fake_encoder: Encoder) -> None:
    """Every two versions in different documents make a pair, none within one document."""
    from align.collate import collate
    from align.config import Settings

    gold = gold_statements(event)
    report = collate(gold.documents, Settings(same_language=True), fake_encoder)
    assert all(a[0] != b[0] for a, b in version_pairs(report))


def test_numbers_differ_as_strings_of_digits(event: Path) -> None:
    """The baseline reads digits of any script as what they are worth."""
    (pair,) = gold_pairs(event)
    assert [
        (number, span.of(pair.source.text))
        for number, span in digit_strings(list(segment(pair.source)))
    ] == [("3", "3")]


PAIRS = [(f"جملة رقم {k}، وبقيتها", f"sentence number {k}, and its rest") for k in range(40)]


def test_made_documents_lose_nothing_unsaid() -> None:
    """Every line of a made document is in one bead, and the same seed makes the same document."""
    made = altered("d", PAIRS, random.Random(7))
    beads = made.text.beads
    for side, document in enumerate((made.text.source, made.text.target)):
        indices = sorted(i for bead in beads for i in bead[side])
        assert list(range(len(document.text.split("\n")))) == indices
    assert {"1-0", "0-1", "1-1", "1-2"} <= {f"{len(a)}-{len(b)}" for a, b in beads}
    assert made == altered("d", PAIRS, random.Random(7))
    assert len(made.moved) == 1


def test_moved_sentences_cross_the_others() -> None:
    """Without the moved beads, the beads of a made document run in order on both sides."""
    made = altered("d", PAIRS, random.Random(3))
    paired = [b for b in made.text.beads if all(b)]
    kept = [b for b in paired if b not in made.moved]
    assert kept == sorted(kept, key=lambda b: b[1])
    assert paired != sorted(paired, key=lambda b: b[1])


def test_words_are_evaluated(words_gold: Path, fake_encoder: Encoder) -> None:
    """Words of the lexicon link as the gold has them; punctuation counts on neither side."""
    (evaluation,) = evaluate("words", [words_gold], fake_encoder)
    assert tuple(evaluation.value(n) for n in ("AER", "precision", "recall")) == (0.0, 1.0, 1.0)
    assert evaluation.figures[0].items == 10
    assert evaluation.items == 2
    assert evaluation.figures[0].baselines[0].system == "diagonal"


TABLES = {
    "sentences": (
        "book\tar\ten",
        "b\tالوزير افتتح المكتبة\tminister opened library",
        "b\tالسفن وصلت أمس\tships arrived yesterday",
        "b\tالعاصفة أغلقت الطرق\tstorm closed roads",
    ),
    "retrieval": ("ar\ten", "السفن وصلت\tships arrived", "الجسر\tbridge"),
    "similarity": ("ar\ten\tgold_0_5", "السفن\tships\t5", "الجسر\tships\t0.2"),
    "fidelity": (
        "id\tar_masc\ten_masc\tar_fem\ten_fem",
        "1\tأصلح الجسر\trepaired bridge\tالممرضات وصلت\tnurses arrived",
    ),
    "omissions": ("docid\tar\ten", "d\tالسفن وصلت\tships arrived"),
    "checks": ("ar\ten", "وصلت 4 سفن\t4 ships arrived", "الجسر\tbridge"),
    "facts": (
        "spec\tinput\tspan_text\ttype\tsubtype\tvalue",
        "Number/Arabic/NumberModel\tدفع ٢٥ دينارا\t٢٥\tnumber\tinteger\t25",
    ),
}


@pytest.mark.parametrize(
    ("kind", "figure", "value"),
    [
        ("sentences", "strict F1", 1.0),
        ("retrieval", "accuracy ar-en", 1.0),
        ("similarity", "Spearman", 1.0),
        ("fidelity", "right one above", 1.0),
        ("omissions", "false alarms per 1,000 pairs", 0.0),
        ("checks", "number: recall", 1.0),
        ("facts", "numbers F1", 1.0),
    ],
)
def test_kinds_measure(
    kind: str, figure: str, value: float, tmp_path: Path, fake_encoder: Encoder
) -> None:
    """Each kind reads its layout and measures it with any encoder, the same twice."""
    path = tmp_path / "gold.tsv"
    path.write_text("\n".join(TABLES[kind]) + "\n", "utf-8")
    (evaluation,) = evaluate(kind, [path], fake_encoder)
    assert value == pytest.approx(evaluation.value(figure))
    assert (evaluation,) == evaluate(kind, [path], fake_encoder)


@pytest.mark.parametrize(
    ("layout", "figure"),
    [("similarity", "Spearman"), ("checks", "clean above, number")],
)
def test_fidelity_reads_other_layouts(
    layout: str, figure: str, tmp_path: Path, fake_encoder: Encoder
) -> None:
    """People's judgement, and clean pairs that are edited; each beside what needs no encoder."""
    path = tmp_path / "gold.tsv"
    path.write_text("\n".join(TABLES[layout]) + "\n", "utf-8")
    (evaluation,) = evaluate("fidelity", [path], fake_encoder)
    assert evaluation.value(figure) == pytest.approx(1.0)
    found = next(f for f in evaluation.figures if f.name == figure)
    assert "length ratio" in {b.system for b in found.baselines}


def test_gold_lines_are_aligned(tmp_path: Path, fake_encoder: Encoder) -> None:
    """A ``.beads`` file is read with the two texts beside it, by whichever of them it is named."""
    for suffix, text in (
        (".ar", "الوزير افتتح المكتبة\nالسفن وصلت أمس\n"),
        (".en", "minister opened library\nships arrived yesterday\n"),
        (".beads", "0\t0\n1\t1\n"),
    ):
        (tmp_path / f"toy_001{suffix}").write_text(text, "utf-8")
    paths = [tmp_path / f"toy_001{s}" for s in (".en", ".beads")]
    (evaluation,) = evaluate("sentences", paths, fake_encoder)
    assert (evaluation.gold, evaluation.value("strict F1"), evaluation.items) == ("toy", 1.0, 2)


def test_events_are_evaluated(event: Path, fake_encoder: Encoder) -> None:
    """Findings, beads and statements of an event are measured, with a baseline beside each."""
    for kind in ("findings", "sentences", "statements"):
        (evaluation,) = evaluate(kind, [event], fake_encoder)
        assert all(f.value >= 0 for f in evaluation.figures)
        assert any(f.baselines for f in evaluation.figures)
        assert all(not f.baselines for e in evaluate(kind, [event], fake_encoder,
                   Options(baselines=False)) for f in e.figures)  # fmt: skip


def test_synthetic_documents_are_evaluated(tmp_path: Path, fake_encoder: Encoder) -> None:
    """The generator's documents come from a table of clean pairs."""
    path = tmp_path / "clean.tsv"
    rows = [f"d\t{ar}\t{en}" for ar, en in PAIRS[:12]]
    path.write_text("\n".join(["docid\tar\ten", *rows, "e\tقصيرة\tshort"]), "utf-8")
    assert [d.text.name for d in generate(path)] == ["d"]
    (evaluation,) = evaluate("synthetic", [path], fake_encoder)
    assert 0 <= evaluation.value("strict F1") <= 1


def test_values_of_one_text_are_gathered(tmp_path: Path) -> None:
    """Rows about one text make one case, so that all its values are known."""
    path = tmp_path / "numbers.tsv"
    rows = "".join(f"Number/Arabic/NumberModel\t٣ و٥\t{v}\tnumber\tinteger\t{v}\n" for v in (3, 5))
    path.write_text("spec\tinput\tspan_text\ttype\tsubtype\tvalue\n" + rows, "utf-8")
    (case,) = read_cases(path)
    assert case.wanted == ((3.0,), (5.0,))


@pytest.mark.parametrize("kind", KINDS)
def test_other_gold_is_refused(kind: str, tmp_path: Path, fake_encoder: Encoder) -> None:
    """A table in no known layout gives one line that names the file."""
    path = tmp_path / "other.tsv"
    path.write_text("one\ttwo\n1\t2\n", "utf-8")
    with pytest.raises(AlignError, match=r"other\.tsv"):
        evaluate(kind, [path], fake_encoder)


@pytest.mark.parametrize(("kind", "path"), [("letters", "x"), ("words", "absent.tsv")])
def test_what_is_not_there_is_refused(kind: str, path: str, fake_encoder: Encoder) -> None:
    """An unknown kind and a missing file are errors of the user's."""
    with pytest.raises(AlignError):
        evaluate(kind, [path], fake_encoder)


def test_evaluations_are_rendered(words_gold: Path, fake_encoder: Encoder) -> None:
    """The table shows ours, the baseline, the count and the data's hash; JSON has the same."""
    evaluations = evaluate("words", [words_gold], fake_encoder)
    text = render_evaluation(evaluations, "terminal")
    content = json.loads(render_evaluation(evaluations, "json"))["evaluations"][0]
    assert all(part in text for part in ("AER ↓ (10)", "diagonal", content["sha256"]))
    assert content["figures"][0]["name"] == "AER"
    with pytest.raises(AlignError):
        render_evaluation(evaluations, "html")


def test_anchors_name_their_source() -> None:
    """Every published figure names a kind, a system and where it stands."""
    rows = table("anchors")["anchor"]
    assert {r["kind"] for r in rows} <= {*KINDS}
    assert all(r["system"] and r["source"] and isinstance(r["value"], float) for r in rows)


def test_samples_are_spread_evenly() -> None:
    """A sample is always the same, spread over all items, and never more than there are."""
    assert sample(range(10), 4) == [0, 2, 5, 7]
    assert sample(range(2), 5) == [0, 1]
    assert sample(range(2), None) == [0, 1]
