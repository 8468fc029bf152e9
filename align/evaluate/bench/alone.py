"""One contender timed in a process of its own: ``… bench.alone MODULE NAME FOLDER``.

It loads what the contender needs, does the work, and writes ``result.json`` into FOLDER.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path

from align.evaluate.bench.values import Contender


def main(module: str, name: str, folder: Path) -> None:
    """Runs the contender of that name among those of ``module``."""
    contenders: tuple[Contender, ...] = import_module(f"align.evaluate.bench.{module}").CONTENDERS
    work = next(c for c in contenders if c.name == name).prepare(folder)
    begun, used = time.perf_counter(), _processor()
    output = work()
    seconds, processor = time.perf_counter() - begun, _processor() - used
    result = {"seconds": seconds, "processor": processor, "output": output}
    (folder / "result.json").write_text(json.dumps(result), "utf-8")


def _processor() -> float:
    """Seconds of processor time that this process, and programs that it ran, have used."""
    programs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + programs.ru_utime + programs.ru_stime


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
