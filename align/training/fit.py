"""Stage 2: the encoder trained on links, sentence pairs and a frozen teacher; resumable."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from align.training import batches, losses
from align.training.files import whole
from align.training.memory import Memory
from align.training.network import Encoder
from align.training.samples import Sample

CUTS, NEAR_WEIGHT = 0.3, 0.3
Teacher = Callable[[Sequence[Sample]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn; a checkpoint of another plan is not continued.

    ``rate`` multiplies all learning rates. ``near_share``: of the rows that have a near miss, how
    many are told apart from it. ``memory``: sentences of earlier batches to be told apart from.
    ``without``: objectives left out, to see what they are good for.
    """

    steps: int = 600
    tokens: int = 4000
    body_rate: float = 1.5e-4
    added_rate: float = 1e-3
    base_rate: float = 5e-5
    warm_up: int = 30
    rate: float = 1.0
    near_share: float = 0.25
    memory: int = 1024
    without: tuple[str, ...] = ()
    seed: int = 1
    save_every: int = 25

    @property
    def identity(self) -> dict[str, Any]:
        """What decides the result: everything but how often it is saved."""
        kept = {name: value for name, value in asdict(self).items() if name != "save_every"}
        return kept | {"without": list(self.without)}

    def share(self, objective: str, usual: float) -> float:
        """``usual``, or 0 for an objective that is left out."""
        return 0.0 if objective in self.without else usual


class Trainer:
    """Trains ``encoder`` on ``samples``, writing checkpoints and a log of losses to a folder."""

    def __init__(self, encoder: Encoder, plan: Plan, folder: Path) -> None:
        self.encoder = encoder
        self._plan = plan
        self._checkpoint = folder / "checkpoint.pt"
        self._log = folder / "losses.jsonl"
        groups = [
            {"params": [encoder.base], "lr": plan.base_rate},
            {"params": [encoder.added], "lr": plan.added_rate},
            {"params": list(encoder.body.parameters()), "lr": plan.body_rate},
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self._rates = [float(g["lr"]) for g in groups]  # type: ignore[arg-type]  # lr is a float
        self._memory = Memory(int(plan.share("memory", plan.memory)), encoder.shape.width)
        self.step = 0

    def resume(self) -> bool:
        """True if a checkpoint of the same plan was there and has been taken up."""
        if not self._checkpoint.exists():
            return False
        state = torch.load(self._checkpoint, weights_only=True)
        if state["plan"] != self._plan.identity:
            return False
        self.encoder.load_state_dict(state["encoder"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._memory.load(state["memory"])
        self.step = state["step"]
        self._forget()
        return True

    def _forget(self) -> None:
        """The log without the steps after the checkpoint, which are about to be done again."""
        if self._log.exists():
            lines = self._log.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if int(json.loads(line)["step"]) <= self.step]
            with whole(self._log) as partial:
                partial.write_text("".join(kept), encoding="utf-8")

    def save(self) -> None:
        """Written: a checkpoint, whole or not at all."""
        state = {
            "plan": self._plan.identity,
            "step": self.step,
            "encoder": self.encoder.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "memory": self._memory.state(),
        }
        with whole(self._checkpoint) as partial:
            torch.save(state, partial)

    def run(
        self,
        samples: Sequence[Sample],
        teacher: Teacher,
        after: Callable[[int], None] = lambda _: None,
        until: int | None = None,
    ) -> None:
        """Trained to the plan's last step; ``after`` is called with the number of each step.

        ``until``: the step to leave the schedule at, before its rates have come down.
        """
        for number, chosen in self._batches(samples):
            if number < self.step:
                continue
            if number == until:
                self.save()
                return
            started = time.monotonic()
            drawn = [samples[i] for i in chosen]
            varied = batches.cuts(drawn, self._plan.share("cuts", CUTS), (self._plan.seed, number))
            vectors = teacher(drawn)
            batch = batches.collate(varied, vectors)
            near_share = self._plan.share("near", self._plan.near_share)
            near = batches.near_misses(varied, vectors, near_share)
            figures = self._learn(batch, near)
            self.step = number + 1
            pieces = sum(sample.size for sample in varied)
            figures |= {"pieces": pieces, "seconds": round(time.monotonic() - started, 2)}
            self._write({"step": self.step, **figures})
            if self.step % self._plan.save_every == 0 or self.step == self._plan.steps:
                self.save()
            after(self.step)

    def _batches(self, samples: Sequence[Sample]) -> Iterator[tuple[int, list[int]]]:
        sizes = [sample.size for sample in samples]
        number = turn = 0
        while number < self._plan.steps:
            turn += 1
            seed = self._plan.seed * 1000 + turn
            for chosen in batches.one_pass(sizes, self._plan.tokens, seed):
                if number < self._plan.steps:
                    yield number, chosen
                    number += 1

    def _learn(self, batch: losses.Batch, near: batches.Near | None) -> dict[str, float]:
        self._set_rates()
        arabic = self.encoder(batch.arabic.ids, batch.arabic.mask)
        english = self.encoder(batch.english.ids, batch.english.mask)
        pooled = (
            losses.pooled(arabic[1], batch.arabic.mask),
            losses.pooled(english[1], batch.english.mask),
        )
        parts: dict[str, Tensor] = {"links": losses.link_loss(batch, arabic[0], english[0])}
        missed = pooled[1][:0]
        if near is not None:
            inner, outer = self.encoder(near.batch.english.ids, near.batch.english.mask)
            missed = losses.pooled(outer, near.batch.english.mask)
            ours = arabic[0][near.rows, : near.batch.arabic.ids.shape[1]]
            parts["near"] = NEAR_WEIGHT * losses.link_loss(near.batch, ours, inner)
        others = self._memory.others(batch.rows, missed, near)
        parts["sentences"] = losses.sentence_loss(*pooled, others)
        parts["teacher"] = losses.teacher_loss(batch, *pooled)
        counted = [part for name, part in parts.items() if name not in self._plan.without]
        total = torch.stack(counted).sum()
        self._optimizer.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
        self._optimizer.step()
        self._memory.add(batch.rows, *pooled)
        return {name: round(value.item(), 4) for name, value in parts.items()}

    def _set_rates(self) -> None:
        """Warm-up, then a cosine down to nothing."""
        plan = self._plan
        rise = min(1.0, (self.step + 1) / max(1, plan.warm_up))
        fall = 0.5 * (1 + math.cos(math.pi * self.step / plan.steps))
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = plan.rate * rate * rise * fall

    def _write(self, figures: dict[str, float]) -> None:
        with self._log.open("a", encoding="utf-8") as out:
            out.write(json.dumps(figures) + "\n")
