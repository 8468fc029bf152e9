"""Looks for inputs that fail a target: `python -m tests.fuzz [TARGET…] --seconds 60`.

Each target has a process of its own with limits on time, memory and the time of one input. The
crashers found, minimised, and libFuzzer's corpus are kept in a scratch folder outside of the
repository, so that the next search goes on from there. Exit status 1: there are crashers.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.drive import Limits, Outcome, fuzz
from tests.fuzz.registry import names

_HEAD = ("target", "executions", "seconds", "processor", "coverage", "corpus", "crashers")


def main() -> int:
    """The exit status: 0 no crasher, 1 some, 2 a target that does not exist."""
    given = _arguments()
    unknown = [name for name in given.targets if name not in names()]
    if unknown:
        print(f"no target {', '.join(unknown)} (there are {', '.join(names())})", file=sys.stderr)
        return 2
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (pip install -e .[dev], Linux on x86-64): nothing fuzzed")
        return 0
    limits = Limits(given.seconds, given.timeout, given.memory)
    with ThreadPoolExecutor(given.jobs) as pool:
        outcomes = list(
            pool.map(lambda name: fuzz(name, given.folder / name, limits), given.targets or names())
        )
    print(table(outcomes))
    for outcome in outcomes:
        for crasher in outcome.crashers:
            print(f"{outcome.target}: {crasher.path} ({crasher.size} bytes)\n  {crasher.told}")
    return int(any(outcome.crashers for outcome in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("targets", nargs="*", help=f"of {', '.join(names())}; all if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--timeout", type=int, default=15, help="seconds of one input (15)")
    parser.add_argument("--memory", type=int, default=2048, help="MB of a process (2048)")
    parser.add_argument("--jobs", type=int, default=1, help="targets at a time (1)")
    scratch = Path(tempfile.gettempdir()) / "align-fuzz"
    parser.add_argument("--folder", type=Path, default=scratch, help=f"scratch ({scratch})")
    return parser.parse_args()


def table(outcomes: list[Outcome]) -> str:
    """The outcomes, one a line, under the names of the columns."""
    rows = [
        (
            o.target,
            f"{o.executions:,}",
            f"{o.seconds:.0f}",
            f"{o.processor:.0f}",
            f"{o.coverage:,}",
            f"{o.corpus:,}",
            str(len(o.crashers)),
        )
        for o in outcomes
    ]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (_HEAD, *rows)
    )


if __name__ == "__main__":
    sys.exit(main())
