"""The packaged encoder on short texts: finite vectors, and a report that repeats itself."""

from __future__ import annotations

import numpy as np

from align.config import Settings
from align.encode import Encoder, load_encoder
from align.errors import AlignError
from align.model import Language
from align.pipeline import align_documents, check
from align.segment import tokenize
from tests.fuzz.pairs import aligned, quoted
from tests.fuzz.phrases import SEEDS, document, mutate, texts

__all__ = ["MOST", "SEEDS", "mutate", "run"]

MOST = 160


def run(data: bytes) -> None:
    """Nothing where the package has no encoder."""
    encoder = _encoder()
    if encoder is None:
        return
    ours, theirs = (text[:400] for text in texts(data, 2))
    for text in (ours, theirs):
        forms = [token.form for token in tokenize(text)]
        (one,) = encoder.encode([forms])
        assert len(one.inner) == len(one.outer) == len(forms)
        assert len(one.pieces) == len(one.owners)
        for vectors in (one.inner, one.outer, one.pieces):
            assert np.isfinite(vectors).all()
    source = document(ours, "ours", Language.AR)
    target = document(theirs, "theirs", Language.EN)
    aligned(align_documents(source, target, encoder))
    found = [check([(source, target)], Settings(), encoder) for _ in range(2)]
    assert found[0] == found[1]
    quoted(found[0].findings, {"ours": source, "theirs": target})


def _encoder() -> Encoder | None:
    try:
        return load_encoder(None, 1)
    except AlignError:
        return None
