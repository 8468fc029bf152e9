"""What docs/security.md promises: nothing is run, sent or written but what was asked for."""

from __future__ import annotations

import ast
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import main
from align.encode.folders import card_of, refuse_programs
from align.errors import AlignError
from align.read import read_documents
from align.render.plain import clean
from align.render.sarif_baseline import unlinked

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "align").rglob("*.py"))
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
ENGLISH, ARABIC = "The bridge cost 43 million units.\n", "بلغت كلفة الجسر ٣٤ مليون وحدة.\n"
# In a child: tells what it sends, runs, and opens to write outside of one folder.
WATCH = """
import os, sys
import align.cli
RUNS = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def watch(event, arguments):
    if event.startswith((*RUNS, "urllib.", "http.", "webbrowser.")):
        sys.__stderr__.write(f"RAN {event} {arguments[:2]}\\n")
    elif event == "open" and isinstance(arguments[0], str) and arguments[2] & WRITES:
        if not arguments[0].startswith((os.environ["WRITTEN"], "/dev/null")):
            sys.__stderr__.write(f"WROTE {arguments[0]}\\n")
sys.addaudithook(watch)
align.cli.main()
"""


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document in each language, which is the current one."""
    monkeypatch.chdir(tmp_path)
    Path("en.txt").write_text(ENGLISH, "utf-8")
    Path("ar.txt").write_text(ARABIC, "utf-8")
    return tmp_path


def told(*arguments: str) -> str:
    """The one line on standard error of a command that is refused."""
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 2, done.output
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.usefixtures("needs_encoder")
def test_a_check_sends_runs_and_writes_nothing_else(pair: Path) -> None:
    """No socket, no program, no file but the reports; neither seen by Python nor by the home."""
    home = pair / "home"
    home.mkdir()
    outputs = [f"--output={pair / name}" for name in ("r.html", "r.json", "r.sarif", "r.parquet")]
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, "check", "ar.txt", "en.txt", *outputs],
        env={
            **{k: v for k, v in os.environ.items() if k != "XDG_CACHE_HOME"},
            **{"HOME": str(home), "WRITTEN": str(pair), "PYTHONPATH": str(ROOT)},
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert list(home.rglob("*")) == []  # ONNX Runtime would keep a base of events there


def test_no_code_is_made_of_data() -> None:
    """No module evaluates text; pickles are read where a measurement passes its own to a child.

    SQLite, a format without code in it, is the cache of corpus runs.
    """
    refused = {"eval", "exec", "compile", "__import__"}
    modules = {"pickle", "marshal", "shelve", "dill", "yaml", "sqlite3", "code", "runpy"}
    found: list[str] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found += [f"{path.stem}: {node.func.id}"] * (node.func.id in refused)
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.stem}: {n}" for n in names if n.split(".")[0] in modules]
            if isinstance(node, ast.keyword) and node.arg in ("shell", "allow_pickle"):
                assert ast.unparse(node.value) == "False", path
    assert sorted(found) == ["cache: sqlite3", "timed: pickle"]


def test_programs_are_run_by_few() -> None:
    """git for revisions, Ray itself; measurements and training run theirs; nothing that reads."""
    users = {
        p.relative_to(ROOT).as_posix() for p in SOURCES if "import subprocess" in p.read_text()
    }
    assert {"align/revisions.py", "align/corpus/cluster.py"} == {
        u for u in users if not u.startswith(("align/evaluate/", "align/training/"))
    }


@pytest.mark.parametrize(
    "name",
    ["no\x1b]0;t\x07.txt", "no\n::error::x.txt", "no\u009b31m.txt", "##[set-output name=a]b"],
)
def test_errors_steer_no_terminal(pair: Path, name: str) -> None:
    """A name with escape sequences or line ends is told on one line, without them."""
    line = told("check", name, "ar.txt")
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]|##\\w*\\[", line)


def test_configurations_steer_no_terminal(pair: Path) -> None:
    """Nor does what a configuration says."""
    Path("align.toml").write_text('select = ["\\u001b]0;t\\u0007"]\n')
    assert "\x1b" not in told("check", "ar.txt", "en.txt")


@pytest.mark.usefixtures("needs_encoder")
def test_data_on_a_screen_steers_nothing(pair: Path) -> None:
    """On a screen, and there alone, TSV and JSON have U+FFFD for what would steer it."""
    Path("en.txt").write_text("The bridge \x1b[31mcost\x9d0;t\x9c 43 units.\n", "utf-8")
    command = [sys.executable, "-m", "align", "sentences", "en.txt", "ar.txt", "--format=tsv"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    master, slave = pty.openpty()
    subprocess.run(command, env=environment, stdout=slave, check=True)
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:  # the end of a terminal
        pass
    os.close(master)
    assert "\x1b[31m" in piped.decode()
    assert not re.search("[\x1b\x80-\x9f]", shown.decode())


def test_logs_obey_no_words() -> None:
    """Commands that GitHub's and Azure's logs find within a line are broken."""
    for text in ("x ##[set-output name=a]b", "##vso[task.setvariable variable=a]b", "###[x]"):
        assert "##[" not in clean(text)
        assert "##vso[" not in clean(text)
        assert text == clean(text).replace("\u2060", "")


def test_sarif_has_no_links_of_documents() -> None:
    """[words](address) is words."""
    assert unlinked("see [this](http://e) and [that]") == r"see \[this](http://e) and [that]"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_searches_wait_for_no_pipes(pair: Path) -> None:
    """A pipe in a folder is passed over, and one named ends at the limit."""
    folder = pair / "folder"
    folder.mkdir()
    shutil.copy("en.txt", folder)
    os.mkfifo(folder / "pipe.txt")
    assert [d.id for d in read_documents([folder])] == ["en"]
    threading.Thread(target=_fill, args=(folder / "pipe.txt",), daemon=True).start()
    Path("align.toml").write_text("max-bytes = 1000\n")
    assert "too large" in told("check", str(folder / "pipe.txt"), "ar.txt")


def _fill(pipe: Path) -> None:
    try:
        with pipe.open("wb") as file:
            while True:
                file.write(b"x" * 65536)
    except BrokenPipeError:
        pass


def _folder(tmp_path: Path, **files: str) -> Path:
    for name, content in files.items():
        (tmp_path / name.replace("__", ".")).write_text(content)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"config__json": '{"auto_map": {"AutoModel": "evil.M"}}'}, "code of its own in config"),
        ({"tokenizer_config__json": '{"auto_map": {"x": ["e", null]}}'}, "tokenizer_config"),
        ({"config__json": "{}", "pytorch_model__bin": ""}, "no weights as .safetensors"),
        ({"config__json": "["}, "not readable"),
    ],
)
def test_encoder_folders_run_nothing(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    """Folders that name code, or have weights that may be programs, are refused before loading."""
    folder = _folder(tmp_path, **files)
    if "auto_map" in str(files):
        (folder / "model.safetensors").write_bytes(b"")
    with pytest.raises(AlignError, match=reason):
        refuse_programs(folder)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"name": 3}', '{"a": ' * 100_000])
def test_cards_are_checked(tmp_path: Path, card: str) -> None:
    """A card that lacks what is needed is told in one line."""
    with pytest.raises(AlignError, match="not an encoder folder"):
        card_of(_folder(tmp_path, card__json=card))


@pytest.mark.usefixtures("needs_encoder")
@pytest.mark.parametrize("broken", ["encoder.onnx", "tokenizer.json"])
def test_broken_encoders_are_told(pair: Path, broken: str) -> None:
    """Whatever the libraries raise of a damaged folder is one line."""
    folder = pair / "encoder"
    folder.mkdir()
    for name in ("encoder.onnx", "tokenizer.json", "card.json"):
        shutil.copy(ROOT / "align" / "models" / name, folder)
    (folder / broken).write_bytes(b"\x00\xff{" * 50)
    assert broken in told("check", "ar.txt", "en.txt", f"--encoder={folder}")


@pytest.fixture
def git(pair: Path) -> Callable[..., str]:
    """Runs git in a repository of the two documents."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def run(*arguments: str) -> str:
        named = ("-c", "user.name=n", "-c", "user.email=e@example.org")
        done = subprocess.run(
            ["git", *named, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    run("init", "--quiet", ".")
    run("add", "en.txt", "ar.txt")
    run("commit", "--quiet", "--message=x")
    return run


def test_git_runs_nothing_of_a_repository(pair: Path, git: Callable[..., str]) -> None:
    """Neither a monitor that a repository's settings name nor one of a folder posing as bare."""
    from align.revisions import changed

    monitor = pair / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch {pair}/OWNED\n")
    monitor.chmod(0o755)
    git("config", "core.fsmonitor", str(monitor))
    changed([(pair / "ar.txt", pair / "en.txt")], "HEAD")
    bare = pair / "bare"
    git("clone", "--quiet", "--bare", ".", str(bare))
    git("--git-dir", str(bare), "config", "core.bare", "false")
    git("--git-dir", str(bare), "config", "core.worktree", str(bare))
    git("--git-dir", str(bare), "config", "core.fsmonitor", str(monitor))
    (bare / "en.txt").write_text(ENGLISH)
    with suppress(AlignError):  # refused, or taken for a folder of the repository around it
        changed([(bare / "en.txt", bare / "en.txt")], "HEAD")
    assert not (pair / "OWNED").exists()


def test_the_configuration_writes_and_loads_nothing(pair: Path) -> None:
    """No setting names a file to write, a module, a command or an address."""
    from align.config import setting_names

    assert not [n for n in setting_names() if re.search("output|plugin|module|command|hook|url", n)]
    Path("align.toml").write_text('output = "/tmp/x"\n')
    assert "unknown setting" in told("check", "ar.txt", "en.txt")


def test_the_page_has_the_limits() -> None:
    """Every limit stands in docs/security.md with its default."""
    from dataclasses import asdict

    from align.read import Limits

    for name, value in asdict(Limits()).items():
        shown = f"{value // 1024**2} MB" if "bytes" in name else f"{value:,}"
        assert re.search(rf"`max-{name.replace('_', '-')}`.*\b{shown}|`{name}`.*\b{shown}", PAGE), (
            name
        )


def test_the_page_names_its_tests() -> None:
    """Each test that the page refers to exists."""
    named = re.findall(r"`(tests/[\w/]+\.py)`(?:: `(\w+)`)?", PAGE)
    assert named
    for path, test in named:
        text = (ROOT / path).read_text("utf-8")
        assert not test or f"def {test}(" in text, (path, test)
