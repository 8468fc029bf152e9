"""The machine and the versions that a benchmark was run on; nothing that names the machine."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from align._version import __version__
from align.encode.embedded import packaged
from align.evaluate.bench.values import Plan, found_program, version_of

_GIGABYTE = 10**9
_BUSY = 0.7
_PACKAGES = (
    *("numpy", "onnxruntime", "tokenizers", "polars", "nltk", "sacrebleu"),
    *("simalign", "torch", "transformers", "eflomal", "sentalign", "galechurch"),
)
_PROGRAMS = "fast_align", "hunalign", "vecalign", "bertalign", "pofilter"


def described(plan: Plan) -> dict[str, str]:
    """What was measured on, by name."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": f"{cores()}, threads of each contender {plan.threads}",
        "memory": _memory(),
        "load before": _load(),
        "python": platform.python_version(),
        "align": f"{__version__}, {packaged(1).signature}",
        **{name: version_of(name) or "not installed" for name in _PACKAGES},
        **{name: _program(name) for name in _PROGRAMS},
    }


def _program(name: str) -> str:
    """What a program says of its version; few of these say anything."""
    path = found_program(name)
    if path is None:
        return "not installed"
    if name != "pofilter":
        return "found on PATH, tells no version"
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip().removeprefix(f"{name} ") or "found on PATH"


def cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", told.read_text()) if told.exists() else None
    return found[1].strip() if found else platform.processor() or "unknown"


def _memory() -> str:
    names: Sequence[str] = ("SC_PAGE_SIZE", "SC_PHYS_PAGES")
    size, pages = (os.sysconf(name) for name in names)
    return f"{size * pages / _GIGABYTE:.0f} GB"


def _load() -> str:
    """How many processes were running in the last minute, and whether too many to time others."""
    load = os.getloadavg()[0]
    return f"{load:.1f}{' (busy: trust no seconds)' if load > _BUSY else ''}"
