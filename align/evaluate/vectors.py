"""Whole texts as vectors, pooled from their words as the product pools spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.encode import Encoder, Vectors, unit
from align.segment import tokenize

_ROWS = 1000


def pooled(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """(texts, width): the normalised sum of each text's top-layer word vectors."""
    rows = []
    for start in range(0, len(texts), _ROWS):
        forms = [[t.form for t in tokenize(text)] for text in texts[start : start + _ROWS]]
        rows += [e.outer.sum(axis=0) for e in encoder.encode(forms)]
    return unit(np.stack(rows))
