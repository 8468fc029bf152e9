"""Placeholders, tags and addresses of a text, with the form in which both languages agree."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from align.data import table
from align.model import Segment, Span
from align.text import fold

TAG, ADDRESS, HASHTAG, ENTITY = "tag", "address", "hashtag", "entity"
_NUMBERED = re.compile(r"%(\d{1,2})\$")
_PRINTF = re.compile(r"%[^(\s]*[A-Za-z@]")
_TAG_NAME = re.compile(r"<(/?)([\w:.-]+)")
_ID = re.compile(r"""\bid\s*=\s*["']([^"']*)""")
_QUERY = re.compile(r"[?&](?:lang|language|locale|hl|setlang|l)=([\w-]+)")


@dataclass(frozen=True, slots=True)
class Literal:
    """A stretch of text to be kept: what kind, where, and ``key``, equal for what is the same."""

    kind: str
    span: Span
    text: str
    key: str


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(row["pattern"])) for row in table("markup")["kind"])


def literals(segment: Segment) -> tuple[Literal, ...]:
    """What is to be kept of ``segment``, in order; addresses inside tags too."""
    found: list[Literal] = []
    for kind, pattern in _kinds():
        for match in pattern.finditer(segment.text):
            span = Span(match.start(), match.end()).shifted(segment.span.start)
            inside = kind == ADDRESS
            if any(f.span.overlaps(span) and not (inside and f.kind == TAG) for f in found):
                continue
            if kind == ENTITY and match.group() in table("markup")["entities"]["own"]:
                continue
            found.append(Literal(kind, span, match.group(), _key(kind, match.group())))
    found.sort(key=lambda f: f.span)
    return tuple(_numbered(found))


def _key(kind: str, text: str) -> str:
    """What is the same in both languages: no attributes of tags, no language of addresses."""
    if kind == TAG:
        name = _TAG_NAME.match(text)
        number = _ID.search(text)
        return f"<{name[1]}{name[2].lower()}{number[1] if number else ''}>" if name else text
    if kind == ENTITY:
        return html.unescape(text)
    if kind == ADDRESS:
        return "/".join(_parts(text))
    if kind == HASHTAG:
        return fold(text)
    return text if kind == "placeholder" else text.lower()


def _numbered(found: list[Literal]) -> Iterator[Literal]:
    """``found`` with placeholders that have no number given theirs: %s %s is %1$s %2$s."""
    count = 0
    for literal in found:
        key = literal.key
        if literal.kind == "placeholder" and _PRINTF.fullmatch(key) and "$" not in key:
            count += 1
            key = f"%{count}$" + key[1:]
        yield Literal(literal.kind, literal.span, literal.text, "".join(key.split()))


def _parts(address: str) -> list[str]:
    """Host and path of an address, without scheme, www, language and the mark at its end."""
    bare = unquote(re.sub(r"^https?://", "", address)).rstrip("/").lower()
    bare = _QUERY.sub(lambda m: "" if m[1] in _codes() else m[0], bare)
    host, _, path = bare.partition("/")
    labels = [p for p in host.split(".") if p != "www" and p not in _codes()]
    return [".".join(labels), *(p for p in path.split("/") if p not in _codes())]


def language_of(address: str) -> str | None:
    """The language that an address names (ar.example.org, /en/, ?lang=ar): its first letters."""
    bare = re.sub(r"^https?://", "", address).lower()
    query = [m[1] for m in _QUERY.finditer(bare)]
    host, _, path = bare.partition("/")
    for part in (*host.split("."), *path.split("?")[0].split("/"), *query):
        if part in _codes():
            return part[:2]
    return None


def same_site(one: Literal, two: Literal) -> bool:
    """True for two pages of one site where an address names its language.

    Such sites name their pages in their own language: ar.example.org/الميناء.
    """
    hosts = one.key.partition("/")[0], two.key.partition("/")[0]
    languages = language_of(one.text), language_of(two.text)
    return hosts[0] == hosts[1] and languages[0] != languages[1]


@cache
def _codes() -> frozenset[str]:
    return frozenset(table("markup")["languages"]["codes"])
