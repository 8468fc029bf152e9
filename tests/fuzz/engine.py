"""One target under atheris: run as `python -m tests.fuzz.engine NAME FOLDER [libFuzzer option…]`.

Every exception is kept once, by where it was raised, as FOLDER/crash-HASH with its traceback in
FOLDER/crash-HASH.txt, and the search goes on. What stops the process (a hang, memory, a signal)
libFuzzer keeps itself. FUZZ_ONLY=HASH: only that exception stops it, for minimising.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

from tests.fuzz.registry import load

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Look for inputs that fail the target, until libFuzzer's limits."""
    name, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["align", "polib"]):
        target = load(name)
        for seed in target.seeds:  # what is imported in functions is instrumented too
            _quietly(target.run, seed)
    only = os.environ.get("FUZZ_ONLY")
    run = _only(target.run, only) if only else _kept(target.run, Path(folder))
    arguments = [os.environ.get("FUZZ_PROGRAM", sys.argv[0]), *options]
    if target.mutate:
        atheris.Setup(arguments, run, custom_mutator=target.mutate)
    else:
        atheris.Setup(arguments, run)
    atheris.Fuzz()


def _quietly(run: Callable[[bytes], None], data: bytes) -> None:
    try:
        run(data)
    except Exception as error:  # found again, and then kept
        print(f"a seed fails: {error!r}", file=sys.stderr)


def _kept(run: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """``run`` with its exceptions kept in ``folder``, the shortest input of each."""
    sizes = {p.name: p.stat().st_size for p in folder.glob("crash-*") if not p.suffix}

    def one(data: bytes) -> None:
        try:
            run(data)
        except Exception as error:
            name = f"crash-{place(error)}"
            if name not in sizes or len(data) < sizes[name]:
                sizes[name] = len(data)
                (folder / name).write_bytes(data)
                (folder / f"{name}.txt").write_text(traceback.format_exc(), "utf-8", "replace")

    return one


def _only(run: Callable[[bytes], None], only: str) -> Callable[[bytes], None]:
    def one(data: bytes) -> None:
        try:
            run(data)
        except Exception as error:
            if place(error) == only:
                raise

    return one


def place(error: BaseException) -> str:
    """A hash of what was raised, and of the innermost line of this repository that it came by."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).is_relative_to(ROOT)]
    where = [(Path(f.filename).name, f.name, f.lineno) for f in own[-1:]]
    return hashlib.sha256(f"{type(error).__name__}{where}".encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
