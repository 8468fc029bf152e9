"""The targets by name, and what their modules say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CASES = HERE / "cases"


@dataclass(frozen=True, slots=True)
class Target:
    """A target: ``run`` returns for every input, or what it is about has a fault.

    ``seeds``: inputs to begin with. ``tokens``: words that inputs are made of. ``mutate``: (input,
    most bytes, seed) to another input, where changed bytes alone would break a container.
    ``inputs``: a Hypothesis strategy of bytes. ``most``: bytes that an input may have.
    """

    name: str
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...] = ()
    mutate: Callable[[bytes, int, int], bytes] | None = None
    inputs: Any = None
    most: int = 4096


def names() -> tuple[str, ...]:
    """Every target there is, sorted."""
    return tuple(sorted(p.stem for p in (HERE / "targets").glob("*.py") if p.stem[0] != "_"))


def load(name: str) -> Target:
    """The target of that name; its module is imported, and what it tests with it."""
    module = import_module(f"tests.fuzz.targets.{name}")
    seeds = module.SEEDS() if callable(module.SEEDS) else module.SEEDS
    return Target(
        name,
        module.run,
        tuple(seeds),
        tuple(getattr(module, "TOKENS", ())),
        getattr(module, "mutate", None),
        getattr(module, "inputs", None),
        getattr(module, "MOST", 4096),
    )


def cases(name: str) -> list[Path]:
    """The inputs that once failed a target, by name."""
    return sorted(p for p in (CASES / name).glob("*") if p.is_file())
