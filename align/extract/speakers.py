"""Who speaks: the reporting clause around a quote, and the name or office in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from align.data import table
from align.model import Language
from align.text import fold as fold_text
from align.text import script

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_{_MARKS}]|['’.-](?=[^\W\d_])|[{_MARKS}])*")
_BREAK = re.compile(r"[,;:!?،؛؟\"“”«»—–]")
# نقلت الوكالة عن الوزير قوله إن: the one quoted stands between the two.
_QUOTED_BY = re.compile(r"عن\s+([^،؛:.]{2,80}?)\s+(?:قوله|قولها|قولهم)\b")
# أما المديرة، سهى الدرباسي، فقالت: the one who speaks stands before the verb.
_TOPIC = re.compile(r"\bو?[أا]مّ?ا\s+([^:.]{2,120}?)[،,]?\s+ف(\w+)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+|further\s+|also\s+)?\Z")
_EDGES = " \t\r\n,;:.،؛-–—\"'“”«»()\u200e\u200f"
# Two capitals in a row, perhaps after a trade: "the grocer Um Yasin", "General Beltar".
_PERSON = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?)\s(?:[a-z]+\s){1,3})?((?:(?:al-|el-|bin )?[A-Z][\w’'.-]+\s?){2,6})"
)
_LABEL_WORDS = 14
_NAME_WORDS = 14
_VERBS = 5  # the reporting verbs nearest to a quote
_CLAUSE = 500  # characters of a clause that are looked at, next to the quote


fold = lru_cache(maxsize=4096)(fold_text)  # the same words come again and again


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a clause says speaks; ``name`` is None where it does not say.

    ``rest`` counts the words of the clause that are neither verb nor name; ``implied`` is True
    where a pronoun, or an Arabic verb without a subject, means somebody named before.
    """

    name: str | None
    rest: int
    implied: bool = False


@cache
def words(language: Language, group: str) -> frozenset[str]:
    """A word list of ``speech.toml``, folded."""
    return frozenset(map(fold, table("speech")[language][group]))


@cache
def _sources(language: Language) -> re.Pattern[str]:
    forms = sorted(table("speech")[language]["sources"], key=len, reverse=True)
    prefix = "و?" if language is Language.AR else ""
    return re.compile(rf"\b{prefix}(?:{'|'.join(forms)})(?![\w{_MARKS}])\s?", re.IGNORECASE)


def attribution(clause: str, *, before: bool) -> Attribution | None:
    """Who speaks by ``clause``, which stands before (or after) a quote; None if nobody does."""
    clause = (clause[-_CLAUSE:] if before else clause[:_CLAUSE]).strip()
    language = script(clause)
    if language is None:
        return None
    named = _by_source(clause, language) or (
        _arabic(clause) if language is Language.AR else _english(clause, before=before)
    )
    label = before and clause.endswith(":") and _count(clause) <= _LABEL_WORDS
    if label and (named is None or (named.name is None and language is Language.EN)):
        pronoun = fold(clause.split()[0]) in words(language, "pronouns")
        name = None if pronoun else clause.strip(_EDGES)
        return named or Attribution(name, 0, pronoun)
    return named


def reported(sentence: str) -> Attribution | None:
    """Who speaks in a sentence of indirect speech: he said that …, قال إن …; None if it is none."""
    sentence = sentence[:_CLAUSE]
    language = script(sentence)
    if language is None:
        return None
    found = [fold(w) for w in _WORD.findall(sentence)]
    that, plain = words(language, "that"), words(language, "plain")
    at = next((n for n, w in enumerate(found) if _base(w, language, "verbs")), None)
    if at is None:
        return _by_source(sentence, language)
    reach = found[at + 1 : at + 2] if language is Language.EN else found[at + 1 : at + 16]
    said = _by_source(sentence, language)
    if found[at] in plain or that.intersection(reach):
        said = attribution(sentence, before=False)
    # Only a verb at the start of its sentence lacks its subject: وأضاف أن, not تقديرات تشير إلى أن.
    return None if said and said.name is None and not (said.implied and at < 3) else said


def labels(clause: str) -> bool:
    """True if ``clause`` points at the quote after it: described it as, بأنه, said:"""
    language = script(clause)
    found = _WORD.findall(clause[-200:])
    if language is None or not found:
        return False
    recent = {fold(w) for w in found[-6:]}
    recent |= {w[1:] for w in recent if w[0] in "وف"}
    pointed = fold(found[-1]) in words(language, "pointing")
    return pointed or bool(recent & words(language, "labelling"))


def resolved(name: str, known: Sequence[str]) -> str:
    """``name``, or for "the rabbi" the last known speaker whose name has that word."""
    parts = fold(name).split()
    if len(parts) == 2 and parts[0] == "the":
        for speaker in reversed(known):
            if parts[1] in fold(speaker).split() and fold(speaker) != fold(name):
                return speaker
    return name


def subject(sentence: str) -> str | None:
    """The person an English sentence is about: "Minister Venn came", "The engineer, Nidal Roe, …".

    None if it begins with nobody's name; one capital alone may be any word that starts a sentence.
    """
    for number, part in enumerate(_BREAK.split(sentence[:_CLAUSE])[:4]):
        match = _PERSON.match(part.strip())
        if match and fold(match[1].split()[0]) not in _not_names() and is_person(match[1]):
            return match[1].strip()
        if number == 0 and not _opens_subject(part):
            return None
    return None


def speaking(sentence: str) -> str | None:
    """The name before the first reporting verb of an English sentence: "Venn recalled it"."""
    said = _english(sentence[:_CLAUSE], before=False)
    name = said.name if said else None
    return name if name and name[0].isupper() and is_person(name) else None


def _opens_subject(part: str) -> bool:
    """True for what stands before a name: "In Port Alune, …", "The chief engineer, …"."""
    first = fold(part).split()[:1]
    return bool(first) and (first[0] in _not_names() or first[0].endswith("ing"))


def is_person(name: str) -> bool:
    """False for ministries, banks and statements: nobody calls them he or she."""
    return not words(Language.EN, "bodies").intersection(fold(name).split())


def _not_names() -> frozenset[str]:
    return words(Language.EN, "determiners") | words(Language.EN, "stops")


def _by_source(clause: str, language: Language) -> Attribution | None:
    """According to the ministry, بحسب الوزارة."""
    match = _sources(language).search(clause)
    name = _name(clause[match.end() :], language) if match else ""
    if not match or not name:
        return None
    rest = _count(clause) - _count(match.group()) - _count(name)
    if name.startswith("لل"):
        # وفقا للوزارة: the preposition and the article are written as one.
        name = "ال" + name[2:]
    elif name[0] == "ل" and fold(match.group()).rstrip().endswith(("وفقا", "طبقا")):
        name = name[1:]
    return Attribution(name, rest)


def _english(clause: str, *, before: bool) -> Attribution | None:
    found = list(_WORD.finditer(clause))
    verbs = [m for m in found if fold(m.group()) in words(Language.EN, "verbs")]
    for verb in reversed(verbs[-_VERBS:] if before else verbs[:1]):
        subject = _subject(clause[: verb.start()]) or _name(clause[verb.end() :], Language.EN)
        rest = _count(clause) - 1 - _count(subject)
        if _PASSIVE.search(clause[: verb.start()][-30:]) and fold(verb.group()) != "quoted":
            return Attribution(None, rest)
        pronoun = fold(subject) in words(Language.EN, "pronouns")
        if pronoun or _is_name(subject):
            return Attribution(None if pronoun else subject, rest, pronoun)
    if any(fold(m.group()) in words(Language.EN, "participles") for m in found):
        subject = _leading(clause)
        pronoun = not subject or fold(subject) in words(Language.EN, "pronouns")
        rest = _count(clause) - 1 - _count(subject)
        return Attribution(None if pronoun else subject, rest, pronoun)
    return None


def _subject(before: str) -> str:
    """The subject just before the verb; of a name and its office in commas, both."""
    before = before.rstrip()
    parts = [p.strip() for p in _BREAK.split(before) if p.strip()]
    if not parts:
        return ""
    if before[-1] not in ",—–" or len(parts) == 1:
        return _name(parts[-1], Language.EN)
    # "In Port Alune, the mayor, Lina Oresh, speaking on Monday, said"
    together = [p for p in parts if _may_name(p)]
    while together and not _is_name(together[0]):
        together.pop(0)
    return ", ".join(filter(None, (_name(p, Language.EN) for p in together[:2])))


def _may_name(part: str) -> bool:
    first = fold(part.split(maxsplit=1)[0])
    return first not in words(Language.EN, "stops") and not first.endswith("ing")


def _is_name(name: str) -> bool:
    parts = name.split()
    determined = bool(parts) and fold(parts[0]) in words(Language.EN, "determiners")
    return determined or any(p[0].isupper() for p in parts)


def _leading(clause: str) -> str:
    """The subject that a clause begins with: "The minister", "Prime Minister Venn"."""
    parts = clause.split()
    determined = bool(parts) and fold(parts[0]) in words(Language.EN, "determiners")
    end = 2 if determined else 0
    while end < len(parts) and parts[end][0].isupper() and parts[max(0, end - 1)][-1] not in ",;:":
        end += 1
    return " ".join(parts[:end]).strip(_EDGES)


def _arabic(clause: str) -> Attribution | None:
    by = _QUOTED_BY.search(clause)
    if by:
        return Attribution(by[1].strip(_EDGES), _count(clause) - _count(by[0]))
    topic = _TOPIC.search(clause)
    if topic and fold(topic[2]) in words(Language.AR, "verbs"):
        return Attribution(topic[1].strip(_EDGES), _count(clause) - _count(topic[0]))
    found = list(_WORD.finditer(clause))
    verbs = [m for m in found if _base(m.group(), Language.AR, "verbs")]
    for verb in reversed(verbs[-_VERBS:]):
        name = _name(clause[verb.end() :], Language.AR)
        if not name and verb is found[-1]:
            # The subject before its verb must be all that stands there: not وحين سئلت عن ذلك أجابت.
            part = _BREAK.split(clause[: verb.start()].rstrip())[-1].strip(_EDGES)
            name = part if _name(part, Language.AR) == part else ""
        if name and fold(name) not in words(Language.AR, "pronouns"):
            rest = _count(clause) - 1 - _count(name)
            if _base(verb.group(), Language.AR, "with_object") and " " in name:
                name = name.rsplit(maxsplit=1)[0]
            return Attribution(name, rest)
    implied = verbs or any(_base(m.group(), Language.AR, "participles") for m in found)
    return Attribution(None, _count(clause) - 1, implied=True) if implied else None


def _base(word: str, language: Language, group: str) -> bool:
    """True if ``word`` is in the list, in Arabic with or without the conjunctions و and ف."""
    form, known = fold(word), words(language, group)
    return form in known or (language is Language.AR and form[:1] in "وف" and form[1:] in known)


def _name(text: str, language: Language) -> str:
    """The name or office that ``text`` begins with: up to a comma or a word that cannot be in one.

    An office is followed by a name in commas: the mayor, Ana Roe, المتحدث باسم الوزارة، أحمد علي،
    """
    text = text.lstrip(_EDGES)
    parts = _BREAK.split(text, maxsplit=2)
    end = _name_end(parts[0], language)
    if end == len(parts[0]) and len(parts) > 1 and _is_title(parts[0], language):
        more = _name_end(parts[1], language)
        capitals = sum(w[0].isupper() for w in parts[1].split())
        named = len(parts) > 2 if language is Language.AR else capitals > 1
        if named and more == len(parts[1]) and 0 < len(parts[1].split()) <= 4:
            end += 1 + more
    return text[:end].strip(_EDGES)


def _is_title(words: str, language: Language) -> bool:
    """True for an office without a name, as far as capitals tell."""
    return language is Language.AR or not any(w[0].isupper() for w in words.split()[1:])


def _name_end(text: str, language: Language) -> int:
    """Where the name at the start of ``text`` ends; 0 if none starts there."""
    stops, fillers = words(language, "stops"), words(language, "fillers")
    end = count = 0
    for match in _WORD.finditer(text):
        form = fold(match.group())
        filler = form in fillers and count == 0
        stop = form in stops or _base(form, language, "participles")
        if count >= _NAME_WORDS or (stop and not filler):
            return end if count else 0
        count += not filler
        end = match.end()
    return len(text) if count else 0


def _count(text: str) -> int:
    return len(_WORD.findall(text))
