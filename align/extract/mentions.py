"""The persons that a sentence of narrative names, and whether a name is a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from align.data import table
from align.extract.lexicon import BREAK, EDGES, WORD, bare, fold, offices, words
from align.extract.names import capital, is_office
from align.model import Language
from align.text import script

# Two capitals in a row, perhaps after a trade: "the grocer Um Yasin", "Opposition leader Ana Roe".
_PERSON = re.compile(
    r"((?:(?:[Tt]he|[Aa]n?)\s)?(?:[A-Z]?[a-z]+\s){0,3})"
    r"((?:(?:al-|el-|bin )?[A-Z][\w’'.-]+\s?){2,6}(?:of (?:the )?[A-Z]\w+)?)"
)
_NAMED = re.compile(
    r"\s(?:\([Rr]es\.?,?\)\s)?(?:(?:al-|el-|bin )?[A-Z][\w’'-]+\s?){2,4}(?:of (?:the )?[A-Z]\w+)?"
)
_CLAUSE = 500  # characters of a sentence that are looked at
_OFFICE_WORDS, _NAME_WORDS = 4, 2  # of an Arabic office after its title, and of the name after it


def heads(known: str) -> Iterator[list[str]]:
    """The words of each part of a name, up to "of": Ana Roe, the mayor of Tarvel."""
    for part in BREAK.split(known):
        yield list(takewhile(lambda w: fold(w) not in ("of", "for", "to", "at"), part.split()))


def is_person(name: str) -> bool:
    """False for ministries, banks and statements: nobody calls them he or she."""
    found = WORD.findall(BREAK.split(name)[0])
    if script(name) is Language.AR:
        return not found or bare(found[0]) not in words(Language.AR, "bodies")
    head = next(heads(name), [])
    return not head or fold(head[-1].strip(EDGES)) not in words(Language.EN, "bodies")


def subject(sentence: str) -> str | None:
    """The person an English sentence is about: "Minister Venn came", "The engineer, Nidal Roe, …".

    None if it begins with nobody's name; one capital alone may be any word that starts a sentence.
    """
    for number, part in enumerate(BREAK.split(sentence[:_CLAUSE])[:4]):
        match = _PERSON.match(part.strip())
        person = _person(match) if match else None
        if person:
            return person
        if number == 0 and not _opens_subject(part):
            return None
    return None


def _person(match: re.Match[str]) -> str | None:
    trade, name = match[1].split(), match[2].strip()
    first = fold(name.split()[0])
    if first in words(Language.EN, "determiners") | words(Language.EN, "stops"):
        return None
    if trade and fold(trade[-1]) in offices(Language.EN):
        name = match[0].strip()
    elif trade and fold(trade[0]) not in words(Language.EN, "determiners"):
        return None
    return name if is_person(name) else None


def _opens_subject(part: str) -> bool:
    """True for what stands before a name: "In Port Alune, …", "The chief engineer, …"."""
    first = fold(part).split()[:1]
    opening = words(Language.EN, "determiners") | words(Language.EN, "stops")
    return bool(first) and (
        first[0] in opening or first[0].endswith(("ing", "ed")) or is_office(part)
    )


def mentions(sentence: str, language: Language) -> Iterator[tuple[int, str]]:
    """The persons that a sentence names after an office, each with the count of words before it."""
    return _arabic(sentence) if language is Language.AR else _english(sentence)


def _english(sentence: str) -> Iterator[tuple[int, str]]:
    found = list(WORD.finditer(sentence[:_CLAUSE]))
    for at, word in enumerate(found):
        named = _NAMED.match(sentence, word.end())
        if named and fold(word.group()) in offices(Language.EN):
            first = at
            while (
                first
                and capital(found[first - 1].group())
                and sentence[found[first - 1].end()] == " "
            ):
                first -= 1
            yield first, sentence[found[first].start() : named.end()].strip()


def _arabic(sentence: str) -> Iterator[tuple[int, str]]:
    """The persons that an Arabic sentence names after an office, each with the words before it."""
    found = list(WORD.finditer(sentence[:_CLAUSE]))
    free = 0
    for at, word in enumerate(found):
        whole, cut = bare(word.group()), bare(fold(word.group()).removeprefix("و"))
        joined = whole not in offices(Language.AR)
        if at < free or (joined and cut not in offices(Language.AR)):
            continue
        end = _name_end(sentence, found, at + 1)
        if end:
            free = end
            start = word.start() + joined
            yield at, sentence[start : found[end - 1].end()]


def _name_end(sentence: str, found: list[re.Match[str]], at: int) -> int:
    """The number of the word after an office and the name that follows it; 0 if none does."""
    stops = words(Language.AR, "stops") | set(table("names")["stop"]["ar"])
    bonds = table("names")["bonds"]["ar"]
    first = at
    while first < min(len(found), at + _OFFICE_WORDS) and _follows(sentence, found, first):
        form = fold(found[first].group())
        if not form.startswith(("ال", "لل")) and form not in offices(Language.AR) | words(
            Language.AR, "within_office"
        ):
            break
        first += 1
    end, size = first, 0
    while end < len(found) and size < _NAME_WORDS and _follows(sentence, found, end):
        form = fold(found[end].group())
        if form in stops or (size == 0 and form.startswith("ال")):
            break
        size += form not in bonds
        end += 1
    return end if size == _NAME_WORDS else 0


def _follows(sentence: str, found: list[re.Match[str]], at: int) -> bool:
    return not BREAK.search(sentence, found[at - 1].end(), found[at].start())
