"""Corpus runs measured: pairs a second by processes, memory by size, and what kills change.

Pairs of texts are made of the gold's sentence pairs by a seeded generator. Every run is a command
of its own, whose processes are watched from outside.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from align.corpus.run import workers
from align.encode import Encoder
from align.errors import AlignError
from align.evaluate.gold import digest
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.evaluate.scaling import documents
from align.evaluate.synthetic import altered_units
from align.pipeline import signature

SEED = 20261127
_PAIRS, _SMALL = 20_000, 10  # as many pairs, and a tenth of them
_SENTENCES = 2, 5  # of a pair, before some are removed, joined and split
_KILLS = 20
_LOOK = 0.2  # seconds between looks at the processes' memory
_SIGNALS = "parent", "worker"
_NOTE = (
    "A pair is a text of two to five sentences of one document, some removed on one side, joined or"
    " split. Memory is what all processes of a run have resident together, pages they share counted"
    " in each. Kills are SIGKILLs at random moments, of the run or a process of it by turns; what"
    " changed are files of the tables that differ from those of a run left alone."
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock, and bytes of all its processes at their fullest."""

    seconds: float
    peak: int


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation of pairs made of all tables (``ar``, ``en``); ``limit``: how many pairs."""
    total = options.limit or _PAIRS
    small, many = max(1, total // _SMALL), max(2, workers(0))
    with TemporaryDirectory(prefix="align-") as name:
        folder = Path(name)
        few, full = (folder / "few.parquet", folder / "full.parquet")
        make(paths, small, few)
        lines = make(paths, total, full)
        runs = (
            run(few, folder / "1", 1),
            run(few, folder / "2", many),
            run(full, folder / "3", many),
        )
        kills = kill(full, folder / "4", many, (min(_KILLS, total), runs[2].seconds))
        changed = differing(folder / "3", folder / "4")
    yield Evaluation(
        kind="corpus",
        gold=", ".join(path.name.split(".")[0] for path in paths),
        items=total,
        unit=f"pairs of {lines:,} lines, {many} processes, seed {SEED}",
        sha256=digest(paths),
        signature=signature(encoder),
        figures=(
            *_figures(runs, (small, total)),
            Figure(f"lines a second, {total:,} pairs", lines / runs[2].seconds, total),
            Figure("kills", kills, total),
            Figure("files changed by kills", changed, total, True),
        ),
        notes=(_NOTE,),
    )


def _figures(runs: tuple[Run, Run, Run], sizes: tuple[int, int]) -> Iterator[Figure]:
    """Pairs a second and memory: of one process and several on few pairs, of several on all."""
    small, total = sizes
    rates = small / runs[0].seconds, small / runs[1].seconds, total / runs[2].seconds
    peaks = [run.peak / 1e6 for run in runs]
    single = (Reference("one process", rates[0]),)
    yield Figure(f"pairs a second, {small:,} pairs", rates[1], small, baselines=single)
    yield Figure(f"pairs a second, {total:,} pairs", rates[2], total, baselines=single)
    yield Figure("times one process", rates[1] / rates[0], small)
    lone = (Reference("one process", peaks[0]),)
    yield Figure(f"peak MB, {small:,} pairs", peaks[1], small, True, baselines=lone)
    yield Figure(f"peak MB, {total:,} pairs", peaks[2], total, True, baselines=lone)
    yield Figure("times the memory of a tenth", peaks[2] / peaks[1], total, True)


def make(paths: Sequence[Path], total: int, table: Path, seed: int = SEED) -> int:
    """Writes a table of ``total`` pairs of texts, the same for the same seed; how many lines.

    Raises AlignError where no row of ``paths`` has both sides.
    """
    import polars

    sources = [pairs for path in paths for pairs in documents(path)]
    if not sources:
        raise AlignError(", ".join(map(str, paths)), "no sentence pairs")
    rng = random.Random(seed)
    rows = [
        ("\n".join(ours), "\n".join(theirs)) for ours, theirs in islice(_texts(sources, rng), total)
    ]
    frame = polars.DataFrame(rows, schema=["source", "target"], orient="row")
    frame.write_parquet(table)
    return sum(text.count("\n") + 1 for row in rows for text in row)


def _texts(
    sources: list[list[tuple[str, str]]], rng: random.Random
) -> Iterator[tuple[list[str], list[str]]]:
    """The lines of both sides of a pair, again and again."""
    while True:
        for pairs in rng.sample(sources, len(sources)):
            start = 0
            while start < len(pairs):
                stop = start + rng.randint(*_SENTENCES)
                units = list(altered_units(pairs[start:stop], rng))
                ours, theirs = ([line for unit in units for line in unit[side]] for side in (0, 1))
                if ours and theirs:
                    yield ours, theirs
                start = stop


def run(table: Path, out: Path, processes: int) -> Run:
    """A run left alone; AlignError with what it says where it fails."""
    begun = time.perf_counter()
    process = _begun(table, out, processes)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(pid) for pid in (process.pid, *_children(process.pid))))
        time.sleep(_LOOK)
    _, told = process.communicate()
    if process.returncode:
        raise AlignError("align corpus", (told.strip().splitlines() or ["stopped"])[-1])
    return Run(time.perf_counter() - begun, peak)


def kill(table: Path, out: Path, processes: int, how: tuple[int, float]) -> int:
    """A run that is killed so many times, within the seconds it takes, then left to end."""
    times, seconds = how
    rng = random.Random(SEED)
    done = 0
    while done < times:
        process = _begun(table, out, processes)
        while done < times:
            time.sleep(rng.uniform(0.2, 1.8) * seconds / times)
            if process.poll() is not None:  # it ended before all kills were dealt
                return done
            done += 1
            children = _children(process.pid)
            if _SIGNALS[done % 2] == "worker" and children:
                _killed(rng.choice(children))
                continue
            _killed(process.pid)
            break
        process.communicate()
    run(table, out, processes)
    return done


def _killed(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _begun(table: Path, out: Path, processes: int) -> subprocess.Popen[str]:
    command = ["corpus", str(table), "-o", str(out), "--workers", str(processes)]
    return subprocess.Popen(
        [sys.executable, "-m", "align", *command, "--quiet", "--fail-on", "never"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _children(pid: int) -> list[int]:
    """The processes that ``pid`` began and that are still there."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(c) for t in tasks for c in (t / "children").read_text("ascii").split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    """The bytes that a process has in memory; 0 where it has gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def differing(one: Path, two: Path) -> int:
    """How many files of two runs are not the same, or in one of them alone."""
    found = [
        {p.relative_to(f): sha256(p.read_bytes()).digest() for p in f.rglob("*") if p.is_file()}
        for f in (one, two)
    ]
    return len({name for name, _ in set(found[0].items()) ^ set(found[1].items())})
