"""Accepted findings, from the command line: a project in two languages, checked again and again."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from align.baseline import Acceptance, Mode, baseline_text, held, merged, read_baseline
from align.cli import main
from align.errors import AlignError
from align.model import Accepted, Category, Document, Finding, Language, Severity
from align.render import FORMATS
from align.suppressions import Run

Check = Callable[..., Result]
CONFIGURATION = """
[[pairs]]
source = "content/en/**/*.md"
target = "content/ar/**/*.md"
"""
# What differs: 43 and 34; a sentence that the Arabic lacks; nothing.
TEXTS = {
    "ferry": (
        """# The inquiry into the ferry

The port authority of Qasrabad today announced the results of the inquiry.

The ferry was carrying 43 passengers.
""",
        """# التحقيق في حادث العبّارة

أعلنت هيئة الموانئ في قصراباد اليوم نتائج التحقيق.

وكانت العبّارة تقل ٣٤ راكباً.
""",
    ),
    "news/bridge": (
        """The transport minister opened the new bridge on Monday.

The bridge cost 34 million units.

He promised that no toll would be charged for crossing.
""",
        """افتتح وزير النقل الجسر الجديد يوم الاثنين.

وبلغت كلفة الجسر ٣٤ مليون وحدة.
""",
    ),
    "news/meals": (
        "The ministry will distribute 500 meals in the schools of the town.\n",
        "ستوزع الوزارة ٥٠٠ وجبة في مدارس البلدة.\n",
    ),
}
CODES = {"MT01", "OM01"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needs_encoder: None) -> Path:
    """The project's folder, which is the current one."""
    for name, texts in TEXTS.items():
        for language, text in zip(("en", "ar"), texts, strict=True):
            path = tmp_path / "content" / language / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    (tmp_path / "align.toml").write_text(CONFIGURATION, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")  # 2026-11-26
    return tmp_path


def align(*arguments: str) -> Result:
    """Runs the command line."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def report(*arguments: str, status: int | None = None) -> dict[str, Any]:
    """The JSON report of ``align check``, which exits with ``status``."""
    result = align("check", *arguments, "--format", "json")
    assert result.exit_code == status or status is None, result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def edit(path: str, old: str, new: str) -> None:
    """Changes words of a file."""
    text = Path(path).read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    Path(path).write_text(text.replace(old, new), "utf-8")


def rows() -> list[dict[str, Any]]:
    """The entries of the baseline."""
    accepted: list[dict[str, Any]] = json.loads(Path("align-baseline.json").read_text("utf-8"))[
        "accepted"
    ]
    return accepted


def test_check_without_arguments(site: Path) -> None:
    """The pairs of the configuration, files in folders among them; a subfolder does as well."""
    found = report(status=1)

    assert {finding["code"] for finding in found["findings"]} == CODES
    assert [d["path"] for d in found["documents"]][::2] == [
        *("content/en/ferry.md", "content/en/news/bridge.md", "content/en/news/meals.md")
    ]
    os.chdir("content/ar")
    inner = report(status=1)
    assert [f["fingerprint"] for f in inner["findings"]] == [
        f["fingerprint"] for f in found["findings"]
    ]
    assert inner["documents"][1]["path"] == "ferry.md"


def test_a_baseline_from_first_run_to_last(site: Path) -> None:
    """Accepted: exit 0. One sentence edited: that pair and sentence alone, exit 1. Undone: 0."""
    made = align("baseline", "--reason", "known", "--owner", "نورا", "--expires", "2027-01-31")
    assert made.exit_code == 0
    assert made.stdout == "align-baseline.json: 2 accepted findings: 2 added\n"
    first = Path("align-baseline.json").read_bytes()

    accepted = report(status=0)
    assert {f["suppression"]["reason"] for f in accepted["findings"]} == {"known"}
    assert {f["suppression"]["owner"] for f in accepted["findings"]} == {"نورا"}
    assert {f["suppression"]["expires"] for f in accepted["findings"]} == {"2027-01-31"}
    assert {f["suppression"]["kind"] for f in accepted["findings"]} == {"external"}
    assert (accepted["summary"]["findings"], accepted["summary"]["suppressed"]) == (0, 2)
    assert accepted["unused_suppressions"] == []

    edit("content/en/news/meals.md", "500", "900")
    edited = [f for f in report(status=1)["findings"] if not f["suppressed"]]
    assert [(f["code"], f["source"]["text"]) for f in edited] == [("MT01", "900")]
    edit("content/en/news/meals.md", "900", "500")
    assert report(status=0)["summary"]["findings"] == 0

    assert align("baseline", "--update").stdout == "align-baseline.json: 2 accepted findings\n"
    assert align("baseline").exit_code == align("baseline", "--prune").exit_code == 0
    assert first == Path("align-baseline.json").read_bytes()


def test_entries_that_are_fixed(site: Path) -> None:
    """Told as unused until --update or --prune drops them; both keep what is still found."""
    align("baseline", "--reason", "known")
    edit("content/en/ferry.md", "43", "34")

    (unused,) = report(status=0)["unused_suppressions"]
    assert (unused["kind"], unused["path"]) == ("absent", "align-baseline.json")
    assert "MT01 changed-number in content/ar/ferry.md" in unused["words"]
    assert report("--ignore", "MT01", status=0)["unused_suppressions"] == []  # it did not run
    one = ("content/en/news/meals.md", "content/ar/news/meals.md")
    assert report(*one, status=0)["unused_suppressions"] == []  # not compared

    assert len(rows()) == 2
    align("baseline")
    assert len(rows()) == 2
    align("baseline", *one, "--update")
    assert len(rows()) == 2
    assert align("baseline", "--prune").stdout.endswith("1 accepted finding: 1 dropped\n")
    assert [(row["code"], row["reason"]) for row in rows()] == [("OM01", "known")]


def test_expiry(site: Path) -> None:
    """The last day counts; from the next on the finding does, until a new day is given."""
    align("baseline", "--reason", "known", "--owner", "desk", "--expires", "2026-12-31")

    assert report("--today", "2026-12-31", status=0)["unused_suppressions"] == []
    late = report("--today", "2027-01-01", status=1)
    assert [u["kind"] for u in late["unused_suppressions"]] == ["expired", "expired"]
    assert not any(f["suppressed"] for f in late["findings"])

    told = align("baseline", "--update", "--today", "2027-01-01").stdout
    assert told.endswith("2 accepted findings: 2 expired (--expires renews them)\n")
    assert {row["expires"] for row in rows()} == {"2026-12-31"}
    renew = ("baseline", "--today", "2027-01-01", "--expires", "2027-06-30", "--owner", "nora")
    assert align(*renew).stdout.endswith(": 2 renewed\n")
    assert {(row["reason"], row["owner"], row["expires"]) for row in rows()} == {
        ("known", "nora", "2027-06-30")
    }
    assert report("--today", "2027-01-01", status=0)["summary"]["suppressed"] == 2


def test_the_day_is_given_or_epoch(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH stands in for --today; nonsense in it is told where a day is needed."""
    align("baseline", "--expires", "2026-12-31")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830000000")
    report(status=1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    refused = align("check")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "align: SOURCE_DATE_EPOCH: is no number of seconds: 'soon'\n",
    )


def test_renamed_files_keep_what_is_accepted(site: Path) -> None:
    """Both files moved: the entry follows, and the next update writes the new names."""
    align("baseline", "--reason", "known")
    for language in ("en", "ar"):
        Path(f"content/{language}/ferry.md").rename(f"content/{language}/news/inquiry.md")

    moved = report(status=0)
    assert moved["unused_suppressions"] == []
    align("baseline", "--update")
    assert {(row["target_path"], row["reason"]) for row in rows()} == {
        ("content/ar/news/bridge.md", "known"),
        ("content/ar/news/inquiry.md", "known"),
    }


def test_the_same_finding_in_another_file_is_new(site: Path) -> None:
    """Fingerprints have no paths; what is accepted in one pair is not so in a copy of it."""
    align("baseline")
    for language in ("en", "ar"):
        text = Path(f"content/{language}/ferry.md").read_text("utf-8")
        Path(f"content/{language}/copy.md").write_text(text, "utf-8")

    found = report(status=1)["findings"]
    assert sorted((f["target"] or {"document": "bridge"})["document"] for f in found) == [
        *("ar/copy", "ar/ferry", "bridge")
    ]
    assert [f["target"]["document"] for f in found if not f["suppressed"]] == ["ar/copy"]


def test_comments_accept(site: Path) -> None:
    """On either side; one that accepts nothing is told, one that nobody can follow warned of."""
    edit("content/ar/ferry.md", "وكانت", "<!-- align: ignore MT01 reason: صُحّح -->\nوكانت")
    comment = "<!-- align: ignore omitted-segment -->\n"
    edit("content/en/news/bridge.md", "He promised", f"{comment}He promised")
    found = report(status=0)
    assert [f["suppression"]["kind"] for f in found["findings"]] == ["inSource", "inSource"]
    assert found["findings"][0]["suppression"]["reason"] == "صُحّح"
    assert found["unused_suppressions"] == []
    assert report("--select", "OM", status=0)["unused_suppressions"] == []

    edit("content/en/news/bridge.md", "ignore omitted-segment", "ignore MT")
    edit("content/ar/news/meals.md", "ستوزع", "<!-- align: ignroe -->\nستوزع")
    result = align("check", "--format", "json")
    unused = json.loads(result.stdout)["unused_suppressions"]
    assert result.exit_code == 1
    assert [(u["kind"], u["path"], u["line"]) for u in unused] == [
        ("absent", "content/en/news/bridge.md", 5),
        ("faulty", "content/ar/news/meals.md", 1),
    ]
    assert result.stderr.startswith("align: content/ar/news/meals.md:1: 'ignroe' is no comment")
    assert result.stderr.count("\n") == 1


def test_warnings_are_harmless(site: Path) -> None:
    """A comment on standard error neither recolours nor turns the screen, however long it is."""
    hostile = "\u202e\x1b[31m" + "A" * 5000
    edit("content/ar/news/meals.md", "ستوزع", f"<!-- align: ignore {hostile} -->\nستوزع")

    told = align("check", "--format", "jsonl").stderr

    assert told.count("\n") == 1
    assert len(told) < 400
    assert not {"\x1b", "\u202e"} & set(told)


def test_a_comment_on_the_side_that_lacks_the_words(site: Path) -> None:
    """What the English has and the Arabic lacks is accepted in the Arabic file too."""
    text = Path("content/ar/news/bridge.md").read_text("utf-8")
    text += "\n<!-- align: off OM -->\n"
    Path("content/ar/news/bridge.md").write_text(text, "utf-8")

    found = {f["code"]: f["suppressed"] for f in report(status=1)["findings"]}

    assert found == {"MT01": False, "OM01": False}  # it stands after the place, not around it
    text = text.replace("وبلغت", "<!-- align: ignore OM -->\nوبلغت")
    Path("content/ar/news/bridge.md").write_text(text, "utf-8")
    found = {f["code"]: f["suppressed"] for f in report(status=1)["findings"]}
    assert found == {"MT01": False, "OM01": True}


def test_settings_of_a_project(site: Path) -> None:
    """Checks left out for some files, another severity, limits, files without a partner."""
    Path("content/en/news/new.md").write_text("The harbour is closed today.\n", "utf-8")
    configuration = Path("align.toml")
    ignores = '[per-file-ignores]\n"content/ar/news/**" = ["omitted-segment"]\n'
    severity = '[severity]\nMT = "critical"\nMT01 = "minor"\n'
    configuration.write_text(CONFIGURATION + ignores + severity, "utf-8")

    found = report(status=0)
    assert [(f["code"], f["severity"]) for f in found["findings"]] == [("MT01", "minor")]
    assert found["missing"] == [
        {
            "side": "source",
            "path": "content/en/news/new.md",
            "partner": "content/ar/news/new.md",
        }
    ]

    limits = 'min-fidelity = 99\nmin-coverage = 90\nmissing = "error"\nfail-on = "never"\n'
    configuration.write_text(limits + CONFIGURATION, "utf-8")
    result = align("check", "--format", "jsonl")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert re.match(r"align: content/ar/\S+: fidelity \d+\.\d is under min-fidelity 99", lines[0])
    assert lines[1].startswith("align: content/ar/news/bridge.md: coverage ")
    assert lines[2] == ("align: content/en/news/new.md: has no partner (content/ar/news/new.md)")


def test_unused_suppressions_can_fail_or_be_silent(site: Path) -> None:
    """``unused-suppressions = "error"`` exits with 1, ``"ignore"`` says nothing."""
    edit("content/en/news/meals.md", "The ministry", "<!-- align: ignore -->\nThe ministry")
    one = ("content/en/news/meals.md", "content/ar/news/meals.md")
    Path("align.toml").write_text('unused-suppressions = "error"\n', "utf-8")
    result = align("check", *one)
    assert result.exit_code == 1
    assert result.stderr == (
        "align: content/en/news/meals.md:1: unused suppression: align: ignore\n"
    )
    Path("align.toml").write_text('unused-suppressions = "ignore"\n', "utf-8")
    assert report(*one, status=0)["unused_suppressions"] == []


def _nothing_told(output: str) -> bool:
    return not any(word in output for word in ("hard to fix", "nora"))


def test_every_format_tells_who_accepted_and_why(site: Path) -> None:
    """Reason and owner where there is room; annotations leave accepted findings out."""
    align("baseline", "--reason", "hard to fix", "--owner", "nora", "--expires", "2027-01-31")
    outputs = {format_: align("check", "--format", format_).stdout for format_ in FORMATS}

    for format_ in ("terminal", "json", "jsonl", "markdown", "sarif", "junit", "csv"):
        assert {"hard to fix", "nora", "2027-01-31"} <= {
            word for word in ("hard to fix", "nora", "2027-01-31") if word in outputs[format_]
        }, format_
    assert all(_nothing_told(outputs[format_]) for format_ in ("github", "gitlab", "rdjson"))
    assert "2 findings accepted" in outputs["terminal"]
    suite = ElementTree.fromstring(outputs["junit"])
    assert suite.get("failures") == "0"
    assert sum(int(own.get("skipped")) for own in suite) == 2
    assert outputs["github"] == ""


def test_sarif_has_states_and_suppressions(site: Path) -> None:
    """Unchanged, new and absent against a baseline; comments are inSource; notifications."""
    align("baseline", "--reason", "known", "--owner", "desk")
    edit("content/en/ferry.md", "43", "45")
    comment = "<!-- align: ignore MT01: rounded -->\n<!-- align: ignore UN -->\n"
    edit("content/en/ferry.md", "The ferry", f"{comment}The ferry")
    edit("content/en/news/meals.md", "500", "900")

    (run,) = json.loads(align("check", "--format", "sarif").stdout)["runs"]

    states = {
        (r["ruleId"], r["baselineState"], r.get("suppressions", [{}])[0].get("kind"))
        for r in run["results"]
    }
    assert states == {
        ("MT01", "new", "inSource"),
        ("MT01", "new", None),
        ("MT01", "absent", "external"),
        ("OM01", "unchanged", "external"),
    }
    justified = {s["justification"] for r in run["results"] for s in r.get("suppressions", ())}
    assert justified == {"rounded", "known"}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    (invocation,) = run["invocations"]
    notified = [n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]]
    assert notified == ["unused-suppression/absent", "unused-suppression/absent"]


def test_collate_hears_comments_and_settings(site: Path) -> None:
    """Findings of statements are accepted likewise."""
    edit("content/ar/ferry.md", "وكانت", "<!-- align: ignore -->\nوكانت")
    files = ("content/en/ferry.md", "content/ar/ferry.md")

    found = json.loads(align("collate", *files, "--format", "json").stdout)

    numbers = [f for f in found["findings"] if f["code"] == "MT01"]
    assert numbers
    assert all(f["suppressed"] for f in numbers)


def test_the_same_input_gives_the_same_bytes(site: Path) -> None:
    """In every format, accepted findings and unused entries among it."""
    align("baseline", "--reason", "known", "--expires", "2027-01-31")
    edit("content/en/ferry.md", "43", "45")
    for format_ in ("terminal", "sarif", "markdown"):
        first, second = (align("check", "--format", format_).stdout for _ in range(2))
        assert first == second


@pytest.mark.parametrize(
    ("arguments", "named", "reason"),
    [
        (("check", "--baseline", "absent.json"), "absent.json", "no such baseline"),
        (("check", "--today", "soon"), "options", "today is a day like 2027-01-31"),
        (("baseline", "--expires", "tomorrow"), "--expires", "is a day like 2027-01-31"),
        (("baseline", "--expires", "2020-01-01"), "--expires", "is over on 2026-11-26"),
        (("baseline", "--update", "--prune"), "--prune", "one of the two"),
        (("baseline", "--baseline", "absent/b.json"), "absent/b.json", "folder does not exist"),
        (("baseline", "content/en/ferry.md"), "ferry.md", "no second document"),
    ],
)
def test_what_cannot_be_done_is_refused(
    site: Path, arguments: tuple[str, ...], named: str, reason: str
) -> None:
    """One line, exit status 2, and no baseline is written."""
    result = align(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(f"align: .*{re.escape(named)}.*{re.escape(reason)}.*\n", result.stderr)
    assert not list(Path().rglob("*.json"))


def test_a_name_that_is_no_check_is_refused(site: Path) -> None:
    """In settings for some files, with the key."""
    text = CONFIGURATION + '[per-file-ignores]\n"x/**" = ["MT99"]\n'
    Path("align.toml").write_text(text, "utf-8")

    result = align("check")

    assert result.exit_code == 2
    assert "align.toml: per-file-ignores: 'MT99' names no check" in result.stderr


ENTRY = {
    "fingerprint": "0123456789abcdef",
    "code": "MT01",
    "name": "changed-number",
    "source_path": "a.md",
    "target_path": "b.md",
}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not readable as a baseline"),
        ("[" * 100_000, "not readable as a baseline"),
        ("<<<<<<< HEAD\n{}", "not readable as a baseline"),
        ("\x00", "not readable as a baseline"),
        ("[]", "no list 'accepted'"),
        ('{"accepted": 3}', "no list 'accepted'"),
        ('{"accepted": []}', "schema None"),
        ('{"schema": 9, "accepted": []}', "schema 9"),
    ],
)
def test_malformed_baselines_are_told(tmp_path: Path, text: str, reason: str) -> None:
    """What is no baseline, half a merge among it."""
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")

    with pytest.raises(AlignError) as caught:
        read_baseline(path)

    assert reason in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"expire": "2027-01-31"}, "unknown key 'expire'"),
        ({"expires": "31.1.2027"}, "expires is a day"),
        ({"expires": 3}, "expires is no text"),
        ({"fingerprint": "xyz"}, "16 hex digits"),
        ({"code": ""}, "code is missing"),
        ({"reason": None}, "reason is no text"),
        ({"target_path": 3}, "target_path is no text"),
    ],
)
def test_malformed_entries_are_told(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    """By their number: a misspelt key must not make an acceptance permanent."""
    path = tmp_path / "b.json"
    rows = [ENTRY, {**ENTRY, **change}]
    path.write_text(json.dumps({"schema": 1, "accepted": rows}), "utf-8")

    with pytest.raises(AlignError, match=f"entry 2: .*{reason}"):
        read_baseline(path)


def _entry(**others: Any) -> Accepted:
    return Accepted(**{**ENTRY, "source": "43", "target": "٣٤", **others})


def test_a_baseline_is_read_as_written(tmp_path: Path) -> None:
    """Sorted, each entry once, and nothing in it that a reviewer would not see."""
    unseen = _entry(source="a\u202eb\u200f\ud800c", reason="دقّق")
    entries = (unseen, _entry(code="AD01"), _entry(code="AD01"))
    path = tmp_path / "b.json"
    text = baseline_text(entries)
    path.write_text(text, "utf-8")

    read = read_baseline(path)

    assert [e.code for e in read] == ["AD01", "MT01"]
    assert set(read) == set(entries)
    assert "دقّق" in text
    assert not re.search("[\u200e\u200f\u202a-\u202e\ud800-\udfff]", text)
    assert baseline_text(read) == text


def test_no_file_is_no_entries(tmp_path: Path) -> None:
    """A setting may name a baseline before the first is written."""
    assert read_baseline(tmp_path / "b.json") == ()


def _held(paths: tuple[str, ...], entries: list[Accepted], folder: Path) -> Any:
    """A finding in each of ``paths``, all alike, held against ``entries``."""
    documents = {p: Document(p, str(folder / p), Language.EN, "") for p in (*paths, "b.md")}
    findings = tuple(
        Finding(
            "MT01", "changed-number", Category.MISTRANSLATION, Severity.MAJOR, 1.0, "", p,
            ENTRY["fingerprint"], None, None,
        )
        for p in paths
    )  # fmt: skip
    pairs = {p: (p, "b.md") for p in paths}
    return held(findings, entries, Run(documents, pairs, frozenset({"MT01"}), findings), folder)


def test_an_entry_prefers_its_own_files(tmp_path: Path) -> None:
    """Of two pairs with the same finding, whichever comes first."""
    for name in ("a.md", "b.md", "z.md"):
        (tmp_path / name).write_text("")
    own = _entry()

    assert [entry for _, entry in _held(("z.md", "a.md"), [own], tmp_path).rows] == [None, own]
    assert _held(("z.md",), [own], tmp_path).elsewhere == (own,)
    (tmp_path / "a.md").unlink()
    assert [entry for _, entry in _held(("z.md",), [own], tmp_path).rows] == [own]


def test_as_many_are_accepted_as_there_are_entries(tmp_path: Path) -> None:
    """Two files with the same finding were removed, three have it now: one is new."""
    gone = [_entry(source_path="1.md"), _entry(source_path="2.md")]

    rows = _held(("x.md", "y.md", "z.md"), gone, tmp_path).rows

    assert sum(entry is not None for _, entry in rows) == 2


def test_what_becomes_of_entries(tmp_path: Path) -> None:
    """Entries of files that no longer exist are dropped by an update, unless nobody looked."""
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("")
    lost = _entry(fingerprint="f" * 16, source_path="lost.md")
    other = _entry(fingerprint="e" * 16, code="OM01", source_path="lost.md")
    baseline = _held(("a.md",), [_entry(), lost, other], tmp_path)
    given = Acceptance("", "", None, date(2026, 11, 26))

    assert len(merged(baseline, given, Mode.ADD).entries) == 3
    assert {e.code for e in merged(baseline, given, Mode.PRUNE).entries} == {"MT01", "OM01"}
    assert merged(baseline, given, Mode.UPDATE).dropped == 1
