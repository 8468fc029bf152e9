"""Logistic regression, for fits of a handful of weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def fit_logistic(
    features: Doubles, labels: Doubles, ridge: float = 1e-3, weights: Doubles | None = None
) -> Doubles:
    """The coefficients of a logistic regression, by Newton's method.

    ``weights``: how often each row counts, once where None.
    """
    counts = np.ones(len(labels)) if weights is None else weights
    found = np.zeros(features.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-features @ found))
        gradient = features.T @ (counts * (chance - labels)) + ridge * found
        curvature = (features.T * (counts * chance * (1 - chance))) @ features
        found -= np.linalg.solve(curvature + ridge * np.eye(len(found)), gradient)
    return found
