"""Translations whose source changed: what is told as stale, and what edits are let pass."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from align.cli import main
from align.encode import Encoder, load_encoder
from align.model import Block, BlockKind, Document, Language, Span
from align.stale import Revised, stale
from align.text import script

EDITS = tomllib.loads(Path(__file__).with_name("stale_edits.toml").read_text("utf-8"))
pytestmark = pytest.mark.usefixtures("needs_encoder")

OLD = (
    "The council approved the new harbour on Sunday.",
    "The works will cost 34 million.",
    "Fishing boats will have a quay of their own.",
    "Nobody will have to move.",
)
TARGET = (
    "أقر المجلس المرفأ الجديد يوم الأحد.",
    "وستكلّف الأعمال 34 مليوناً.",
    "وسيكون لقوارب الصيد رصيف خاص بها.",
    "ولن يضطر أحد إلى الانتقال.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The packaged encoder on one core."""
    return load_encoder(None, 1)


def document(id_: str, lines: Sequence[str]) -> Document:
    """A document of paragraphs."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(Span(at, at + len(line)), BlockKind.PARAGRAPH))
        at += len(line) + 2
    text = "\n\n".join(lines)
    return Document(id_, id_, script(text) or Language.EN, text, blocks=tuple(blocks))


def told(
    new: Sequence[str], encoder: Encoder, target: Sequence[str] = TARGET
) -> list[tuple[str, str | None, str | None]]:
    """Code, source and target of what is found once OLD became ``new``."""
    before = document("target-before", TARGET) if target is not TARGET else None
    sides = document("source", new), document("target", target), document("before", OLD)
    report = stale([Revised(*sides, before)], encoder=encoder)
    return [
        (f.code, f.source and f.source.text, f.target and f.target.text) for f in report.findings
    ]


def changed(number: int, words: str) -> list[str]:
    """OLD with one sentence in another wording."""
    return [*OLD[:number], words, *OLD[number + 1 :]]


def test_an_unchanged_source_is_not_stale(encoder: Encoder) -> None:
    """Nothing is told where no text is known from before, or the same one."""
    assert told(OLD, encoder) == []
    sides = document("source", OLD), document("target", TARGET)
    assert stale([Revised(*sides, None)], encoder=encoder).alignments == ()


def test_a_changed_number(encoder: Encoder) -> None:
    """The sentence now and its translation are quoted; the message has what stood before."""
    new = changed(1, "The works will cost 43 million.")
    sides = document("source", new), document("target", TARGET), document("before", OLD)
    found = stale([Revised(*sides)], encoder=encoder).findings
    assert [(f.source and f.source.text, f.target and f.target.text) for f in found] == [
        (new[1], TARGET[1])
    ]
    assert OLD[1] in found[0].message


def test_a_removed_sentence(encoder: Encoder) -> None:
    """What still renders it is stale, and points to where it stood."""
    assert told([*OLD[:2], OLD[3]], encoder) == [("ST02", None, TARGET[2])]


def test_a_new_sentence(encoder: Encoder) -> None:
    """A sentence that the source has gained is not translated yet, unless it is."""
    gained, rendered = "A lighthouse will be built as well.", "وستُبنى منارة أيضاً."
    new = [*OLD[:3], gained, OLD[3]]
    assert told(new, encoder) == [("ST03", gained, None)]
    assert told(new, encoder, [*TARGET[:3], rendered, TARGET[3]]) == []


def test_an_added_clause(encoder: Encoder) -> None:
    """A sentence that says more than its translation."""
    new = changed(2, "Fishing boats will have a quay of their own if they pay a yearly fee.")
    assert told(new, encoder) == [("ST02", new[2], TARGET[2])]


@pytest.mark.parametrize(
    "words",
    [
        "the council approved the new harbour, on Sunday!",
        "On Sunday the council approved the new harbour.",
        "The council approved the new harbor on Sunday.",
        "The council has approved the new harbour on Sunday.",
    ],
)
def test_what_changes_no_meaning(encoder: Encoder, words: str) -> None:
    """Case, marks, order, spelling and another form of a word."""
    assert told(changed(0, words), encoder) == []


def test_a_slip_put_right(encoder: Encoder) -> None:
    """A misspelt word that is spelt right now."""
    for slip in ("cuoncil", "counciil", "councl"):
        before = document("before", changed(0, OLD[0].replace("council", slip)))
        sides = document("source", OLD), document("target", TARGET)
        assert stale([Revised(*sides, before)], encoder=encoder).findings == ()


def test_reordered_sentences(encoder: Encoder) -> None:
    """A sentence that only moved is told by ST01 of `align check`, not here."""
    assert told([OLD[3], *OLD[:3]], encoder) == []


def test_an_updated_translation(encoder: Encoder) -> None:
    """What the translation has taken over is not stale; what it has not is."""
    new = changed(1, "The works will cost 43 million.")
    assert told(new, encoder, [TARGET[0], "وستكلّف الأعمال 43 مليوناً.", *TARGET[2:]]) == []
    other = [TARGET[0], "وستبلغ كلفة الأعمال 34 مليوناً.", *TARGET[2:]]
    assert told(new, encoder, other) == [("ST02", new[1], other[1])]


def test_a_source_put_right(encoder: Encoder) -> None:
    """A source that was corrected to what its translation says all along."""
    wrong = changed(1, "The works will cost 43 million.")
    sides = document("source", OLD), document("target", TARGET), document("before", wrong)
    assert stale([Revised(*sides)], encoder=encoder).findings == ()


def test_figures(encoder: Encoder) -> None:
    """Of edits written by hand, precision and recall beside "every edit makes it stale"."""

    def is_told(edit: dict[str, Any]) -> bool:
        sides = (document(key, [edit[key]]) for key in ("new", "target", "old"))
        return bool(stale([Revised(*sides)], encoder=encoder).findings)

    right = sum(map(is_told, EDITS["changed"]))
    wrong = sum(map(is_told, EDITS["kept"]))
    every = len(EDITS["changed"]) + len(EDITS["kept"])
    assert right / len(EDITS["changed"]) >= 0.85, right
    assert right / (right + wrong) >= 0.85, wrong
    assert len(EDITS["changed"]) / every < 0.5


Git = Callable[..., None]
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ar\\n"

msgctxt "limit"
msgid "You may borrow 5 books."
msgstr "يمكنك استعارة 5 كتب."

msgctxt "late"
msgid "Late books cost one dinar a day."
msgstr "تكلف الكتب المتأخرة ديناراً في اليوم."
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in an empty repository, which is the current folder."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> None:
        who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")
        subprocess.run(["git", *who, *arguments], capture_output=True, check=True)

    run("init", "-q")
    return run


def reported(*arguments: str) -> tuple[int, list[tuple[str, str, str]]]:
    """The exit status of ``align stale --since HEAD``, and code, source and target of its finds."""
    done = CliRunner().invoke(main, ["stale", "--since", "HEAD", "--format", "json", *arguments])
    assert not done.stderr
    found = json.loads(done.stdout)["findings"]
    sides = ("source", "target")
    return done.exit_code, [
        (f["code"], *((f[s] or {}).get("text", "") for s in sides)) for f in found
    ]


def test_configured_pairs(git: Git) -> None:
    """Without arguments: pages and a file with both sides; target-only edits and new files pass."""
    for folder, lines in (("en", OLD), ("ar", TARGET)):
        Path(folder).mkdir()
        for name in ("a", "b", "c"):
            Path(folder, f"{name}.md").write_text("\n\n".join(lines), "utf-8")
    Path("shelf.po").write_text(PO, "utf-8")
    pages = '[[pairs]]\nsource = "en/*.md"\ntarget = "ar/*.md"\n'
    Path("align.toml").write_text(pages + '[[pairs]]\nsource = "*.po"\n', "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "translated")
    assert reported() == (0, [])

    new = changed(1, "The works will cost 43 million.")
    Path("en/a.md").write_text("\n\n".join(new), "utf-8")
    Path("ar/b.md").write_text("\n\n".join(TARGET[:2]), "utf-8")
    for folder, lines in (("en", OLD), ("ar", TARGET)):
        Path(folder, "d.md").write_text("\n\n".join(lines[:1]), "utf-8")
    Path("shelf.po").write_text(PO.replace("5 books", "9 books"), "utf-8")
    page = ("ST02", new[1], TARGET[1])
    unit = ("ST02", "You may borrow 9 books.", "يمكنك استعارة 5 كتب.")
    assert reported() == (1, [page, unit])
    assert reported("shelf.po") == (1, [unit])
    assert reported("--ignore", "ST02") == (0, [])

    git("commit", "-q", "-a", "-m", "edited")
    commented = ["<!-- align: ignore ST02 reason: it is rounded -->\n" + new[0], *new[1:]]
    Path("en/a.md").write_text("\n\n".join(commented).replace("Sunday", "Monday"), "utf-8")
    status, found = reported()
    assert (status, [code for code, *_ in found]) == (0, ["ST02"])


def test_units_that_were_not_translated(git: Git) -> None:
    """A catalogue that had no translations has nothing that is stale."""
    empty = re.sub(r'^msgstr "[^A-Z].*"$', 'msgstr ""', PO, flags=re.M)
    Path("shelf.po").write_text(empty, "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "extracted")
    Path("shelf.po").write_text(PO.replace("5 books", "9 books"), "utf-8")
    assert reported("shelf.po") == (0, [])


@pytest.mark.parametrize("option", [("--select", "MT01"), ("--ignore", "ST")])
def test_no_check_is_left(git: Git, option: tuple[str, str]) -> None:
    """Options that leave nothing to be told are refused."""
    Path("shelf.po").write_text(PO, "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "translated")
    done = CliRunner().invoke(main, ["stale", "shelf.po", "--since", "HEAD", *option])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "ST02, ST03" in done.stderr


def test_in_a_repository(git: Git) -> None:
    """The command reads the old source from git, under the name that it had."""
    for folder, lines in (("en", OLD), ("ar", TARGET)):
        Path(folder).mkdir()
        Path(folder, "خبر.md").write_text("\n\n".join(lines) + "\n", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "translated")
    options = ("stale", "en", "ar", "--since", "HEAD", "--format")
    clean = CliRunner().invoke(main, [*options, "terminal"])
    assert clean.exit_code == 0
    assert "Nothing changed since HEAD" in clean.stdout

    git("mv", "en/خبر.md", "en/خبر.en.md")
    Path("en/خبر.en.md").write_text("\n\n".join(changed(1, "It will cost 43 million.")), "utf-8")
    found = CliRunner().invoke(main, [*options, "json"])
    report = json.loads(found.stdout)
    assert found.exit_code == 1
    assert report["scope"] == {"revision": "HEAD", "pairs": 1, "checked": 1}
    assert [(f["code"], f["target"]["text"]) for f in report["findings"]] == [("ST02", TARGET[1])]
    assert OLD[1] in report["findings"][0]["message"]
