"""Contenders run by turns, each time in a process of its own, and what each run took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.evaluate.bench import launch
from align.evaluate.bench.values import OURS, Contender, Plan, Run

_INTERRUPTED = 130
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A command to time; ``result``: where it writes its own times and output, if it does.

    ``accepted``: the exit statuses that are no failure; ``required``: without it there is nothing
    to compare with.
    """

    name: str
    command: tuple[str, ...]
    result: Path | None = None
    accepted: tuple[int, ...] = (0,)
    required: bool = False


@dataclass(slots=True)
class Measured:
    """All runs by contender, what each put out, and what there is to say of those that failed."""

    runs: dict[str, list[Run]] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def jobs_of(module: str, contenders: Sequence[Contender], folder: Path) -> list[Job]:
    """One job a contender of a module of this package, on the texts that ``folder`` has."""
    alone = "align.evaluate.bench.alone"
    return [
        Job(
            c.name,
            (sys.executable, "-m", alone, module, c.name, str(folder)),
            folder / "result.json",
            required=c.name == OURS,
        )
        for c in contenders
    ]


def chosen(
    contenders: Sequence[Contender], plan: Plan
) -> tuple[list[Contender], tuple[tuple[str, str], ...]]:
    """The contenders that can be run, and those that cannot, each with the reason."""
    wanted = [c for c in contenders if c.light or not plan.quick]
    absent = tuple((c.name, f"not installed: {c.lacks}") for c in wanted if c.lacks)
    return [c for c in wanted if not c.lacks], absent


def measured(jobs: Sequence[Job], plan: Plan, rounds: int, tell: Told = print) -> Measured:
    """Every job once a round, the order turned round in every other one.

    A job that fails or takes too long is told of and left out of the rounds to come; AlignError
    where it is required.
    """
    done = Measured({job.name: [] for job in jobs})
    left = list(jobs)
    for number in range(rounds):
        for job in left[:: -1 if number % 2 else 1]:
            tell(f"round {number + 1} of {rounds}: {job.name}")
            try:
                run, output = _run(job, plan)
            except AlignError as error:
                if job.required:
                    raise
                done.notes.append(f"{job.name}: stopped, {error.reason}.")
                left.remove(job)
                done.runs[job.name].clear()
                continue
            done.runs[job.name].append(run)
            done.outputs.setdefault(job.name, output)
    return done


def _run(job: Job, plan: Plan) -> tuple[Run, Any]:
    note = plan.folder / "note.json"
    command = [sys.executable, "-I", "-S", launch.__file__, str(note), str(plan.patience)]
    done = subprocess.run(
        [*command, *job.command], env=environment(plan), capture_output=True, check=False
    )
    if done.returncode == _INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode:
        raise AlignError(job.name, f"{job.command[0]} cannot be run")
    taken = json.loads(note.read_text("utf-8"))
    if taken["late"]:
        raise AlignError(job.name, f"over {plan.patience:.0f} s")
    if taken["status"] not in job.accepted:
        said = Path(f"{note}.err").read_text("utf-8", errors="replace").strip().splitlines()
        raise AlignError(job.name, said[-1] if said else f"exit status {taken['status']}")
    whole = taken["seconds"], taken["processor"], taken["peak"]
    if job.result is None:
        return Run(*whole), None
    result = json.loads(job.result.read_text("utf-8"))
    return Run(*whole, result["seconds"], result["processor"]), result["output"]


def environment(plan: Plan) -> dict[str, str]:
    """The variables under which all run alike: as many threads each, and no network."""
    threads = str(plan.threads)
    return {
        **os.environ,
        "OMP_NUM_THREADS": threads,
        "MKL_NUM_THREADS": threads,
        "RAYON_NUM_THREADS": threads,
        # As our command line sets it: numpy's small products lose time where cores are busy.
        "OPENBLAS_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
        "ALIGN_BENCH_THREADS": threads,
    }
