"""``make bench``: contenders run in processes of their own, and what is told of them."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from align.errors import AlignError
from align.evaluate.bench.__main__ import main, sorted_gold
from align.evaluate.bench.documents import limited
from align.evaluate.bench.dots import dots_svg
from align.evaluate.bench.growth import slope
from align.evaluate.bench.render import head, table
from align.evaluate.bench.rounds import Job, measured
from align.evaluate.bench.sentence_aligners import CONTENDERS as SENTENCE_ALIGNERS
from align.evaluate.bench.startup import start_up_documents
from align.evaluate.bench.values import Contender, Dots, Figure, Gold, Plan, Row, Section
from align.evaluate.bench.word_aligners import CONTENDERS as WORD_ALIGNERS
from align.evaluate.bench.word_aligners import joined
from align.evaluate.bench.words import held_out

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The quick form, on the project's corpora."""
    return Plan(ROOT / "corpora", tmp_path, quick=True, patience=20)


def python(name: str, program: str, **options: bool) -> Job:
    """A job that runs ``program``."""
    return Job(name, (sys.executable, "-S", "-c", program), **options)


def program(folder: Path, name: str, source: str) -> None:
    """A program of that name in ``folder``."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{source}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.usefixtures("needs_encoder")
def test_the_quick_form_measures_us_beside_nltk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table, the values and the picture have ours first, at once itself, and nltk's."""
    options = ("--quick", "--only", "sentences", "--only", "words", "--threads", "1")
    corpora = str(ROOT / "corpora")
    assert main([*options, "--corpora", corpora, "--output", str(tmp_path)]) == 0
    told = (tmp_path / "bench.txt").read_text("utf-8")
    assert told == capsys.readouterr().out
    made = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    sentences, words = made["sections"]
    assert [sentences["name"], words["name"]] == ["sentences", "words"]
    names = [figure["name"] for figure in sentences["figures"]]
    assert names[:2] == ["segments a second", "processor seconds for 1,000 segments"]
    assert names[2:4] == ["start-up, s", "peak memory, MB"]
    for figure in sentences["figures"]:
        rows = {row["contender"]: row for row in figure["rows"]}
        assert {"align", "Gale-Church (numpy)", "Gale-Church (nltk)"} == set(rows)
        assert figure["rows"][0]["contender"] == "align"
        assert rows["align"]["ratio"] in (1.0, None)
        assert {1} == {len(row["values"]) for row in rows.values()}
        assert f"  {figure['name']}" in told
    assert {"align"} == {r["contender"] for f in words["figures"] for r in f["rows"]}
    assert words["figures"][-1]["name"] == "AER, corpora/held-out"
    drawn = ET.parse(tmp_path / "bench-sentences.svg").getroot()
    assert f"{SVG}svg" == drawn.tag
    assert len(drawn.findall(f"{SVG}circle")) == 3


def test_runs_alternate_and_say_what_they_took(plan: Plan) -> None:
    """Every job once a round; the next round goes the other way; memory is the command's own."""
    told: list[str] = []
    jobs = [python("small", "pass"), python("large", "b = bytearray(80_000_000)")]
    found = measured(jobs, plan, 2, told.append)
    assert [line.split(": ")[1] for line in told] == ["small", "large", "large", "small"]
    assert [len(runs) for runs in found.runs.values()] == [2, 2]
    small, large = (found.runs[name][0] for name in ("small", "large"))
    assert small.peak < 40e6
    assert large.peak > 80e6
    assert 0 < small.whole == small.start_up


def test_what_fails_is_told_and_left_out(plan: Plan) -> None:
    """A contender that fails or takes too long does not stop the others, unless it is required."""
    jobs = [
        python("right", "pass"),
        python("wrong", "raise SystemExit('no model')"),
        python("slow", "import time; time.sleep(60)"),
        Job("nowhere", ("no-such-program-here",)),
    ]
    hurried = Plan(plan.corpora, plan.folder, patience=2)
    found = measured(jobs, hurried, 2, lambda _: None)
    assert [len(found.runs[job.name]) for job in jobs] == [2, 0, 0, 0]
    assert {
        "wrong: stopped, no model.",
        "slow: stopped, over 2 s.",
        "nowhere: stopped, no-such-program-here cannot be run.",
    } == set(found.notes)
    with pytest.raises(AlignError, match="no model"):
        measured([python("ours", "raise SystemExit('no model')", required=True)], plan, 1)


def test_a_program_on_the_path_is_a_contender(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vecalign is called with two files, and its rungs are read; without it, it is named."""
    vecalign = next(c for c in SENTENCE_ALIGNERS if c.name == "vecalign")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert vecalign.lacks == "vecalign on PATH"
    program(
        tmp_path,
        "vecalign",
        "import sys; a, b = (open(p, encoding='utf-8').read().split() for p in sys.argv[1:])\n"
        "assert (a, b) == (['واحد', 'اثنان'], ['one', 'two'])\n"
        "print('[0]:[0, 1]:0.5'); print('[1]:[]:0.0')",
    )
    assert vecalign.lacks == ""
    texts = json.dumps([[["واحد", "اثنان"], ["one", "two"]]])
    (tmp_path / "texts.json").write_text(texts, "utf-8")
    assert vecalign.prepare(tmp_path)() == [[((0,), (0, 1)), ((1,), ())]]


def test_a_word_aligner_on_the_path_is_run_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fast_align gets all pairs and both directions; links come back for those asked for."""
    monkeypatch.setenv("PATH", str(tmp_path))
    program(
        tmp_path,
        "fast_align",
        "import sys; path = sys.argv[sys.argv.index('-i') + 1]\n"
        "lines = open(path, encoding='utf-8').readlines()\n"
        "assert lines == ['وصلت السفينة ||| the ship arrived\\n', 'نعم ||| yes\\n']\n"
        "print('0-2 1-1' if '-r' in sys.argv else '0-2 1-0 1-1'); print('0-0')",
    )
    asked, others = [["وصلت", "السفينة"], ["the", "ship", "arrived"]], [["نعم"], ["yes"]]
    given = {"asked": [asked], "few": [], "others": [others]}
    (tmp_path / "pairs.json").write_text(json.dumps(given), "utf-8")
    aligner = next(c for c in WORD_ALIGNERS if c.name == "fast_align, with text to learn from")
    assert aligner.lacks == ""
    assert aligner.prepare(tmp_path)() == [[(0, 2), (1, 0), (1, 1)]]


def test_both_directions_are_joined() -> None:
    """Links in common stay, their neighbours are grown, and no more than the pairs asked for."""
    pairs = [(["a", "b", "c"], ["x", "y", "z"])]
    assert joined(pairs, ["0-0 1-1", "0-0"], ["0-0 1-1 2-1", "0-0"]) == [[(0, 0), (1, 1), (2, 1)]]


def test_limits_are_chosen_in_favour_of_who_needs_them(plan: Plan) -> None:
    """Of claims with how far off they are, those are kept by which F1 is best."""
    from align.evaluate.documents import gold_pairs

    pair = gold_pairs(plan.corpora / "harbour-accord" / "gold.json")[0]
    right = sorted(next(place for f in pair.findings for place in f.source))
    clean = next(
        sorted(b.source)
        for b in pair.beads
        if not any(b.source & place for f in pair.findings for place in f.source)
    )
    told = [[("MT09", right, [], 2.0), ("MT09", clean, [], 1.0)]]
    assert [[told[0][0]]] == limited([pair], told)


def test_held_out_links_are_of_our_words(plan: Plan) -> None:
    """Every link of corpora/held-out joins words that the pair has."""
    pairs = held_out(plan)
    assert len(pairs) == 260
    for pair in pairs:
        for i, j in pair.sure | pair.possible:
            assert i < len(pair.source.tokens)
            assert j < len(pair.target.tokens)


def test_a_slope_is_of_what_grows() -> None:
    """In proportion: 1 beyond start-up, less with it; squared: 2; None where nothing is left."""
    linear = {1: 2.0, 50: 2.5, 100: 3.0, 400: 6.0}
    assert slope(linear, True) == pytest.approx(1)
    assert 0 < (slope(linear, False) or 0) < 0.6
    assert slope({1: 0.0, 10: 100.0, 20: 400.0}, True) == pytest.approx(2)
    assert slope({1: 2.0, 50: 2.0, 100: 1.9}, True) is None
    assert slope({1: 2.0, 50: None, 100: 3.0}, False) is None


def test_gold_is_sorted_by_what_it_is_about(tmp_path: Path) -> None:
    """Files by their content, those of folders too; what is no gold is refused where named."""
    (tmp_path / "a.tsv").write_text("id\tar_tokens\ten_tokens\tsure\tpossible\n", "utf-8")
    (tmp_path / "b.tsv").write_text("ar\ten\n", "utf-8")
    (tmp_path / "c.beads").write_text("0\t0\n", "utf-8")
    (tmp_path / "d.json").write_text('{"pairs": [], "documents": []}', "utf-8")
    (tmp_path / "e.json").write_text('{"pairs', "utf-8")
    gold = sorted_gold([tmp_path])
    assert [p.name for p in gold.words] == ["a.tsv"]
    assert [p.name for p in gold.sentences] == ["c.beads"]
    assert [p.name for p in gold.documents] == ["d.json"]
    for name in ("b.tsv", "e.json", "nowhere"):
        with pytest.raises(AlignError, match=name):
            sorted_gold([tmp_path / name])


def test_bad_input_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders and gold that are not there: the name, the reason, exit status 2."""
    here, nowhere = str(ROOT / "corpora"), str(tmp_path / "nowhere")
    for arguments in (
        ("--corpora", nowhere),
        ("--corpora", here, "--output", nowhere),
        ("--corpora", here, "--output", str(tmp_path), nowhere),
        ("--corpora", str(tmp_path), "--output", str(tmp_path), "--only", "documents"),
        ("--corpora", str(tmp_path), "--output", str(tmp_path), "--only", "words"),
        ("--corpora", str(tmp_path), "--output", str(tmp_path), "--only", "growth"),
    ):
        assert main(arguments) == 2
        said = capsys.readouterr().err.strip().splitlines()
        assert str(tmp_path) in said[-1]
        assert len(said) == 1


@pytest.mark.parametrize("link", ["0-x", "0", "0-7"])
def test_bad_links_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    """Gold whose links are no numbers, or of words that are not there: the file, the reason."""
    gold = tmp_path / "gold.tsv"
    gold.write_text(f"id\tar_tokens\ten_tokens\tsure\tpossible\n1\tنعم\tyes\t{link}\t\n", "utf-8")
    options = ("--quick", "--only", "words", "--corpora", str(ROOT / "corpora"))
    assert main([*options, "--output", str(tmp_path), str(gold)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert str(gold) in said


def test_what_was_measured_outlives_a_section_that_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A section of half an hour is written, though the one after it cannot be measured."""
    figure_ = Figure("seconds", (Row("align", (1.0,)),))

    def measured_(name: str, _: Plan) -> Section:
        if name == "growth":
            raise AlignError("growth", "is impossible")
        return Section(name, "whole commands", (figure_,))

    monkeypatch.setattr("align.evaluate.bench.__main__._measured", measured_)
    options = ("--quick", "--only", "startup", "--only", "growth", "--output", str(tmp_path))
    assert main([*options, "--corpora", str(ROOT / "corpora")]) == 2
    assert capsys.readouterr().err.splitlines() == ["growth: is impossible"]
    assert "startup: whole commands" in (tmp_path / "bench.txt").read_text("utf-8")
    made = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [section["name"] for section in made["sections"]] == ["startup"]


def test_start_up_is_of_documents_in_two_languages(plan: Plan, tmp_path: Path) -> None:
    """Seeds of which both are English are passed over, and what is no seed."""
    gold, seeds = tmp_path / "gold" / "seeds", tmp_path / "seeds"
    for folder in (gold, seeds):
        folder.mkdir(parents=True)
    for name, words in (("a", "The port opened."), ("b", "It closed."), ("c", "فتح الميناء.")):
        (seeds / f"{name}.txt").write_text(f"{words}\n", "utf-8")
    paths = [ROOT / "corpora" / "harbour-accord" / "gold.json", gold / "1.json", gold / "2.json"]
    for path, left in zip(paths[1:], "bc", strict=True):
        path.write_text(json.dumps({"left": f"{left}.txt", "right": "a.txt", "pairs": []}), "utf-8")
    found = start_up_documents(replace(plan, gold=Gold(documents=tuple(paths))))
    assert [path.name for path in found] == ["c.txt", "a.txt"]


def test_the_table_says_what_is_missing_and_how_it_compares() -> None:
    """Median, lowest and highest, times ours; who was not measured and why; wrapped notes."""
    rows = (Row("align", (2.0, 4.0, 3.0)), Row("other", (1.5,)))
    section = Section(
        "words",
        "two pairs",
        (Figure("AER", rows, lower_is_better=True), Figure("F1", (Row("other", (0.5,)),))),
        ("far " * 40,),
        (("fast_align", "not installed: fast_align on PATH"),),
    )
    told = [*head({"python": "3"}, 3).splitlines(), *table(section).splitlines()]
    assert "  python  3" in told
    assert "  AER ↓" in told
    assert "    align     3.00  2.00 to 4.00  × 1.00" in told
    assert "    other     1.50                × 0.500" in told
    assert "    other    0.500" in told
    assert "  not measured: fast_align (not installed: fast_align on PATH)" in told
    assert max(map(len, told)) <= 92


def test_a_picture_has_a_dot_a_contender() -> None:
    """Zero and equal values are drawn too; what is told is text, not markup."""
    rows = (("align", 0.0, "AER .1"), ("a <b> & c", 0.0, ""), ("far", 1e6, ""))
    drawn = ET.fromstring(dots_svg(Dots("Title", "pairs a second", rows)))
    assert len(drawn.findall(f"{SVG}circle")) == 3
    told = [text.text for text in drawn.findall(f"{SVG}text")]
    assert "a <b> & c" in told
    assert "1,000" in told
    assert "2,000" not in told


def test_missing_packages_are_named() -> None:
    """Each of the packages that is not there, and the program."""
    lacking = Contender("x", lambda _: lambda: None, ("json", "no_such_package"), "no-such-program")
    assert lacking.lacks == "package no_such_package, no-such-program on PATH"
