"""Stage ``fit``: what the trainer needs, gathered from a working folder, and its result kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.errors import AlignError
from align.training import graph
from align.training.bitext import Shares
from align.training.dev import Examiner
from align.training.edits import Editor
from align.training.fit import Plan, Trainer
from align.training.linked import read_linked
from align.training.names import name_rows, read_names
from align.training.network import Encoder
from align.training.progress import Tick, silent
from align.training.runner import Runner
from align.training.samples import Maker, Sample
from align.training.starting import Base
from align.training.weights import load_weights, write_weights
from align.training.work import Facts, Work

_NAME_SHARE = 0.05  # texts made of names, to one row


class Teacher:
    """The frozen English model's sentence vectors of samples' English sides, each made once.

    Pieces that the teacher's vocabulary lacks are unknown to it.
    """

    def __init__(self, base: Base, threads: int) -> None:
        facts = Facts(base.heads, 1, len(base.vocabulary), inner_share=0.0)
        model = graph.build(base.weights, facts, graph.FP32)
        self._run = Runner(model.SerializeToString(), threads)
        self._size = len(base.vocabulary)
        self._unknown = base.vocabulary["[UNK]"]
        self._known: dict[int, NDArray[np.float32]] = {}

    def __call__(self, samples: Sequence[Sample]) -> NDArray[np.float32]:
        """A unit vector for each of ``samples``."""
        new = [s for s in samples if s.row not in self._known]
        ids = [np.where(s.english.ids < self._size, s.english.ids, self._unknown) for s in new]
        for sample, (_, outer) in zip(new, self._run([list(i) for i in ids]), strict=True):
            mean = outer.mean(axis=0)
            self._known[sample.row] = mean / np.linalg.norm(mean)
        return np.stack([self._known[s.row] for s in samples])


@dataclass(frozen=True, slots=True)
class Run:
    """How a plan is carried out: on how many cores, and until which step, None for the last.

    ``gold``: measured on the sets in this folder every ``measure_every`` steps.
    """

    threads: int = 1
    until: int | None = None
    gold: Path | None = None
    measure_every: int = 200


def fit(work: Work, base: Base, plan: Plan, run: Run, tick: Tick = silent) -> bool:
    """True if a checkpoint was taken up. Written to ``work``: the weights trained by ``plan``.

    With one thread the result is the same to the last bit wherever it is stopped and resumed;
    with another number of threads sums are taken in another order.
    """
    torch.set_num_threads(run.threads)
    torch.use_deterministic_algorithms(True)
    samples = _samples(work, plan)
    facts = work.facts()
    weights = load_weights(work.started)
    encoder = Encoder(weights, facts)
    trainer = Trainer(encoder, plan, work.root)
    resumed = trainer.resume()
    teacher = Teacher(base, run.threads)

    def after(step: int) -> None:
        tick(step, plan.steps)
        if run.gold is not None and step % run.measure_every == 0:
            _measure(work, encoder, run.gold, step)

    trainer.run(samples, teacher, after, run.until)
    write_weights(work.fitted, encoder.weights())
    return resumed


def _measure(work: Work, encoder: Encoder, gold: Path, step: int) -> None:
    """A line of dev figures, before rounding, added to ``figures.jsonl``."""
    model = graph.build(encoder.weights(), encoder.facts, graph.FP32)
    examiner = Examiner(Tokenizer.from_file(str(work.tokenizer)), Runner(model.SerializeToString()))
    with work.path("figures.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps({"step": step, **examiner.figures(gold)}) + "\n")


def _samples(work: Work, plan: Plan) -> list[Sample]:
    """What is learnt from: rows as often as their set's share says, and texts made of names."""
    generator = np.random.default_rng(plan.seed)
    maker = Maker(Tokenizer.from_file(str(work.tokenizer)))
    names = read_names(work.names) if work.names.exists() else []
    editor = Editor([english.lower() for _, english in names if english.isalpha()])
    shares = Shares()
    samples: list[Sample] = []
    for number, row in enumerate(read_linked(work)):
        share = shares.of(row.row.set, by_hand=row.complete)
        times = int(share + generator.random())
        sample = maker.sample(number, row) if times else None
        if sample is None:
            continue
        for _ in range(times):
            edit = editor.edit(row.english, row.row.en, generator)
            samples.append(maker.edited(sample, edit))
    if len(samples) < 2:
        raise AlignError(work.bitext, "has too few rows whose words could be linked")
    share = plan.share("names", _NAME_SHARE) if names else 0
    count = round(share * len(samples))
    for number, row in enumerate(name_rows(names, count, generator), start=1):
        sample = maker.sample(-number, row)
        if sample is not None:
            samples.append(replace(sample, whole=False))
    return samples
