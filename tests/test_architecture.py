"""What the modules may be: which imports which, how long each is, what none of them does.

The order is that of docs/design.md. Text, imports and budgets are read from the syntax trees, so
that nothing has to be imported to be checked.
"""

from __future__ import annotations

import ast
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "align"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Values first, the command line last. A part imports only what stands above it.
ORDER = (
    *("_version", "errors", "model", "config", "patterns", "data", "text"),
    *("read", "segment", "extract", "decode", "encode", "facts", "beads", "pair", "links"),
    *("project", "quotations", "limited", "aligned", "revisions"),
    *("checks", "suppressions", "baseline", "accepted", "fidelity", "score"),
    *("pipeline", "pairwise", "collate", "stale", "render", "output", "corpus", "evaluate"),
    *("training", "cli", "__main__"),
)
# Some parts see less than all that is above them.
NARROW: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "data": set(),
    "text": {"data", "model"},
    "config": {"errors", "model"},
    "patterns": set(),
    "output": {"errors", "render"},
    "revisions": {"errors"},
    "facts": {"data", "model", "text"},
    "render": {"_version", "errors", "model", "text"},
    "checks": {"data", "errors", "facts", "model", "text"},
}
# Who may import what from outside; "lazy": inside functions only.
HOMES = {
    "click": ("align.cli", "align.training"),
    "polars": (
        "align.read",
        "align.score",
        "align.pairwise",
        "align.render.parquet",
        "align.corpus",
        "align.evaluate",
    ),
    "torch": ("align.encode.huggingface", "align.training"),
    "transformers": ("align.encode.huggingface", "align.training"),
    "simalign": ("align.encode.huggingface",),
    "onnxruntime": ("align.encode.runtime",),
    "tokenizers": ("align.encode", "align.training"),
    "rich": ("align.render.terminal", "align.cli.progress"),
    "jinja2": ("align.render.html",),
    "docx": ("align.read.docx",),
    "ray": ("align.corpus.cluster",),
    "sacrebleu": ("align.score", "align.evaluate"),
}
LAZY = {
    *("torch", "transformers", "simalign", "polars", "nltk", "sacrebleu", "onnxruntime"),
    *("docx", "ray"),
}
NETWORK = {
    "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "urllib3",
    "aiohttp", "websockets", "huggingface_hub",
}  # fmt: skip
HEAVY = [
    *("nltk", "polars", "torch", "sacrebleu", "onnxruntime", "trafilatura", "transformers"),
    *("docx", "ray"),
]
# What a check of two plain texts needs none of, either.
UNUSED = [
    *("lxml", "babel", "rich", "jinja2", "sklearn", "scipy", "pandas", "markdown_it"),
    *("selectolax", "polib", "socket", "ssl", "http.client", "urllib.request", "xml.sax"),
]
MODULE_LINES, FUNCTION_LINES, PARAMETERS, LITERAL_LINES = 300, 40, 5, 50


def name_of(path: Path) -> str:
    """ "align.read.html" for align/read/html.py; a package has the name of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(p for p in parts if p != "__init__")


def part_of(module: str) -> str:
    """The part of the package that a module belongs to: "read" for "align.read.html"."""
    return module.split(".")[1] if "." in module else ""


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[str, str, bool]]:
    """(module, name, at the top level) of every import that runs, the type checker's left out."""
    yield from _imports(tree(path).body, path, top=True)


def _imports(body: list[ast.stmt], path: Path, *, top: bool) -> Iterator[tuple[str, str, bool]]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from ((node.module or "", alias.name, top) for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from _imports(node.orelse, path, top=top)
        else:
            inner = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                yield from _imports(getattr(node, block, []), path, top=inner)


def own_imports(path: Path) -> Iterator[str]:
    """The modules of the project that a module imports, whenever that happens."""
    for module, name, _ in imports(path):
        if module == "align" and name:
            yield f"align.{name}"
        elif module.startswith("align."):
            yield module


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """True for a click command: click passes every option as a parameter."""
    return any(".command(" in ast.unparse(d) for d in function.decorator_list)


def lines_of(node: ast.expr) -> int:
    """How many lines an expression takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def violations(rule: Callable[[Path], Iterable[str]]) -> dict[str, list[str]]:
    """What ``rule`` objects to, by module; empty where all modules keep it."""
    found = {name_of(path): list(rule(path)) for path in MODULES}
    return {module: objections for module, objections in found.items() if objections}


def test_imports_go_up() -> None:
    """A module imports only what stands above its part in the order, some parts even less."""

    def rule(path: Path) -> Iterator[str]:
        part = part_of(name_of(path))
        if not part:
            return
        above = {*ORDER[: ORDER.index(part)]}
        allowed = above & NARROW.get(part, above) | {part}
        yield from (m for m in own_imports(path) if part_of(m) not in allowed)

    assert {part_of(name_of(path)) for path in MODULES} <= {"", *ORDER}
    assert violations(rule) == {}


def test_libraries_have_homes() -> None:
    """Each heavy or visible library is imported only by the parts that adapt it."""

    def rule(path: Path) -> Iterator[str]:
        for imported, _, _ in imports(path):
            homes = HOMES.get(imported.split(".")[0])
            if homes and not any(f"{name_of(path)}.".startswith(f"{home}.") for home in homes):
                yield imported

    assert violations(rule) == {}


def test_heavy_libraries_are_lazy() -> None:
    """Heavy libraries are imported inside functions, by whoever needs them.

    A torch module has to subclass one of torch's, so parts of the training import it at the top;
    they themselves are imported inside functions, and the training command loads without them.
    """

    def heavy(path: Path) -> list[str]:
        return [m for m, _, top in imports(path) if top and m.split(".")[0] in LAZY]

    exempt = {p for p in MODULES if part_of(name_of(p)) == "training"}
    exempt -= loaded_with("align.training.command")
    assert violations(lambda path: [] if path in exempt else heavy(path)) == {}


def loaded_with(module: str) -> set[Path]:
    """The files of the project that importing ``module`` reads."""
    paths = {name_of(path): path for path in MODULES}
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in paths and name not in reached:
            reached.add(name)
            waiting.append(name.rpartition(".")[0])
            for imported, part, top in imports(paths[name]):
                waiting += [imported, f"{imported}.{part}"] if top else []
    return {paths[name] for name in reached}


def test_nothing_reaches_the_network() -> None:
    """No module imports anything that opens a connection."""

    def rule(path: Path) -> Iterator[str]:
        for module, name, _ in imports(path):
            yield from {module.split(".")[0], module, f"{module}.{name}"} & NETWORK

    assert violations(rule) == {}


def test_modules_are_short() -> None:
    """No module is over 300 lines, and none is called utils."""
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lengths.items() if n > MODULE_LINES} == {}
    assert {p.stem for p in MODULES} & {"utils", "util", "helpers", "misc", "common"} == set()


def test_functions_are_short() -> None:
    """No function has over 40 lines, its signature included and its decorators not."""

    def rule(path: Path) -> Iterator[str]:
        for function in functions(path):
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{function.name}: {lines}"

    assert violations(rule) == {}


def test_functions_take_few_parameters() -> None:
    """No function takes over five parameters, ``self`` aside; commands take their options."""

    def rule(path: Path) -> Iterator[str]:
        for function in functions(path):
            arguments = function.args
            names = [
                a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            ]
            count = len([n for n in names if n not in ("self", "cls")])
            if count > PARAMETERS and not is_command(function):
                yield f"{function.name}: {count}"

    assert violations(rule) == {}


def test_data_is_not_code() -> None:
    """No literal is over 50 lines: that much data belongs in a table of align/data."""
    literals = (ast.Dict, ast.List, ast.Set, ast.Tuple, ast.Constant, ast.JoinedStr)

    def rule(path: Path) -> Iterator[str]:
        for node in ast.walk(tree(path)):
            if isinstance(node, literals) and lines_of(node) > LITERAL_LINES:
                yield f"line {node.lineno}"

    assert violations(rule) == {}


def test_public_names_are_sorted() -> None:
    """``__all__`` is sorted."""

    def rule(path: Path) -> Iterator[str]:
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                names = list(ast.literal_eval(node.value))
                if names != sorted(names):
                    yield str(names)

    assert violations(rule) == {}


def test_the_command_line_starts_light() -> None:
    """Importing it loads none of the heavy libraries."""
    program = (
        f"import sys, json, align.cli;print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == []


def test_a_plain_check_loads_what_it_uses(tmp_path: Path) -> None:
    """Two plain texts compared: no table, page, catalogue or score of another kind is read."""
    (tmp_path / "a.txt").write_text("The harbour opened on Monday.\n", "utf-8")
    (tmp_path / "b.txt").write_text("افتتح الميناء يوم الاثنين.\n", "utf-8")
    unused = [*(set(HEAVY) - {"onnxruntime"}), *UNUSED]
    program = (
        "import sys, json\nfrom align.cli import main\n"
        "main(['check', 'a.txt', 'b.txt', '-o', 'out.json'], standalone_mode=False)\n"
        f"print(json.dumps([m for m in {unused!r} if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_help_loads_little() -> None:
    """The list of commands needs click and nothing that computes, reads or draws."""
    program = (
        "import sys, json\nfrom align.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(json.dumps(sorted(m for m in sys.modules if m.split('.')[0] == 'align')))\n"
        f"print(json.dumps([m for m in {[*HEAVY, *UNUSED, 'numpy']!r} if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    own, heavy = map(json.loads, done.stdout.splitlines()[-2:])
    assert heavy == []
    assert [
        m for m in own if m.split(".")[1:2] not in ([], ["cli"], ["_version"], ["errors"])
    ] == []
    assert {"align.cli.baseline", "align.cli.stale"}.isdisjoint(own)


def test_commands_loaded_late_are_listed_as_they_are() -> None:
    """What the list says of a command that it has not loaded is what the command says."""
    from align.cli import main
    from align.cli.group import _LAZY

    context = click.Context(main)
    for name, (_, _, told) in _LAZY.items():
        command = main.get_command(context, name)
        assert command is not None
        assert name == command.name
        if not name.startswith(("train", "model")):
            assert told == command.get_short_help_str(70)


def test_nothing_imports_training() -> None:
    """Training stands beside the pipeline: the command line loads it by name, nothing else does."""
    assert {
        name_of(path)
        for path in MODULES
        if part_of(name_of(path)) != "training"
        and "training" in {part_of(module) for module in own_imports(path)}
    } == set()


def test_help_is_quick() -> None:
    """``align --help`` takes little more than an interpreter that imports click.

    Measured against that rather than by the clock, so that a busy machine does not fail it.
    """

    def seconds(*arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        return time.perf_counter() - start

    rounds = [(seconds("-c", "import click"), seconds("-m", "align", "--help")) for _ in range(5)]
    assert statistics.median(ours / base for base, ours in rounds) < 2.5
