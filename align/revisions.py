"""What git knows of documents: which of them changed since a revision, and what they said then.

git is run as a program, and only to read: nothing is fetched, and no lock is taken.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError

# Names as they are, NUL between them: a name may hold spaces, quotes, line ends and any script.
# A repository of others runs and fetches nothing: no monitor of its own, no folder of documents
# that poses as a bare repository, no transport for what a partial clone lacks.
_GIT = (
    *("git", "--no-optional-locks", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false"),
    *("-c", "safe.bareRepository=explicit", "-c", "protocol.allow=never"),
)
_TWO_NAMES = "RC"  # a renamed or copied file is listed with the name that it had


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it was: under ``before`` (None: it was not there), ``edited`` if its text changed.

    A file that was renamed alone is not edited.
    """

    before: Path | None
    edited: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository at the revision that files are compared with.

    ``commit`` is where the work forked off the revision named. ``changes``: by path in the
    repository, what changed between that commit and the files as they are, committed or not.
    ``tracked``: all that git has in its index.
    """

    root: Path
    commit: str
    changes: dict[Path, Change]
    tracked: frozenset[Path]

    def change(self, path: Path) -> Change | None:
        """What became of the file at ``path``; None where it is as it was.

        A file that git does not know (a new one, one that it is told to ignore) was not there.
        """
        found = None
        for own in dict.fromkeys((_placed(path), path.resolve())):  # a link and what it leads to
            if not own.is_relative_to(self.root):
                continue
            inner = own.relative_to(self.root)
            if inner in self.changes:
                return self.changes[inner]
            if inner not in self.tracked:
                found = Change(None, edited=True)
        return found

    def text_before(self, path: Path) -> bytes | None:
        """The file's bytes at ``commit``, under the name it had then; None if it was not there."""
        if not path.resolve().is_relative_to(self.root):
            return None
        inner = path.resolve().relative_to(self.root)
        change = self.changes.get(inner)
        before = change.before if change else inner if inner in self.tracked else None
        if before is None:
            return None
        return _git(self.root, "cat-file", "blob", f"{self.commit}:{before.as_posix()}")


class History:
    """The repositories of files, each read once, at one revision."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self._roots: dict[Path, Path] = {}
        self._repositories: dict[Path, Repository] = {}

    def repository(self, path: Path) -> Repository:
        """The repository that ``path`` lies in.

        Raises AlignError where there is no git, no repository, or no such revision in it.
        """
        # Where git itself runs us, in a hook, its environment says which repository is meant.
        folder = Path.cwd() if "GIT_DIR" in os.environ else _placed(path).parent
        if folder not in self._roots:
            told = _text(_git(folder, "rev-parse", "--show-toplevel"))
            self._roots[folder] = Path(told.removesuffix("\n"))
        root = self._roots[folder]
        if not _placed(path).is_relative_to(root):
            raise AlignError(path, f"is not in the repository {root}")
        if root not in self._repositories:
            self._repositories[root] = _repository(root, self.revision)
        return self._repositories[root]

    def edited(self, path: Path) -> bool:
        """True if the file's text is not what it was, or if it was not there."""
        change = self.repository(path).change(path)
        return change is not None and change.edited

    def changed(self, pair: tuple[Path, Path]) -> bool:
        """True if a side's text changed, or if one side alone was renamed: that pair is new."""
        changes = [self.repository(path).change(path) for path in pair]
        edited = any(change is not None and change.edited for change in changes)
        return edited or (changes[0] is None) != (changes[1] is None)


def changed(pairs: Iterable[tuple[Path, Path]], revision: str) -> tuple[bool, ...]:
    """For each of ``pairs``, whether a side of it changed since ``revision``.

    Counted are the commits since the work forked off ``revision``, what is not committed, and
    files that git does not know. Raises AlignError as ``History.repository`` does.
    """
    history = History(revision)
    return tuple(history.changed(pair) for pair in pairs)


def _repository(root: Path, revision: str) -> Repository:
    commit = _commit(root, revision)
    listed = _git(root, "diff", "--name-status", "-z", "-M", "--no-ext-diff", commit, "--")
    tracked = _git(root, "ls-files", "-z")
    return Repository(
        root,
        commit,
        _changes(_fields(listed)),
        frozenset(Path(name) for name in _fields(tracked)),
    )


def _commit(root: Path, revision: str) -> str:
    """The commit at which the work forked off ``revision``: the merge base of the two."""
    if revision.startswith("-") or not revision.strip() or "\0" in revision:
        raise AlignError(revision, "names no revision")
    try:
        named = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except AlignError as error:
        raise AlignError(revision, f"no such revision in {root} (is it fetched?)") from error
    try:
        return _text(_git(root, "merge-base", _text(named).strip(), "HEAD")).strip()
    except AlignError as error:
        hint = "has no commit in common with the one checked out (is the clone a shallow one?)"
        raise AlignError(revision, hint) from error


def _changes(fields: Sequence[str]) -> dict[Path, Change]:
    """``git diff --name-status -z`` read: a status, then a name, or two for renamed files."""
    found: dict[Path, Change] = {}
    rest = iter(fields)
    for status in rest:
        before = Path(next(rest))
        if status[0] in _TWO_NAMES:
            found[Path(next(rest))] = Change(before, edited=status[1:] != "100")
        elif status[0] == "A":
            found[before] = Change(None, edited=True)
        else:
            found[before] = Change(before, edited=True)
    return found


def _placed(path: Path) -> Path:
    """The file's own place, links on the way to it followed and it itself not."""
    return path.parent.resolve() / path.name


def _fields(output: bytes) -> list[str]:
    return _text(output).split("\0")[:-1]


def _text(output: bytes) -> str:
    return os.fsdecode(output)


def _git(folder: Path, *arguments: str) -> bytes:
    """What ``git`` prints; AlignError with the first line that it complains with."""
    try:
        done = subprocess.run(
            [*_GIT, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise AlignError(folder, "no such folder") from error
        raise AlignError("git", "is needed for this, and is not installed") from error
    except OSError as error:
        raise AlignError("git", f"cannot be run ({error.strerror})") from error
    if done.returncode:
        said = _text(done.stderr).strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "failed without a word"
        raise AlignError(folder, f"git: {reason}")
    return done.stdout
