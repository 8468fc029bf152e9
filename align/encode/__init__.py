"""The encoder protocol: words in, vectors out, of which everything else is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoding:
    """The vectors of one text of n tokens.

    ``inner``: (n, width), unit rows (zero for a token without word pieces), the link layer; their
    dot products say which words mean the same. ``outer``: (n, width), sums of the top layer over
    a token's pieces; added up over any run of tokens and normalised they compare spans.
    ``pieces``: (p, width), unit rows of the link layer, one for each word piece; ``owners``: (p,),
    ascending, the token of each. Links hold between pieces: the و of وسيكتبونها is "and", its س
    "will", and only the rest of it is to write.
    """

    inner: Vectors
    outer: Vectors
    pieces: Vectors
    owners: Numbers

    @classmethod
    def of_words(cls, inner: Vectors, outer: Vectors) -> Encoding:
        """The encoding of tokens that are one piece each."""
        return cls(inner, outer, inner, np.arange(len(inner), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How an encoder's similarities become probabilities; fitted by ``align train calibrate``.

    ``null``: logistic weights of links.null_features. ``absent``, ``unrelated``: those
    of beads.reread.Reader. ``across``, ``within``: slope and middle of
    the logistic that turns raw bead agreement into a score, between the two languages and within
    one.
    """

    null: tuple[float, ...] = (0.85, -2.0, -4.6, 2.6, -3.0)
    absent: tuple[float, ...] = (-0.392, 8.988, -9.26, -24.573)
    unrelated: tuple[float, ...] = (-5.135, 15.733, -12.538, -10.071)
    across: tuple[float, float] = (14.0, 0.2)
    within: tuple[float, float] = (12.0, 0.4)


class Stopped(Exception):  # noqa: N818 - nothing is wrong: the time for a pair is up
    """Encoding was given up, for the time that it had is up."""


class Encoder(Protocol):
    """Anything that turns tokenised texts into vectors, the same for the same words."""

    @property
    def signature(self) -> str:
        """Name and content hash: equal signatures give equal vectors."""

    @property
    def threads(self) -> int:
        """How many processor cores it may use, 0 for all."""

    @property
    def calibration(self) -> Calibration:
        """What its similarities mean."""

    def encode(self, texts: Sequence[Sequence[str]], *, spans: bool = True) -> tuple[Encoding, ...]:
        """One Encoding a text, in order; the texts' order and company change nothing.

        Without ``spans`` the outer vectors are not needed, which saves the top layers; they are
        then of width 0.
        """


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length 1; zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


def load_encoder(name: str | None = None, threads: int = 0) -> Encoder:
    """The packaged encoder, or that of the folder ``name``.

    Such a folder is what ``align train`` wrote, or a Hugging Face model's, which simalign runs.
    ``threads``: processor cores that it may use, 0 for all. Raises AlignError where the model, or
    the extra it needs, is missing; nothing is downloaded.
    """
    if name is None:
        from align.encode.embedded import packaged

        return packaged(threads)
    if (Path(name) / "encoder.onnx").is_file():
        from align.encode.embedded import EmbeddedEncoder

        return EmbeddedEncoder(Path(name), threads)
    from align.encode.huggingface import HuggingFaceEncoder

    return HuggingFaceEncoder(name, threads=threads)
