"""The encoder's parameters as named arrays: read, checked, written atomically."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from align.errors import AlignError
from align.training.files import whole

Weights: TypeAlias = dict[str, NDArray[np.float32]]
"""Parameters by the names that Hugging Face's ``BertModel`` gives them."""

WORDS = "embeddings.word_embeddings.weight"
POSITIONS = "embeddings.position_embeddings.weight"
KINDS = "embeddings.token_type_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT-like encoder."""

    layers: int
    width: int
    heads: int
    inner: int
    positions: int
    vocabulary: int

    @classmethod
    def of(cls, weights: Weights, heads: int = 12) -> Shape:
        """The sizes that ``weights`` have; the heads cannot be seen in them."""
        vocabulary, width = weights[WORDS].shape
        numbers = {int(n.split(".")[2]) for n in weights if n.startswith("encoder.layer.")}
        inner = weights["encoder.layer.0.intermediate.dense.weight"].shape[0]
        positions = weights[POSITIONS].shape[0]
        return cls(len(numbers), width, heads, inner, positions, vocabulary)


def read_base(folder: Path) -> Weights:
    """The encoder's parameters from a Hugging Face folder, without any pooling head."""
    from safetensors.numpy import load_file

    loaded = load_file(folder / "model.safetensors")
    return {
        name.removeprefix("bert."): value.astype(np.float32)
        for name, value in loaded.items()
        if "pooler" not in name and "position_ids" not in name and "cls." not in name
    }


def write_weights(path: Path, weights: Weights) -> None:
    """Written to ``path``: all parameters, as a NumPy archive."""
    with whole(path) as partial, partial.open("wb") as out:
        np.savez(out, allow_pickle=False, **weights)


def load_weights(path: Path) -> Weights:
    """The parameters in a NumPy archive; AlignError where there is none."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: np.asarray(archive[name], np.float32) for name in archive.files}
    except (OSError, ValueError) as error:
        raise AlignError(path, f"holds no weights ({error})") from error
