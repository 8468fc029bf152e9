"""The packaged encoder on ONNX Runtime: no torch, no network, a tenth of a second to load."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from align.encode import Calibration, Encoding, Stopped, Vectors, unit
from align.encode.folders import card_of, in_one_line
from align.encode.runtime import onnx_runtime
from align.errors import AlignError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BATCH_PIECES = 768  # padded word pieces a run: what a processor's cache holds
_SURROGATE = re.compile("[\ud800-\udfff]")
Window = tuple[int, ...]  # piece ids
Pair = tuple[Vectors, Vectors]  # inner and outer


class EmbeddedEncoder:
    """An encoder folder (``encoder.onnx``, ``tokenizer.json``, ``card.json``), run on the CPU."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.folder = folder
        self.threads = threads
        self._over: Callable[[], bool] = lambda: False

    def stopping(self, over: Callable[[], bool]) -> EmbeddedEncoder:
        """The same encoder, which raises Stopped between two batches once ``over`` says so."""
        _ = self._session, self._tokenizer, self.card  # loaded, so that the two share them
        stopping = copy(self)
        stopping._over = over
        return stopping

    @cached_property
    def card(self) -> dict[str, Any]:
        """The model card: layers, limits, hashes and measured figures."""
        return card_of(self.folder)

    @property
    def signature(self) -> str:
        """Name, version and the first digits of the weights' SHA-256."""
        card = self.card
        return f"{card['name']}-{card['version']}-{card['sha256']['encoder.onnx'][:8]}"

    @cached_property
    def calibration(self) -> Calibration:
        """What the card says that similarities mean, or the usual where it does not."""
        fitted = self.card.get("calibration", {})
        with in_one_line(self.folder, "its card's calibration is not usable"):
            return Calibration(**{name: tuple(values) for name, values in fitted.items()})

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        with in_one_line(self.folder, "its tokenizer.json is not readable"):
            return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    @property
    def vocabulary(self) -> int:
        """How many word pieces it knows."""
        return int(self._tokenizer.get_vocab_size())

    @cached_property
    def _prefixes(self) -> frozenset[int]:
        """The ids of pieces that stand before a stem: conjunctions, prepositions, the article."""
        ids = map(self._tokenizer.token_to_id, self.card.get("prefixes", ()))
        return frozenset(i for i in ids if i is not None)

    @cached_property
    def _session(self) -> Any:
        onnxruntime = onnx_runtime()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # whole batches go to the cores, see _run_all
        with in_one_line(self.folder, "its encoder.onnx is no model that can be run"):
            session = onnxruntime.InferenceSession(
                str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        if "spans" not in {given.name for given in session.get_inputs()}:
            raise AlignError(
                self.folder, "is of an earlier version: run 'align train export' again"
            )
        return session

    def encode(self, texts: Sequence[Sequence[str]], *, spans: bool = True) -> tuple[Encoding, ...]:
        """One Encoding a text; texts longer than the model's window are read in several.

        Equal texts are encoded once, and batches are formed in an order of content, so that the
        result does not depend on the order in which texts are given. Half a surrogate pair, which
        is no character, is read as U+FFFD.
        """
        readable = [tuple(map(_readable, text)) for text in texts]
        unique = sorted(set(readable), key=lambda t: (len(t), t))
        pieces = self._tokenizer.encode_batch(
            [list(t) for t in unique], is_pretokenized=True, add_special_tokens=False
        )
        windows = [self._windows(p.ids) for p in pieces]
        vectors = self._run_all([w for text in windows for w, _ in text], spans)
        encoded = {}
        for text, piece, own in zip(unique, pieces, windows, strict=True):
            stitched = self._stitched([(vectors[w], kept) for w, kept in own])
            owners = [w or 0 for w in piece.word_ids]  # None marks special tokens: none were added
            encoded[text] = self._pooled(len(text), (piece.ids, owners), stitched)
        return tuple(encoded[text] for text in readable)

    def _windows(self, ids: Sequence[int]) -> list[tuple[Window, slice]]:
        """Windows that fit, each with the part of it that counts.

        They overlap, so that no piece is read at a window's edge, without what stands around it.
        """
        room = int(self.card["max_positions"]) - 2
        margin = room // 8
        windows = []
        for start in range(0, len(ids), room - 2 * margin):
            window = tuple(ids[start : start + room])
            last = start + room >= len(ids)
            kept = slice(margin if start else 0, len(window) if last else room - margin)
            windows.append((window, kept))
            if last:
                break
        return windows

    def _stitched(self, windows: Sequence[tuple[Pair, slice]]) -> Pair:
        """The inner and outer vectors of a text's pieces, in order, from those of its windows."""
        if not windows:
            none = np.zeros((0, int(self.card["width"])), np.float32)
            return none, none
        inner, outer = (
            np.concatenate([pair[layer][kept] for pair, kept in windows]) for layer in (0, 1)
        )
        return inner, outer

    def _pooled(
        self, tokens: int, pieces: tuple[Sequence[int], Sequence[int]], vectors: Pair
    ) -> Encoding:
        """The vectors of ``pieces`` (ids and tokens), and the same added up token by token."""
        ids, owners = (np.array(numbers, np.int64) for numbers in pieces)
        inner, outer = vectors
        # A prefix says nothing of what its word means: two words with an article are not alike.
        before = np.append(owners[1:] == owners[:-1], np.zeros(len(owners[:1]), bool))
        stems = ~(np.isin(ids, list(self._prefixes)) & before)
        words = np.zeros((tokens, inner.shape[1]), np.float32)
        spans = np.zeros((tokens, outer.shape[1]), np.float32)
        if len(owners):
            starts = np.flatnonzero(np.diff(owners, prepend=-1))
            words[owners[starts]] = np.add.reduceat(inner * stems[:, None], starts)
            spans[owners[starts]] = np.add.reduceat(outer, starts)
        return Encoding(unit(words), spans, unit(inner), owners)

    def _run_all(self, windows: list[Window], spans: bool) -> dict[Window, Pair]:
        """Inner and outer piece vectors of every window, special tokens left out.

        Every core takes whole batches: that keeps two busy where operators divided between them
        would wait for each other.
        """
        batches = list(_batches(windows))
        if not batches:
            return {}
        run = partial(
            self._run, self._session, spans
        )  # loaded before there are several who need it
        with ThreadPoolExecutor(min(self.threads or cores(), len(batches))) as pool:
            found = list(pool.map(run, batches))
        return {window: pair for batch in found for window, pair in batch.items()}

    def _run(self, session: Any, spans: bool, batch: list[Window]) -> dict[Window, Pair]:
        if self._over():
            raise Stopped
        cls, sep = (self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        width = max(map(len, batch)) + 2
        ids = np.zeros((len(batch), width), np.int64)
        mask = np.zeros_like(ids)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces) + 2] = np.array((cls, *pieces, sep))
            mask[row, : len(pieces) + 2] = 1
        given = {"input_ids": ids, "attention_mask": mask, "spans": np.array(spans)}
        with in_one_line(self.folder, "its encoder.onnx does not run on its tokenizer.json"):
            inner, outer = session.run(["inner", "outer"], given)
        if not spans:
            outer = outer[..., :0]
        return {
            window: (inner[row, 1 : len(window) + 1], outer[row, 1 : len(window) + 1])
            for row, window in enumerate(batch)
        }


def _readable(form: str) -> str:
    return form if form.isascii() else _SURROGATE.sub("\ufffd", form)


def _batches(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Each window once, in batches of like length."""
    ordered = sorted(set(windows), key=lambda w: (len(w), w))
    start = 0
    while start < len(ordered):
        stop, shortest = start + 1, len(ordered[start])
        while stop < len(ordered) and _fits(stop + 1 - start, shortest, len(ordered[stop])):
            stop += 1
        yield ordered[start:stop]
        start = stop


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _fits(rows: int, shortest: int, longest: int) -> bool:
    """True if a batch is neither too large nor, for its shorter rows, mostly padding."""
    return rows * (longest + 2) <= _BATCH_PIECES and longest <= 1.4 * shortest + 6


@cache
def packaged(threads: int = 0) -> EmbeddedEncoder:
    """The encoder that ships inside the package, on that many processor cores, 0 for all."""
    return EmbeddedEncoder(Path(__file__).parents[1] / "models", threads)
