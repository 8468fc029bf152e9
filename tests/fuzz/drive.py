"""One target fuzzed for a while, in a process that may die: what was done, what was found."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer

from tests.fuzz.registry import Target, load

ROOT = Path(__file__).parents[2]
_PROGRESS = re.compile(rb"^#(\d+)\s.*?cov: (\d+).*?corp: (\d+)", re.MULTILINE)
_DEATHS = 20  # of the process, after which a target is given up
_MINIMISING = 30  # seconds for a crasher


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of all, seconds of one input, megabytes of the process."""

    seconds: int
    timeout: int
    memory: int


@dataclass(frozen=True, slots=True)
class Crasher:
    """An input that fails a target, and the last line of what it raised."""

    path: Path
    size: int
    told: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one target was run for, and what failed it."""

    target: str
    executions: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    coverage: int = 0
    corpus: int = 0
    crashers: tuple[Crasher, ...] = ()


def fuzz(name: str, folder: Path, limits: Limits) -> Outcome:
    """The target of that name, run until its time is over, again whenever it dies.

    ``folder`` holds its corpus, its crashers and its log.
    """
    target = load(name)
    _prepare(target, folder)
    outcome = Outcome(name)
    for run in range(_DEATHS):
        left = limits.seconds - outcome.seconds
        if left < 1:
            break
        start = time.monotonic()
        log = folder / f"log-{run}.txt"
        options = _options(target, folder, replace(limits, seconds=round(left)))
        processor = _engine(name, folder, options, log)
        executions, coverage, corpus = _progress(log)
        outcome = replace(
            outcome,
            executions=outcome.executions + executions,
            seconds=outcome.seconds + time.monotonic() - start,
            processor=outcome.processor + processor,
            coverage=max(outcome.coverage, coverage),
            corpus=max(outcome.corpus, corpus),
        )
    return replace(outcome, crashers=tuple(_crashers(name, folder, limits)))


def _prepare(target: Target, folder: Path) -> None:
    """The corpus with the seeds in it, the dictionary, and no crashers of an earlier search."""
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (folder / "corpus" / f"seed-{number}").write_bytes(seed)
    for old in (*folder.glob("crash-*"), *folder.glob("timeout-*"), *folder.glob("oom-*")):
        old.unlink()
    for old in folder.glob("log-*.txt"):
        old.unlink()
    quoted = ("".join(f"\\x{byte:02x}" for byte in token) for token in target.tokens)
    (folder / "tokens").write_text("".join(f'"{token}"\n' for token in quoted), "ascii")
    program = folder / "program"  # what libFuzzer starts again to minimise
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m tests.fuzz.engine {target.name} "{folder}" "$@"\n'
    )
    program.chmod(0o755)


def _options(target: Target, folder: Path, limits: Limits) -> list[str]:
    return [
        *([f"-dict={folder / 'tokens'}"] if target.tokens else []),
        f"-max_total_time={limits.seconds}",
        f"-timeout={limits.timeout}",
        f"-rss_limit_mb={limits.memory}",
        f"-max_len={target.most}",
        f"-artifact_prefix={folder}/",
        "-reload=0",
        str(folder / "corpus"),
    ]


def _engine(
    name: str, folder: Path, options: list[str], log: Path, only: str | None = None
) -> float:
    """Runs the target in a process, and returns the processor's seconds that it took.

    ``only``: the crash that alone counts while it is minimised, which libFuzzer does in processes
    without end: they are ended in time.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FUZZ_PROGRAM": str(folder / "program"),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "POLARS_MAX_THREADS": "1",
        **({"FUZZ_ONLY": only} if only else {}),
    }
    command = [sys.executable, "-m", "tests.fuzz.engine", name, str(folder), *options]
    with log.open("wb") as output, tempfile.TemporaryDirectory(dir=_memory()) as inputs:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | {"TMPDIR": inputs},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=only is not None,
        )
        with _ended(process.pid) if only else nullcontext():
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _ended(group: int) -> Iterator[None]:
    """The processes of a group, killed where the block takes too long."""
    timer = Timer(_MINIMISING, os.killpg, (group, signal.SIGKILL))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _memory() -> Path | None:
    """A folder that is no disk, which readers of files would wait for; None: the usual one."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else None


def _progress(log: Path) -> tuple[int, int, int]:
    """Executions, coverage and size of the corpus, as the log says last."""
    found = _PROGRESS.findall(log.read_bytes())
    executions, coverage, corpus = found[-1] if found else (0, 0, 0)
    return int(executions), int(coverage), int(corpus)


def _crashers(name: str, folder: Path, limits: Limits) -> list[Crasher]:
    """The inputs that failed, each as small as libFuzzer gets it."""
    found = []
    for path in sorted((*folder.glob("crash-*"), *folder.glob("timeout-*"), *folder.glob("oom-*"))):
        if path.suffix:
            continue
        told = path.with_suffix(".txt")
        if told.is_file():
            _minimise(name, folder, path)
            last = told.read_text("utf-8").strip().splitlines()[-1]
        else:
            last = f"stops the process ({path.name.partition('-')[0]}; {limits.timeout} s, "
            last += f"{limits.memory} MB)"
        found.append(Crasher(path, path.stat().st_size, last))
    return found


def _minimise(name: str, folder: Path, path: Path) -> None:
    """Replaces an input that raises by a smaller one that raises the same at the same place."""
    small = folder / f"{path.name}.small"
    options = [
        "-minimize_crash=1",
        f"-max_total_time={_MINIMISING}",
        f"-exact_artifact_path={small}",
        str(path),
    ]
    only = path.name.removeprefix("crash-")
    _engine(name, folder, options, folder / f"log-{path.name}.txt", only)
    if small.is_file() and 0 < small.stat().st_size < path.stat().st_size:
        small.replace(path)
    small.unlink(missing_ok=True)
