"""The encoder as a Hugging Face folder, written without torch, so that others can load it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from align.errors import AlignError
from align.training.files import whole, write_json
from align.training.unpack import read_weights
from align.training.weights import Shape, Weights

_POOLER = "pooler.dense"
_SPECIAL = {
    "unk_token": "[UNK]",
    "sep_token": "[SEP]",
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "mask_token": "[MASK]",
}
_NOTICES = ("NOTICE", "README.md")
_OURS = ("inner_layer", "inner_share")  # of the card, which others have no use for


def export(package: Path, folder: Path) -> None:
    """Written to ``folder``: the encoder packaged in ``package``, for ``AutoModel`` to load.

    The weights are the packaged ones, multiplied out. AlignError where there is no encoder, or
    ``folder`` cannot be written.
    """
    weights = read_weights(package / "encoder.onnx")
    try:
        card = json.loads((package / "card.json").read_text(encoding="utf-8"))
        heads = int(card["heads"])
    except (OSError, ValueError, KeyError) as error:
        raise AlignError(package, f"holds no packaged encoder ({error})") from error
    try:
        ours = {name: card[name] for name in _OURS if name in card}
        write(folder, weights, package / "tokenizer.json", heads, ours)
        for name in _NOTICES:
            if (package / name).exists():
                shutil.copyfile(package / name, folder / name)
    except OSError as error:
        raise AlignError(folder, f"cannot be written ({error})") from error


def write(
    folder: Path,
    weights: Weights,
    tokenizer: Path,
    heads: int,
    ours: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Written to ``folder``: model and tokenizer with their settings.

    ``ours``: settings that only align reads, and others let stand.
    """
    shape = Shape.of(weights, heads)
    with whole(folder / "tokenizer.json") as partial:
        shutil.copyfile(tokenizer, partial)
    limit = {"model_max_length": shape.positions}
    kind = {"tokenizer_class": "PreTrainedTokenizerFast"}
    write_json(folder / "tokenizer_config.json", {**kind, **limit, **_SPECIAL})
    write_json(folder / "special_tokens_map.json", _SPECIAL)
    write_json(folder / "config.json", {**_config(shape), **ours})
    # A BertModel has a pooler, which nobody trained; zeros are more honest than random numbers.
    width = shape.width
    pooler = {
        f"{_POOLER}.weight": np.zeros((width, width), np.float32),
        f"{_POOLER}.bias": np.zeros(width, np.float32),
    }
    write_safetensors(folder / "model.safetensors", {**weights, **pooler})


def _config(shape: Shape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "attention_probs_dropout_prob": 0.0,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.0,
        "hidden_size": shape.width,
        "initializer_range": 0.02,
        "intermediate_size": shape.inner,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": 0,
        "type_vocab_size": 2,
        "vocab_size": shape.vocabulary,
        "torch_dtype": "float32",
    }


def write_safetensors(path: Path, weights: Weights) -> None:
    """Written to ``path``: ``weights`` in the safetensors layout.

    Eight bytes of length, a JSON header of names, shapes and places, then the numbers.
    https://github.com/huggingface/safetensors#format
    """
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    place = 0
    for name in sorted(weights):
        array = weights[name]
        end = place + array.size * 4
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [place, end]}
        place = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with whole(path) as partial, partial.open("wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for name in sorted(weights):
            out.write(np.ascontiguousarray(weights[name], "<f4").tobytes())
