"""The commands as programs and people meet them: what they print, where, and how they exit."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars
import pytest
from click.testing import CliRunner, Result

from align.cli import main
from align.render import FORMATS

pytestmark = pytest.mark.usefixtures("needs_encoder")

ARABIC = """افتتح وزير النقل الجسر الجديد في ميناء قصراباد يوم الاثنين.
وبلغت كلفة الجسر ٣٤ مليون وحدة.
وتعهد الوزير بعدم فرض أي رسوم على العبور.
وقال إن الحركة ستبدأ غداً.
"""
ENGLISH = """The transport minister opened the new bridge in the port of Qasrabad on Monday.
The bridge cost 43 million units.
He said traffic would begin tomorrow.
"""
PAIRS = (
    "id\tsource\ttarget\na\tالجسر مغلق\tThe bridge is closed\nb\tعاد الوزير\tThe minister is back\n"
)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``align`` in a folder with ar.txt, en.txt and pairs.tsv and no configuration."""
    monkeypatch.chdir(tmp_path)
    Path("ar.txt").write_text(ARABIC, "utf-8")
    Path("en.txt").write_text(ENGLISH, "utf-8")
    Path("pairs.tsv").write_text(PAIRS, "utf-8")

    def invoke(*arguments: str, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)

    return invoke


def _refused(result: Result, named: str, reason: str) -> None:
    """Exit 2, nothing on standard output, one line that names the file and the reason."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("align: ")
    assert named in result.stderr
    assert reason in result.stderr


UNREADABLE = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \n\n", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image"),
    "zeros": (bytes(400), "binary"),
    "undecodable": (b"caf\xe9 \xff\xfe\x81\x8d " * 30, "decoded"),
    "wordless": (b"* * *\n12 34\n", "no words"),
}


@pytest.mark.parametrize("command", ["check", "collate", "sentences"])
@pytest.mark.parametrize("kind", UNREADABLE)
def test_unreadable_documents_are_refused(run: Run, kind: str, command: str) -> None:
    """A document that is none stops each command that reads documents."""
    content, reason = UNREADABLE[kind]
    if content is not None:
        Path("bad.txt").write_bytes(content)
    _refused(run(command, "ar.txt", "bad.txt"), "bad.txt", reason)


@pytest.mark.parametrize(
    ("arguments", "named", "reason"),
    [
        (("check", "ar.txt", "ar.txt"), "ar.txt", "--same-language"),
        (("check", "hollow", "hollow"), "hollow", "no documents"),
        (("check", "hollow", "en.txt"), "en.txt", "a folder"),
        (("check", "ar.txt", "en.txt", "--format", "pdf"), "pdf", "unknown format"),
        (("check", "ar.txt", "en.txt", "--output", "x.pdf"), "x.pdf", "ending"),
        (("check", "ar.txt", "en.txt", "--select", "ZZ99"), "ZZ99", "no check"),
        (("check", "ar.txt", "en.txt", "--encoder", "hollow"), "hollow", ""),
        (("check", "ar.txt", "en.txt", "--fail-on", "often"), "--fail-on", "often"),
        (("check", "ar.txt"), "ar.txt", "no second document"),
        (("check", "ar.txt", "page.odt"), "page.odt", "save it as .docx"),
        (("collate", "hollow"), "hollow", "no documents"),
        (("collate", "ar.txt"), "ar.txt", "alone"),
        (("collate", "ar.txt", "en.txt", "--base", "fr.txt"), "fr.txt", "none of the documents"),
        (("words", "absent.tsv"), "absent.tsv", "o such file"),
        (("words", "ar.txt"), "ar.txt", "no column source"),
        (("score", "narrow.tsv"), "narrow.tsv", "no column target"),
        (("score", "pairs.tsv", "--format", "parquet"), "parquet", "--output"),
        (("words", "pairs.tsv", "--aligner", "mwmf"), "--aligner", "mwmf"),
        (("words", "pairs.tsv", "--aligner", "simalign", "--method", "transport"), "--method", ""),
        (("words", "pairs.tsv", "--threads", "-1"), "--threads", "-1"),
        (("facts", "absent.txt", "--language", "en"), "absent.txt", "o such file"),
        (("explain", "ZZ99"), "ZZ99", "no check"),
        (("evaluate", "taste", "pairs.tsv"), "taste", "kind"),
        (("evaluate", "words", "absent.json"), "absent.json", "no such file"),
        (("sentences", "ar.txt", "en.txt", "--format", "pdf"), "--format", "pdf"),
        (("juggle",), "juggle", "No such command"),
        (("--juggle",), "--juggle", "No such option"),
    ],
)
def test_unusable_input_is_refused(
    run: Run, arguments: tuple[str, ...], named: str, reason: str
) -> None:
    """Whatever cannot be done is told in one line, before any output."""
    Path("hollow").mkdir()
    Path("narrow.tsv").write_text("source\tversion\nx\ty\n")
    Path("page.odt").write_text("words", "utf-8")
    _refused(run(*arguments), named, reason)


@pytest.mark.parametrize("path", ["absent/report.html", "folder.html"])
def test_unwritable_output_leaves_nothing(run: Run, path: str) -> None:
    """Where a report cannot be written no file is left, not even a partial one."""
    Path("folder.html").mkdir()
    before = sorted(Path().rglob("*"))
    _refused(run("check", "ar.txt", "en.txt", "--output", path), path, "")
    assert sorted(Path().rglob("*")) == before


def test_bad_configuration_is_refused(run: Run) -> None:
    """A setting that does not exist is named with its file."""
    Path("align.toml").write_text('fail-onn = "major"\n')
    _refused(run("check", "ar.txt", "en.txt"), "align.toml", "fail-onn")


def test_findings_set_the_exit_status(run: Run) -> None:
    """1 with a finding from ``--fail-on`` on, else 0, whatever else is found."""
    pair = ("check", "ar.txt", "en.txt")
    assert run(*pair).exit_code == 1
    assert run(*pair, "--fail-on", "never").exit_code == 0
    assert run(*pair, "--select", "MT01", "--fail-on", "critical").exit_code == 1
    assert run(*pair, "--ignore", "MT", "--fail-on", "critical").exit_code == 0
    assert run(*pair, "--select", "UN01").exit_code == 0


def test_configuration_is_read_and_overruled(run: Run) -> None:
    """``align.toml`` sets what no option does; options win."""
    Path("align.toml").write_text('select = ["MT01"]\nfail-on = "never"\n')
    report = run("check", "ar.txt", "en.txt", "--format", "json")
    assert report.exit_code == 0
    assert {f["code"] for f in json.loads(report.stdout)["findings"]} == {"MT01"}
    assert run("check", "ar.txt", "en.txt", "--fail-on", "critical").exit_code == 1


def test_check_finds_what_was_planted(run: Run) -> None:
    """The changed number and the sentence left out, quoted by offsets."""
    report = json.loads(run("check", "ar.txt", "en.txt", "--format", "json").stdout)
    found = {f["code"]: f for f in report["findings"]}
    assert {"MT01", "OM01"} <= set(found)
    assert "٣٤" in found["MT01"]["source"]["text"]
    assert "43" in found["MT01"]["target"]["text"]
    assert found["OM01"]["source"]["text"].startswith("وتعهد الوزير")
    assert found["OM01"]["target"] is None


def test_the_json_report_has_its_documented_shape(run: Run) -> None:
    """Every key of the interface is there, and offsets quote the documents' text."""
    report = json.loads(run("check", "ar.txt", "en.txt", "--format", "json").stdout)
    assert {"schema", "signature", "direction_known", "documents", "pairs"} <= set(report)
    assert {"findings", "unpaired", "summary"} <= set(report)
    assert (report["schema"], report["direction_known"]) == (1, False)
    texts = {d["id"]: d["text"] for d in report["documents"]}
    assert all({"id", "path", "language", "date", "outlet"} <= set(d) for d in report["documents"])
    pair = report["pairs"][0]
    assert {"id", "source_document", "target_document", "kind", "source", "target"} <= set(pair)
    assert {"speaker", "beads", "scores"} <= set(pair)
    for bead in pair["beads"]:
        for side in ("source", "target"):
            text = texts[pair[f"{side}_document"]]
            for part in bead[side]:
                assert text[part["start"] : part["end"]] == part["text"]
    for finding in report["findings"]:
        _is_finding(finding, texts)


def _is_finding(finding: dict[str, Any], texts: dict[str, str]) -> None:
    assert {"code", "name", "category", "severity", "confidence", "message"} <= set(finding)
    assert {"pair", "suppressed", "source", "target"} <= set(finding)
    assert re.fullmatch("[0-9a-f]{16}", finding["fingerprint"])
    for side in ("source", "target"):
        quote = finding[side]
        if quote is not None:
            assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"]


def test_same_language_is_allowed_where_asked(run: Run) -> None:
    """An identical text against itself has no findings."""
    report = run("check", "en.txt", "en.txt", "--same-language", "--format", "json")
    assert (report.exit_code, json.loads(report.stdout)["findings"]) == (0, [])


def test_several_outputs_at_once(run: Run) -> None:
    """Each file gets the format of its ending, and standard output nothing."""
    outputs = ["r.json", "r.jsonl", "r.html", "r.md", "r.txt"]
    result = run("check", "ar.txt", "en.txt", *(f"--output={o}" for o in outputs))
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads(Path("r.json").read_text("utf-8"))["schema"] == 1
    assert all(json.loads(line) for line in Path("r.jsonl").read_text("utf-8").splitlines())
    assert Path("r.html").read_text("utf-8").lower().startswith("<!doctype html>")
    assert "MT01" in Path("r.md").read_text("utf-8")
    assert "MT01" in Path("r.txt").read_text("utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_repeatable(run: Run, format_: str) -> None:
    """The same input gives the same bytes, in each format."""
    first, second = (run("check", "ar.txt", "en.txt", "--format", format_) for _ in range(2))
    assert first.exit_code == 1
    assert first.stdout_bytes
    assert first.stdout_bytes == second.stdout_bytes


def test_folders_are_compared_file_by_file(run: Run) -> None:
    """Files that are called alike apart from their language are pairs."""
    for language, text in (("ar", ARABIC), ("en", ENGLISH)):
        Path(language).mkdir()
        for name in ("one", "two"):
            Path(language, f"{name}.{language}.txt").write_text(text, "utf-8")
    report = json.loads(run("check", "ar", "en", "--format", "json").stdout)
    assert [p["id"] for p in report["pairs"]] == ["p1", "p2"]
    Path("en", "two.en.txt").unlink()
    _refused(run("check", "ar", "en"), "two.ar.txt", "no partner")


def test_collate_groups_versions(run: Run) -> None:
    """Statements with the versions of each document, offsets quoting it."""
    report = json.loads(run("collate", "ar.txt", "en.txt", "--format", "json").stdout)
    assert "pairs" not in report
    texts = {d["id"]: d["text"] for d in report["documents"]}
    assert report["statements"]
    for statement in report["statements"]:
        assert {"id", "speaker", "versions", "findings"} <= set(statement)
        for version in statement["versions"]:
            assert {"document", "language", "kind"} <= set(version)
            text = texts[version["document"]]
            assert text[version["start"] : version["end"]] == version["text"]


def test_sentences_prints_a_ladder(run: Run) -> None:
    """A bead a line, in order; each sentence of either side once."""
    lines = run("sentences", "ar.txt", "en.txt").stdout.splitlines()
    ladder = re.compile(r"\[((?:\d+(?:,\d+)*)?)\]:\[((?:\d+(?:,\d+)*)?)\]:\d\.\d{4}")
    found = [ladder.fullmatch(line) for line in lines]
    assert all(found), lines
    for group, count in ((1, 4), (2, 3)):
        ids = [int(i) for m in found if m for i in m[group].split(",") if i]
        assert ids == list(range(count))


def test_sentences_keeps_lines_as_given(run: Run) -> None:
    """With ``--lines`` a line is a segment, whatever stops stand in it."""
    Path("one.txt").write_text("عاد. ثم غادر.\n", "utf-8")
    Path("two.txt").write_text("He came back. Then he left.\n", "utf-8")
    result = run("sentences", "one.txt", "two.txt", "--lines")
    assert re.fullmatch(r"\[0\]:\[0\]:\d\.\d{4}\n", result.stdout)


def test_sentences_in_other_formats(run: Run) -> None:
    """TSV with a heading, JSON with beads, TMX with both languages."""
    pair = ("sentences", "ar.txt", "en.txt", "--format")
    rows = [line.split("\t") for line in run(*pair, "tsv").stdout.splitlines()]
    assert rows[0] == ["source_ids", "target_ids", "score", "source", "target"]
    assert {len(row) for row in rows} == {5}
    beads = json.loads(run(*pair, "json").stdout)["beads"]
    assert len(beads) == len(rows) - 1
    tmx = run(*pair, "tmx").stdout
    assert 'xml:lang="ar"' in tmx
    assert 'xml:lang="en"' in tmx


def test_words_prints_pharaoh_lines(run: Run) -> None:
    """A line for each pair, links by word numbers from 0."""
    result = run("words", "pairs.tsv")
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines)) == (0, 2)
    assert all(re.fullmatch(r"(\d+-\d+( \d+-\d+)*)?", line) for line in lines)
    assert "0-1" in lines[0].split()


def test_words_reads_standard_input(run: Run) -> None:
    """``-`` is standard input; ``--tokenized`` splits at spaces only; an empty side has no link."""
    table = "source\ttarget\nمغلق!\tclosed !\n\tnothing\n"
    result = run("words", "-", "--tokenized", "--format", "json", given=table)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["source"] for row in rows] == [["مغلق!"], []]
    assert [row["target"] for row in rows] == [["closed", "!"], ["nothing"]]
    assert rows[1]["links"] == []
    assert [len(row["target_null"]) for row in rows] == [2, 1]
    assert all({"source", "target", "strength", "score"} == set(k) for k in rows[0]["links"])


def test_score_keeps_the_columns(run: Run) -> None:
    """The input's columns, then three figures in their ranges; as TSV and as Parquet."""
    lines = [line.split("\t") for line in run("score", "pairs.tsv").stdout.splitlines()]
    assert lines[0] == ["id", "source", "target", "fidelity", "omission", "addition"]
    assert [row[0] for row in lines[1:]] == ["a", "b"]
    for row in lines[1:]:
        assert 0 <= float(row[3]) <= 100
        assert all(0 <= float(value) <= 1 for value in row[4:])
    assert run("score", "pairs.tsv", "--format", "parquet", "-o", "s.parquet").exit_code == 0
    frame = polars.read_parquet("s.parquet")
    assert frame.columns == lines[0]
    assert frame["fidelity"].to_list() == [float(row[3]) for row in lines[1:]]


def test_score_tells_parts_and_references(run: Run) -> None:
    """The parts come after the three figures, then chrF and BLEU; a short reference is refused."""
    Path("reference.txt").write_text("The bridge is shut\nعاد الوزير\n", "utf-8")
    result = run("score", "pairs.tsv", "--parts", "--reference", "reference.txt")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[0][6:] == [
        *("content-source", "content-target", "adequacy", "facts", "sense", "gender"),
        *("chrF", "BLEU", "chrF-reference", "BLEU-reference"),
    ]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [row["chrF"] for row in rows] == ["", ""]
    assert rows[1]["chrF-reference"] == "100.0"
    Path("reference.txt").write_text("one\n", "utf-8")
    _refused(run("score", "pairs.tsv", "--reference", "reference.txt"), "reference.txt", "1 lines")


def test_check_scores_by_a_reference(run: Run) -> None:
    """chrF and BLEU against a rendering of the user's, and each bead's fidelity."""
    result = run("check", "ar.txt", "en.txt", "--reference", "en.txt", "--format", "json")
    (pair,) = json.loads(result.stdout)["pairs"]
    values = {score["name"]: score["value"] for score in pair["scores"]}
    assert (values["chrF-reference"], values["BLEU-reference"]) == (100, 100)
    beads = [bead["fidelity"] for bead in pair["beads"]]
    assert min(beads) <= values["fidelity"] <= max(beads)
    assert values["penalty"] > 0


def test_facts_prints_json_lines(run: Run) -> None:
    """A line of facts for each line of text, offsets within it."""
    text = "وصلت ٢٥ شاحنة في ٣ مارس ٢٠٢٤.\nلا شيء.\n"
    result = run("facts", "-", "--language", "ar", "--lines", given=text)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["line"] for row in rows] == [0, 1]
    facts = {fact["text"]: fact for fact in rows[0]["facts"]}
    assert {"kind": "number", "value": "25"}.items() <= facts["٢٥"].items()
    assert {"kind": "date", "value": "2024-03-03"}.items() <= facts["٣ مارس ٢٠٢٤"].items()
    assert facts["٢٥"]["unit"] is None
    for fact in rows[0]["facts"]:
        assert text.splitlines()[0][fact["start"] : fact["end"]] == fact["text"]


def test_facts_tells_days_from_a_day_of_writing(run: Run) -> None:
    """--date resolves a weekday to the latest one, --prefer future to the next."""
    options = ("facts", "الاثنين", "--language", "ar", "--date", "2026-02-04")

    past, future = run(*options), run(*options, "--prefer", "future")

    assert '"2026-02-02"' in past.output
    assert '"2026-02-09"' in future.output


def test_facts_takes_the_words_themselves(run: Run) -> None:
    """A text that names no file is read as it is."""
    result = run("facts", "It took three days and 12 hours.", "--language", "en")
    assert json.loads(result.stdout)["line"] == 0
    assert "12 hours" in result.stdout


def test_checks_and_explain(run: Run) -> None:
    """The catalogue has a line a check; a check is explained by code or name."""
    catalogue = run("checks").stdout.splitlines()
    assert all(re.match(r"[A-Z]{2}\d\d  [a-z-]+ ", line) for line in catalogue)
    by_code, by_name = run("explain", "MT01"), run("explain", "changed-number")
    assert by_code.stdout == by_name.stdout
    assert "MT01 changed-number" in by_code.stdout


def test_evaluate_prints_figures(run: Run) -> None:
    """Ours beside the baselines measured in the same run."""
    gold = Path(__file__).parent.parent / "corpora" / "school-meals" / "gold.json"
    result = run("evaluate", "sentences", str(gold), "--format", "json")
    assert result.exit_code == 0
    assert "baselines" in json.dumps(json.loads(result.stdout))


def test_export_writes_a_hugging_face_folder(run: Run) -> None:
    """The packaged encoder, as other tools load it."""
    result = run("model", "export", "exported")
    assert (result.exit_code, result.stdout) in ((0, ""), (0, "exported\n"))
    assert Path("exported", "config.json").is_file()


def test_every_command_has_help(run: Run) -> None:
    """Each command of the interface answers ``--help``."""
    listed = run("--help").stdout
    for command in (
        *("check", "collate", "sentences", "words", "score", "facts"),
        *("checks", "explain", "evaluate", "train", "model"),
    ):
        assert re.search(rf"^  {command} ", listed, re.M)
        assert run(command, "--help").exit_code == 0


def _align(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "align", *arguments],
        capture_output=True, encoding="utf-8", check=False, **options,
    )  # fmt: skip


def test_as_a_program(run: Run) -> None:
    """The exit statuses reach the shell, and nothing but the line reaches standard error."""
    found = _align("check", "ar.txt", "en.txt", "--format", "jsonl")
    assert (found.returncode, found.stderr) == (1, "")
    assert all(json.loads(line) for line in found.stdout.splitlines())
    refused = _align("check", "ar.txt", "absent.txt")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "align: absent.txt: no such file\n"


def test_a_plain_locale_changes_nothing(run: Run) -> None:
    """Reports are UTF-8 wherever they are printed."""
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = _align("check", "ar.txt", "en.txt", "--format", "json", env=plain)
    assert json.loads(found.stdout)["schema"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_color_is_for_terminals(run: Run, environment: dict[str, str], colored: bool) -> None:
    """Escapes are written to a terminal, and not where NO_COLOR asks for none."""
    base = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "align", "check", "ar.txt", "en.txt"],
        stdout=theirs, env={**base, "TERM": "xterm-256color", **environment},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
        process.wait()
    os.close(ours)
    assert (b"\x1b[" in shown) is colored
    assert b"MT01" in shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so where the other end was closed
        return b""
