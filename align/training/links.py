"""Word links to learn from, found by statistics: eflomal as a program, or our own aligner."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from align.errors import AlignError
from align.training.aligner import Links, align
from align.training.files import whole

PROGRAM = "eflomal-align"
AGREED, ONE_SIDED = 1.0, 0.5
Link = tuple[int, int]
Weighted = tuple[int, int, float]


def program() -> str | None:
    """Where eflomal is installed, None where it is not.

    It is licensed under the GPL and therefore only ever run, never imported.
    """
    beside = Path(sys.executable).with_name(PROGRAM)
    return str(beside) if beside.exists() else shutil.which(PROGRAM)


def link(texts: tuple[Path, Path], links: tuple[Path, Path], path: str | None) -> None:
    """Written to ``links``: those of both directions between the lines of ``texts``.

    By the program at ``path``, or by our own aligner where that is None.
    """
    with whole(links[0]) as forward, whole(links[1]) as reverse:
        if path is not None:
            _run(path, texts, (forward, reverse))
            return
        source, target = ([line.split() for line in _lines(text)] for text in texts)
        _write(forward, align(source, target))
        turned = align(target, source)
        _write(reverse, [sorted((i, j) for j, i in row) for row in turned])


def _run(path: str, texts: tuple[Path, Path], links: tuple[Path, Path]) -> None:
    names = ("-s", "-t", "-f", "-r")
    files = [part for pair in zip(names, (*texts, *links), strict=True) for part in map(str, pair)]
    command = [path, *files, "--overwrite", "-m", "3", "--n-samplers", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["failed without a word"]
        raise AlignError(path, lines[-1])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _write(path: Path, rows: Links) -> None:
    lines = (" ".join(f"{i}-{j}" for i, j in row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def parse(line: str) -> list[Link]:
    """The links of a line in the ``0-0 1-2`` layout."""
    pairs = (link.split("-") for link in line.split())
    return [(int(i), int(j)) for i, j in pairs]


def combined(forward: Iterable[Link], reverse: Iterable[Link]) -> list[Weighted]:
    """The links of both directions, those that both agree on with full confidence."""
    first, second = set(forward), set(reverse)
    return [
        (i, j, AGREED if (i, j) in first and (i, j) in second else ONE_SIDED)
        for i, j in sorted(first | second)
    ]


def gathered(links: Iterable[Link], owners: Sequence[int]) -> set[Link]:
    """Links of segments as links of the words they belong to."""
    return {(owners[i], j) for i, j in links}
