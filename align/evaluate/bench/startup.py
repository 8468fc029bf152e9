"""Start-up: whole commands on next to nothing, from their start to their end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from align.evaluate.bench.rounds import Job, Told, environment, measured
from align.evaluate.bench.values import Dots, Plan, Run, Section, figure, found_program
from align.evaluate.bench.word_aligners import LARGE, SAME
from align.evaluate.documents import file_names, folder_of, is_seed
from align.evaluate.gold import read_json
from align.model import Language
from align.read import read_document

_EVENT = "harbour-accord"
_MORE_ROUNDS = 2
_SIMALIGN = """
import simalign
aligner = simalign.SentenceAligner(model={model!r}, matching_methods="i", layer={layer})
aligner.get_word_aligns("وصلت السفينة أمس".split(), "the ship arrived yesterday".split())
"""
_CHECK, _HELP, _WORDS = "align check", "align --help", "align words, one pair"
_FIGURES: tuple[tuple[str, Callable[[str, Run], float]], ...] = (
    ("seconds", lambda _, run: run.whole),
    ("processor seconds", lambda _, run: run.used),
    ("peak memory, MB", lambda _, run: run.peak / 1e6),
)
_NOTE = (
    "Whole processes by the clock, from their start to their end; the ratio is to align check. The"
    " files are in the system's cache after the first round. simalign: imported, a model of this"
    " machine loaded, one pair of sentences aligned."
)


def section(plan: Plan, tell: Told) -> Section:
    """The section."""
    source, target = start_up_documents(plan)
    folder = plan.folder / "startup"
    folder.mkdir()
    pair = folder / "pair.tsv"
    pair.write_text("source\ttarget\nوصلت السفينة أمس.\tThe ship arrived yesterday.\n", "utf-8")
    ours = (sys.executable, "-m", "align")
    # Exit status 1 says that differences were found.
    jobs = [
        Job(_CHECK, (*ours, "check", str(source), str(target)), accepted=(0, 1), required=True),
        Job(_HELP, (*ours, "--help")),
        Job(_WORDS, (*ours, "words", str(pair))),
        Job("python, nothing imported", (sys.executable, "-c", "pass")),
    ]
    absent: list[tuple[str, str]] = []
    if not plan.quick:
        jobs += _imports(absent) + _simalign(plan, folder, absent)
    rounds = 1 if plan.quick else plan.rounds + _MORE_ROUNDS
    found = measured(jobs, plan, rounds, tell)
    figures = tuple(
        replace(figure(name, found.runs, value, lower=True), ours=_CHECK)
        for name, value in _FIGURES
    )
    rows = tuple((row.contender, row.median, "") for row in figures[0].rows)
    picture = Dots("Start-up: seconds of whole commands", "seconds", rows)
    told = f"whole commands; align check {source.name} {target.name}"
    notes = (_NOTE, *found.notes)
    return Section("startup", told, figures, notes, tuple(absent), (("bench-startup", picture),))


def start_up_documents(plan: Plan) -> tuple[Path, Path]:
    """The first seeds in two languages among the user's gold, else an event of ours."""
    for path in plan.gold.documents:
        gold = read_json(path)
        if is_seed(gold):
            first, second = (folder_of(path, gold) / name for name in file_names(gold))
            if len({read_document(str(file)).language for file in (first, second)}) == len(
                Language
            ):
                return first, second
    event = plan.corpora / _EVENT
    return event / "statement.ar.txt", event / "statement.en.txt"


def _imports(absent: list[tuple[str, str]]) -> list[Job]:
    jobs = [
        Job(f"import {name}", (sys.executable, "-c", f"import {name}"))
        for name in ("nltk", "sacrebleu")
    ]
    program = found_program("pofilter")
    if program:
        return [*jobs, Job("pofilter --help", (program, "--help"))]
    absent.append(("pofilter --help", "not installed: pofilter on PATH"))
    return jobs


def _simalign(plan: Plan, folder: Path, absent: list[tuple[str, str]]) -> list[Job]:
    from importlib.util import find_spec

    names = {"simalign, the same weights": SAME, "simalign, 12 layers of 768": LARGE}
    if find_spec("simalign") is None:
        absent += [(name, "not installed: package simalign") for name in names]
        return []
    made = plan.folder / "words"
    if not (made / LARGE).exists():
        made = folder
        command = [sys.executable, "-m", "align.evaluate.bench.encoders", str(folder)]
        subprocess.run(command, env=environment(plan), check=True, capture_output=True)
    jobs = []
    for name, model in names.items():
        config = json.loads((made / model / "config.json").read_text("utf-8"))
        program = _SIMALIGN.format(model=str(made / model), layer=config.get("inner_layer", 8))
        jobs.append(Job(name, (sys.executable, "-c", program)))
    return jobs
