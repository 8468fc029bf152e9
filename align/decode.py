"""Similarities of words or pieces to links: our softmax with a null, transport, simalign's two.

Every function takes cosines (n, m) and gives (n, m) link scores, 0 to 1; 0 is no link.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_ROUNDS = 20  # of scaling; marginals are met to a thousandth
_SECOND_CHOICE = 0.9  # simalign's alpha: what a word that is linked already is worth to others


class Method(StrEnum):
    """How links are chosen."""

    SOFTMAX = "softmax"
    TRANSPORT = "transport"
    INTER = "inter"
    ITERMAX = "itermax"


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Tuned on hand-aligned news and talk (docs/encoder.md).

    ``temperature`` multiplies similarities; ``null`` is the similarity that "no counterpart" has;
    links under ``possible`` are dropped, those from ``sure`` on are sure.
    """

    method: Method = Method.SOFTMAX
    temperature: float = 10.0
    null: float = 0.3
    possible: float = 0.2
    sure: float = 0.3


def link_scores(similarity: Floats, settings: LinkSettings) -> Floats:
    """The links by the settings' method."""
    if not similarity.size:
        return np.zeros(similarity.shape, np.float32)
    if settings.method is Method.SOFTMAX:
        return mutual_probability(similarity, settings)
    if settings.method is Method.TRANSPORT:
        return transported(similarity, settings)
    return inter(similarity) if settings.method is Method.INTER else itermax(similarity)


def mutual_probability(similarity: Floats, settings: LinkSettings) -> Floats:
    """The geometric mean of both directions' link probabilities, nulls competing.

    Dou and Neubig 2021 have the softmax, not the null.
    """
    scaled = np.exp((similarity - settings.null) * settings.temperature)
    forward = scaled / (scaled.sum(1, keepdims=True) + 1)
    backward = scaled / (scaled.sum(0, keepdims=True) + 1)
    return np.asarray(np.sqrt(forward * backward), np.float32)


def transported(similarity: Floats, settings: LinkSettings) -> Floats:
    """Entropic optimal transport of one unit a word, with a null on each side that takes any.

    Sinkhorn and Knopp's scaling; the null row and column as in Sarlin et al. 2020, "SuperGlue".
    """
    n, m = similarity.shape
    kernel = np.ones((n + 1, m + 1))
    kernel[:n, :m] = np.exp((similarity.astype(float) - settings.null) * settings.temperature)
    rows, columns = np.append(np.ones(n), m), np.append(np.ones(m), n)
    right = np.ones(m + 1)
    for _ in range(_ROUNDS):
        left = rows / (kernel @ right)
        right = columns / (kernel.T @ left)
    return np.asarray((left[:, None] * kernel * right)[:n, :m], np.float32)


def inter(similarity: Floats) -> Floats:
    """simalign's ``inter``: 1 where two words are each other's best."""
    forward = np.zeros(similarity.shape, np.float32)
    backward = np.zeros_like(forward)
    forward[np.arange(len(similarity)), similarity.argmax(1)] = 1
    backward[similarity.argmax(0), np.arange(similarity.shape[1])] = 1
    return np.asarray(forward * backward, np.float32)


def itermax(similarity: Floats) -> Floats:
    """simalign's ``itermax``: ``inter``, and once more among the words that it left.

    Jalili Sabet et al. 2020, "SimAlign", algorithm 1 with two rounds, as simalign 0.4 has it.
    """
    links = inter(similarity)
    if min(similarity.shape) <= 2:
        return links
    free = links.sum(1)[:, None] == 0, links.sum(0)[None, :] == 0
    if not free[0].any() or not free[1].any():
        return links
    worth = np.clip(_SECOND_CHOICE * free[0] + _SECOND_CHOICE * free[1], 0, 1)
    second = inter((similarity + 1) / 2 * worth) * (free[0] | free[1])
    return np.asarray(np.maximum(links, second), np.float32)
