"""Configuration: align.toml, and [tool.align] of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from align.config import Settings, load_settings
from align.errors import AlignError
from align.patterns import compiled
from tests.fuzz.reading import folder, twice

SEEDS = (
    b'select = ["MT", "OM01"]\nfail-on = "never"\nmin-confidence = 0.7\nglossary = "terms.csv"\n'
    b'today = 2027-01-31\nexclude = ["a/**"]\n[[pairs]]\nsource = "{a}/x.*.txt"\ntarget = "b/*.txt"\n'
    b'[severity]\nMT01 = "minor"\n[per-file-ignores]\n"**/x*.txt" = ["UN"]\n',
    b'[tool.align]\nignore = ["changed-number"]\nmax-depth = 20\nthreads = 2\ncolor = "never"\n',
)
TOKENS = (
    *(b"[tool.align]\n", b"[[pairs]]\n", b'source = "', b'target = "', b"per-file-ignores", b"= ["),
    *(
        b"= true\n",
        b"= -1\n",
        b"= 1e400\n",
        b"= nan\n",
        b"= 0x7fffffffffffffffff\n",
        b"**",
        b"{lang}",
    ),
    *(b"today = ", b"9999-12-31", b"\\u0000", b'"""', b"[severity]\n", b"fail-on = ", b"[!a-z]"),
)


def run(data: bytes) -> None:
    """Read as each of the two files; the patterns in it are understood or refused."""
    for name in ("align.toml", "pyproject.toml"):
        for other in ("align.toml", "pyproject.toml"):
            (folder() / other).unlink(missing_ok=True)
        settings = twice(_settings, name, data)
        if settings is None:
            continue
        said = [p for pair in settings.pairs for p in (pair.source, pair.target) if p]
        said += [*settings.exclude, *(pattern for pattern, _ in settings.per_file_ignores)]
        for pattern in said:
            try:
                compiled(pattern)
            except AlignError:
                continue


def _settings(path: Path) -> Settings:
    return load_settings(path.parent)
