"""A corpus run on this machine: planned, begun or taken up again, and summed up."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from align.config import Settings
from align.corpus.cache import Cache
from align.corpus.job import PLAN, RUN, Job, file_digest, key_of, to_json
from align.corpus.plan import Plan, planned, write_plan
from align.corpus.stage import content_hashes, part_path, prepare, tidy
from align.corpus.summary import SUMMARY, summarised
from align.corpus.tables import TABLES
from align.corpus.workers import Pool, Progress
from align.encode import load_encoder
from align.encode.embedded import cores
from align.errors import AlignError
from align.output import write
from align.pipeline import Checker, signature

# Parts of a table: at most so many, and of few pairs so many that all processes have work. A part
# has at most so many pairs, since its results are in memory until it is written.
_PARTS, _FEW, _USUAL, _MOST = 1000, 32, 16, 1 << 14
_LOCK = ".lock"
WORKER_BYTES = 700 * 1024**2  # what a process takes, with room for long documents


class Engine(Protocol):
    """Whoever does shards: processes of this machine, or a cluster."""

    def run(self, shards: Iterable[int], progress: Progress) -> None:
        """Does all ``shards``, telling after each how many pairs it had and how many failed."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done; nothing of it changes what is found.

    ``workers``: processes, 0 for as many as the machine bears. ``seconds``: what a pair may take,
    None for any time. ``cache``: a file of results. ``restart``: what another run left in the
    folder goes. ``engine``: who does the shards, None for processes of this machine.
    """

    workers: int = 0
    seconds: float | None = 600.0
    cache: Path | None = None
    restart: bool = False
    engine: Callable[[Job], Engine] | None = None


Meter = Callable[[int, int], None]  # pairs done, of how many


def run_corpus(
    pairs: tuple[str, ...],
    out: Path,
    settings: Settings,
    options: Options | None = None,
    meter: Meter | None = None,
) -> dict[str, Any]:
    """Compares all pairs and writes ``findings``, ``beads``, ``scores`` and ``pairs`` in ``out``.

    Each table is a folder of Parquet files. A run that was stopped, however it was, goes on where
    it was; the files come out the same. The summary is returned, and written as ``summary.json``.
    Raises AlignError for what cannot be planned or written, and where ``out`` holds another run.
    """
    options = options or Options()
    if re.match(r"[a-z][a-z0-9+]+:/", str(out)):  # of two slashes a Path keeps one
        raise AlignError(out, "is an address; the tables go into a folder")
    plan = planned(pairs, settings)
    with _held(out):
        job = _begun(plan, out, settings, options)
        prepare(out)
        (out / SUMMARY).unlink(missing_ok=True)
        _done(job, options.engine(job) if options.engine else _pool(job, options), meter)
        summary = summarised(job)
        write(out / SUMMARY, to_json(summary))
        tidy(out)
    return summary


def _pool(job: Job, options: Options) -> Engine:
    return Pool(job, workers(options.workers), options.seconds)


def _begun(plan: Plan, out: Path, settings: Settings, options: Options) -> Job:
    """The job in ``out``: that which was begun there, if it is the same."""
    encoder = load_encoder(settings.encoder, settings.threads)
    Checker.of(settings, encoder)  # what is wrong with the settings is told before the work
    fresh = out / f".{PLAN}.fresh"
    total = write_plan(plan, fresh)
    sign = signature(encoder)
    size = max(1, min(_USUAL, total // _FEW), min(_MOST, -(-total // _PARTS)))
    if options.cache is not None:
        Cache(options.cache).check()
    key = key_of(settings, sign)
    job = Job(out, settings, plan.kind, total, size, file_digest(fresh), sign, key, options.cache)
    before = _before(out)
    if before is not None and before != json.loads(to_json(job.described())):
        if not options.restart:
            fresh.unlink()
            told = ", ".join(k for k, v in job.described().items() if before.get(k) != v)
            reason = f"holds another run (other: {told}); --restart takes that away"
            raise AlignError(out, reason)
        _clear(out)
    elif before is None and any((out / name).exists() for name in TABLES):
        fresh.unlink()
        raise AlignError(out, f"holds folders that are no run of ours ({RUN} is missing)")
    os.replace(fresh, out / PLAN)
    write(out / RUN, to_json(job.described()))
    return job


def _before(out: Path) -> Any:
    """What the run in ``out`` says of itself; None where there is none."""
    path = out / RUN
    if not path.exists():
        return None
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AlignError(path, f"not readable ({error})") from error


def _clear(out: Path) -> None:
    """Takes a run away, the file that says what it is last."""
    for name in TABLES:
        shutil.rmtree(out / name, ignore_errors=True)
    for name in (SUMMARY, PLAN, RUN):
        (out / name).unlink(missing_ok=True)


def _done(job: Job, engine: Engine, meter: Meter | None) -> None:
    kept = 0

    def told(pairs: int, _failed: int) -> None:
        nonlocal kept
        kept += pairs
        if meter is not None:
            meter(kept, job.total)

    def left() -> Iterator[int]:
        for shard in range(job.shards):
            if is_done(job, shard):
                told(job.pairs_in(shard), 0)
            else:
                yield shard

    engine.run(left(), told)


def is_done(job: Job, shard: int) -> bool:
    """True if all parts of a shard are there, of files that are still what they were."""
    import polars as pl

    path = part_path(job.out, TABLES[-1], shard)
    if not path.exists():
        return False
    columns = ("source", "target", "source_sha256", "target_sha256")
    try:
        rows = pl.read_parquet(path, columns=list(columns)).rows()
    except (pl.exceptions.PolarsError, OSError):
        return False
    return len(rows) == job.pairs_in(shard) and all(_unchanged(job, *row) for row in rows)


def _unchanged(job: Job, source: str, target: str, *hashes: str | None) -> bool:
    if source is None:  # a text of the plan, whose own hash is the run's
        return True
    try:
        return content_hashes(job.kind, (source, target)) == hashes
    except AlignError:
        return hashes == (None, None)


def workers(asked: int) -> int:
    """How many processes: as asked, or one a core where there is memory for them."""
    if asked:
        return asked
    return max(1, min(cores(), _free_bytes() // WORKER_BYTES))


def _free_bytes() -> int:
    """The memory that is free, as Linux tells it; anywhere else, enough."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return 1 << 50
    told = dict(line.split(":", 1) for line in lines)
    return int(told.get("MemAvailable", "0 kB").split()[0]) * 1024


@contextmanager
def _held(out: Path) -> Iterator[None]:
    """``out`` made, and no other run let in as long as this one lasts, however it ends."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / _LOCK).open("w")
    except OSError as error:
        raise AlignError(out, f"cannot be written ({error.strerror or error})") from error
    with lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # not on this system: two runs would write the same bytes
            pass
        except OSError as error:
            raise AlignError(out, "another run is writing here") from error
        yield
