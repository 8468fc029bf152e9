"""Links found by an encoder already trained: a second round has better ones to learn from.

Statistics see words as symbols; an encoder that has learnt from them, and from links that people
made, finds more and wrong ones less often (self-training, as in Dou and Neubig 2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from align.errors import AlignError
from align.training.links import AGREED, ONE_SIDED, Weighted
from align.training.losses import NULL_SIMILARITY, SHARPNESS
from align.training.runner import Runner, Vectors

_SURE, _POSSIBLE = 0.5, 0.15
_ROWS = 512
Words = tuple[list[str], list[str]]


class Linker:
    """Links words by the inner vectors of the encoder packaged in a folder."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._run = Runner((folder / "encoder.onnx").read_bytes(), threads)
        except Exception as error:  # neither library raises anything more definite
            raise AlignError(folder, f"holds no packaged encoder ({error})") from error

    def links(self, rows: Sequence[Words]) -> Iterator[list[Weighted]]:
        """The links of each row's words: sure ones with full confidence, others with half."""
        for begin in range(0, len(rows), _ROWS):
            some = rows[begin : begin + _ROWS]
            encoded = self._tokenizer.encode_batch(
                [words for row in some for words in row], is_pretokenized=True
            )
            inner = [vectors for vectors, _ in self._run([e.ids[:512] for e in encoded])]
            owners = [[-1 if w is None else w for w in e.word_ids[:512]] for e in encoded]
            for k in range(0, len(encoded), 2):
                yield _linked(inner[k : k + 2], owners[k : k + 2])


def _linked(inner: Sequence[Vectors], owners: Sequence[Sequence[int]]) -> list[Weighted]:
    ours, theirs = (
        v[[i for i, o in enumerate(own) if o >= 0]] for v, own in zip(inner, owners, strict=True)
    )
    places = [[o for o in own if o >= 0] for own in owners]
    share = mutual(ours, theirs)
    best: dict[tuple[int, int], float] = {}
    for i, j in np.argwhere(share >= _POSSIBLE):
        pair = places[0][i], places[1][j]
        best[pair] = max(best.get(pair, 0.0), float(share[i, j]))
    return [(i, j, AGREED if p >= _SURE else ONE_SIDED) for (i, j), p in sorted(best.items())]


def mutual(ours: Vectors, theirs: Vectors) -> Vectors:
    """(n, m): the geometric mean of both directions' probabilities, with a null in each."""
    if not len(ours) or not len(theirs):
        return np.zeros((len(ours), len(theirs)), np.float32)
    ours = ours / np.linalg.norm(ours, axis=1, keepdims=True)
    theirs = theirs / np.linalg.norm(theirs, axis=1, keepdims=True)
    raised = np.exp(SHARPNESS * (ours @ theirs.T - NULL_SIMILARITY))
    forward = raised / (raised.sum(1, keepdims=True) + 1)
    return np.asarray(np.sqrt(forward * raised / (raised.sum(0, keepdims=True) + 1)), np.float32)
