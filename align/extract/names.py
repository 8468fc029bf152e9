"""Where the name or office of a speaker begins and ends in a clause."""

from __future__ import annotations

import re

from align.extract.lexicon import BREAK, EDGES, WORD, count, fold, listed, offices, words
from align.model import Language

_TANWEEN = re.compile(r"\w+\u064b?\w?\u064b")
_LONGEST = 14  # words of an office with a name
_APPOSITION = 4  # words of a name in commas after an office
_LINKS = frozenset({"of", "the", "for", "de", "von", "van", "bin", "al", "el", "and"})


def name(text: str, language: Language) -> str:
    """The name or office that ``text`` begins with: up to a comma or a word that cannot be in one.

    An office is followed by a name in commas, a name by an office: the mayor, Ana Roe,
    المتحدث باسم الوزارة، أحمد علي، Ana Roe, the mayor.
    """
    text = text.lstrip(EDGES)
    parts = BREAK.split(text, maxsplit=2)
    first = fold(parts[0].split(maxsplit=1)[0]) if parts[0].split() else ""
    if _TANWEEN.match(parts[0]):
        return ""  # an adverb: أضاف ضاحكاً
    if language is Language.EN and first in words(language, "pronouns"):
        return parts[0].split(maxsplit=1)[0]
    end = _end(parts[0], language)
    if end == len(parts[0].rstrip()) and len(parts) > 1:
        more = _apposition(parts, language)
        end = len(parts[0]) + 1 + more if more else end
    return text[:end].strip(EDGES)


def _apposition(parts: list[str], language: Language) -> int:
    """How far the part after a comma belongs to the name before it; 0 if it does not."""
    one, two = parts[:2]
    end = _end(two, language)
    if language is Language.EN and is_office(two[:end]) and _capitals(one) > 1:
        return end
    if not _without_name(one, language):
        return 0
    named = len(parts) > 2 if language is Language.AR else _capitals(two) > 1
    return end if named and end == len(two) and 0 < count(two) <= _APPOSITION else 0


def is_office(part: str) -> bool:
    """True for "the mayor of Tarvel", "a postwoman": English, with an office before any "of"."""
    found = [fold(w) for w in WORD.findall(part)]
    if not found or found[0] not in words(Language.EN, "determiners") | offices(Language.EN):
        return False
    head = found[: next((n for n, w in enumerate(found) if w in ("of", "for")), len(found))]
    return bool(head) and head[-1] in offices(Language.EN)


def _without_name(part: str, language: Language) -> bool:
    """True for an office without a name, as far as capitals tell."""
    return language is Language.AR or not any(map(capital, part.split()[1:]))


def _capitals(part: str) -> int:
    return sum(map(capital, part.split()))


def capital(word: str) -> bool:
    """True for a name's first letter, the article before it aside: al-Marsouqi."""
    return word.removeprefix("al-").removeprefix("el-")[:1].isupper()


def _end(text: str, language: Language) -> int:
    """Where the name at the start of ``text`` ends; 0 if none starts there."""
    found = list(WORD.finditer(text))
    fillers = words(language, "fillers")
    end = number = capitals = 0
    for at, match in enumerate(found):
        form = fold(match.group())
        filler = form in fillers and number == 0
        stop = form in words(language, "stops") or listed(form, language, "participles")
        goes_on = language is Language.EN and bool(number) and _links(text, found, at)
        verb = capitals > 1 and _ends_name([m.group() for m in found[at : at + 4]])
        if number >= _LONGEST or (stop and not filler and not goes_on) or verb:
            return end if number else 0
        number += not filler
        capitals += capital(match.group()) and form not in words(language, "determiners")
        end = match.end()
    return len(text.rstrip()) if number else 0


def _links(text: str, found: list[re.Match[str]], at: int) -> bool:
    """True for a small word inside an office: a spokesman for, Minister of Culture and Youth."""
    form, last = fold(found[at].group()), fold(found[at - 1].group())
    if form in ("for", "to"):
        return last in offices(Language.EN)
    inside = " of " in text[: found[at].start()]
    following = found[at + 1].group() if at + 1 < len(found) else ""
    office = capital(following) and fold(following) not in offices(Language.EN)
    return form == "and" and inside and office and capital(found[at - 1].group())


def _ends_name(following: list[str]) -> bool:
    """True for words in small letters after a name that are no office: Ana Roe | walked home."""
    known = _LINKS | offices(Language.EN) | words(Language.EN, "bodies")
    return (
        not capital(following[0])
        and fold(following[0]) not in known
        and not any(capital(w) or fold(w) in offices(Language.EN) for w in following[1:])
    )


def subject(before: str) -> str:
    """The subject just before an English verb; of a name and its office in commas, both."""
    before = before.rstrip()
    parts = [p.strip() for p in BREAK.split(before) if p.strip()]
    if not parts:
        return ""
    if before[-1] not in ",—–" or len(parts) == 1:
        return name(parts[-1], Language.EN)
    # "In Port Alune, the mayor, Lina Oresh, speaking on Monday, said"
    together = [p for p in parts if _may_name(p)]
    while together and not is_name(together[0]):
        together.pop(0)
    return ", ".join(n for n in (name(p, Language.EN) for p in together[:2]) if is_name(n))


def _may_name(part: str) -> bool:
    """False for "speaking on Monday", "headed by Ana Roe", "on Monday"."""
    first, *following = part.split(maxsplit=2)
    stop = fold(first) in words(Language.EN, "stops") or first.endswith("ing")
    return not stop and following[:1] != ["by"]


def is_name(found: str) -> bool:
    """True for English words with a capital or a determiner, or for an office of a headline."""
    parts = found.split()
    determined = bool(parts) and fold(parts[0]) in words(Language.EN, "determiners")
    return determined or any(map(capital, parts)) or is_office(found)


def leading(clause: str) -> str:
    """The subject that an English clause begins with: "The minister", "Prime Minister Venn"."""
    parts = clause.split()
    determined = bool(parts) and fold(parts[0]) in words(Language.EN, "determiners")
    if not parts or not (determined or parts[0][0].isupper()):
        return ""
    end = 2 if determined else 1
    while end < len(parts) and parts[end][0].isupper() and parts[end - 1][-1] not in ",:;":
        end += 1
    return " ".join(parts[:end]).strip(EDGES)


def label(clause: str, language: Language) -> str:
    """Who a label names: "Ana Roe, the mayor, was blunt:", من جهته، الوزير سامر حنا:"""
    at, kept = 0, []
    for part in BREAK.split(clause.rstrip(EDGES)):
        end = _end(part, language)
        if end:
            kept.append((at, at + end))
        if kept and end < len(part.rstrip()):
            break
        at += len(part) + 1
    return clause[kept[0][0] : kept[-1][1]].strip(EDGES) if kept else ""
