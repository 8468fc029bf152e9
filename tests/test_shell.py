"""align as a shell meets it: colours, pipes, signals, progress, completions."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.checks import registry
from align.cli import main
from align.cli.progress import progress
from align.cli.results import colored

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
ROOT = Path(__file__).parent.parent
PAIR = tuple(str(ROOT / "corpora/school-meals" / f"statement.{code}.txt") for code in ("ar", "en"))


@pytest.mark.parametrize(
    ("environment", "asked", "expected"),
    [
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, "auto", True),
        ({}, "auto", False),
    ],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], asked: str, expected: bool
) -> None:
    """The option decides, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colored(asked) is expected


@posix
@pytest.mark.usefixtures("needs_encoder")
def test_a_reader_that_leaves_ends_it_quietly() -> None:
    """Where standard output is closed nothing is told; the exit status is the report's."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "align", "check", *PAIR, "--format", "json"],
        stdout=write, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@posix
@pytest.mark.usefixtures("needs_encoder")
def test_an_interrupt_is_one_line(tmp_path: Path) -> None:
    """SIGINT ends it with 130 and one line; of the report to be written nothing is left."""
    folders = [tmp_path / name for name in ("ar", "en")]
    for folder, path in zip(folders, PAIR, strict=True):
        folder.mkdir()
        for number in range(30):
            shutil.copy(path, folder / f"{number}.txt")
    before = sorted(tmp_path.rglob("*"))
    arguments = [*map(str, folders), "--output", str(tmp_path / "report.html")]
    with subprocess.Popen(
        [sys.executable, "-m", "align", "check", *arguments], stderr=subprocess.PIPE
    ) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]
    assert (process.returncode, told) == (130, b"align: interrupted\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_progress_is_for_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal there is none, nor where it is not wanted."""
    with progress("aligning", 3) as meter:
        assert meter is None
    assert capsys.readouterr() == ("", "")


@posix
def test_progress_of_long_work(tmp_path: Path) -> None:
    """After a second how many of how many are done is shown on standard error, then taken away."""
    pty = pytest.importorskip("pty")
    program = (
        "import time\n"
        "from align.cli.progress import progress\n"
        "with progress('aligning', 40) as meter:\n"
        "    for n in range(40):\n"
        "        time.sleep(0.04)\n"
        "        meter(n + 1, 40)\n"
        "with progress('aligning', 2) as meter:\n"
        "    meter(1, 2)\n"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program], stderr=theirs, stdout=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b"")).decode()
        assert process.communicate()[0] == b""
    os.close(ours)
    assert process.returncode == 0
    assert "/40" in shown
    assert "/2" not in shown.replace("/40", "")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so where the other end was closed
        return b""


Complete = Callable[..., list[str]]


@pytest.fixture
def complete(tmp_path: Path) -> Complete:
    """What bash offers after some words, by the script that ``align completion bash`` prints."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    program = tmp_path / "align"
    run = f'exec "{sys.executable}" -c "from align.cli import main; main(prog_name=\'align\')"'
    program.write_text(f'#!/bin/sh\n{run} "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    script = (
        'compopt() { :; }; eval "$(align completion bash)"; COMP_WORDS=("$@"); '
        'COMP_CWORD=$(($# - 1)); _align_completion align; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    def completed(*words: str) -> list[str]:
        done = subprocess.run(
            [bash, "-c", script, "bash", "align", *words],
            capture_output=True, encoding="utf-8", check=True, env=environment,
        )  # fmt: skip
        return done.stdout.split()

    return completed


@posix
def test_bash_completes(complete: Complete) -> None:
    """Commands, codes and names of checks, formats and severities."""
    assert complete("exp") == ["explain"]
    assert complete("explain", "OM") == ["OM01", "OM02"]
    assert complete("explain", "moved") == ["moved-segment"]
    assert complete("check", "--format", "js") == ["json", "jsonl"]
    assert complete("check", "--fail-on", "m") == ["minor", "major"]
    assert complete("evaluate", "sen") == ["sentences"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    """Each shell gets a script that asks for completions by the variable that click reads."""
    script = CliRunner().invoke(main, ["completion", shell]).stdout
    assert f"_ALIGN_COMPLETE={shell}_complete" in script


def test_completions_load_nothing_heavy() -> None:
    """What a tabulator key starts imports neither the checks nor numpy."""
    program = (
        "import sys; from align.cli.completion import checks_called; "
        "print([i.value for i in checks_called(None, None, '')]); "
        "print(*({'numpy', 'align.checks', 'polars', 'rich'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{[c.info.code for c in registry()]}\n\n"
