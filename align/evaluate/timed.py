"""One aligner timed in a process of its own: ``python -m align.evaluate.timed NAME FOLDER``.

A fresh process starts with no memory that another measurement has used. It loads what the aligner
is given from FOLDER and writes ``result.json`` there.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError
from align.evaluate.aligners import ALIGNERS, Aligner, Sides, given_to_aligners
from align.evaluate.lengths import BeadPair

# One thread each: what matrix libraries gain by a second they lose again where another process
# has the core, and the figures of a busy machine would say nothing.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)


@dataclass(frozen=True, slots=True)
class Timing:
    """One run.

    ``seconds`` of processor time and ``elapsed`` ones are of the alignment alone: the same where
    nothing else keeps the machine busy. ``peak``: bytes of the whole process at its fullest.
    """

    seconds: float
    elapsed: float
    peak: int
    beads: tuple[BeadPair, ...]


def give(folder: Path, sides: Sides) -> None:
    """Writes what the aligners of a text are given."""
    for name, given in given_to_aligners(sides).items():
        with (folder / name).open("wb") as file:
            pickle.dump(given, file, pickle.HIGHEST_PROTOCOL)


def timed(aligner: Aligner, folder: Path, patience: float | None) -> Timing | None:
    """The aligner's run on what ``folder`` has; None if it takes over ``patience`` seconds.

    Raises AlignError with the last line of what it says where it fails.
    """
    command = [sys.executable, "-m", __name__, aligner.name, str(folder)]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **_ONE_THREAD},
            capture_output=True,
            text=True,
            check=False,
            timeout=patience,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise AlignError(aligner.name, (done.stderr.strip().splitlines() or ["stopped"])[-1])
    result = json.loads((folder / "result.json").read_text("utf-8"))
    beads = tuple((tuple(source), tuple(target)) for source, target in result["beads"])
    return Timing(result["seconds"], result["elapsed"], result["peak"], beads)


def _run(name: str, folder: Path) -> None:
    aligner = next(a for a in ALIGNERS if a.name == name)
    align = aligner.prepare()
    with (folder / aligner.given).open("rb") as file:
        given = pickle.load(file)
    begun, used = time.perf_counter(), _processor()
    beads = align(given)
    elapsed, seconds = time.perf_counter() - begun, _processor() - used
    result = {"seconds": seconds, "elapsed": elapsed, "peak": _peak(), "beads": beads}
    (folder / "result.json").write_text(json.dumps(result), "utf-8")


def _processor() -> float:
    """Seconds of processor time that this process, and programs that it ran, have used."""
    return sum(os.times()[:4])


def _peak() -> int:
    """The most memory that this process, or a program that it ran, had resident, in bytes.

    Linux counts into getrusage what the parent had before this process began; /proc does not.
    """
    try:
        import resource
    except ImportError as error:
        raise AlignError("memory", "can be measured on Linux and macOS alone") from error
    unit = 1 if sys.platform == "darwin" else 1024
    programs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    if found:
        return max(int(found[1]) * 1024, programs)
    return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, programs)


if __name__ == "__main__":
    _run(sys.argv[1], Path(sys.argv[2]))
