"""The encoder as a torch module: a BERT of any size, written out for training on a CPU.

Parameters go by the names of Hugging Face's ``BertModel``, so that weights pass between the
two unchanged. Word vectors are kept as two tables, those of the base's vocabulary and those of
the appended pieces, because the two learn at different rates.
"""

from __future__ import annotations

from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from align.training.weights import KINDS, POSITIONS, WORDS, Shape, Weights
from align.training.work import Facts

_EPSILON = 1e-12
_MASKED = -1e4


class Encoder(nn.Module):
    """Ids to the hidden states after the inner layer and after the top layer."""

    def __init__(self, weights: Weights, facts: Facts) -> None:
        super().__init__()
        self.shape = Shape.of(weights, facts.heads)
        self.facts = facts
        base_size = facts.base_size
        table = torch.from_numpy(weights[WORDS].copy())
        self.base = nn.Parameter(table[:base_size].clone())
        self.added = nn.Parameter(table[base_size:].clone())
        names = sorted(name for name in weights if name != WORDS)
        self._names = {name: name.replace(".", "/") for name in names}
        self.body = nn.ParameterDict(
            {
                self._names[name]: nn.Parameter(torch.from_numpy(weights[name].copy()))
                for name in names
            }
        )

    def weights(self) -> Weights:
        """A copy of all parameters, by their Hugging Face names."""
        found = {n: self.body[k].detach().numpy().copy() for n, k in self._names.items()}
        found[WORDS] = torch.cat([self.base, self.added]).detach().numpy()
        return {name: np.asarray(value, np.float32) for name, value in found.items()}

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Inner and outer vectors, ``[batch, tokens, width]``; ``mask`` is 1 for real pieces."""
        x = self._embedded(ids)
        bias = ((1.0 - mask) * _MASKED)[:, None, None, :]
        inner = x
        for layer in range(self.shape.layers):
            x = self._layer(layer, x, bias)
            if layer + 1 == self.facts.inner_layer:
                inner = x
        return inner, x

    def _embedded(self, ids: Tensor) -> Tensor:
        known = len(self.base)
        old = functional.embedding(ids.clamp(max=known - 1), self.base)
        if len(self.added):
            new = functional.embedding((ids - known).clamp(min=0), self.added)
            old = torch.where((ids < known)[..., None], old, new)
        places = self._get(POSITIONS)[: ids.shape[1]] + self._get(KINDS)[0]
        return self._norm("embeddings.LayerNorm", old + places)

    def _layer(self, layer: int, x: Tensor, bias: Tensor) -> Tensor:
        prefix = f"encoder.layer.{layer}"
        attended = self._attention(f"{prefix}.attention.self", x, bias)
        attended = self._dense(f"{prefix}.attention.output.dense", attended)
        x = self._norm(f"{prefix}.attention.output.LayerNorm", attended + x)
        hidden = functional.gelu(self._dense(f"{prefix}.intermediate.dense", x))
        hidden = self._dense(f"{prefix}.output.dense", hidden)
        return self._norm(f"{prefix}.output.LayerNorm", hidden + x)

    def _attention(self, prefix: str, x: Tensor, bias: Tensor) -> Tensor:
        batch, tokens, width = x.shape
        size = width // self.shape.heads

        def headed(part: str) -> Tensor:
            value = self._dense(f"{prefix}.{part}", x)
            return value.view(batch, tokens, self.shape.heads, size).transpose(1, 2)

        logits = headed("query") @ headed("key").transpose(2, 3) * size**-0.5 + bias
        mixed: Tensor = logits.softmax(-1) @ headed("value")
        return mixed.transpose(1, 2).reshape(batch, tokens, width)

    def _get(self, name: str) -> Tensor:
        return cast(Tensor, self.body[self._names[name]])

    def _dense(self, name: str, x: Tensor) -> Tensor:
        weight, bias = self._get(f"{name}.weight"), self._get(f"{name}.bias")
        return functional.linear(x, weight, bias)

    def _norm(self, name: str, x: Tensor) -> Tensor:
        scale, shift = self._get(f"{name}.weight"), self._get(f"{name}.bias")
        return functional.layer_norm(x, (x.shape[-1],), scale, shift, _EPSILON)
