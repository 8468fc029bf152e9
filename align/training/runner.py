"""An encoder's graph run on many texts at once, in batches of like length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.encode.runtime import onnx_runtime

Vectors = NDArray[np.float32]
_BATCH = 32


class Runner:
    """Runs an ONNX encoder given as bytes."""

    def __init__(self, model: bytes, threads: int = 0) -> None:
        onnxruntime = onnx_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(model, options, providers=providers)

    def __call__(self, texts: Sequence[Sequence[int]]) -> list[tuple[Vectors, Vectors]]:
        """The inner and outer vectors of ``texts``, given as ids, a row for each id."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: dict[int, tuple[Vectors, Vectors]] = {}
        for begin in range(0, len(order), _BATCH):
            chosen = order[begin : begin + _BATCH]
            ids = np.zeros((len(chosen), max(len(texts[i]) for i in chosen)), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(chosen):
                ids[row, : len(texts[i])] = texts[i]
                mask[row, : len(texts[i])] = 1
            feed = {"input_ids": ids, "attention_mask": mask, "spans": np.array(True)}
            inner, outer = self._session.run(["inner", "outer"], feed)
            for row, i in enumerate(chosen):
                found[i] = inner[row, : len(texts[i])], outer[row, : len(texts[i])]
        return [found[i] for i in range(len(texts))]
