"""A project of 30 pages in git, from the first run to the day when somebody edits a sentence."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import polars
import pytest
from click.testing import CliRunner, Result
from lxml.html import document_fromstring

from align.cli import main

pytestmark = pytest.mark.usefixtures("needs_encoder")
PARTS = tomllib.loads(Path(__file__).with_name("acceptance.toml").read_text("utf-8"))
PLANTED = ("ferry-marsadun", "market-sahluna", "school-qasrabad")  # their Arabic has another number
EDITED = "library-tallibar"
Read = Callable[[bytes], tuple[int, str, str]]  # how many findings, the file and words of the first


def pages() -> dict[str, tuple[str, str]]:
    """The English and the Arabic text of every page; numbers and names go round."""
    found = {}
    names = list(PARTS["names"].values())
    for count, (topic, place) in enumerate(product(PARTS["topics"], PARTS["places"])):
        key, number = f"{topic}-{place}", 120 + 37 * count
        texts = []
        for side, language in enumerate(("en", "ar")):
            own = number + 300 if side and key in PLANTED else number
            values = {
                "place": PARTS["places"][place][side],
                "name": names[(count + count // 5) % len(names)][side],
                "number": own,
            }
            lines = (line.format(**values) for line in PARTS["topics"][topic][language])
            texts.append("\n\n".join(lines) + "\n")
        found[key] = (texts[0], texts[1])
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, with the pages and the pairs of the configuration committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    place = tmp_path_factory.mktemp("project")
    for side, language in enumerate(("en", "ar")):
        (place / "content" / language).mkdir(parents=True)
        for key, texts in pages().items():
            (place / "content" / language / f"{key}.md").write_text(texts[side], "utf-8")
    (place / "pyproject.toml").write_text(
        '[[tool.align.pairs]]\nsource = "content/ar/*.md"\ntarget = "content/en/*.md"\n'
    )
    git(place, "init", "-q")
    committed(place)
    return place


def git(place: Path, *arguments: str) -> None:
    """git, without the settings of who runs the tests."""
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    command = ["git", "-C", str(place), *who, *arguments]
    subprocess.run(command, env=clean, capture_output=True, check=True)


def committed(place: Path) -> None:
    """Everything as a commit."""
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "as it is")


@pytest.fixture
def align(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line, run in the repository."""
    monkeypatch.chdir(project)
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return lambda *words: CliRunner().invoke(main, words, catch_exceptions=False)


def _json(data: bytes) -> tuple[int, str, str]:
    report = json.loads(data)
    counted = [f for f in report["findings"] if not f["suppressed"]]
    paths = {d["id"]: d["path"] for d in report["documents"]}
    return len(counted), paths[counted[0]["target"]["document"]], counted[0]["target"]["text"]


def _jsonl(data: bytes) -> tuple[int, str, str]:
    rows = [json.loads(line) for line in data.decode().splitlines()]
    found = [r for r in rows if "code" in r and not r["suppressed"]]
    return len(found), _path(str(found[0])), found[0]["target"]["text"]


def _path(text: str) -> str:
    """The English page that a text names."""
    (name,) = {match[1] for match in re.finditer(r"([a-z]+-[a-z]+)\b", text) if match[1] in pages()}
    return f"content/en/{name}.md"


def _rows(rows: list[dict[str, Any]]) -> tuple[int, str, str]:
    counted = [row for row in rows if str(row["suppressed"]).lower() == "false"]
    return len(counted), _path(counted[0]["target_document"]), counted[0]["target_text"]


def _csv(data: bytes) -> tuple[int, str, str]:
    return _rows(list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)))


def _parquet(data: bytes) -> tuple[int, str, str]:
    return _rows(polars.read_parquet(io.BytesIO(data)).to_dicts())


def _sarif(data: bytes) -> tuple[int, str, str]:
    results = json.loads(data)["runs"][0]["results"]
    counted = [r for r in results if not r.get("suppressions")]
    assert {r["baselineState"] for r in counted} == {"new"}
    place = counted[0]["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 3
    return len(counted), place["artifactLocation"]["uri"], place["region"]["snippet"]["text"]


def _junit(data: bytes) -> tuple[int, str, str]:
    root = ET.fromstring(data)
    failed = [case for case in root.iter("testcase") if case.find("failure") is not None]
    text = ET.tostring(failed[0], encoding="unicode")
    return len(failed), _path(text), _quoted(text)


def _quoted(text: str) -> str:
    """The number that the English page has by now."""
    return "999" if re.search(r"\b999\b", text) else text


def _gitlab(data: bytes) -> tuple[int, str, str]:
    (issue,) = json.loads(data)
    assert issue["location"]["lines"] == {"begin": 3, "end": 3}
    return 1, issue["location"]["path"], _quoted(issue["description"])


def _rdjson(data: bytes) -> tuple[int, str, str]:
    (found,) = json.loads(data)["diagnostics"]
    assert found["location"]["range"]["start"]["line"] == 3
    return 1, found["location"]["path"], _quoted(found["message"])


def _github(data: bytes) -> tuple[int, str, str]:
    (line,) = data.decode().splitlines()
    match = re.fullmatch(r"::error file=([^,]+),line=3,.*?::(.*)", line)
    assert match
    return 1, match[1], _quoted(match[2])


def _markdown(data: bytes) -> tuple[int, str, str]:
    counted = data.decode().split("### Findings")[1].split("<details>")[0]
    rows = [line for line in counted.splitlines() if "MT01" in line]
    place = re.search(r"<br>(\S+), line 3 ", rows[0])
    return len(rows), place[1] if place else "", _quoted(rows[0])


def _html(data: bytes) -> tuple[int, str, str]:
    cards = document_fromstring(data.decode()).xpath("//li[contains(@class, 'card')]")
    counted = [card for card in cards if "accepted" not in card.get("class").split()]
    assert len(cards) - len(counted) in (0, len(PLANTED))
    return len(counted), "", _quoted(str(counted[0].text_content()))


def _terminal(data: bytes) -> tuple[int, str, str]:
    counted = data.decode().split("accepted")[0]
    return len(re.findall(r"^MT01 ", counted, re.M)), "", _quoted(counted)


READERS: dict[str, Read] = {
    ".json": _json,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".parquet": _parquet,
    ".sarif": _sarif,
    ".xml": _junit,
    ".gitlab.json": _gitlab,
    ".rdjson": _rdjson,
    ".github.txt": _github,
    ".md": _markdown,
    ".html": _html,
    ".txt": _terminal,
}


def test_pages_differ() -> None:
    """Thirty pages, no two with one sentence about a number or the same text."""
    texts = pages().values()
    assert len(texts) == 30
    assert len({english for english, _ in texts}) == len({arabic for _, arabic in texts}) == 30
    numbers = re.findall(r"\d+", "".join(english for english, _ in texts))
    assert len(set(numbers)) == 30


def test_from_the_first_run(align: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    """Findings, accepted; an edit, reported alone in every format; the edit undone, silence."""
    first = align("check", "--format", "json")
    report = json.loads(first.stdout)
    found = sorted(f["target"]["document"] for f in report["findings"] if f["code"] == "MT01")
    assert (first.exit_code, len(report["pairs"])) == (1, 30)
    assert [_path(name) for name in found] == [f"content/en/{name}.md" for name in PLANTED]

    accepted = align("baseline", "--reason", "before the style guide", "--owner", "desk")
    assert accepted.exit_code == 0
    entries = json.loads((project / "align-baseline.json").read_text("utf-8"))
    assert len(report["findings"]) == str(entries).count("before the style guide")
    assert align("check", "--quiet").exit_code == 0
    committed(project)

    page = project / "content" / "en" / f"{EDITED}.md"
    before = page.read_text("utf-8")
    page.write_text(re.sub(r"\d+", "999", before), "utf-8")
    for number, words in enumerate(((), ("--since", "HEAD"))):
        outputs = {ending: tmp_path / f"report{number}{ending}" for ending in READERS}
        done = align("check", *words, *(f"--output={path}" for path in outputs.values()))
        assert (done.exit_code, done.stderr) == (1, "")
        for ending, path in outputs.items():
            count, place, quoted = READERS[ending](path.read_bytes())
            assert (count, quoted) == (1, "999"), ending
            assert place in ("", f"content/en/{EDITED}.md"), ending
            if not place:
                assert EDITED in path.read_text("utf-8"), ending

    page.write_text(before, "utf-8")
    assert align("check", "--quiet").exit_code == 0
    assert align("check", "--since", "HEAD", "--quiet").exit_code == 0
