"""Encoder folders of others: what is read of them, and what is refused before it is loaded.

An encoder is data: weights, a vocabulary, numbers. A Hugging Face folder may also name Python
files that are to be run, and may hold weights as a pickle, which is a program too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from align.errors import AlignError

_MB = 1024**2
_SMALL = 64 * _MB  # bytes of a file of settings; the largest tokenizers have 20 MB
_SETTINGS = ("config.json", "tokenizer_config.json")
_CODE = ("auto_map", "custom_pipelines")  # what names Python files of the folder
# What the card has to have for the model to be run at all, and what it is.
_CARD: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "version": (int, str),
    "max_positions": int,
    "width": int,
    "sha256": dict,
}
_POSITIONS = (32, 1 << 20)  # word pieces that a model may read at once


def card_of(folder: Path) -> dict[str, Any]:
    """The card of an encoder folder; AlignError where it is none, or lacks what is needed."""
    with in_one_line(folder, "not an encoder folder"):
        card = _object(folder / "card.json")
    for key, kind in _CARD.items():
        if not isinstance(card.get(key), kind):
            raise AlignError(folder, f"not an encoder folder (its card has no usable {key!r})")
    if not _POSITIONS[0] <= card["max_positions"] <= _POSITIONS[1]:
        raise AlignError(folder, "not an encoder folder (its card has no usable 'max_positions')")
    if not isinstance(card["sha256"].get("encoder.onnx"), str):
        raise AlignError(folder, "not an encoder folder (its card does not name the model's hash)")
    return card


def refuse_programs(folder: Path) -> None:
    """Raises AlignError for a Hugging Face folder that has programs in it, or no plain weights.

    transformers would ask whether to run such code, and read the answer from standard input,
    where pairs may come from.
    """
    for name in _SETTINGS:
        if not (folder / name).is_file():
            continue
        with in_one_line(folder, f"its {name} is not readable"):
            settings = _object(folder / name)
        if named := [key for key in _CODE if settings.get(key)]:
            reason = f"names code of its own in {name} ({named[0]}), which is not run"
            raise AlignError(folder, reason)
    if not any(folder.glob("*.safetensors")):
        raise AlignError(folder, "has no weights as .safetensors (others may hold programs)")


def _object(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _SMALL:
        raise ValueError(f"{path.name} is too large")
    found = json.loads(path.read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} is no object")
    return found


@contextmanager
def in_one_line(folder: Path, what: str) -> Iterator[None]:
    """Turns whatever is raised into an AlignError about ``folder``: ``what``, and why."""
    try:
        yield
    except AlignError:
        raise
    except Exception as error:  # libraries in other languages raise classes of their own
        first = str(error).strip().partition("\n")[0][:200] or type(error).__name__
        raise AlignError(folder, f"{what} ({first})") from error
