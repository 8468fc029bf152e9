"""Any Hugging Face encoder through simalign, guarded against its known faults.

simalign 0.4 raises on an empty sentence, cuts silently (or raises IndexError) past 510 word
pieces, gives NaN for a word without pieces such as a bare U+200F, and would download a model by
default. Here the model is always named and local, texts are cut into windows that fit, and words
without pieces are left out and get no links.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from align.encode import Calibration, Encoding, unit
from align.encode.folders import refuse_programs
from align.errors import AlignError
from align.model import Strength
from align.text import fold

_WINDOW_PIECES = 480  # under simalign's cut at 510
INNER_LAYER = 8  # simalign's own choice for 12-layer models


class HuggingFaceEncoder:
    """``simalign.SentenceAligner`` on a model folder, as an Encoder and as a word aligner."""

    def __init__(self, name: str, layer: int | None = None, threads: int = 0) -> None:
        self.name = name
        self.layer = layer
        self.threads = threads

    @property
    def signature(self) -> str:
        """The model's folder name and the layer that links."""
        return f"{Path(self.name).name}-simalign-{self._inner_layer}"

    @property
    def calibration(self) -> Calibration:
        """The usual one: nothing was fitted for this model."""
        return Calibration()

    @cached_property
    def _aligner(self) -> Any:
        folder = Path(self.name)
        if folder.is_dir() and not (folder / "config.json").is_file():
            raise AlignError(self.name, "is no model folder (it has no config.json)")
        if folder.is_dir():
            refuse_programs(folder)
        os.environ["HF_HUB_OFFLINE"] = "1"  # read by huggingface_hub when it is first imported
        try:
            with _quiet():
                import simalign
                from transformers import dynamic_module_utils

                dynamic_module_utils.TIME_OUT_REMOTE_CODE = 0  # never asks to run a model's code
        except ImportError as error:
            raise AlignError(
                self.name, "needs simalign: pip install 'align-checker[simalign]'"
            ) from error
        if self.threads:
            import torch

            torch.set_num_threads(self.threads)
        try:
            with _quiet():
                return simalign.SentenceAligner(model=self.name, matching_methods="ai", layer=1)
        except (OSError, ValueError) as error:
            raise AlignError(
                self.name,
                f"no such model on this machine, none is downloaded ({_first_line(error)})",
            ) from error

    @property
    def _loader(self) -> Any:
        return self._aligner.embed_loader

    @cached_property
    def _inner_layer(self) -> int:
        if self.layer is not None:
            return self.layer
        layers = int(self._config.num_hidden_layers)
        return int(getattr(self._config, "inner_layer", min(INNER_LAYER, max(1, layers - 2))))

    @property
    def _config(self) -> Any:
        """The model's settings; those of our own export say how its layers are used."""
        return self._loader.emb_model.config

    def _pieces(self, word: str) -> int:
        return len(self._loader.tokenizer.tokenize(word))

    def _windows(self, words: Sequence[str]) -> Iterator[list[int]]:
        """Runs of word indices that fit, words without pieces left out."""
        window: list[int] = []
        used = 0
        for index, word in enumerate(words):
            size = self._pieces(word)
            if size == 0 or size > _WINDOW_PIECES:
                continue
            if used + size > _WINDOW_PIECES:
                yield window
                window, used = [], 0
            window.append(index)
            used += size
        if window:
            yield window

    def _layer_vectors(self, words: list[str], layer: int) -> tuple[Any, list[int]]:
        """Piece vectors of one window at ``layer``, and how many pieces each word has."""
        self._loader.layer = layer
        sizes = [self._pieces(word) for word in words]
        vectors = self._loader.get_embed_list([words]).cpu().numpy()[0]
        return vectors[: sum(sizes)], sizes

    def encode(self, texts: Sequence[Sequence[str]], *, spans: bool = True) -> tuple[Encoding, ...]:
        """One Encoding a text: the inner layer for words, the top layer for spans."""
        return tuple(self._encode(text, spans) for text in texts)

    def _encode(self, words: Sequence[str], spans: bool) -> Encoding:
        width = int(self._config.hidden_size)
        top = int(self._config.num_hidden_layers)
        share = float(getattr(self._config, "inner_share", 0.0))
        inner = np.zeros((len(words), width), np.float32)
        outer = np.zeros((len(words), width if spans else 0), np.float32)
        pieces, owners = [np.zeros((0, width), np.float32)], [np.zeros(0, np.int64)]
        for window in self._windows(words):
            chosen = [words[i] for i in window]
            vectors, sizes = self._layer_vectors(chosen, self._inner_layer)
            own = np.repeat(np.array(window, np.int64), sizes)
            pieces.append(vectors)
            owners.append(own)
            np.add.at(inner, own, vectors)
            if spans:
                np.add.at(outer, own, self._layer_vectors(chosen, top)[0] + share * vectors)
        return Encoding(unit(inner), outer, unit(np.concatenate(pieces)), np.concatenate(owners))

    def word_links(
        self, source: Sequence[str], target: Sequence[str], method: str = "itermax"
    ) -> tuple[tuple[int, int, Strength], ...]:
        """simalign's own links: sure where its mutual argmax has them too, else possible.

        Empty sides give no links. Of simalign's methods ``inter`` and ``itermax`` can abstain;
        ``mwmf`` links as much as it can and so hides omissions: it is refused.
        """
        if method not in ("inter", "itermax"):
            raise AlignError(f"--method {method}", "simalign's that can abstain: inter, itermax")
        self._loader.layer = self._inner_layer
        links: set[tuple[int, int]] = set()
        sure: set[tuple[int, int]] = set()
        sources, targets = list(self._windows(source)), list(self._windows(target))
        for ours, theirs in zip(sources, targets, strict=False):
            found = self._aligner.get_word_aligns(
                [source[i] for i in ours], [target[j] for j in theirs]
            )
            sure |= {(ours[i], theirs[j]) for i, j in found["inter"]}
            links |= {(ours[i], theirs[j]) for i, j in found[method]}
        return tuple(
            (i, j, Strength.SURE if (i, j) in sure else Strength.POSSIBLE)
            for i, j in sorted(links | sure)
            if fold(source[i]) and fold(target[j])
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the progress bars and notices of model loading off both streams."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        yield


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
