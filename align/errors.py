"""What the command line turns into one line on standard error and exit status 2."""

from __future__ import annotations

from os import PathLike


class AlignError(Exception):
    """Input or settings that cannot be used: which file (or option), and why.

    ``str(error)`` is one line, "PATH: reason".
    """

    def __init__(self, path: str | PathLike[str], reason: str) -> None:
        self.path = str(path)
        self.reason = " ".join(reason.split())
        super().__init__(f"{self.path}: {self.reason}")


class UntranslatedError(AlignError):
    """A file of translation units that has their originals alone."""
