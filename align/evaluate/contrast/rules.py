"""Edits by table: words that take each other's place, and patterns with what replaces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from align.data import table
from align.evaluate.contrast.edit import Place
from align.model import Language, Span

# A word goes on in letters, in Arabic vowel signs and kashida, and in English after a hyphen.
_AHEAD = {Language.AR: r"(?![\w\u064b-\u0652\u0640])", Language.EN: r"(?![\w'’-])"}
_BEHIND = {Language.AR: r"(?<![\w\u064b-\u0652\u0640])", Language.EN: r"(?<![\w'’-])"}
_WINDOW = 80  # characters before a place in which ``before`` and ``no_before`` are looked for


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, compiled; ``texts``: what may stand instead, as templates."""

    pattern: re.Pattern[str]
    texts: tuple[str, ...]
    literal: bool
    before: re.Pattern[str] | None = None
    no_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    no_after: re.Pattern[str] | None = None
    no_match: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def places(self, text: str) -> Iterator[Place]:
        """Every place of ``text`` where the rule holds."""
        for match in self.pattern.finditer(text):
            span = Span(*match.span("x" if self.literal else 0))
            rest = f"{text[: span.start]} {text[span.end :]}"
            if self._stands(text, span) and not (self.unless and self.unless.search(rest)):
                yield Place(span, tuple(self._instead(match)))

    def _stands(self, text: str, span: Span) -> bool:
        head, tail = text[max(0, span.start - _WINDOW) : span.start], text[span.end :]
        if self.no_match is not None and self.no_match.search(span.of(text)):
            return False
        return (
            (self.before is None or self.before.search(head) is not None)
            and (self.no_before is None or self.no_before.search(head) is None)
            and (self.after is None or self.after.match(tail) is not None)
            and (self.no_after is None or self.no_after.match(tail) is None)
        )

    def _instead(self, match: re.Match[str]) -> Iterator[str]:
        for new in self.texts:
            if not self.literal:
                yield match.expand(new)
            elif match["x"][:1].isupper() and not any(t[:1].isupper() for t in self.texts):
                yield new[:1].upper() + new[1:]
            else:
                yield new


def rule_places(kind: str, text: str, language: Language) -> Iterator[Place]:
    """Every place of ``text`` where a rule of ``kind`` holds."""
    for rule in rules(kind, language):
        yield from rule.places(text)


@cache
def rules(kind: str, language: Language) -> tuple[Rule, ...]:
    """The rules of a kind in a language, in the table's order."""
    rows = table("contrast")["rule"]
    return tuple(_rule(r) for r in rows if (r["kind"], r["language"]) == (kind, language.value))


def _rule(row: dict[str, Any]) -> Rule:
    language = Language(row["language"])
    find = row.get("find")
    if find is None:
        words = row.get("swap") or row["from"]
        if row.get("initial"):
            words = [*words, *(w[:1].upper() + w[1:] for w in words)]
        listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        attached = f"[{row['prefix']}]{{0,2}}" if "prefix" in row else ""
        find = f"{_BEHIND[language]}{attached}(?P<x>{listed}){_AHEAD[language]}"
    ends = {"before": "(?:%s)$", "no_before": "(?i:%s)$"}
    conditions = {
        name: re.compile(ends.get(name, "%s") % filled(row[name])) if name in row else None
        for name in ("before", "no_before", "after", "no_after", "no_match", "unless")
    }
    texts = tuple(row.get("to") or row["swap"])
    return Rule(re.compile(filled(find)), texts, "find" not in row, **conditions)


def filled(pattern: str) -> str:
    """``pattern`` with the alternatives of ``[lists]`` in place of their names."""
    for name, alternatives in table("contrast")["lists"].items():
        pattern = pattern.replace(f"{{{name}}}", alternatives)
    return pattern
