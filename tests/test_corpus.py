"""Corpus runs: what they take, what comes out, and that nothing stops or changes them."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars
import pytest

from align.cli.progress import Log
from align.config import Settings
from align.corpus import HaltError, Job, Kind, Options, run_corpus
from align.corpus.cache import Cache
from align.corpus.plan import planned, write_plan
from align.corpus.run import workers
from align.corpus.stage import Stage, prepare
from align.corpus.tables import TABLES
from align.corpus.workers import Pool
from align.errors import AlignError
from align.pipeline import check
from align.read import read_both

ROOT = Path(__file__).parent.parent
EVENTS = sorted(p.parent for p in (ROOT / "corpora").glob("*/statement.en.txt"))[:3]
# Invented pairs; a third of them say another number on one side.
ROWS = tuple(
    (
        f"أعلن المجلس أن {12 + n} سفينة غادرت ميناء نورهاف يوم الثلاثاء.",
        f"The council said that {12 + n + (n % 3 == 0)} ships left the port of Norhaf on Tuesday.",
    )
    for n in range(12)
)
NEVER = Settings(fail_on=None)
ONE = Options(workers=1)


def table(folder: Path, rows: tuple[tuple[str, str], ...] = ROWS) -> str:
    """The path of a table of texts."""
    path = folder / "pairs.tsv"
    lines = ["source\ttarget", *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below, by its path."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """All rows of a table of a run."""
    return polars.read_parquet(folder / name / "*.parquet").to_dicts()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of ROWS that nothing happened to."""
    folder = tmp_path_factory.mktemp("whole")
    run_corpus((table(folder),), folder / "out", NEVER, Options(workers=2))
    return folder / "out"


def test_tables_say_what_a_check_says(tmp_path: Path) -> None:
    """Findings, scores and beads of a corpus run are those that align check has."""
    pairs = [(str(e / "statement.ar.txt"), str(e / "statement.en.txt")) for e in EVENTS]
    lines = [
        "source_path\ttarget_path\tid",
        *(f"{a}\t{b}\t{Path(a).parent.name}" for a, b in pairs),
    ]
    manifest = tmp_path / "manifest.tsv"
    manifest.write_text("\n".join(lines), "utf-8")
    summary = run_corpus((str(manifest),), tmp_path / "out", Settings(), ONE)
    found = rows_of(tmp_path / "out", "findings")
    beads, scores = (rows_of(tmp_path / "out", name) for name in ("beads", "scores"))
    for number, (pair, event) in enumerate(zip(pairs, EVENTS, strict=True)):
        documents = read_both(*pair, ("source", "target"))
        report = check([documents])
        ours = [r for r in found if r["number"] == number]
        assert {r["pair"] for r in ours} == {event.name}
        assert [f.fingerprint for f in report.findings] == [r["fingerprint"] for r in ours]
        assert [f.confidence for f in report.findings] == [r["confidence"] for r in ours]
        for row in ours:
            for side, document in zip(("source", "target"), documents, strict=True):
                if row[f"{side}_start"] is not None:
                    span = slice(row[f"{side}_start"], row[f"{side}_end"])
                    assert document.text[span] == row[f"{side}_text"]
        (alignment,) = report.alignments
        kinds = [b.kind for b in alignment.beads]
        assert kinds == [b["kind"] for b in beads if b["number"] == number]
        told = [(s.name, round(s.value, 4)) for s in report.scores]
        assert told == [(s["name"], s["value"]) for s in scores if s["number"] == number]
    assert len(found) == summary["findings"]
    assert {"done"} == {r["status"] for r in rows_of(tmp_path / "out", "pairs")}


def test_texts_are_compared_row_by_row(whole: Path) -> None:
    """Every row is a pair, and exactly those with another number are told."""
    pairs = rows_of(whole, "pairs")
    assert [f"p{n}" for n in range(1, 13)] == [p["pair"] for p in pairs]
    assert list(range(12)) == [p["number"] for p in pairs]
    changed = {f["number"] for f in rows_of(whole, "findings") if f["code"] == "MT01"}
    assert {n for n in range(12) if n % 3 == 0} == changed


def test_the_number_of_processes_changes_nothing(whole: Path, tmp_path: Path) -> None:
    """One process writes the bytes that two write."""
    run_corpus((table(tmp_path),), tmp_path / "out", NEVER, ONE)
    assert contents(whole) == contents(tmp_path / "out")


def test_a_killed_run_goes_on(whole: Path, tmp_path: Path) -> None:
    """Killed again and again, the parent or a worker, a run ends with the same bytes."""
    pairs, out, rng = table(tmp_path), tmp_path / "out", random.Random(7)
    command = [sys.executable, "-m", "align", "corpus", pairs, "-o", str(out), "--workers", "2"]
    command.append("--quiet")
    killed = 0
    for _ in range(5):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        done = len(list((out / "pairs").glob("*.parquet"))) if out.exists() else 0
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            if len(list((out / "pairs").glob("*.parquet"))) > done:
                break
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.3))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert killed
    assert contents(whole) == contents(out)


def test_a_dead_process_is_replaced_and_its_pair_given_up(whole: Path, tmp_path: Path) -> None:
    """A pair that kills its process three times is a row with the reason; the rest is there."""
    out = _with_fate("die", tmp_path, seconds=None)
    _all_but_the_poisoned(whole, out, "the process comparing it died 3 times (SIGSEGV)")


def test_a_pair_that_takes_too_long_is_given_up(whole: Path, tmp_path: Path) -> None:
    """A pair over the limit of time is a row with the reason; the rest is there."""
    out = _with_fate("hang", tmp_path, seconds=20)
    _all_but_the_poisoned(whole, out, "took longer than 20 s")


def _with_fate(fate: str, tmp_path: Path, seconds: float | None) -> Path:
    import corpus_work

    def pool(job: Job) -> Pool:
        return Pool(job, 2, seconds, work=corpus_work.poisoned)

    os.environ["ALIGN_TEST_FATE"] = fate
    try:
        pairs, out = table(tmp_path), tmp_path / "out"
        run_corpus((pairs,), out, NEVER, replace(ONE, engine=pool))
    finally:
        del os.environ["ALIGN_TEST_FATE"]
    return out


def _all_but_the_poisoned(whole: Path, out: Path, reason: str) -> None:
    for name in TABLES:
        ours = [r for r in rows_of(out, name) if r["pair"] != "p4"]
        assert [r for r in rows_of(whole, name) if r["pair"] != "p4"] == ours
    (row,) = (r for r in rows_of(out, "pairs") if r["pair"] == "p4")
    assert ("failed", reason) == (row["status"], row["reason"])


def test_a_full_disk_stops_in_one_line(whole: Path, tmp_path: Path) -> None:
    """Where nothing more can be written the run ends with one line, and goes on later."""
    out = tmp_path / "out"
    command = [sys.executable, "-m", "align", "corpus", table(tmp_path), "-o", str(out)]

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    stopped = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small)
    assert stopped.returncode == 2
    assert stopped.stderr.count("\n") == 1
    assert "cannot be written (File too large)" in stopped.stderr
    subprocess.run(command, capture_output=True, check=False)
    assert contents(whole) == contents(out)


FAILING: dict[str, tuple[tuple[str, str], str]] = {
    "no words": (("١٢ ٣٤", "12 34"), "source: no words"),
    "empty": (("", "One ship."), "source: no words in it"),
    "one language": (("The ships left.", "The ships left."), "both documents are in English"),
    "French": (
        (
            ROWS[0][0],
            "Le conseil a annoncé mardi que les navires ont quitté le port sans retard. " * 2,
        ),
        "only Arabic and English are read",
    ),
}


@pytest.mark.parametrize("name", FAILING)
def test_failures_are_rows(name: str, tmp_path: Path) -> None:
    """A pair that cannot be compared is a row with the reason, and the pair after it is done."""
    row, reason = FAILING[name]
    summary = _at_once((table(tmp_path, (row, ROWS[0])),), tmp_path / "out", NEVER)
    first, second = rows_of(tmp_path / "out", "pairs")
    assert (first["status"], second["status"]) == ("failed", "done")
    assert reason in first["reason"]
    assert summary["failed"] == 1


class _InPlace:
    """An engine without processes."""

    def __init__(self, job: Job) -> None:
        self.stage = Stage(job)

    def run(self, shards: Any, progress: Callable[[int, int], None]) -> None:
        """Does all shards here."""
        for shard in shards:
            progress(*self.stage.run(shard, lambda _: None, {}))


def _at_once(
    pairs: tuple[str, ...], out: Path, settings: Settings, options: Options = ONE
) -> dict[str, Any]:
    return run_corpus(pairs, out, settings, replace(options, engine=_InPlace))


def test_any_engine_writes_the_same(whole: Path, tmp_path: Path) -> None:
    """Without processes of its own a run writes the same bytes."""
    _at_once((table(tmp_path),), tmp_path / "out", NEVER)
    assert contents(whole) == contents(tmp_path / "out")


def test_unforeseen_errors_are_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of our own on one pair is that pair's reason, with its place."""
    from align.corpus import stage

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by\nnothing")

    monkeypatch.setattr(stage, "refuse_one_language", broken)
    _at_once((table(tmp_path, ROWS[:1]),), tmp_path / "out", NEVER)
    (row,) = rows_of(tmp_path / "out", "pairs")
    assert row["reason"].startswith("unexpected ZeroDivisionError (test_corpus.py:")
    assert row["reason"].endswith("): by nothing")


def test_changed_files_are_compared_again(tmp_path: Path) -> None:
    """Given again, a run does only the shards of which a file changed."""
    _folders(tmp_path, ROWS[:4])
    pairs, out = (str(tmp_path / "ar"), str(tmp_path / "en")), tmp_path / "out"
    _at_once(pairs, out, NEVER)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("part-*")}
    (tmp_path / "en" / "2.txt").write_text("The council said that 99 ships left Norhaf.", "utf-8")
    _at_once(pairs, out, NEVER)
    again = {p.name for p in out.rglob("part-*") if p.stat().st_mtime_ns != before[p]}
    assert {"part-000002.parquet"} == again
    fresh = tmp_path / "fresh"
    _at_once(pairs, fresh, NEVER)
    assert contents(fresh) == contents(out)


def _folders(folder: Path, rows: tuple[tuple[str, str], ...]) -> None:
    for side, language in enumerate(("ar", "en")):
        (folder / language).mkdir()
        for number, row in enumerate(rows):
            (folder / language / f"{number}.txt").write_text(row[side], "utf-8")


def test_the_cache_spares_what_is_unchanged(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run with a filled cache compares nothing and writes the same; other settings do compare."""
    pairs, cached = (table(tmp_path),), replace(ONE, cache=tmp_path / "cache.db")
    _at_once(pairs, tmp_path / "one", NEVER, cached)

    def never(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr(Stage, "_compared", never)
    _at_once(pairs, tmp_path / "two", NEVER, cached)
    assert contents(whole) == contents(tmp_path / "one") == contents(tmp_path / "two")
    other = _at_once(pairs, tmp_path / "three", replace(NEVER, ignore=("MT01",)), cached)
    assert len(ROWS) == other["failed"]


def test_what_is_no_cache_is_refused(tmp_path: Path) -> None:
    """A text, and a database of another program, are no cache, and stay as they are."""
    import sqlite3

    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("Not a database. " * 100)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE ships (name)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(HaltError, match=r"cannot be used|another program"):
            Cache(path).check()
    assert before == (text.read_bytes(), other.read_bytes())


def test_damaged_results_in_a_cache_are_found_anew(tmp_path: Path) -> None:
    """A value that is no result is as good as none."""
    cache = Cache(tmp_path / "cache.db")
    cache.check()
    key = cache.key("run", ("a", "b"), ())
    cache._open().execute("INSERT INTO results VALUES (?, ?)", (key, b"rubbish"))
    assert cache.get(key) is None


def test_another_run_is_not_written_over(whole: Path, tmp_path: Path) -> None:
    """Other settings in the same folder are refused, until --restart."""
    pairs, out = (table(tmp_path, ROWS[:2]),), tmp_path / "out"
    _at_once(pairs, out, NEVER)
    before = contents(out)
    with pytest.raises(AlignError, match=r"holds another run.*--restart"):
        _at_once(pairs, out, replace(NEVER, ignore=("MT01",)))
    assert before == contents(out)
    _at_once(pairs, out, replace(NEVER, ignore=("MT01",)), replace(ONE, restart=True))
    assert rows_of(out, "findings") == []


def test_strange_folders_are_not_touched(tmp_path: Path) -> None:
    """A folder that has our tables' names and is no run of ours is refused."""
    (tmp_path / "out" / "findings").mkdir(parents=True)
    with pytest.raises(AlignError, match="no run of ours"):
        _at_once((table(tmp_path),), tmp_path / "out", NEVER)


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    """While one run writes a second is refused."""
    out = tmp_path / "out"

    class Second(_InPlace):
        def run(self, shards: Any, progress: Callable[[int, int], None]) -> None:
            with pytest.raises(AlignError, match="another run is writing here"):
                _at_once((table(tmp_path),), out, NEVER)
            super().run(shards, progress)

    run_corpus((table(tmp_path, ROWS[:1]),), out, NEVER, replace(ONE, engine=Second))
    assert len(rows_of(out, "pairs")) == 1


def _rows(pairs: tuple[str, ...], settings: Settings = NEVER) -> Iterator[dict[str, Any]]:
    yield from planned(pairs, settings).rows.collect().to_dicts()


def test_a_manifest_names_files_from_its_folder(tmp_path: Path) -> None:
    """Paths of a manifest are relative to it, and a row without a target is two-sided."""
    path = tmp_path / "manifest.csv"
    path.write_text("id,source_path,target_path\na,x/one.txt,y/one.txt\nb,both.po,\n", "utf-8")
    found = [(r["pair"], r["source"], r["target"]) for r in _rows((str(path),))]
    both = str(tmp_path / "both.po")
    assert [
        ("a", str(tmp_path / "x/one.txt"), str(tmp_path / "y/one.txt")),
        ("b", both, both),
    ] == found


TABLE = {
    ".tsv": 'id\tar\ten\nk\tسفينة "واحدة\tOne "ship\n',
    ".csv": 'id,ar,en\nk,"سفينة ""واحدة","One ""ship"\n',
    ".jsonl": '{"id": "k", "ar": "سفينة \\"واحدة", "en": "One \\"ship"}\n',
}


@pytest.mark.parametrize("ending", [*TABLE, ".parquet"])
def test_tables_of_texts(ending: str, tmp_path: Path) -> None:
    """TSV, CSV, JSON Lines and Parquet give the same rows, quotation marks and all."""
    path = tmp_path / f"pairs{ending}"
    if ending == ".parquet":
        row = {"id": "k", "ar": 'سفينة "واحدة', "en": 'One "ship'}
        polars.DataFrame([row]).write_parquet(path)
    else:
        path.write_text(TABLE[ending], "utf-8")
    (row,) = _rows((str(path),))
    assert tuple(row.values())[:4] == (0, "k", 'سفينة "واحدة', 'One "ship')


def test_patterns_and_missing_partners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns pair the files whose wildcards agree; one without a partner is a failure."""
    _folders(tmp_path, ROWS[:2])
    (tmp_path / "en" / "1.txt").unlink()
    monkeypatch.chdir(tmp_path)
    first, second = _rows(("ar/*.txt", "en/*.txt"))
    assert (first["source"], first["target"], first["reason"]) == ("ar/0.txt", "en/0.txt", None)
    assert second["reason"] == "ar/1.txt: has no partner (en/1.txt)"


RUBBISH: dict[str, tuple[str, bytes, str]] = {
    "no column": ("t.tsv", b"one\ttwo\na\tb\n", "has no column"),
    "empty": ("t.tsv", b"", "is empty"),
    "no rows": ("t.tsv", b"source\ttarget\n", "has no rows"),
    "not Parquet": ("t.parquet", b"PAR1 and nothing", "not a table that can be read"),
    "not UTF-8": ("t.tsv", "source\ttarget\nسفينة\tship\n".encode("cp1256"), "not a table"),
    "not JSON": ("t.jsonl", b'{"source": \n', "not a table that can be read"),
    "ids": ("t.tsv", b"id\tsource\ttarget\na\tb\tc\na\tb\tc\n", "row 2: id 'a' as in row 1"),
    "no id": ("t.tsv", b"id\tsource\ttarget\na\tb\tc\n\tb\tc\n", "row 2: no id"),
    "no source": ("t.tsv", b"source_path\ttarget_path\n\tb\n", "row 1: no source_path"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    """What is no list of pairs is refused with the file and the reason, and nothing is written."""
    file, data, reason = RUBBISH[name]
    (tmp_path / file).write_bytes(data)
    with pytest.raises(AlignError) as caught:
        write_plan(planned((str(tmp_path / file),), NEVER), tmp_path / "plan.parquet")
    assert str(caught.value).startswith(f"{tmp_path / file}: ")
    assert reason in str(caught.value)
    assert [file] == [p.name for p in tmp_path.iterdir()]


def test_workers_are_bounded_by_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many processes as asked; else one a core, fewer where memory is short, never none."""
    assert workers(5) == 5
    monkeypatch.setattr("align.corpus.run._free_bytes", lambda: 1)
    assert workers(0) == 1


def test_half_written_parts_of_a_killed_run_go(tmp_path: Path) -> None:
    """What a killed run left in its scratch folder is taken away by the next."""
    prepare(tmp_path)
    (tmp_path / ".scratch" / "beads-0-1").write_bytes(b"half")
    prepare(tmp_path)
    assert list((tmp_path / ".scratch").iterdir()) == []


def test_the_command_sums_up(tmp_path: Path) -> None:
    """The command prints counts, tells failures on standard error, and exits by them."""
    rows = (ROWS[0], ("", "One ship."))
    command = [sys.executable, "-m", "align", "corpus", table(tmp_path, rows), "-o", "out"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout.startswith("1 of 2 pairs compared, 1 and 1 segments.\n")
    assert ended.stdout.endswith("Tables: out\n")
    failed = "align: source: no words in it\nalign: 1 of 2 pairs could not be compared\n"
    assert failed == ended.stderr
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["by_code"] == {"MT01": 1}


def test_long_runs_tell_how_long_they_will_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The log has a line a minute; what an earlier run did is no part of the estimate."""
    now = iter((0.0, 0.0, 30.0, 90.0, 100.0))
    log = Log(clock=lambda: next(now))
    for done in (400, 410, 430, 432):
        log(done, 1000)
    assert capsys.readouterr().err == "align: 430 of 1,000 done, about 28 min left\n"


def test_a_job_counts_its_shards(tmp_path: Path) -> None:
    """The last shard has what is left."""
    job = Job(tmp_path, NEVER, Kind.TEXTS, 10, 4, "", "", "")
    assert job.shards == 3
    assert [job.pairs_in(n) for n in range(3)] == [4, 4, 2]
