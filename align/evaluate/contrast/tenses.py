"""What has happened told as what will happen, and the other way round: has signed, will sign.

Verbs are those of the table ``contrast_tenses``, whose forms are sure. Clauses in which the other
tense would be no grammar (when, if, since; بعد أن, إذا) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.data import table
from align.evaluate.contrast.edit import Place
from align.model import Language, Span

_ADVERB = r"(?P<adverb>(?:(?:also|now|soon|not|never|\w+ly) )?)"
_SUBJECT = r"(?P<before>(?:[\w’'-]+ ){0,3})(?P<subject>[\w’'-]+) "
_HEAVY = re.compile(r"\b(?:of|in|for|from|with|on|at|by|to|and|or)\b")  # whose number is unsure
_SINGULAR = re.compile(r"(?i)(?:he|she|it|this|that|\w+[^\Ws]|\w+(?:ss|us|is))$")
_PLURAL = re.compile(r"(?i)(?:they|we|these|those|people|\w+[^\Wsui]s)$")
_CLAUSE = re.compile(r"[,;:،؛.!?؟–—\"“”«»()]")
_DOUBLED = ("ban", "plan", "step")
Forms = tuple[str, str, str]  # base, past, participle


def tense_places(text: str, language: Language) -> Iterator[Place]:
    """Every verb that can be moved to the other time."""
    for place in _english(text) if language is Language.EN else _arabic(text):
        if place.choices and not _open(language).search(_clause(text, place.span)):
            yield place


def _clause(text: str, span: Span) -> str:
    """The words of a place's clause before it."""
    head = text[: span.start]
    return head[max((m.end() for m in _CLAUSE.finditer(head)), default=0) :]


@cache
def _open(language: Language) -> re.Pattern[str]:
    listed = table("contrast_tenses")["open"][language.value]
    return re.compile(rf"(?i)(?<!\w)(?:{listed})(?!\w)")


def _rows(name: str) -> Iterator[list[str]]:
    for line in table("contrast_tenses")[name].splitlines():
        yield from (row.split() for row in line.split("|") if row.strip())


@cache
def _verbs() -> tuple[Forms, ...]:
    irregular = [(r[0], r[1], r[2]) for r in _rows("irregular")]
    regular = [base for row in _rows("regular") for base in row]
    return (*irregular, *((base, _past(base), _past(base)) for base in regular))


def _past(base: str) -> str:
    """The past of a regular verb: use, used; try, tried; ban, banned; open, opened."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLED else "") + "ed"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    base, past, participle = ("|".join(sorted({*f})) for f in zip(*_verbs(), strict=True))
    been = rf"(?:(?:has|have) {_ADVERB}been|was|were)"
    found = {
        "future": rf"{_SUBJECT}(?P<x>will {_ADVERB}(?P<verb>{base}))(?! (?:able|{participle})\b)",
        "future be": rf"{_SUBJECT}(?P<x>will {_ADVERB}be)(?! able\b)",
        "perfect": rf"{_SUBJECT}(?P<x>(?:has|have) {_ADVERB}(?P<verb>{participle}))",
        "passive": rf"{_SUBJECT}(?P<x>{been})(?= (?:{participle})\b)",
        "past": rf"\b(?P<subject>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|who) (?P<x>(?P<verb>{past}))",
    }
    return {name: re.compile(rf"{pattern}(?![\w’'-])") for name, pattern in found.items()}


def _english(text: str) -> Iterator[Place]:
    nouns = {*table("contrast_tenses")["nouns"]["en"].split("|")}
    for name, pattern in _patterns().items():
        for match in pattern.finditer(text):
            if match["subject"].lower() not in nouns:
                yield Place(Span(*match.span("x")), tuple(_moved(name, match)))


def _moved(name: str, match: re.Match[str]) -> Iterator[str]:
    """What may stand for a verb group in the other time."""
    own = match.groupdict()
    adverb = own.get("adverb") or ""
    forms = next((f for f in _verbs() if own.get("verb") in f), ("be", "was", "been"))
    if name == "future" and forms[0] != "be":
        yield f"did not {forms[0]}" if adverb == "not " else f"{adverb}{forms[1]}"
    elif name == "future be" and not _HEAVY.search(match["before"]):
        if _PLURAL.match(match["subject"]):
            yield from (f"were {adverb}".strip(), f"have {adverb}been")
        elif _SINGULAR.match(match["subject"]):
            yield from (f"was {adverb}".strip(), f"has {adverb}been")
    elif name == "passive":
        yield f"will {adverb}be"
    elif name in ("perfect", "past") and forms[0] != "be":
        yield f"will {adverb}{forms[0]}"


@cache
def _arabic_verbs() -> dict[str, str]:
    """The other time of every form: سيوقع, ستوقع and وقع, وقعت; the perfect alone if it is sure."""
    data, found = table("contrast_tenses"), {"سيتم": "تم", "ستتم": "تمت"}
    nouns = {*data["also_nouns"].split()}
    for imperfect, perfect in _rows("arabic"):
        she = perfect[:-1] + "ت" if perfect.endswith("ى") else perfect + "ت"
        her = "ت" + imperfect[1:]
        found |= {f"س{imperfect}": perfect, f"س{her}": she, she: f"س{her}"}
        found |= {f"سوف {imperfect}": perfect, f"سوف {her}": she}
        for particle in ("قد", "لقد"):
            found |= {f"{particle} {perfect}": f"س{imperfect}", f"{particle} {she}": f"س{her}"}
        if perfect not in nouns:
            found[perfect] = f"س{imperfect}"
    return found | {"تم": "سيتم", "تمت": "ستتم", "كانت": "كانت"}  # كانت تفعل, "was doing"


@cache
def _arabic_pattern() -> re.Pattern[str]:
    listed = "|".join(sorted(_arabic_verbs(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w\u064b-\u0652])(?P<prefix>[وف]?)(?P<x>{listed})(?![\w\u064b-\u0652])"
    )


def _arabic(text: str) -> Iterator[Place]:
    for match in _arabic_pattern().finditer(text):
        if not re.search(r"(?:قد|سوف) $", text[: match.start()]):
            yield Place(Span(*match.span("x")), (_arabic_verbs()[match["x"]],))
