"""The GitHub action, the GitLab template and the hook, by their schemas, and their steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "tests/render/schemas"
INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def parsed(name: str) -> Any:
    """A YAML file of the project."""
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


ACTION = parsed("action.yml")
INSTALL, CHECK = ACTION["runs"]["steps"]
JOB = parsed("ci/align.gitlab-ci.yml")["align"]
(HOOK,) = parsed(".pre-commit-hooks.yaml")


@pytest.mark.parametrize(
    ("name", "schema"),
    [("action.yml", "github-action.json"), ("ci/align.gitlab-ci.yml", "gitlab-ci.json")],
)
def test_schemas(name: str, schema: str) -> None:
    """Both are what the services take."""
    jsonschema = pytest.importorskip("jsonschema")
    own = json.loads((SCHEMAS / schema).read_text("utf-8"))
    jsonschema.validators.validator_for(own)(own).validate(parsed(name))


def test_inputs_are_no_shell() -> None:
    """Inputs reach the shell through its environment alone, each that there is."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    given = [v for step in (INSTALL, CHECK) for v in step["env"].values()]
    assert sorted(ACTION["inputs"]) == sorted(INPUT.fullmatch(value)[1] for value in given)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a configured pair that differs in a number."""
    place = tmp_path / "project"
    for folder, text in (
        ("en", "The ferry carried 43 passengers.\n"),
        ("ar", "نقلت العبّارة 34 راكباً.\n"),
    ):
        (place / folder).mkdir(parents=True)
        (place / folder / "ferry.md").write_text(text, "utf-8")
    pairs = '[[pairs]]\nsource = "en/*.md"\ntarget = "ar/*.md"\n'
    (place / "align.toml").write_text(pairs, "utf-8")
    return place


@pytest.fixture
def run(tmp_path: Path, project: Path, needs_encoder: None) -> Run:
    """Runs a script in the project, with align on PATH and what a runner has in its environment."""
    programs = tmp_path / "bin"
    programs.mkdir()
    align = programs / "align"
    align.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m align "$@"\n')
    align.chmod(0o755)
    for name in ("temp", "output", "summary"):
        (tmp_path / name).mkdir() if name == "temp" else (tmp_path / name).touch()
    place = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }

    def in_shell(shell: list[str], script: str, **given: str) -> subprocess.CompletedProcess[str]:
        if shutil.which(shell[0]) is None:
            pytest.skip(f"{shell[0]} is not installed")
        return subprocess.run(
            [*shell, script],
            cwd=project,
            env=os.environ | place | given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return in_shell


def checked(run: Run, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's second step with these inputs, the others as they are by default."""
    values = {name: told["default"] for name, told in ACTION["inputs"].items()} | inputs
    given = {key: INPUT.sub(lambda m: values[m[1]], value) for key, value in CHECK["env"].items()}
    return run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], CHECK["run"], **given)


def test_the_action_reports(run: Run, tmp_path: Path) -> None:
    """Annotations in the log, the report on the summary page, two files as outputs, status 1."""
    done = checked(run)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=ar/ferry.md,line=1,")
    assert "changed-number" in (tmp_path / "summary").read_text("utf-8")
    listed = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    assert sorted(listed) == sorted(ACTION["outputs"])
    assert json.loads(Path(listed["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    assert "<testsuites" in Path(listed["junit"]).read_text("utf-8")


def test_the_action_keeps_quiet(run: Run, tmp_path: Path, project: Path) -> None:
    """Neither annotations nor a summary where nobody wants them; files where they are wanted."""
    done = checked(run, annotations="false", summary="false", sarif="a b.sarif", junit="c.xml")
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "summary").read_text() == ""
    assert (tmp_path / "output").read_text() == "sarif=a b.sarif\njunit=c.xml\n"
    assert (project / "a b.sarif").is_file()


def test_arguments_are_words(run: Run, project: Path) -> None:
    """A line is an argument, whatever it holds; nothing of it is run or expanded."""
    assert checked(run, arguments="--fail-on\nnever\n").returncode == 0
    assert checked(run, arguments="--ignore=MT01\n\nen/ferry.md\nar/ferry.md").returncode == 0
    hostile = """$(touch x)`touch x`; touch x"; touch x; '; touch x; *"""
    for name in ("since", "baseline", "arguments", "sarif", "junit"):
        done = checked(run, **{name: hostile})
        assert done.returncode == 2, done.stdout
        assert done.stderr.startswith("align: ")
        assert done.stderr.count("\n") == 1
    assert not (project / "x").exists()


@pytest.mark.parametrize("name", ["a\nx=1.sarif", "a.json", "a.sarif\r"])
def test_outputs_are_one_line(run: Run, tmp_path: Path, name: str) -> None:
    """What could be read as another output is refused."""
    assert checked(run, sarif=name).returncode == 2
    assert (tmp_path / "output").read_text() == ""


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_the_gitlab_job(run: Run, project: Path, shell: str) -> None:
    """Its script writes the files that its artifacts name, and exits as the check does."""
    given = {k: v for k, v in JOB["variables"].items() if k.startswith("ALIGN_")}
    done = run([shell, "-ec"], "\n".join(JOB["script"]), **given)
    assert done.returncode == 1, done.stderr
    reports = JOB["artifacts"]["reports"]
    (issue,) = json.loads((project / reports["codequality"]).read_text("utf-8"))
    assert issue["location"] == {"path": "ar/ferry.md", "lines": {"begin": 1, "end": 1}}
    assert "<testsuites" in (project / reports["junit"]).read_text("utf-8")
    assert all((project / path).is_file() for path in JOB["artifacts"]["paths"])

    given["ALIGN_ARGUMENTS"] = "--fail-on\nnever\n--ignore=$(touch x)"
    done = run([shell, "-ec"], "\n".join(JOB["script"]), **given)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (project / "x").exists()


def test_the_gitlab_job_says_what_it_lacks(run: Run) -> None:
    """Without something to install one line says so."""
    first = JOB["before_script"][0]
    done = run(["sh", "-ec"], first, ALIGN_SOURCE="")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert run(["sh", "-ec"], first, ALIGN_SOURCE="align.whl").returncode == 0


def test_the_hook(run: Run) -> None:
    """It checks the configured pairs, whichever file of them is committed."""
    assert HOOK["pass_filenames"] is False
    done = run(["sh", "-c"], HOOK["entry"])
    assert done.returncode == 1
    assert "MT01" in done.stdout
    for name in ("en/a.md", "ar/صفحة.html", "locale/ar.po", "align.toml", "site/pyproject.toml"):
        assert re.search(HOOK["files"], name), name
    assert not re.search(HOOK["files"], "src/main.py")
