"""What git says of pairs: which changed since a revision, under whatever name they have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from align.cli import main
from align.errors import AlignError
from align.revisions import History, changed

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Git = Callable[..., str]
ODD = ("two words.md", "خبر أول.md", "--output=x.md", "line\nbreak.md", '"quoted"\t.md', "ü.md")


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in an empty repository, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "nobody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "nobody@example.invalid")

    def run(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
        return os.fsdecode(done.stdout)

    run("init", "-q", "-b", "main")
    return run


def written(name: str, text: str) -> Path:
    """A file in both languages' folders, and its path in ``en``."""
    for folder in ("ar", "en"):
        Path(folder).mkdir(exist_ok=True)
        Path(folder, name).write_text(f"{folder} {text}\n", "utf-8")
    return Path("en", name)


def pair(name: str, other: str | None = None) -> tuple[Path, Path]:
    """The two files of one name."""
    return Path("en", name), Path("ar", other or name)


def committed(git: Git) -> None:
    """Everything as a commit."""
    git("add", "-A")
    git("commit", "-q", "-m", "as it is")


@pytest.mark.parametrize("name", ODD)
def test_names_are_taken_as_they_are(git: Git, name: str) -> None:
    """A change is found whatever the file is called, and is none of its neighbour's."""
    edited = written(name, "one")
    written("other.md", "one")
    committed(git)
    assert changed([pair(name), pair("other.md")], "HEAD") == (False, False)

    edited.write_text("en two\n", "utf-8")
    assert changed([pair(name), pair("other.md")], "HEAD") == (True, False)
    assert History("HEAD").repository(edited).text_before(edited) == b"en one\n"


def test_a_name_that_is_no_text(git: Git) -> None:
    """A name of bytes that are no UTF-8 is a name."""
    name = os.fsdecode(b"caf\xe9.md")
    try:
        edited = written(name, "one")
    except OSError:
        pytest.skip("this file system has no such names")
    committed(git)
    edited.write_text("en two\n", "utf-8")
    assert changed([pair(name)], "HEAD") == (True,)


def test_what_counts_as_changed(git: Git) -> None:
    """Commits since the fork, staged and unstaged edits, new and ignored files; either side."""
    names = ["committed", "staged", "edited", "same", "upstream"]
    for name in names:
        written(f"{name}.md", "one")
    Path(".gitignore").write_text("ignored.md\n")
    committed(git)
    git("checkout", "-q", "-b", "work")
    Path("ar/committed.md").write_text("two\n")
    committed(git)
    git("checkout", "-q", "main")
    Path("en/upstream.md").write_text("two\n")
    committed(git)
    git("checkout", "-q", "work")
    Path("en/staged.md").write_text("two\n")
    git("add", "-A")
    Path("ar/edited.md").write_text("two\n")
    written("new.md", "one")
    written("ignored.md", "one")

    every = [*names, "new", "ignored"]
    found = changed([pair(f"{name}.md") for name in every], "main")
    assert [n for n, is_changed in zip(every, found, strict=True) if is_changed] == [
        *("committed", "staged", "edited"),
        *("new", "ignored"),
    ]


def test_renames_are_followed(git: Git) -> None:
    """A pair that was renamed is as it was; one whose side alone was renamed is new."""
    text = "\n".join(f"line {n}" for n in range(20))
    for name in ("both", "one", "edited"):
        written(f"{name}.md", f"{name} {text}")
    committed(git)
    for name, folders in (("both", ("ar", "en")), ("one", ("en",)), ("edited", ("ar", "en"))):
        for folder in folders:
            git("mv", f"{folder}/{name}.md", f"{folder}/{name}-2.md")
    edited = Path("en/edited-2.md")
    before = edited.read_bytes()
    edited.write_bytes(before + b"more\n")
    git("add", "-A")

    pairs = [pair("both-2.md"), pair("one-2.md", "one.md"), pair("edited-2.md")]
    assert changed(pairs, "HEAD") == (False, True, True)
    assert History("HEAD").repository(edited).text_before(edited) == before


def test_a_link_is_what_it_leads_to(git: Git) -> None:
    """A linked file has changed when the file that it leads to has."""
    written("a.md", "one")
    Path("en/link.md").symlink_to("a.md")
    committed(git)
    assert changed([(Path("en/link.md"), Path("ar/a.md"))], "HEAD") == (False,)
    Path("en/a.md").write_text("two\n")
    assert changed([(Path("en/link.md"), Path("ar/a.md"))], "HEAD") == (True,)


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD..HEAD", "HEAD:en", "a\0b"])
def test_unknown_revisions(git: Git, revision: str) -> None:
    """What names no commit is told in one line, and is no option of git's."""
    written("a.md", "one")
    committed(git)
    with pytest.raises(AlignError, match="revision"):
        changed([pair("a.md")], revision)
    assert not Path("x").exists()


def test_histories_without_a_common_commit(git: Git) -> None:
    """As a shallow clone has them: said, not guessed."""
    written("a.md", "one")
    committed(git)
    git("checkout", "-q", "--orphan", "other")
    written("b.md", "one")
    committed(git)
    with pytest.raises(AlignError, match="in common"):
        changed([pair("a.md")], "main")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, and without git, one line says so."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    written("a.md", "one")
    with pytest.raises(AlignError, match="not a git repository"):
        changed([pair("a.md")], "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AlignError, match="not installed"):
        changed([pair("a.md")], "HEAD")


def test_in_a_hook(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git runs us, its environment names the repository."""
    edited = written("a.md", "one")
    committed(git)
    edited.write_text("two\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert changed([pair("a.md")], "HEAD") == (True,)


def align(*arguments: str) -> Result:
    """What the command prints and how it exits."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.usefixtures("needs_encoder")
def test_since_reads_only_what_changed(git: Git) -> None:
    """Folders: the changed pair is reported; the others are not read, and the report says so."""
    for number, name in enumerate(("one", "two", "three"), 3):
        written(f"{name}.md", "")
        Path("en", f"{name}.md").write_text(f"The ferry carried {number}00 people.\n", "utf-8")
        Path("ar", f"{name}.md").write_text(f"نقلت العبّارة {number}00 شخص.\n", "utf-8")
    Path("ar/one.md").write_bytes(b"\0")  # would be refused
    committed(git)
    unchanged = align("check", "en", "ar", "--since", "HEAD")
    assert (unchanged.exit_code, unchanged.stderr) == (0, "")
    assert "Nothing changed since HEAD: none of 3 pairs checked." in unchanged.stdout

    Path("en/two.md").write_text("The ferry carried 700 people.\n", "utf-8")
    found = align("check", "en", "ar", "--since", "HEAD", "--format", "json")
    report = json.loads(found.stdout)
    assert found.exit_code == 1
    assert report["scope"] == {"revision": "HEAD", "pairs": 3, "checked": 1}
    assert [d["path"] for d in report["documents"]] == ["en/two.md", "ar/two.md"]
    assert [f["code"] for f in report["findings"]] == ["MT01"]

    refused = align("check", "en/two.md", "ar/two.md", "--since", "nowhere")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
