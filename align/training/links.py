"""Word links to learn from, by statistics alone: eflomal as a program, or our own aligner."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from align.errors import AlignError

PROGRAM = "eflomal-align"
AGREED, ONE_SIDED = 1.0, 0.5
Weighted = tuple[int, int, float]


def program() -> str | None:
    """Where eflomal is installed, None where it is not.

    It is licensed under the GPL and therefore only ever run, never imported.
    """
    beside = Path(sys.executable).with_name(PROGRAM)
    return str(beside) if beside.exists() else shutil.which(PROGRAM)


def run_program(path: str, texts: tuple[Path, Path], links: tuple[Path, Path]) -> None:
    """Written to ``links``: the links of both directions between the lines of ``texts``."""
    source, target = map(str, texts)
    forward, reverse = map(str, links)
    files = ["-s", source, "-t", target, "-f", forward, "-r", reverse]
    done = subprocess.run(
        [path, *files, "--overwrite", "-m", "3", "--n-samplers", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["failed without a word"]
        raise AlignError(path, lines[-1])


def parse(line: str) -> list[tuple[int, int]]:
    """The links of a line in the ``0-0 1-2`` layout."""
    pairs = (link.split("-") for link in line.split())
    return [(int(i), int(j)) for i, j in pairs]


def combined(
    forward: Sequence[tuple[int, int]], reverse: Sequence[tuple[int, int]]
) -> list[Weighted]:
    """The links of both directions, those that both agree on with full confidence."""
    first, second = set(forward), set(reverse)
    return [
        (i, j, AGREED if (i, j) in first and (i, j) in second else ONE_SIDED)
        for i, j in sorted(first | second)
    ]


def read_links(forward: Path, reverse: Path) -> Iterator[list[Weighted]]:
    """The combined links of every line of both files."""
    with forward.open(encoding="utf-8") as first, reverse.open(encoding="utf-8") as second:
        for one, other in zip(first, second, strict=True):
            yield combined(parse(one), parse(other))
