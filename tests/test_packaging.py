"""The wheel holds what the program needs where there is no checkout."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = (
    "align/py.typed",
    "align/models/encoder.onnx",
    "align/models/tokenizer.json",
    "align/models/card.json",
)
# What is packaged besides code, by folder and ending.
DATA = (("align/data", "*.toml"), ("align/render", "**/*.j2"), ("align/render", "**/*.css"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a wheel built from a copy of the checkout, without reaching for an index."""
    for tool in ("build", "setuptools"):
        if importlib.util.find_spec(tool) is None:
            pytest.skip(f"{tool} is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "checkout"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "align", copy / "align", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(copy)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return zipfile.ZipFile(next(folder.glob("*.whl"))).namelist()


def test_the_wheel_has_the_models(wheel: list[str], needs_encoder: None) -> None:
    """The encoder, its tokenizer and its card, and the marker of typed packages."""
    assert set(NEEDED) <= set(wheel)


def test_the_wheel_has_the_tables_and_templates(wheel: list[str]) -> None:
    """Whatever lies beside the code in the checkout is in the wheel."""
    for folder, pattern in DATA:
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).glob(pattern)}
        assert files, (folder, pattern)
        assert files <= set(wheel)


def test_the_wheel_has_every_module(wheel: list[str]) -> None:
    """Every module of the checkout is in the wheel, and no test is."""
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "align").rglob("*.py")}
    assert modules <= set(wheel)
    assert not [name for name in wheel if name.startswith(("tests/", "corpora/"))]


def test_the_wheel_has_the_licence(wheel: list[str]) -> None:
    """Apache-2.0 travels with the code."""
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
