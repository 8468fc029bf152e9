"""Settings: every key read, every bad value told with its key, and the table of them whole."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from align.config import PairPattern, Settings, load_settings, setting_names, settings_from
from align.errors import AlignError
from align.model import Severity

DOCS = (Path(__file__).parent.parent / "docs" / "ci.md").read_text("utf-8")
EVERYTHING = """
select = ["MT", "OM01"]
ignore = ["changed-name"]
fail-on = "critical"
min-confidence = 0.7
same-language = true
direction-known = true
encoder = "encoder"
threads = 2
base = "one.txt"
glossary = "terms.csv"
aliases = "names.csv"
honorifics = true
exclude = ["content/*/drafts/**"]
missing = "error"
min-fidelity = 80
min-coverage = 92.5
baseline = "accepted.json"
unused-suppressions = "error"
source-column = "english"
target-column = "arabic"
id-column = "key"
max-bytes = 1000
max-unpacked-bytes = 2000
max-depth = 20
max-units = 30
max-segment-words = 40
max-segments = 50
max-words = 60
pair-seconds = 7.5
color = "never"
quiet = true
statistics = true
verbose = true
today = 2026-11-26

[severity]
MT10 = "major"
LC = "neutral"

[per-file-ignores]
"content/ar/legal/**" = ["MT10", "omitted-words"]

[[pairs]]
source = "content/en/**/*.md"
target = "content/ar/**/*.md"

[[pairs]]
source = "locale/*.po"
"""


def _written(folder: Path, text: str, name: str = "align.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    """A configuration with all keys; files and patterns are those of its folder."""
    path = _written(tmp_path, EVERYTHING)
    expected = Settings(
        select=("MT", "OM01"),
        ignore=("changed-name",),
        fail_on=Severity.CRITICAL,
        min_confidence=0.7,
        same_language=True,
        direction_known=True,
        encoder="encoder",
        threads=2,
        base="one.txt",
        glossary=str(tmp_path / "terms.csv"),
        aliases=str(tmp_path / "names.csv"),
        honorifics=True,
        pairs=(
            PairPattern("content/en/**/*.md", "content/ar/**/*.md"),
            PairPattern("locale/*.po"),
        ),
        exclude=("content/*/drafts/**",),
        missing="error",
        per_file_ignores=(("content/ar/legal/**", ("MT10", "omitted-words")),),
        severity=(("MT10", Severity.MAJOR), ("LC", Severity.NEUTRAL)),
        min_fidelity=80,
        min_coverage=92.5,
        baseline=str(tmp_path / "accepted.json"),
        unused_suppressions="error",
        source_column="english",
        target_column="arabic",
        id_column="key",
        max_bytes=1000,
        max_unpacked_bytes=2000,
        max_depth=20,
        max_units=30,
        max_segment_words=40,
        max_segments=50,
        max_words=60,
        pair_seconds=7.5,
        color="never",
        quiet=True,
        statistics=True,
        verbose=True,
        today=date(2026, 11, 26),
        file=str(path),
    )

    assert expected == load_settings(tmp_path)


def test_the_example_has_every_key() -> None:
    """Nothing that can be set is left out above."""
    told = set(re.findall(r"^\[*([a-z-]+)\b", EVERYTHING, re.M))

    assert set(setting_names()) == told - {"source", "target"}


def test_the_documentation_has_every_key() -> None:
    """The table of settings in docs/ci.md names all keys there are, in their order."""
    table = DOCS.split("| key | default | takes |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", table, re.M)
    rows = [key for cell in cells for key in re.findall(r"`([a-z-]+)`", cell)]

    assert [f.name.replace("_", "-") for f in fields(Settings) if f.name != "file"] == rows


def test_the_documented_example_is_valid(tmp_path: Path) -> None:
    """The configuration that docs/ci.md begins with."""
    (example, *_) = re.findall(r"```toml\n(.*?)```", DOCS, re.S)
    settings = load_settings(_written(tmp_path, example).parent)

    assert [len(settings.pairs), settings.severity] == [2, (("MT10", Severity.CRITICAL),)]


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    """Upwards from a subfolder; a pyproject.toml without our table is passed over."""
    inner = tmp_path / "content" / "ar"
    inner.mkdir(parents=True)
    _written(tmp_path, "[tool.align]\nmin-confidence = 0.8\n", "pyproject.toml")
    _written(inner, "[tool.other]\nx = 1\n", "pyproject.toml")

    settings = load_settings(inner)

    assert (0.8, tmp_path) == (settings.min_confidence, settings.folder)


def test_without_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The defaults, and the current folder."""
    monkeypatch.chdir(tmp_path)

    assert tmp_path == Settings().folder


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    _written(tmp_path, "\ufeffthreads = 3\n")

    assert load_settings(tmp_path).threads == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fail-onn = 'major'", "unknown setting 'fail-onn' (did you mean 'fail-on'?)"),
        ("per-file-ignore = {}", "did you mean 'per-file-ignores'?"),
        ("min_fidelty = 3", "did you mean 'min-fidelity'?"),
        ("file = 'x'", "unknown setting 'file'"),
        ("zzz = 1", "unknown setting 'zzz'"),
        ("select = 'MT01'", "select is a list of codes or names"),
        ("fail-on = 'often'", "fail-on is never, neutral, minor, major, critical; not 'often'"),
        ("fail-on = 3", "fail-on is never"),
        ("min-confidence = 2", "min-confidence is a number from 0 to 1"),
        ("min-confidence = true", "min-confidence is a number"),
        ("min-confidence = nan", "min-confidence is a number"),
        ("threads = 1.5", "threads is a whole number"),
        ("same-language = 'yes'", "same-language is true or false"),
        ("glossary = 3", "glossary is a text"),
        ("baseline = ''", "baseline is a text"),
        ("missing = 'stop'", "missing is error, report or ignore; not 'stop'"),
        ("pairs = 'x'", "pairs are tables"),
        ("[[pairs]]\ntarget = 'x'", "pairs have a source"),
        ("[[pairs]]\nsource = 'x'\ntraget = 'y'", "'traget' (did you mean 'target'?)"),
        ("[[pairs]]\nsource = 3", "pairs have path patterns"),
        ("exclude = [1]", "exclude is a list of path patterns"),
        ("per-file-ignores = ['MT01']", "per-file-ignores is a table"),
        ("per-file-ignores = { 'x' = 'MT01' }", "per-file-ignores has for each path pattern"),
        ("severity = 'major'", "severity is a table"),
        ("severity = { MT10 = 'grave' }", "severity of MT10 is one of"),
        ("today = 'soon'", "today is a day like 2027-01-31; not 'soon'"),
        ("today = 3", "today is a day"),
        ("x = ", "not readable as TOML"),
        ("tool.align = 3", "unknown setting 'tool'"),
        ("a = " + "[" * 5000, "not readable as TOML"),
    ],
)
def test_bad_values_are_told(tmp_path: Path, text: str, reason: str) -> None:
    """One line with the file, the key and what it takes."""
    path = _written(tmp_path, f"{text}\n")

    with pytest.raises(AlignError) as caught:
        load_settings(tmp_path)

    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)


def test_a_table_that_is_none(tmp_path: Path) -> None:
    """``[tool] align = 3`` in pyproject.toml."""
    _written(tmp_path, "[tool]\nalign = 3\n", "pyproject.toml")

    with pytest.raises(AlignError, match="is not a table"):
        load_settings(tmp_path)


def test_options_overrule(tmp_path: Path) -> None:
    """Options keep the configuration's file; their paths are those of the current folder."""
    settings = load_settings(_written(tmp_path, "glossary = 'a.csv'\nthreads = 3\n").parent)

    overruled = settings_from({"glossary": "b.csv"}, "options", settings)

    assert (overruled.glossary, overruled.threads) == ("b.csv", 3)
    assert settings.file == overruled.file
