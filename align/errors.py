"""What the command line turns into one line on standard error and exit status 2."""

from __future__ import annotations

import re
from os import PathLike

# What files and their names may hold and a screen would follow: controls, directions, line ends.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class AlignError(Exception):
    """Input or settings that cannot be used: which file (or option), and why.

    ``str(error)`` is one line, "PATH: reason", with escapes for what is not seen.
    """

    def __init__(self, path: str | PathLike[str], reason: str) -> None:
        self.path = str(path)
        self.reason = _plain(" ".join(reason.split()))
        super().__init__(f"{_plain(self.path)}: {self.reason}")


def _plain(text: str) -> str:
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


class UntranslatedError(AlignError):
    """A file of translation units that has their originals alone."""
