"""Accuracy does not fall: every figure of reports/floors.json, on the data it was taken on."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from align.encode import Encoder, load_encoder
from align.evaluate import Evaluation, Figure
from align.evaluate import floors as module
from align.evaluate.floors import (
    PERMISSION,
    Entry,
    Floor,
    breaches,
    entries_of,
    lowered,
    measured,
    raised,
    read_floors,
    unexplained,
    write_floors,
)

ROOT = Path(__file__).parent.parent
ENTRIES = read_floors()


@cache
def encoder() -> Encoder:
    """The packaged encoder, loaded once."""
    return load_encoder()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name.replace("../shared/", ""))
def test_figures_hold(entry: Entry, needs_encoder: None) -> None:
    """No figure is below its floor, and the data are those that the floor was taken on."""
    missing = entry.missing()
    if missing:
        pytest.skip(f"gold that is not part of the project is absent: {missing[0].name}")
    assert breaches(entry, measured(entry, encoder())) == []


def test_floors_fall_only_with_permission() -> None:
    """A floor under the committed one needs the flag, and a line in the changelog that names it."""
    shown = subprocess.run(
        ["git", "show", "HEAD:reports/floors.json"], cwd=ROOT, capture_output=True, check=False
    )
    if shown.returncode:
        pytest.skip("no committed floors to compare with")
    worse = lowered(entries_of(json.loads(shown.stdout)), ENTRIES)
    assert not worse or os.environ.get(PERMISSION) == "1"
    assert unexplained(worse, (ROOT / "CHANGELOG.md").read_text("utf-8")) == []


def test_own_documents_are_always_measured() -> None:
    """The project's own documents have floors of findings and of statements."""
    kinds = {e.kind for e in ENTRIES if e.gold == ("corpora/*/gold.json",)}
    assert {"findings", "statements"} == kinds
    assert [path for e in ENTRIES if e.kind in kinds and "corpora" in e.gold[0]
                  for path in e.missing()] == []  # fmt: skip


def _evaluation(value: float, sha256: str = "a") -> Evaluation:
    figures = (Figure("AER", value, 10, lower_is_better=True), Figure("recall", 1 - value, 10))
    return Evaluation("words", "gold", 1, "pairs", sha256, "signature", figures)


ENTRY = Entry("words", ("gold.tsv",), ("AER", "recall"), tolerance=0.1)
HELD = raised(ENTRY, [_evaluation(0.2)])


def test_first_floors_leave_the_tolerance() -> None:
    """A figure's first floor is its value less the tolerance, in the direction that is worse."""
    assert {
        "gold: AER": Floor(0.22, lower_is_better=True),
        "gold: recall": Floor(0.72),
    } == HELD.floors
    assert HELD.sha256 == {"gold": "a"}


@pytest.mark.parametrize(
    ("evaluation", "count"),
    [
        (_evaluation(0.2), 0),
        (_evaluation(0.21), 0),
        (_evaluation(0.3), 2),
        (_evaluation(0.2, "b"), 1),
        (replace(_evaluation(0.2), figures=()), 2),
    ],
    ids=["same", "within tolerance", "worse", "other data", "not measured"],
)
def test_breaches_are_told(evaluation: Evaluation, count: int) -> None:
    """Figures under their floor, other data and figures that vanish are each a breach."""
    assert count == len(breaches(HELD, [evaluation]))


@pytest.mark.parametrize(
    ("value", "floor", "fallen"),
    [(0.1, 0.11, []), (0.21, 0.22, []), (0.4, 0.44, ["words gold: AER", "words gold: recall"])],
    ids=["better", "slightly worse", "worse than the floor"],
)
def test_an_update_raises_floors(value: float, floor: float, fallen: Sequence[str]) -> None:
    """An update raises floors, keeps those that still hold, and tells those that would fall."""
    updated = raised(HELD, [_evaluation(value)])
    assert floor == updated.floors["gold: AER"].floor
    assert list(fallen) == lowered([HELD], [updated])


def test_a_fallen_floor_is_written_with_permission_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the flag nothing is written, nor with it while the changelog is silent."""
    monkeypatch.setattr(module, "ROOT", tmp_path)
    written: list[Entry] = []
    monkeypatch.setattr(module, "write_floors", written.extend)
    worse = raised(HELD, [_evaluation(0.4)])
    assert module._update([HELD], [worse]) == 1
    monkeypatch.setenv(PERMISSION, "1")
    assert module._update([HELD], [worse]) == 1
    assert written == []
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    reasons = [line for line in lines if line.startswith("Lowered floor: ")]
    (tmp_path / "CHANGELOG.md").write_text("\n".join(reasons), "utf-8")
    assert module._update([HELD], [worse]) == 0
    assert [worse] == written


def test_floors_survive_being_written(tmp_path: Path) -> None:
    """What is written is read back the same."""
    path = tmp_path / "floors.json"
    write_floors([HELD, ENTRY], path)
    assert read_floors(path) == (HELD, ENTRY)


def test_patterns_name_files(tmp_path: Path) -> None:
    """A star stands for any name; gold that is not there is told by its pattern."""
    for name in ("b", "a"):
        (tmp_path / "corpora" / name).mkdir(parents=True)
        (tmp_path / "corpora" / name / "gold.json").write_text("{}", "utf-8")
    entry = Entry("findings", ("corpora/*/gold.json", "elsewhere/*.tsv"), ())
    assert [path.parent.name for path in entry.paths(tmp_path)] == ["a", "b", "elsewhere"]
    assert [path.name for path in entry.missing(tmp_path)] == ["*.tsv"]
