"""How faithfully one side of an alignment renders the other: parts, formula, penalties."""

from align.fidelity.formula import (
    Measured,
    fidelity,
    harmonic,
    mean_fidelity,
    mean_parts,
    measured,
)
from align.fidelity.parts import Parts, content_support
from align.fidelity.penalties import penalty

__all__ = [
    "Measured",
    "Parts",
    "content_support",
    "fidelity",
    "harmonic",
    "mean_fidelity",
    "mean_parts",
    "measured",
    "penalty",
]
