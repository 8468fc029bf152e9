"""The same texts give the same bytes, however, whenever and wherever the command runs."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from align.config import Settings
from align.encode import Encoder, load_encoder
from align.model import Document, Report
from align.pipeline import check
from align.read import read_document
from align.render import View, render

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ENDINGS = (
    *(".txt", ".json", ".jsonl", ".html", ".md", ".csv", ".parquet", ".sarif", ".xml"),
    *(".github.txt", ".gitlab.json", ".rdjson"),
)
# What may differ from one run to the next: nothing of it is part of what is compared.
RUNS: tuple[tuple[str, dict[str, str], bool], ...] = (
    ("1", {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}, False),
    ("2", {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}, True),
    ("3", {"PYTHONHASHSEED": "77", "LANG": "ar_EG.UTF-8", "TZ": "America/Lima"}, False),
)
pytestmark = pytest.mark.usefixtures("needs_encoder")


def written(pair: tuple[Path, Path], folder: Path, run: int) -> dict[str, bytes]:
    """What one run writes in every format: from a folder of its own, on a terminal or not."""
    threads, variables, terminal = RUNS[run]
    folder = folder / f"run {run}"
    folder.mkdir()
    outputs = [part for ending in ENDINGS for part in ("-o", f"report{ending}")]
    command = [sys.executable, "-m", "align", "check", *map(str, pair), "--threads", threads]
    screen, other = pty.openpty() if terminal else (None, None)
    done = subprocess.run(
        [*command, "--same-language", *outputs],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdin=subprocess.DEVNULL,
        stdout=other,
        stderr=other,
        check=False,
    )
    for end in (screen, other):
        if end is not None:
            os.close(end)
    assert done.returncode in (0, 1)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def same_bytes(pair: tuple[Path, Path], folder: Path) -> None:
    """Holds the runs against the first, format by format."""
    first, *others = (written(pair, folder, run) for run in range(len(RUNS)))
    assert len(ENDINGS) == len(first)
    for other in others:
        assert [name for name in first if first[name] != other[name]] == []


def test_runs_write_the_same_bytes(tmp_path: Path) -> None:
    """Threads, hash seeds, languages, time zones, folders and terminals change no byte."""
    folder = ROOT / "corpora" / "dam-safety"
    same_bytes((folder / "statement.ar.txt", folder / "report-1.en.txt"), tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand")
def test_runs_on_real_documents_write_the_same_bytes(tmp_path: Path) -> None:
    """The same on two of the seeds."""
    one, *_, two = sorted((SHARED / "seeds").glob("*.txt"))
    same_bytes((one, two), tmp_path)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The packaged encoder, on one core."""
    return load_encoder(None, 1)


def event(name: str) -> tuple[Document, Document]:
    """The statement on an event in both languages; ids say which event it is."""
    folder = ROOT / "corpora" / name
    return (
        read_document(folder / "statement.ar.txt", id=f"{name}.ar"),
        read_document(folder / "statement.en.txt", id=f"{name}.en"),
    )


def alone(report: Report, name: str) -> str:
    """What a report has of one event, as JSON, whatever number its pair has."""
    (alignment,) = (a for a in report.alignments if a.pair.source.document.startswith(f"{name}."))
    id_ = alignment.pair.id
    own = replace(
        report,
        documents=tuple(d for d in report.documents if d.id.startswith(f"{name}.")),
        alignments=(replace(alignment, pair=replace(alignment.pair, id="p")),),
        findings=tuple(replace(f, pair="p") for f in report.findings if f.pair == id_),
        scores=tuple(
            replace(s, scope=s.scope.replace(id_, "p", 1))
            for s in report.scores
            if s.scope.split(":")[0] == id_
        ),
        unpaired=tuple(q for q in report.unpaired if q.document.startswith(f"{name}.")),
    )
    return render(own, "json", View())


def test_other_pairs_change_nothing(encoder: Encoder) -> None:
    """A pair is reported alike alone, before another pair and behind it."""
    one, two = event("dam-safety"), event("harbour-accord")
    reports = [check(pairs, Settings(), encoder) for pairs in ([one], [one, two], [two, one])]

    assert len({alone(report, "dam-safety") for report in reports}) == 1
    assert alone(reports[1], "harbour-accord") == alone(reports[2], "harbour-accord")


def test_a_second_run_in_one_process_is_the_first(encoder: Encoder) -> None:
    """What is remembered between runs changes nothing."""
    pair = event("dam-safety")
    first, second = (render(check([pair], Settings(), encoder), "json", View()) for _ in "12")

    assert first == second
