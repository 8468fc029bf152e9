"""Checkers of whole document pairs: ours, and what can be had by lengths, digits and letters.

Each reads ``gold.json`` (paths of gold files, whose document pairs are checked) and returns, a pair
after the other, its claims: code, word numbers of both sides, and how far off the words are; by
that, what is told can be limited afterwards.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median

from align.evaluate.bench.values import OURS, Contender, Work, found_program
from align.evaluate.documents import GoldPair, gold_pairs
from align.evaluate.found import Segments, characters
from align.evaluate.lengths import gale_church
from align.evaluate.naive import naive_claims
from align.model import Segment, Side
from align.segment import segment

Claim = tuple[str, list[int], list[int], float]
Beads = list[tuple[list[Segment], list[Segment]]]
_SURE = 1.0
_LARGEST = 1e3  # of a bead that has one side alone


def given(folder: Path) -> list[GoldPair]:
    """The document pairs."""
    given = json.loads((folder / "gold.json").read_text("utf-8"))
    pairs = [pair for path in given["paths"] for pair in gold_pairs(Path(path))]
    return pairs[: given["limit"]]


def _ours(folder: Path) -> Work:
    from align.config import Settings
    from align.encode import load_encoder
    from align.evaluate.findings import claims
    from align.pipeline import check

    pairs = given(folder)
    encoder = load_encoder(threads=int(os.environ.get("ALIGN_BENCH_THREADS", "0")))
    encoder.encode([["a"]])  # opens the session, which is start-up
    settings = Settings(same_language=True)

    def work() -> list[list[Claim]]:
        return [
            [
                (c.code, sorted(c.source), sorted(c.target), _SURE)
                for c in claims(p, check([(p.source, p.target)], settings, encoder).findings)
            ]
            for p in pairs
        ]

    return work


def _beads(sides: tuple[Segments, Segments]) -> Beads:
    return [
        ([sides[0][i] for i in source], [sides[1][j] for j in target])
        for source, target in gale_church(*characters(sides))
    ]


def _sides(pair: GoldPair) -> tuple[Segments, Segments]:
    return segment(pair.source), segment(pair.target)


def _strings(codes: tuple[str, ...], folder: Path) -> Work:
    """Of what lengths and digit strings give away, that which has one of ``codes``."""
    pairs = given(folder)
    return lambda: [
        [
            (code, sorted(source), sorted(target), _SURE)
            for code, source, target in naive_claims(pair, _sides(pair))
            if code in codes
        ]
        for pair in pairs
    ]


def _lengths(pair: GoldPair) -> Iterator[Claim]:
    """Every bead by how far its ratio of lengths is off the text's median."""
    beads = _beads(_sides(pair))
    ratios = [_ratio(bead) for bead in beads]
    usual = median([r for r in ratios if abs(r) < _LARGEST] or [0.0])
    for bead, ratio in zip(beads, ratios, strict=True):
        yield _claim(pair, "OM01" if ratio < usual else "AD01", bead, abs(ratio - usual))


def _ratio(bead: tuple[list[Segment], list[Segment]]) -> float:
    ours, theirs = (sum(len(s.text) for s in side) for side in bead)
    if ours and theirs:
        return math.log(theirs / ours)
    return -_LARGEST if ours else _LARGEST


def _letters(score: Callable[[str, str], float], pair: GoldPair) -> Iterator[Claim]:
    """Every bead by how little the letters of its sides agree."""
    for bead in _beads(_sides(pair)):
        ours, theirs = (" ".join(s.text for s in side) for side in bead)
        code = "MT09" if ours and theirs else "OM01" if ours else "AD01"
        yield _claim(pair, code, bead, 100 - (score(ours, theirs) if ours and theirs else 0.0))


def _claim(
    pair: GoldPair, code: str, bead: tuple[list[Segment], list[Segment]], off: float
) -> Claim:
    ours, theirs = (
        sorted(n for s in segments for n in pair.words[side].within(s.span))
        for side, segments in zip(Side, bead, strict=True)
    )
    return code, ours, theirs, off


def _by_lengths(folder: Path) -> Work:
    pairs = given(folder)
    return lambda: [list(_lengths(pair)) for pair in pairs]


def _by_letters(folder: Path) -> Work:
    chrf, pairs = import_module("sacrebleu").sentence_chrf, given(folder)

    def score(source: str, target: str) -> float:
        return float(chrf(target, [source]).score)

    return lambda: [list(_letters(score, pair)) for pair in pairs]


def _pofilter(tests: tuple[str, ...], folder: Path) -> Work:
    """Its tests on a PO file of beads by length; a bead that fails one is told as a whole."""
    polib, pairs = import_module("polib"), given(folder)
    command = [found_program("pofilter") or "", "--progress=none", *tests]
    paths = folder / "pofilter.po", folder / "failed.po"

    def failed(pair: GoldPair) -> Iterator[Claim]:
        beads = [(a, b) for a, b in _beads(_sides(pair)) if a and b]
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        for number, bead in enumerate(beads):
            ours, theirs = (" ".join(s.text for s in side) for side in bead)
            catalogue.append(polib.POEntry(msgctxt=str(number), msgid=ours, msgstr=theirs))
        catalogue.save(str(paths[0]))
        paths[1].unlink(missing_ok=True)
        language = f"--language={pair.target.language.value}"
        subprocess.run([*command, language, *map(str, paths)], capture_output=True, check=True)
        if paths[1].exists():  # it writes none where nothing fails
            for entry in polib.pofile(str(paths[1])):
                if entry.msgctxt:
                    yield _claim(pair, "MT01", beads[int(entry.msgctxt)], _SURE)

    return lambda: [list(failed(pair)) for pair in pairs]


LIMITED = "length ratio", "sacrebleu chrF"
CONTENDERS = (
    Contender(OURS, _ours, light=True),
    Contender("digit strings", partial(_strings, ("MT01",)), light=True),
    Contender("length beads, digit strings", partial(_strings, ("MT01", "OM01", "AD01"))),
    Contender(LIMITED[0], _by_lengths, light=True),
    Contender(LIMITED[1], _by_letters, ("sacrebleu",), distribution="sacrebleu"),
    *(
        Contender(
            name,
            partial(_pofilter, tests),
            program="pofilter",
            distribution="translate-toolkit",
        )
        for name, tests in (("pofilter", ()), ("pofilter, numbers", ("-t", "numbers")))
    ),
)
