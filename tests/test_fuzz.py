"""Fuzz targets without the fuzzer: crashers of the past, seeds, and a few inputs of Hypothesis.

`python -m tests.fuzz` searches for new ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.registry import CASES, Target, cases, load, names

KEPT = [(name, path) for name in names() for path in cases(name)]
target = cache(load)


@pytest.mark.parametrize(("name", "path"), KEPT, ids=[f"{n}-{p.name}" for n, p in KEPT])
def test_crashers_stay_fixed(name: str, path: Path) -> None:
    """What once failed a target does so no more."""
    target(name).run(path.read_bytes())


def test_cases_have_targets() -> None:
    """No folder of cases is left without its target."""
    assert {folder.name for folder in CASES.iterdir()} <= set(names())


@pytest.mark.parametrize("name", names())
def test_targets_take_anything(name: str) -> None:
    """Seeds, seeds cut, joined and changed, and inputs of the target's own making all return."""
    found = target(name)
    for seed in found.seeds:
        found.run(seed)
    _search(found.inputs if found.inputs is not None else _near(found), found.run)


def _search(inputs: st.SearchStrategy[bytes], run: Callable[[bytes], None]) -> None:
    quick = settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    quick(given(inputs)(run))()


def _near(found: Target) -> st.SearchStrategy[bytes]:
    """Bytes in the neighbourhood of a target's seeds."""

    def changed(seed: bytes, other: bytes, number: int) -> bytes:
        chance = random.Random(number)
        data = bytearray(seed)
        for _ in range(chance.choice((0, 1, 4))):
            at = chance.randrange(len(data) + 1)
            token = chance.choice((*found.tokens, bytes([chance.randrange(256)]), other[:9]))
            data[at : at + chance.choice((0, 1, 9))] = token
        return bytes(data[: chance.choice((len(data), chance.randrange(len(data) + 1)))])

    seeds = st.sampled_from(found.seeds)
    return st.builds(changed, seeds, seeds, st.integers(0, 2**32))
