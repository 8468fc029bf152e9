"""Word aligners as their users run them: ours, simalign, and the statistical ones.

Each reads ``pairs.json`` (tokens of both sides; those after ``asked`` are there to learn from) and
returns the links of the pairs that are asked for, by token number.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from align.evaluate.bench.values import OURS, Contender, Work, found_program

Tokens = list[str]
TokenPair = tuple[Tokens, Tokens]
Links = list[tuple[int, int]]
SAME, LARGE = "same", "large"  # the folders of the encoders that simalign is given
LARGE_NAME = "simalign itermax, 12 layers of 768"
_LAYER = 8  # simalign's own choice for models of 12 layers


def given(folder: Path) -> tuple[list[TokenPair], list[TokenPair], list[TokenPair]]:
    """The pairs that are asked for, a few of them for what is slow, and others to learn from."""
    read = json.loads((folder / "pairs.json").read_text("utf-8"))
    return read["asked"], read["few"], read["others"]


def _ours(folder: Path) -> Work:
    import polars

    from align.encode import load_encoder
    from align.pairwise import word_alignments

    asked, _, _ = given(folder)
    sides = ([" ".join(pair[side]) for pair in asked] for side in (0, 1))
    table = polars.DataFrame(dict(zip(("source", "target"), sides, strict=True)))
    encoder = load_encoder(threads=int(os.environ.get("ALIGN_BENCH_THREADS", "0")))
    # The packaged encoder opens its session when it first encodes: that is start-up.
    encoder.encode([["a"]], spans=False)

    def work() -> list[Links]:
        found = []
        for alignment in word_alignments(table, True, encoder):
            sides = alignment.source_segments[0], alignment.target_segments[0]
            ours, theirs = ({t.span: n for n, t in enumerate(s.tokens)} for s in sides)
            found.append([(ours[k.source], theirs[k.target]) for k in alignment.links])
        return found

    return work


def _simalign(model: str, method: str, folder: Path) -> Work:
    """simalign as its own page shows it; a pair on which it raises has no links."""
    config = json.loads((folder / model / "config.json").read_text("utf-8"))
    aligner = import_module("simalign").SentenceAligner(
        model=str(folder / model),
        token_type="bpe",
        matching_methods=method[0] if method == "itermax" else "a",
        layer=config.get("inner_layer", _LAYER),
    )
    asked, few, _ = given(folder)

    def work() -> list[Links | None]:
        found: list[Links | None] = []
        for source, target in few if model == LARGE else asked:
            try:
                found.append(aligner.get_word_aligns(source, target)[method])
            except (ValueError, IndexError):
                found.append(None)
        return found

    return work


def _eflomal(learning: bool, folder: Path) -> Work:
    """The program, both directions, joined by grow-diag-final-and."""
    asked, _, others = given(folder)
    pairs = [*asked, *(others if learning else ())]
    names = ("source", "target", "forward", "reverse")
    paths = [folder / f"eflomal.{name}" for name in names]
    for path, side in zip(paths, (0, 1), strict=False):
        path.write_text("".join(" ".join(pair[side]) + "\n" for pair in pairs), "utf-8")
    options = [p for o, path in zip("stfr", paths, strict=True) for p in (f"-{o}", str(path))]
    command = [found_program("eflomal-align") or "", *options, "--overwrite", "-m", "3"]

    def work() -> list[Links]:
        _said(command)
        ways = [path.read_text("utf-8").splitlines() for path in paths[2:]]
        return joined(asked, *ways)

    return work


def _fast_align(learning: bool, folder: Path) -> Work:
    """The program, both directions with its recommended options, joined likewise."""
    asked, _, others = given(folder)
    pairs = [*asked, *(others if learning else ())]
    path = folder / "fast_align.pairs"
    path.write_text("".join(f"{' '.join(a)} ||| {' '.join(b)}\n" for a, b in pairs), "utf-8")
    command = [found_program("fast_align") or "", "-i", str(path), "-d", "-o", "-v"]

    def work() -> list[Links]:
        return joined(asked, *(_said([*command, *way]).splitlines() for way in ((), ("-r",))))

    return work


def _said(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit((done.stderr.strip().splitlines() or [f"{command[0]} failed"])[-1])
    return done.stdout


def joined(pairs: Sequence[TokenPair], forward: list[str], reverse: list[str]) -> list[Links]:
    """Both directions' links, grown from those in common (Och and Ney 2003), as nltk has it."""
    grow: Callable[[int, int, str, str], set[tuple[int, int]]]
    grow = import_module("nltk.translate.gdfa").grow_diag_final_and
    rows = zip(pairs, forward, reverse, strict=False)  # those to learn from come after
    return [sorted(grow(len(a), len(b), ours, theirs)) for (a, b), ours, theirs in rows]


_SIMALIGN = ("simalign", "torch", "transformers")
_MORE = "with text to learn from"
CONTENDERS = (
    Contender(OURS, _ours, light=True),
    *(
        Contender(
            f"simalign {method}, same weights",
            partial(_simalign, SAME, method),
            _SIMALIGN,
            distribution="simalign",
        )
        for method in ("itermax", "inter")
    ),
    Contender(LARGE_NAME, partial(_simalign, LARGE, "itermax"), _SIMALIGN, distribution="simalign"),
    *(
        Contender(
            f"{name}, {_MORE}" if learning else name,
            partial(run, learning),
            ("nltk",),
            program,
            distribution=name,
        )
        for name, program, run in (
            ("eflomal", "eflomal-align", _eflomal),
            ("fast_align", "fast_align", _fast_align),
        )
        for learning in (False, True)
    ),
)
