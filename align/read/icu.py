"""Messages in ICU's syntax: {count, plural, one {# file} other {# files}}, arm by arm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_OPENS = re.compile(r"\{\s*[\w.]+\s*,\s*(?:plural|selectordinal|select)\s*,\s*(?:offset:\d+\s*)?")
_ARM = re.compile(r"\s*(=\d+|[\w-]+)\s*\{")
_EXACT = {"=0": "zero", "=1": "one", "=2": "two"}
_DEPTH, _MOST = 4, 40  # arguments within each other; combinations of their arms


def arms(text: str) -> tuple[tuple[str, str], ...]:
    """The texts that a message can become, each with the names of its arms ("one", "male,few").

    The message itself, with no name, where it has no such argument or is not well formed.
    """
    if "{" not in text:
        return (("", text),)
    found = list(islice(_spread(text, "", _DEPTH), _MOST + 1))
    return tuple(found) if 0 < len(found) <= _MOST else (("", text),)


def _spread(text: str, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """One text for each arm of the first argument, and within it for those of the next."""
    opening = _OPENS.search(text) if depth else None
    if opening is None:
        yield name, text
        return
    read = _arms(text, opening.end())
    if read is None:
        yield name, text
        return
    parts, end = read
    for arm, words in parts:
        whole = text[: opening.start()] + words + text[end:]
        yield from _spread(whole, f"{name},{arm}" if name else arm, depth - 1)


def _arms(text: str, at: int) -> tuple[list[tuple[str, str]], int] | None:
    """The arms from ``at`` on, and where the argument ends; None where it is broken."""
    found: list[tuple[str, str]] = []
    while match := _ARM.match(text, at):
        end = _closing(text, match.end())
        if end is None:
            return None
        found.append((_EXACT.get(match[1], match[1]), text[match.end() : end]))
        at = end + 1
    rest = re.compile(r"\s*\}").match(text, at)
    return (found, rest.end()) if found and rest else None


def _closing(text: str, at: int) -> int | None:
    """Where the brace that was opened before ``at`` is closed."""
    depth = 1
    for match in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return None
