"""The packaged encoder on ONNX Runtime: no torch, no network, a tenth of a second to load."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from align.encode import Calibration, Encoding, Vectors, unit
from align.errors import AlignError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BATCH_PIECES = 4096  # padded word pieces a run: some tens of MB of activations
Window = tuple[tuple[int, ...], tuple[int, ...]]  # piece ids, and the token of each piece


class EmbeddedEncoder:
    """An encoder folder (``encoder.onnx``, ``tokenizer.json``, ``card.json``), run on the CPU."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def card(self) -> dict[str, Any]:
        """The model card: layers, limits, hashes and measured figures."""
        try:
            card: dict[str, Any] = json.loads((self.folder / "card.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AlignError(self.folder, f"not an encoder folder ({error})") from error
        return card

    @property
    def signature(self) -> str:
        """Name, version and the first digits of the weights' SHA-256."""
        card = self.card
        return f"{card['name']}-{card['version']}-{card['sha256']['encoder.onnx'][:8]}"

    @cached_property
    def calibration(self) -> Calibration:
        """What the card says that similarities mean, or the usual where it does not."""
        fitted = self.card.get("calibration", {})
        return Calibration(**{name: tuple(values) for name, values in fitted.items()})

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[Sequence[str]]) -> tuple[Encoding, ...]:
        """One Encoding a text; texts longer than the model's window are read in several.

        Equal texts are encoded once, and batches are formed in an order of content, so that the
        result does not depend on the order in which texts are given.
        """
        unique = sorted(set(map(tuple, texts)), key=lambda t: (len(t), t))
        pieces = self._tokenizer.encode_batch(
            [list(t) for t in unique], is_pretokenized=True, add_special_tokens=False
        )
        windows = [self._windows(p.ids, p.word_ids) for p in pieces]
        vectors = self._run_all([w for text in windows for w in text])
        encoded = {}
        for text, own in zip(unique, windows, strict=True):
            encoded[text] = _pool(len(text), [(w[1], *vectors[w]) for w in own])
        return tuple(encoded[tuple(t)] for t in texts)

    def _windows(self, ids: list[int], words: list[int | None]) -> list[Window]:
        room = int(self.card["max_positions"]) - 2
        known = tuple(w or 0 for w in words)  # None marks special tokens, and none were added
        return [(tuple(ids[i : i + room]), known[i : i + room]) for i in range(0, len(ids), room)]

    def _run_all(self, windows: list[Window]) -> dict[Window, tuple[Vectors, Vectors]]:
        """Inner and outer piece vectors of every window, special tokens left out."""
        done: dict[Window, tuple[Vectors, Vectors]] = {}
        ordered = sorted(set(windows), key=lambda w: (len(w[0]), w))
        start = 0
        while start < len(ordered):
            stop, shortest = start + 1, len(ordered[start][0])
            while stop < len(ordered) and _fits(stop + 1 - start, shortest, len(ordered[stop][0])):
                stop += 1
            done.update(self._run(ordered[start:stop]))
            start = stop
        return done

    def _run(self, batch: list[Window]) -> dict[Window, tuple[Vectors, Vectors]]:
        cls, sep = (self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        width = max(len(ids) for ids, _ in batch) + 2
        ids = np.zeros((len(batch), width), np.int64)
        mask = np.zeros_like(ids)
        for row, (pieces, _) in enumerate(batch):
            ids[row, : len(pieces) + 2] = np.array((cls, *pieces, sep))
            mask[row, : len(pieces) + 2] = 1
        inner, outer = self._session.run(
            ["inner", "outer"], {"input_ids": ids, "attention_mask": mask}
        )
        return {
            window: (inner[row, 1 : len(window[0]) + 1], outer[row, 1 : len(window[0]) + 1])
            for row, window in enumerate(batch)
        }


def _fits(rows: int, shortest: int, longest: int) -> bool:
    """True if a batch is neither too large nor, for its shorter rows, mostly padding."""
    return rows * (longest + 2) <= _BATCH_PIECES and longest <= 1.4 * shortest + 6


def _pool(tokens: int, windows: list[tuple[tuple[int, ...], Vectors, Vectors]]) -> Encoding:
    """Piece vectors added up token by token."""
    width = windows[0][1].shape[1] if windows else 1
    inner, outer = np.zeros((tokens, width), np.float32), np.zeros((tokens, width), np.float32)
    for words, piece_inner, piece_outer in windows:
        np.add.at(inner, list(words), piece_inner)
        np.add.at(outer, list(words), piece_outer)
    return Encoding(unit(inner), outer)


@cache
def packaged() -> EmbeddedEncoder:
    """The encoder that ships inside the package."""
    return EmbeddedEncoder(Path(__file__).parents[1] / "models")
