"""Messages of programs in JSON: one language a file, nested keys, a line for every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, loads
from json.decoder import scanstring  # type: ignore[attr-defined]  # what the json module reads by
from pathlib import Path

from align.errors import AlignError
from align.model import Language
from align.read.content import Content
from align.read.limits import LIMITS, Limits, refuse_many
from align.read.units import Unit, unit_content
from align.text import ARABIC, script

_TOKEN = re.compile(r"""[\s,:]*(?:(?P<mark>[\[\]{}])|(?P<string>")|(?P<other>[^\s\[\]{},:"]+))""")
# "ar", "ar-SA", "messages_en_GB": what a file or its folder is called.
_NAMED = re.compile(r"(?:.*[._-])?(?P<code>ar|en)(?:[-_](?:[A-Za-z]{2}|\d{3}|Arab|Latn))?\Z", re.I)
# Magic words of MediaWiki that hold one text for each number or gender.
_FORMS = re.compile(r"\{\{\s*(PLURAL|GENDER)\s*:[^{}|]*\|([^{}]*)\}\}", re.IGNORECASE)
_NESTED = 5
_Path = tuple[str, ...]


def parse(text: str, path: str, limits: Limits = LIMITS) -> Content:
    """The messages of a JSON file (i18next, MediaWiki, Flutter's ARB, browser extensions).

    Keys that begin with @ are about messages, and left out. Raises AlignError for what is no JSON
    object, is nested too deep, or has a key twice.
    """
    _check(text, path, limits.depth)
    rows = list(_strings(text, path))
    units = [Unit(".".join(keys), words, line) for keys, words, line in _kept(rows)]
    if not units:
        raise AlignError(path, "has no messages")
    if any(keys[0].lower() == "@metadata" for keys, _, _ in rows):
        units = [Unit(u.id, _one_form(u.words), u.line) for u in units]
    told = next((words for keys, words, _ in rows if keys == ("@@locale",)), "")
    words = " ".join(unit.words for unit in units)
    refuse_many(path, len(units), limits, "messages")
    return unit_content(units, _language(told, Path(path), words))


def _check(text: str, path: str, deepest: int) -> None:
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text, re.DOTALL):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match.group(), 0)
        if depth > deepest:
            raise AlignError(path, f"is nested more than {deepest} deep")
    try:
        value = loads(text)
    except (JSONDecodeError, RecursionError, ValueError) as error:
        raise AlignError(path, f"is no JSON file ({error})") from error
    if not isinstance(value, dict):
        raise AlignError(path, "holds no messages by key: it is no JSON object")


def _strings(text: str, path: str) -> Iterator[tuple[_Path, str, int]]:
    """(keys, words, line of the key) of every string and null in valid JSON, in order."""
    keys: list[str | int] = []  # of the objects and lists that are open
    objects: list[dict[str, int] | None] = []  # the keys so far with their lines; None: a list
    at = line = counted = 0
    line, waiting, here = 1, False, 1
    while match := _TOKEN.match(text, at):
        start, at = match.start(match.lastgroup or 0), match.end()
        line += text.count("\n", counted, start)
        counted = start
        inside = objects[-1] if objects else None
        if match["string"]:
            words, at = scanstring(text, start + 1, True)
            if inside is not None and not waiting:
                if words in inside:
                    place = f"lines {inside[words]} and {line}"
                    raise AlignError(path, f"has the key {words[:60]!r} twice ({place})")
                inside[words] = here = line
                keys[-1], waiting = words, True
                continue
        if match["mark"] in ("]", "}"):
            objects.pop()
            keys.pop()
            waiting = False
            continue
        if objects and inside is None:  # the next item of a list
            keys[-1] = int(keys[-1]) + 1
            here = line
        waiting = False
        if match["mark"]:
            objects.append({} if match["mark"] == "{" else None)
            keys.append("" if match["mark"] == "{" else -1)
        elif match["string"]:
            yield tuple(map(str, keys)), words, here
        elif match["other"] == "null":
            yield tuple(map(str, keys)), "", here


def _kept(rows: list[tuple[_Path, str, int]]) -> Iterator[tuple[_Path, str, int]]:
    """The messages among the strings: of an extension's {message, description} the former."""
    about = {
        keys[:-1]: keys[-1] for keys, _, _ in rows if keys[-1] in ("message", "defaultMessage")
    }
    described = {keys[:-1] for keys, _, _ in rows if keys[-1] in ("description", "placeholders")}
    extension = about.keys() & described if about else set()
    for keys, words, line in rows:
        if any(key.startswith("@") for key in keys):
            continue
        holder = next((keys[:n] for n in range(len(keys)) if keys[:n] in extension), None)
        if holder is None:
            yield keys, words, line
        elif keys == (*holder, about[holder]):
            yield holder, words, line


def _one_form(words: str) -> str:
    """``words`` with the last form of each magic word in place of all of them."""
    for _ in range(_NESTED):
        words, count = _FORMS.subn(_last, words)
        if not count:
            break
    return words


def _last(match: re.Match[str]) -> str:
    forms = [f for f in match[2].split("|") if not re.match(r"\s*\d+\s*=", f)]
    filled = [f for f in forms if f.strip()]
    if not filled:
        return ""
    return filled[-1] if match[1].upper() == "PLURAL" else filled[0]


def is_keyed(path: str | Path) -> bool:
    """True for the ending of a format with messages by key, one file a language."""
    return Path(path).suffix.lower() in (".json", ".arb")


def named_for(path: Path) -> Language | None:
    """The language that a file, or else the nearest folder above it, is called for."""
    for part in (path.stem, *path.parts[-2::-1]):
        if match := _NAMED.match(part):
            return Language(match["code"].lower())
    return None


def _language(told: str, path: Path, words: str) -> Language | None:
    """What the file or its name says, if its letters do not say otherwise."""
    for name in (told, path.stem, path.parent.name, path.parent.parent.name):
        if match := _NAMED.match(name):
            language = Language(match["code"].lower())
            fits = ARABIC.search(words) if language is Language.AR else script(words) is language
            return language if fits else None
    return None
