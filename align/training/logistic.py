"""Logistic regression, for fits of a handful of weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def fit_logistic(
    features: Doubles, labels: Doubles, ridge: float = 1e-3, shares: Doubles | None = None
) -> Doubles:
    """Weights of a logistic regression, by Newton's method; ``shares``: what each row counts."""
    weights = np.zeros(features.shape[1])
    counts = np.ones(len(labels)) if shares is None else shares
    for _ in range(50):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (counts * (chance - labels)) + ridge * weights
        curvature = (features.T * (counts * chance * (1 - chance))) @ features
        weights -= np.linalg.solve(curvature + ridge * np.eye(len(weights)), gradient)
    return weights
