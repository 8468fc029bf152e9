"""An encoder without a model, for targets that begin where encoding ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import sha256

import numpy as np

from align.encode import Calibration, Encoding, unit
from align.text import fold

_WIDTH = 16
_MEANINGS = 24  # so many words mean different things


class Hashing:
    """Words to vectors by a hash of what they fold to; a third of them mean what others do."""

    signature = "hashing-1"
    calibration = Calibration()
    threads = 1

    def encode(self, texts: Sequence[Sequence[str]], *, spans: bool = True) -> tuple[Encoding, ...]:
        """Equal words get equal vectors wherever they stand."""
        return tuple(_encoding(tuple(text)) for text in texts)


def _encoding(forms: tuple[str, ...]) -> Encoding:
    rows = np.array([_vector(fold(form)) for form in forms], np.float32).reshape(-1, _WIDTH)
    return Encoding.of_words(unit(rows), rows)


@lru_cache(maxsize=8192)
def _vector(form: str) -> tuple[float, ...]:
    if not any(c.isalnum() for c in form):
        return (0.0,) * _WIDTH
    digest = sha256(form.encode("utf-8", "surrogatepass")).digest()
    seed = digest[1] % _MEANINGS if digest[0] % 3 == 0 else int.from_bytes(digest[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(_WIDTH)
    return tuple(float(v) for v in drawn / np.linalg.norm(drawn))


@cache
def hashing() -> Hashing:
    """The one encoder of this kind."""
    return Hashing()
