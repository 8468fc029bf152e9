"""Sentence aligners from lines to beads: what those that compare vectors need is made here too.

Each reads ``texts.json`` (the lines of both sides of every text) and returns the beads of each.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from align.evaluate.aligners import ALIGNERS, Aligner, Lines, Sides, given_to_aligners
from align.evaluate.bench.values import OURS, Contender, Work, found_program
from align.evaluate.lengths import BeadPair

Text = tuple[Lines, Lines]
_RUNG = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\]")
_LIGHT = OURS, "Gale-Church (nltk)", "Gale-Church (numpy)"
# Programs that no package installs under one name: called with two files, they have to print
# Vecalign's notation, "[0,1]:[0]:0.83" a bead.
_PROGRAMS = "vecalign", "bertalign"


def given(folder: Path) -> list[Text]:
    """The texts, each as the lines of both sides."""
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    return [(tuple(source), tuple(target)) for source, target in texts]


def _aligned(aligner: Aligner, folder: Path) -> Work:
    align, texts = aligner.prepare(), given(folder)
    if aligner.given == "lines":
        return lambda: [align(text) for text in texts]
    encoded = _encoding()
    return lambda: [align(given_to_aligners(encoded(t))[aligner.given]) for t in texts]


def _encoding() -> Callable[[Text], Sides]:
    """What turns the lines of a text into both sides, encoded."""
    from align.encode import load_encoder
    from align.encode.similarity import encode_segments
    from align.evaluate.beads import line_document
    from align.model import Language
    from align.segment import lines

    encoder = load_encoder(threads=int(os.environ.get("ALIGN_BENCH_THREADS", "0")))
    encoder.encode([["a"]])  # opens the session, which is start-up

    def encoded(text: Text) -> Sides:
        documents = (line_document(s, x, x.value) for s, x in zip(text, Language, strict=True))
        source, target = encode_segments(tuple(lines(d) for d in documents), encoder)
        return source, target

    return encoded


def _program(name: str, folder: Path) -> Work:
    texts = given(folder)
    return lambda: [_rungs(name, text) for text in texts]


def _rungs(name: str, text: Text) -> list[BeadPair]:
    with TemporaryDirectory(prefix="align-") as folder:
        paths = [Path(folder) / side for side in ("source", "target")]
        for path, side in zip(paths, text, strict=True):
            path.write_text("".join(f"{line}\n" for line in side), "utf-8")
        command = [found_program(name) or "", *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit((done.stderr.strip().splitlines() or [f"{name} failed"])[-1])
    return [(_numbers(a), _numbers(b)) for a, b in _RUNG.findall(done.stdout)]


def _numbers(side: str) -> tuple[int, ...]:
    return tuple(int(number) for number in side.split(",") if number.strip())


CONTENDERS = (
    *(
        Contender(
            a.name,
            partial(_aligned, a),
            (a.package,) if a.package else (),
            a.program,
            distribution=a.package,
            light=a.name in _LIGHT,
        )
        for a in ALIGNERS
    ),
    *(Contender(name, partial(_program, name), program=name) for name in _PROGRAMS),
)
