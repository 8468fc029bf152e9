"""The reporting clause around a quote: that somebody speaks, and who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.data import table
from align.extract.lexicon import BREAK, EDGES, MARKS, WORD, bare, count, fold, listed, words
from align.extract.mentions import mentions
from align.extract.names import is_name, label, leading, name, subject
from align.model import Language
from align.text import script

# نقلت الوكالة عن الوزير قوله إن: the one quoted stands between the two.
_QUOTED_BY = re.compile(r"عن\s+([^،؛:.]{2,80}?)\s+(?:قوله|قولها|قولهم)\b")
# أما المديرة، سهى الدرباسي، فقالت: the one who speaks stands before the verb.
_TOPIC = re.compile(r"\bو?[أا]مّ?ا\s+([^:.]{2,120}?)[،,]?\s+ف(\w+)")
# وكانت الوزيرة قد تعهدت بأن: so it does in a past before the past.
_HAD = re.compile(r"\b[وف]?كان(?:ت|وا)?\s+([^:.،]{2,80}?)\s+قد\s+(\w+)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+|further\s+|also\s+)?\Z")
_LABEL_WORDS = 14
_VERBS = 5  # the reporting verbs nearest to a quote
_CLAUSE = 500  # characters of a clause that are looked at, next to the quote
_SENTENCE_START = 3  # words before the subject of an Arabic clause: من جهته شكر


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a clause says speaks; ``name`` is None where it does not say.

    ``rest`` counts the words of the clause that are neither verb nor name; ``implied`` is True
    where a pronoun, or an Arabic verb without a subject, means somebody named before.
    ``feminine`` and ``body`` are what the pronoun or verb tells of them: وأضافت, she, it.
    """

    name: str | None
    rest: int
    implied: bool = False
    feminine: bool | None = None
    body: bool | None = None


@cache
def _sources(language: Language) -> re.Pattern[str]:
    forms = sorted(table("speech")[language]["sources"], key=len, reverse=True)
    arabic = language is Language.AR
    # بحسب ما قاله الوزير: what the source did is no part of its name.
    prefix, verb = ("و?", rf"(?:\s+ما\s+[\w{MARKS}]+(?:\s+(?:به|في|عن))?)?") if arabic else ("", "")
    return re.compile(rf"\b{prefix}(?:{'|'.join(forms)}){verb}(?![\w{MARKS}])\s?", re.IGNORECASE)


def attribution(clause: str, *, before: bool) -> Attribution | None:
    """Who speaks by ``clause``, which stands before (or after) a quote; None if nobody does."""
    clause = (clause[-_CLAUSE:] if before else clause[:_CLAUSE]).strip()
    language = script(clause)
    if language is None:
        return None
    named = _by_source(clause, language) or (
        _arabic(clause, before=before)
        if language is Language.AR
        else _english(clause, before=before)
    )
    labelled = before and clause.endswith(":") and count(clause) <= _LABEL_WORDS
    if labelled and (named is None or (named.name is None and language is Language.EN)):
        if fold(clause.split()[0]) in words(language, "pronouns"):
            return named or _pronoun(clause.split()[0], 0)
        return named or Attribution(label(clause, language) or None, 0)
    return named


def reported(sentence: str) -> Attribution | None:
    """Who speaks in a sentence of indirect speech: he said that …, قال إن …; None if it is none."""
    sentence = sentence[:_CLAUSE]
    language = script(sentence)
    if language is None:
        return None
    found = [fold(w) for w in WORD.findall(sentence)]
    at = next((n for n, w in enumerate(found) if listed(w, language, "verbs")), None)
    if at is None:
        return _by_source(sentence, language)
    reach = found[at + 1 : at + 1 + _reach(found[at], language)]
    said = _by_source(sentence, language)
    promise = reach[:1] == ["to"] and found[at] in words(language, "promising")
    if (
        promise
        or found[at] in words(language, "plain")
        or words(language, "that").intersection(reach)
    ):
        said = attribution(sentence, before=False)
    # Only a verb at the start of its sentence lacks its subject: وأضاف أن, not تقديرات تشير إلى أن.
    lost = said is not None and said.name is None and not (said.implied and _near(at, language))
    return None if lost else said


def _reach(verb: str, language: Language) -> int:
    """Within how many words "that" follows: told the two houses of parliament that, قال … إن."""
    if language is Language.AR:
        return 15
    return 6 if verb in words(language, "telling") else 1


def _near(at: int, language: Language) -> bool:
    return at < 3 or language is Language.EN


def labels(clause: str) -> bool:
    """True if ``clause`` points at the quote after it: described it as, بأنه, said:"""
    language = script(clause)
    found = WORD.findall(clause[-200:])
    if language is None or not found:
        return False
    recent = {fold(w) for w in found[-6:]}
    recent |= {w[1:] for w in recent if w.startswith(("و", "ف"))}
    pointed = fold(found[-1]) in words(language, "pointing")
    return pointed or bool(recent & words(language, "labelling"))


def speaking(sentence: str) -> str | None:
    """The name before the first reporting verb of an English sentence: "Venn recalled it"."""
    said = _english(sentence[:_CLAUSE], before=False)
    return said.name if said and said.name and said.name[0].isupper() else None


def _by_source(clause: str, language: Language) -> Attribution | None:
    """According to the ministry, بحسب الوزارة."""
    match = _sources(language).search(clause)
    found = name(clause[match.end() :], language) if match else ""
    if not match or not found:
        return None
    rest = count(clause) - count(match.group()) - count(found)
    if found.startswith("لل"):
        # وفقا للوزارة: the preposition and the article are written as one.
        found = "ال" + found[2:]
    elif found[0] == "ل" and fold(match.group()).rstrip().endswith(("وفقا", "طبقا")):
        found = found[1:]
    return Attribution(found, rest)


def _english(clause: str, *, before: bool) -> Attribution | None:
    verbs = list(_english_verbs(clause))
    for verb in reversed(verbs[-_VERBS:] if before else verbs[:1]):
        who = subject(clause[: verb.start()]) or name(clause[verb.end() :], Language.EN)
        rest = count(clause) - 1 - count(who)
        if _PASSIVE.search(clause[: verb.start()][-30:]) and fold(verb.group()) != "quoted":
            return Attribution(None, rest)
        if fold(who) in words(Language.EN, "pronouns"):
            return _pronoun(who, rest)
        if is_name(who):
            return Attribution(who, rest)
    if any(fold(w) in words(Language.EN, "participles") for w in WORD.findall(clause)):
        who = leading(clause)
        rest = count(clause) - 1 - count(who)
        if who and fold(who) not in words(Language.EN, "pronouns"):
            return Attribution(who, rest)
        return _pronoun(who, rest)
    return None


def _english_verbs(clause: str) -> Iterator[re.Match[str]]:
    """The reporting verbs of a clause; an infinitive after "to": went on to praise."""
    last = ""
    for match in WORD.finditer(clause):
        form = fold(match.group())
        if form in words(Language.EN, "verbs") or (
            last == "to" and form in words(Language.EN, "infinitives")
        ):
            yield match
        last = form


def _pronoun(word: str, rest: int) -> Attribution:
    """What he, she, it or they tells of who speaks."""
    form = fold(word)
    gender = {"he": False, "she": True}.get(form)
    body = {"it": True, "they": True, "he": False, "she": False}.get(form)
    return Attribution(None, rest, True, gender, body)


def _arabic(clause: str, *, before: bool) -> Attribution | None:
    by = _QUOTED_BY.search(clause)
    if by:
        return Attribution(by[1].strip(EDGES), count(clause) - count(by[0]))
    for topic in filter(None, (_TOPIC.search(clause), _HAD.search(clause))):
        if fold(topic[2]) in words(Language.AR, "verbs"):
            rest = count(clause) - count(topic[0])
            return Attribution(topic[1].strip(EDGES), rest, feminine=_feminine(topic[2]))
    found = list(WORD.finditer(clause))
    verbs = [m for n, m in enumerate(found) if _speaks(found, n)]
    for verb in reversed(verbs[-_VERBS:]) if before else verbs[:_VERBS]:
        who = name(clause[verb.end() :], Language.AR)
        if not who and verb is found[-1]:
            # The subject before its verb must be all that stands there: not وحين سئلت عن ذلك أجابت.
            part = BREAK.split(clause[: verb.start()].rstrip())[-1].strip(EDGES)
            who = part if name(part, Language.AR) == part else ""
        if listed(verb.group(), Language.AR, "with_object"):
            who = _without_object(who, clause[verb.end() :])
        if who and fold(who) not in words(Language.AR, "pronouns"):
            rest = count(clause) - 1 - count(who)
            return Attribution(who, rest, feminine=_feminine(verb.group()))
    told = verbs or [m for m in found if listed(m.group(), Language.AR, "participles")]
    if not told:
        return None
    # رفض السفير باسل نعمة التعليق، قائلا: the subject of the verb before is who speaks.
    near = (
        n for at, n in mentions(clause[: told[-1].start()], Language.AR) if at <= _SENTENCE_START
    )
    who = next(near, "")
    gender = _feminine(told[-1].group())
    return Attribution(who or None, count(clause) - 1 - count(who), not who, gender)


def _without_object(who: str, after: str) -> str:
    """The subject alone: وصف الوزير الاتفاق بأنه; none is left of وصف الاتفاق بأنه."""
    if " " in who:
        return who.rsplit(maxsplit=1)[0]
    following = WORD.findall(after)[1:2]
    return "" if following and fold(following[0]).startswith("بان") else who


def _speaks(found: list[re.Match[str]], at: int) -> bool:
    """True for a reporting verb; في رد is a noun."""
    after = at and bare(found[at - 1].group()) in words(Language.AR, "prepositions")
    return not after and listed(found[at].group(), Language.AR, "verbs")


def _feminine(verb: str) -> bool | None:
    """The gender of an Arabic verb's or participle's subject: قالت, تقول, قائلة; قال, يقول."""
    form, verbs = fold(verb), words(Language.AR, "verbs")
    form = form if form in verbs or form[:1] not in "وف" else form[1:]
    if form.endswith(("وا", "هم")):
        return None
    present = form.startswith("ت") and "ي" + form[1:] in verbs
    return present or form.endswith(("ت", "ته")) or (form not in verbs and form.endswith("ه"))
