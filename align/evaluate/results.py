"""What an evaluation yields: figures, each with its baseline and the published anchors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured.

    ``limit``: at most that many items of a gold file, spread evenly over it, None for all.
    ``baselines``: off where only our own figures are wanted, as in the floors.
    """

    limit: int | None = None
    baselines: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """Another system's figure; ``source`` says where it was published, "" if measured here."""

    system: str
    value: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Our value by one measure, what it was counted over, and what it is held against."""

    name: str
    value: float
    items: int
    lower_is_better: bool = False
    baselines: tuple[Reference, ...] = ()
    anchors: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """A system's values (x, y), x ascending."""

    system: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves on logarithmic axes, ours first; ``limit``: the y to stay under, None for none."""

    title: str
    x: str
    y: str
    limit: float | None
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One gold collection measured.

    ``gold`` names the collection, ``items`` counts its ``unit``; ``sha256`` is that of the gold
    data; ``signature`` says what reproduces the figures; ``notes`` define them; ``plot`` draws some
    of them.
    """

    kind: str
    gold: str
    items: int
    unit: str
    sha256: str
    signature: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    plot: Plot | None = None

    def value(self, name: str) -> float:
        """Our value of the figure of that name; KeyError if there is none."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise KeyError(name)
