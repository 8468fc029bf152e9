"""All checks, on the cases of ``tests/checks/cases/<CODE>.toml``, in both directions.

A case has ``source`` and ``target``, each a segment or a list of segments, and may have:

beads            the ladder of ``align sentences``, "[0]:[0] [1]:[]:0.8"; one to one if left out
source_kinds     what each segment is, as SegmentKind spells it (also target_kinds)
absent_source    words without a counterpart, null probability .998 (also absent_target)
doubtful_source  words that may have none, .5; all others .05 (also doubtful_target)
links            pairs of phrases, source and target, whose words render each other
links_by_line    the same for phrases that stand in several lines: linked in each that has both
terms            the glossary: rows of ``ar``, ``en`` and ``forbidden``, | between renderings
aliases          the table of names: rows of ``ar`` and ``en``, | between spellings
revised          where the source changed: rows of ``before``, and the words that stand there now,
                 ``source`` and ``target``, left out where there are none, with ``confidence``
limited          what a limit left out: rows of ``kind``, ``setting``, ``value`` and ``checks``, and
                 the words left out, ``source`` and ``target``
issues           in ``[[bad]]``: the words each finding quotes, ``source`` and ``target`` (left out
                 for a side that has none), ``severity`` where it is not the check's own, and
                 ``place``, the words of the other side that it points at

What is compared is what a user would see: findings from the default minimum confidence on, or from
``min_confidence`` where a case is one that the default leaves unsaid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from align.checks import Check, findings, registry, told_once
from align.checks.once import once
from align.config import Settings
from align.model import Alignment, Document, Finding

CASES = Path(__file__).parent / "checks" / "cases"
DOCS = Path(__file__).parent.parent / "docs" / "checks.md"
Build = Callable[[dict[str, Any]], tuple[Alignment, dict[str, Document]]]
Row = dict[str, str | None]
# Swapping the sides turns an omission into an addition; other checks swap sides and stay.
_MIRRORED = {"OM": "AD", "AD": "OM"}


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{case['why']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8")).get(kind, ())
    ]


def _check(code: str) -> Check:
    return next(c for c in registry() if c.info.code == code)


def _found(
    code: str, alignment: Alignment, documents: dict[str, Document], case: dict[str, Any]
) -> list[Row]:
    found = findings(alignment, (_check(code),), documents)
    threshold = case.get("min_confidence", Settings().min_confidence)
    return [_row(f) for f in found if f.confidence >= threshold]


def _row(finding: Finding) -> Row:
    return {
        "source": finding.source.text if finding.source else None,
        "target": finding.target.text if finding.target else None,
        "severity": finding.severity.value,
        "place": finding.place.text if finding.place else None,
    }


def _expected(code: str, case: dict[str, Any], *, swapped: bool = False) -> list[Row]:
    sides = ("target", "source") if swapped else ("source", "target")
    return [
        {
            "source": issue.get(sides[0]),
            "target": issue.get(sides[1]),
            "severity": issue.get("severity", _check(code).info.severity.value),
            "place": issue.get("place"),
        }
        for issue in case["issues"]
    ]


def _shown(rows: list[Row], expected: list[Row]) -> list[Row]:
    """``rows`` with the places that the case says nothing about left out."""
    if len(rows) != len(expected):
        return rows
    return [
        row if wanted["place"] is not None else {**row, "place": None}
        for row, wanted in zip(rows, expected, strict=True)
    ]


def _mirrored(code: str) -> str:
    return _MIRRORED.get(code[:2], code[:2]) + code[2:]


@pytest.mark.parametrize(("code", "case"), _cases("bad"))
def test_a_bad_case_is_found(code: str, case: dict[str, Any], build: Build) -> None:
    """A bad case gives the issues it lists, in order, and no other."""
    expected = _expected(code, case)
    assert expected == _shown(_found(code, *build(case), case), expected)


@pytest.mark.parametrize(("code", "case"), _cases("bad"))
def test_a_bad_case_is_found_from_the_other_side(
    code: str, case: dict[str, Any], build: Build
) -> None:
    """With the documents swapped the same words are found, an omission as an addition."""
    alignment, documents = build(case)
    expected = _expected(code, case, swapped=True)
    rows = _shown(_found(_mirrored(code), alignment.mirror(), documents, case), expected)
    assert sorted(map(str, expected)) == sorted(map(str, rows))


@pytest.mark.parametrize(("code", "case"), _cases("good"))
def test_a_good_case_is_let_pass(code: str, case: dict[str, Any], build: Build) -> None:
    """A good case gives nothing, in neither direction."""
    alignment, documents = build(case)
    assert _found(code, alignment, documents, case) == []
    assert _found(_mirrored(code), alignment.mirror(), documents, case) == []


def test_every_check_has_cases() -> None:
    """Each check has a case file with four bad and six good cases at least, and no file is left."""
    assert {c.info.code for c in registry()} == {p.stem for p in CASES.glob("*.toml")}
    for path in CASES.glob("*.toml"):
        cases = tomllib.loads(path.read_text("utf-8"))
        assert {"bad", "good"} == set(cases), path.name
        assert len(cases["bad"]) >= 4, path.name
        assert len(cases["good"]) >= 6, path.name


def test_every_check_has_a_row() -> None:
    """The table of docs/checks.md says what the registry says."""
    rows = re.findall(r"^\| (\w+) \| (.+?) \| (\w+) \| (\w+) \| (.+?) \|$", DOCS.read_text(), re.M)
    assert [
        (c.info.code, f"`{c.info.name}`", c.info.category, c.info.severity, c.info.summary)
        for c in registry()
    ] == rows[1:]


def test_codes_and_names_are_well_formed() -> None:
    """Codes are an MQM type and two digits; names and codes name one check each."""
    infos = [c.info for c in registry()]
    assert all(re.fullmatch(r"(OM|AD|MT|UN|TE|QU|LC|NC|ST)\d\d", i.code) for i in infos)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", i.name) for i in infos)
    assert len(infos) == len({i.code for i in infos}) == len({i.name for i in infos})
    assert all(i.summary.endswith(".") and i.doc for i in infos)


def test_names_are_derived() -> None:
    """A check's name is its function's and its module's."""
    for check in registry():
        function = check.run.__name__
        assert check.info.name == function.replace("_", "-")
        assert check.run.__module__ == f"align.checks.{function}"


def test_a_cut_is_told_once(build: Build) -> None:
    """Words cut off a quote are not told as omitted too, unless nothing else tells of them."""
    path = CASES / "QU03.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["bad"]
    case = next(c for c in cases if "a condition that nothing renders" in c["why"])
    alignment, documents = build(case)
    for turned in (alignment, alignment.mirror()):
        both = findings(turned, registry(), documents)
        alone = [f for f in both if not f.code.startswith("QU")]
        assert {"QU03"} < {f.code for f in both}
        assert [f.code for f in told_once(both)] == ["QU03"]
        assert alone == list(told_once(alone))


def test_a_turned_sentence_is_told_once(build: Build) -> None:
    """A lost negation is not told as an omitted word too; among more lost words it is not told."""
    source, target = "The council has not approved the whole budget.", "وافق المجلس على الموازنة."
    links = [["council", "المجلس"], ["approved", "وافق"], ["budget", "الموازنة"]]
    for lost, code in ((["not"], "MT04"), (["not approved the whole"], "OM02")):
        case = {"source": source, "target": target, "absent_source": lost, "links": links}
        alignment, documents = build(case)
        sure = [f for f in findings(alignment, registry(), documents) if f.confidence >= 0.5]
        assert [code] == [f.code for f in told_once(sure)]


def test_what_checks_share_is_read_once(build: Build) -> None:
    """A reading of an alignment is kept for that very object, and for the last few alone."""
    read: list[Alignment] = []
    reading = once(read.append)
    case = {"source": "Rain fell.", "target": "هطل المطر."}
    alignments = [build(case)[0] for _ in range(6)]
    for alignment in (*alignments, alignments[-1], alignments[0]):
        reading(alignment)

    assert [id(a) for a in read] == [id(a) for a in (*alignments, alignments[0])]
