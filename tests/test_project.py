"""Pairs by path pattern: what matches what, what is missing, what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from align.config import PairPattern, Settings
from align.errors import AlignError
from align.model import Missing, Side
from align.pair import read_pairs
from align.patterns import compiled, matching, relative
from align.project import find_project

MANY = ("**/*.md", "a.md"), ("**/*.md", "x/y/a.md"), ("x/**", "x/y/a.md"), ("a?.md", "a1.md")
NONE = ("*.md", "x/a.md"), ("x/**", "x"), ("a?.md", "a.md"), ("*.md", "a.mdx"), ("a.md", "aXmd")


@pytest.mark.parametrize(("pattern", "path"), [*MANY, ("./*.md", "a.md"), ("[a].md", "[a].md")])
def test_patterns_match(pattern: str, path: str) -> None:
    """Folders and names, as a user of globs expects."""
    assert compiled(pattern).fullmatch(path)


@pytest.mark.parametrize(("pattern", "path"), NONE)
def test_patterns_do_not_match(pattern: str, path: str) -> None:
    """A star stays within a name, and what is no wildcard is itself."""
    assert not compiled(pattern).fullmatch(path)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a site in two languages; the current folder is another."""
    site = tmp_path / "site"
    for name in (
        *("content/en/news.md", "content/ar/news.md", "content/en/a/b.md", "content/ar/a/b.md"),
        *("content/en/new.md", "content/ar/a/old.md", "content/en/.hidden/x.md"),
        *("docs/guide.md", "docs/guide.ar.md", "docs/plan.md"),
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        text = "عاد الوزير مساء أمس." if "ar" in name else "The minister came back last night."
        (site / name).write_text(text, "utf-8")
    monkeypatch.chdir(site)
    return site


def _settings(project: Path, *pairs: tuple[str, ...], **others: object) -> Settings:
    patterns = tuple(PairPattern(*pair) for pair in pairs)
    return Settings(pairs=patterns, file=str(project / "align.toml"), **others)  # type: ignore[arg-type]


SITE = ("content/en/**/*.md", "content/ar/**/*.md")


def test_wildcards_agree_on_both_sides(project: Path) -> None:
    """The folders and the name are the same; hidden folders are passed over."""
    found = find_project(_settings(project, SITE))

    assert tuple((pair.source, pair.target) for pair in found.pairs) == (
        (Path("content/en/a/b.md"), Path("content/ar/a/b.md")),
        (Path("content/en/news.md"), Path("content/ar/news.md")),
    )
    assert found.missing == (
        Missing(Side.SOURCE, "content/en/new.md", "content/ar/new.md"),
        Missing(Side.TARGET, "content/ar/a/old.md", "content/en/a/old.md"),
    )


def test_paths_are_seen_from_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns are relative to the configuration, what is told is relative to where we are."""
    monkeypatch.chdir(project / "content" / "ar")

    (pair,) = find_project(_settings(project, ("docs/*.md", "docs/*.ar.md"))).pairs

    assert (Path("../../docs/guide.md"), Path("../../docs/guide.ar.md")) == (
        pair.source,
        pair.target,
    )


def test_a_language_on_one_side_alone(project: Path) -> None:
    """``guide.ar.md`` is no source, though ``*.md`` matches it: the other pattern says more."""
    found = find_project(_settings(project, ("docs/*.md", "docs/*.ar.md")))

    (pair,) = found.pairs
    assert (pair.source, pair.target) == (Path("docs/guide.md"), Path("docs/guide.ar.md"))
    assert [m.path for m in found.missing] == ["docs/plan.md"]


def test_a_pair_is_compared_once(project: Path) -> None:
    """Two patterns that match the same files; what one of them pairs is not missing."""
    settings = _settings(
        project,
        ("content/en/news.md", "content/ar/news.md"),
        SITE,
        ("content/en/*.md", "docs/*.md"),
    )
    found = find_project(settings)

    assert [pair.source.name for pair in found.pairs] == ["news.md", "b.md"]
    assert "content/en/news.md" not in [m.path for m in found.missing]


def test_missing_files_can_be_ignored(project: Path) -> None:
    """A site that is never wholly translated."""
    assert find_project(_settings(project, SITE, missing="ignore")).missing == ()


def test_excluded_files_are_neither_compared_nor_missing(project: Path) -> None:
    """Drafts and pages that need no translation."""
    found = find_project(_settings(project, SITE, exclude=("content/*/a/**", "**/new.md")))

    assert [pair.source.name for pair in found.pairs] == ["news.md"]
    assert found.missing == ()


def test_a_file_in_two_pairs_is_one_document(project: Path) -> None:
    """Its id is the same in both, and its own."""
    settings = _settings(project, ("docs/guide.md", "docs/guide.ar.md"))
    twice = replace(
        settings, pairs=(*settings.pairs, PairPattern("docs/guide.md", "content/ar/news.md"))
    )

    read = read_pairs(find_project(twice).pairs)

    assert read[0][0] == read[1][0]
    assert len({d.id for pair in read for d in pair}) == 3


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ((), "no [[pairs]]"),
        ((("content/fr/**/*.md", "content/ar/**/*.md"),), "no file is called content/fr/**/*.md"),
        ((("content/en/**/*.md", "content/fr/**/*.md"),), "no file is called content/fr/**/*.md"),
        ((("content/en/**/*.md", "content/ar/*.md"),), "differ in their wildcards"),
        ((("docs/*.md", "content/ar/*.md"),), "match none alike"),
        ((("**/*.md", "**/*.md"),), "is both source and target"),
    ],
)
def test_what_cannot_be_paired_is_refused(
    project: Path, pairs: tuple[tuple[str, str], ...], reason: str
) -> None:
    """A pattern with a misspelling in it must not pass for a project without findings."""
    with pytest.raises(AlignError) as caught:
        find_project(_settings(project, *pairs))

    assert str(caught.value).startswith(str(project / "align.toml"))
    assert reason in str(caught.value)


def test_links_to_folders_are_not_followed(project: Path) -> None:
    """One that leads to its own parent would be walked for ever."""
    (project / "content" / "en" / "loop").symlink_to(project / "content" / "en")

    assert ("loop/", "news") not in matching("content/en/**/*.md", project)


def test_relative_paths_have_slashes(project: Path) -> None:
    """As patterns have them, whether the path is relative or not, inside or not."""
    assert relative("docs/plan.md", project) == "docs/plan.md"
    assert relative(project / "docs" / "plan.md", project / "content") == "../docs/plan.md"


def test_many_folder_wildcards_take_no_time() -> None:
    """Of **/**/ the first takes all folders, so that a long path is not tried in every share."""
    many = compiled("**/" * 20 + "x")

    assert many.fullmatch("a/" * 40 + "y") is None
    match = compiled("a/**/**/*.txt").fullmatch("a/b/c/d.txt")
    assert match is not None
    assert match.groups() == ("b/c/", "", "d")
