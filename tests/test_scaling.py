"""The scaling benchmark: the text it makes, the aligners it runs, the plot it draws."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from align.cli import main
from align.encode import Encoder
from align.encode.similarity import encode_segments
from align.evaluate import Options, render_evaluation, scaling
from align.evaluate.aligners import ALIGNERS, Aligner, given_to_aligners
from align.evaluate.plot import plot_svg
from align.evaluate.results import Curve, Plot
from align.evaluate.scaling import beginning, generate, measure, slope
from align.evaluate.synthetic import made_text
from align.evaluate.timed import Timing
from align.segment import lines

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Three documents of five sentences; each sentence has its number in both its parts."""
    rows = [
        f"d{n // 5}\tوصلت السفينة {n} أمس، وغادرت السفينة {n}\tship {n} arrived, then left ship {n}"
        for n in range(10, 25)
    ]
    path = tmp_path / "toy.tsv"
    path.write_text("\n".join(("docid\tar\ten", *rows)) + "\n", "utf-8")
    return path


def aligner(name: str) -> Aligner:
    """The aligner whose name begins so."""
    return next(a for a in ALIGNERS if a.name.startswith(name))


def test_the_text_repeats_and_its_beads_are_right(pairs: Path) -> None:
    """The same seed makes the same text; a bead's sides are of the same sentences, in order."""
    units = generate([pairs], 150)
    assert units == generate([pairs], 150)
    assert units != generate([pairs], 150, seed=1)
    text = made_text("toy", units, range(len(units)))
    sides = [document.text.split("\n") for document in (text.source, text.target)]
    assert min(map(len, sides)) in (150, 151)
    for number, side in enumerate(sides):
        assert list(range(len(side))) == [i for bead in text.beads for i in bead[number]]
    for source, target in text.beads:
        told = [
            set(re.findall(r"\d+", " ".join(side[i] for i in own)))
            for side, own in zip(sides, (source, target), strict=True)
        ]
        assert told[0] == told[1] or not source or not target
    assert {(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)} == {(len(a), len(b)) for a, b in text.beads}


def test_a_beginning_has_the_size_on_both_sides() -> None:
    """No unit more than it takes; all of them where there are too few."""
    units = [(("a",), ("b",)), (("c",), ()), ((), ("d", "e")), (("f",), ("g",))]
    assert units[:3] == beginning(units, 2)
    assert units == beginning(units, 9)


def test_scaling_is_measured(pairs: Path, fake_encoder: Encoder) -> None:
    """Every size has its seconds, memory and accuracy; ours finds the beads of a plain text."""
    (made,) = measure((pairs,), fake_encoder, Options(limit=30, baselines=False))
    assert made.value("seconds at 30") > 0
    assert 0.01 < made.value("peak GB at 30") < 1
    assert made.value("strict F1 at 30") > 0.8
    assert "scaling: toy" in render_evaluation((made,))
    assert SVG in ET.fromstring(render_evaluation((made,), "svg")).tag


def test_slow_aligners_are_stopped(
    pairs: Path, fake_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An aligner over its limit is told in a note and not run again; ours runs on."""
    ran = []

    def timed(aligner: Aligner, folder: Path, patience: float | None) -> Timing | None:
        ran.append(aligner.name)
        return Timing(1.0, 1.0, 10**8, ()) if patience is None else None

    monkeypatch.setattr(scaling, "timed", timed)
    monkeypatch.setattr(scaling, "_SIZES", (10, 20))
    (made,) = measure((pairs,), fake_encoder, Options())
    assert ran.count("align") == 2
    assert ran.count("Gale-Church (numpy)") == 1
    assert "Gale-Church (numpy) stopped at 10 segments: over 60 s." in made.notes
    assert made.value("times the seconds of half at 20") == 1.0
    assert made.value("slope of seconds") == 0.0
    assert made.plot is not None
    assert made.plot.curves[0].system == "align: 0.00"


def test_slopes_are_powers() -> None:
    """What takes four times as much for twice the length has slope 2."""
    assert slope([(n, 3e-3 * n**2) for n in (10, 20, 50)]) == pytest.approx(2)


def test_vecalign_is_given_our_vectors(
    fake_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs of lines have the sums of their lines' vectors, the source's first."""
    text = made_text("toy", [((f"ship {k}",), (f"port {k}",)) for k in range(5)], range(5))
    sides = encode_segments((lines(text.source), lines(text.target)), fake_encoder)
    asked: list[Any] = []

    def sentalign(source: list[str], target: list[str], encoder: Any) -> Any:
        for side in (source, target):
            asked.append([encoder.encode(["PAD"] * k + list(side[: 5 - k])) for k in range(3)])
        return SimpleNamespace(alignments=[SimpleNamespace(src_indices=[0], tgt_indices=[0, 1])])

    monkeypatch.setitem(sys.modules, "sentalign", SimpleNamespace(sentalign=sentalign))
    assert aligner("Vecalign").prepare()(given_to_aligners(sides)["spans"]) == [((0,), (0, 1))]
    for side, found in zip(sides, asked, strict=True):
        assert np.allclose(found[0], side.spans, atol=1e-5)
        assert np.allclose(found[2][4], side.spans[2:5].sum(axis=0), atol=1e-5)


def test_hunalign_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ladder's rungs become beads; the program is given tokens and an empty dictionary."""
    program = tmp_path / "hunalign"
    ladder = r"test ! -s $3 && grep -q 'ships , too' $4 && printf '0\t0\t1\n1\t2\t.5\n2\t2\t0\n'"
    program.write_text(f"#!/bin/sh\n{ladder}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert aligner("hunalign").installed
    found = aligner("hunalign").prepare()((("ships, too", "x"), ("a", "b")))
    assert found == [((0,), (0, 1)), ((1,), ())]


def test_every_aligner_that_is_installed_runs(fake_encoder: Encoder) -> None:
    """Each gives beads of both sides for a text without any difficulty."""
    units = [((f"السفينة {k * 7919}",), (f"ship {k * 7919}",)) for k in range(12)]
    text = made_text("toy", units, range(12))
    sides = encode_segments((lines(text.source), lines(text.target)), fake_encoder)
    given = given_to_aligners(sides)
    for each in ALIGNERS:
        if each.installed:
            found = each.prepare()(given[each.given])
            assert ((0,), (0,)) in found, each.name


def test_the_plot_has_a_line_a_system() -> None:
    """Well-formed, a labelled line a system, the limit drawn; names are escaped."""
    curves = (
        Curve("ours", ((1000, 1.5), (10000, 13.5))),
        Curve("A & B <old>", ((1000, 40.0),)),
        Curve("third", ((1000, 0.0), (10000, 13.6))),
    )
    root = ET.fromstring(plot_svg(Plot("By length", "segments", "seconds", 20.0, curves)))
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert {"ours", "A & B <old>", "third", "20 seconds", "1,000", "10,000"} <= set(words)
    assert len(list(root.iter(f"{SVG}polyline"))) == len(curves)
    assert len([e for e in root.iter(f"{SVG}line") if e.get("class") == "limit"]) == 1
    heights = sorted(
        float(e.get("y", 0)) for e in root.iter(f"{SVG}text") if e.text in {"ours", "third"}
    )
    assert heights[1] - heights[0] >= 16


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["scaling", "{folder}/none.tsv"], "no such file"),
        (["scaling", "{folder}/other.tsv"], "no column en"),
        (["scaling", "{folder}/empty.tsv"], "no sentence pairs"),
        (["scaling", "{folder}/toy.tsv", "-o", "{folder}/plot.pdf"], "no format has that ending"),
        (["words", "{folder}/toy.tsv", "-o", "{folder}/plot.svg"], "no format has that ending"),
        (["words", "{folder}/toy.tsv", "--format", "svg"], "unknown format"),
    ],
)
def test_what_cannot_be_measured_is_refused(arguments: list[str], reason: str, pairs: Path) -> None:
    """Exit status 2 and one line that says why."""
    (pairs.parent / "other.tsv").write_text("ar\tfr\nنعم\toui\n", "utf-8")
    (pairs.parent / "empty.tsv").write_text("ar\ten\nنعم\t\n", "utf-8")
    given = [argument.format(folder=pairs.parent) for argument in arguments]
    result = CliRunner().invoke(main, ["evaluate", *given])
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
