"""Sentences of earlier batches: many more to be told apart from than a batch can hold.

Their vectors are those of the step they were seen in (cross-batch memory, Wang et al. 2020): the
encoder changes slowly enough for them to stay good negatives, and they cost nothing.
"""

from __future__ import annotations

import torch
from torch import Tensor

from align.training.batches import Near
from align.training.losses import Others


class Memory:
    """The last ``size`` sentence pairs, by row number, Arabic and English vector."""

    def __init__(self, size: int, width: int) -> None:
        self._size = size
        self._rows = torch.zeros(0, dtype=torch.long)
        self._arabic = torch.zeros(0, width)
        self._english = torch.zeros(0, width)

    def others(self, rows: Tensor, missed: Tensor, near: Near | None) -> Others:
        """What the sentences of ``rows`` are told apart from; ``missed``: vectors of ``near``."""
        owners = near.rows if near is not None else rows[:0]
        same = (rows[:, None] == self._rows[None, :]).float()
        return Others(missed, owners, self._arabic, self._english, same)

    def add(self, rows: Tensor, arabic: Tensor, english: Tensor) -> None:
        """Remembered: a batch, in place of the oldest."""
        if not self._size:
            return
        self._rows = torch.cat([self._rows, rows])[-self._size :]
        self._arabic = torch.cat([self._arabic, arabic.detach()])[-self._size :]
        self._english = torch.cat([self._english, english.detach()])[-self._size :]

    def state(self) -> list[Tensor]:
        """What a checkpoint has to hold."""
        return [self._rows, self._arabic, self._english]

    def load(self, state: list[Tensor]) -> None:
        """Remembered: what a checkpoint held."""
        self._rows, self._arabic, self._english = state
