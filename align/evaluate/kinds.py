"""The kinds of evaluation, each in the module of its name, imported when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from align.encode import Encoder
from align.errors import AlignError
from align.evaluate.results import Evaluation, Options

KINDS = (
    "words",
    "sentences",
    "findings",
    "statements",
    "omissions",
    "similarity",
    "fidelity",
    "retrieval",
    "facts",
    "names",
    "synthetic",
    "checks",
    "speed",
    "scaling",
    "corpus",
    "invariants",
)
Measure = Callable[[tuple[Path, ...], Encoder, Options], Iterator[Evaluation]]


def evaluate(
    kind: str,
    paths: Sequence[str | Path],
    encoder: Encoder,
    options: Options | None = None,
) -> tuple[Evaluation, ...]:
    """Our output held against the gold at ``paths``.

    Raises AlignError for an unknown kind, and for gold that is missing or laid out otherwise.
    """
    if kind not in KINDS:
        raise AlignError(kind, f"no such kind of evaluation (one of {', '.join(KINDS)})")
    files = tuple(Path(p) for p in paths)
    for path in files:
        if not path.is_file():
            raise AlignError(path, "no such file" if not path.exists() else "not a file")
    measure: Measure = import_module(f"align.evaluate.{kind}").measure
    return tuple(measure(files, encoder, options or Options()))
