"""The markers of a side: its negations, modal verbs and quantities, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from align.checks.operators.forms import bare, is_opposed, stems
from align.checks.operators.lexicon import (
    Phrase,
    answering,
    asking,
    listed,
    openers,
    others,
    set_phrases,
)
from align.checks.quotation.sense import denies
from align.checks.quotation.wording import Word
from align.model import Language, Span
from align.text import fold, script

LONGEST = 4
_REACH = 3  # words between a negation and the limit that it turns
_ONLY = ("الا", "سوي")
_NO_LIMIT = ("ان", "اذا", "بعد")  # إلا أن, "however"; إلا إذا, "unless"; إلا بعد, "until"
_UNTIL = ("until", "till", "حتي", "الا", "سوي", "حسب", "فحسب")
_MODAL = {
    "wo": "will",
    "ca": "leave",
    "could": "leave",
    "should": "duty",
    "must": "duty",
    "would": "",
    "need": "duty",
}
# A space left out after a particle: لايمكن is no noun, لميزانية, "for a budget", may be one.
_GLUED = re.compile(r"(?P<particle>ل[امن])(?:ي|(?<!لا)ت)\w{2,}")
_COMPARED = ("more", "less")
_NEGATIONS = ("لا", "لم", "لن")
_QUANTITIES = frozenset(("every", "most", "many", "some", "few", "half", "both"))


@dataclass(frozen=True, slots=True)
class Marker:
    """Words ``at`` to ``end`` of a side that turn it; ``asks``: they need an answer.

    ``excused``: they may do without. ``strong``: of those that ask, they count where nothing stands
    for them; of others, they answer what stands near, not only what they are linked with.
    """

    at: int
    end: int
    kind: str
    asks: bool
    negated: bool = False
    strong: bool = True
    excused: bool = False


def markers(words: Sequence[Word]) -> tuple[Marker, ...]:
    """All markers of a side, in order."""
    return tuple(_settled(words, sorted(_found(words), key=lambda m: (m.at, m.end, m.kind))))


def _found(words: Sequence[Word]) -> Iterator[Marker]:
    at = 0
    while at < len(words):
        found = list(_starting(words, at))
        yield from found
        at = max((m.end for m in found), default=at + 1)


def _starting(words: Sequence[Word], at: int) -> Iterator[Marker]:
    """The markers of the longest phrase that begins at a word."""
    language = script(words[at].form)
    if language is None or _is_plain(words[at].form, words[at].key):
        return
    opens = {fold(words[at].form), words[at].key} & openers(language)
    for size in range(min(LONGEST if opens else 1, len(words) - at), 0, -1):
        stretch = words[at : at + size]
        if any(w.pauses for w in stretch[1:]):
            continue
        for phrase in _spellings(stretch, language):
            if phrase in asking(language) or (size > 1 and phrase in others(language)):
                yield from _of_phrase(words, at, phrase, language)
                return
    yield from _single(words, at, language)


@lru_cache(maxsize=16384)
def _is_plain(form: str, key: str) -> bool:
    """True for a word that begins no marker whatever stands around it, as nine in ten do."""
    language = script(form)
    if language is None or not {fold(form), key}.isdisjoint(openers(language)):
        return False
    word = Word(Span(0, 0), form, key, content=True, segment=0, before="")
    asked, answered = asking(language), answering(language)
    if any(p in asked or p in answered for p in _spellings((word,), language)):
        return False
    if key.endswith(("n't", "'ll")):
        return False
    if language is Language.EN:
        return not (is_opposed(key) or denies(word))
    negates = _GLUED.fullmatch(key) or any(map(_denies, stems(key)))
    return not negates and key != "قد" and key[:1] != "س" and key not in _NEGATIONS


def _of_phrase(
    words: Sequence[Word], at: int, phrase: Phrase, language: Language
) -> Iterator[Marker]:
    """What a listed phrase is: a set phrase, or all kinds that it asks for or answers."""
    end = at + len(phrase)
    asks, answers = asking(language).get(phrase, ()), answering(language).get(phrase, ())
    if not asks and phrase in set_phrases(language):
        kind = "affirmed" if phrase in listed("affirmed", language) else "negation"
        yield Marker(at, end, kind, asks=False, strong=False)
        return
    said, bound = phrase not in listed("unsaid", language), phrase not in listed("loose", language)
    for kind in asks:
        if not _excused(words, at, kind):
            yield Marker(at, end, kind, asks=True, strong=said)
    for kind in answers:
        if kind not in asks:
            yield Marker(at, end, kind, asks=False, strong=bound)


def _single(words: Sequence[Word], at: int, language: Language) -> Iterator[Marker]:
    """What a word is that is no phrase."""
    word = words[at]
    if word.key.endswith("n't"):
        yield Marker(at, at + 1, "negation", asks=True)
        modal = _MODAL.get(word.key.removesuffix("n't"))
        if modal:
            yield Marker(at, at + 1, modal, asks=True)
        return
    if word.key.endswith("'ll"):
        yield Marker(at, at + 1, "will", asks=True)
        return
    loose = listed("loose", language)
    kinds: tuple[str, ...] = ()
    for phrase in _spellings((word,), language):
        kinds = answering(language).get(phrase, ())
        if kinds:
            for kind in kinds:
                yield Marker(at, at + 1, kind, False, strong=phrase not in loose)
            break
    if language is Language.EN and _is_denial(words, at):
        if "negation" not in kinds:
            yield Marker(at, at + 1, "negation", asks=False)
    elif language is Language.AR and not kinds:
        yield from _arabic(words, at)


def _arabic(words: Sequence[Word], at: int) -> Iterator[Marker]:
    """What an unlisted Arabic word is: a form of one that denies, a future verb, قد."""
    glued = _GLUED.fullmatch(words[at].key)
    if glued or any(map(_denies, stems(words[at].key))):
        sure = not glued or glued["particle"] == "لا"
        yield Marker(at, at + 1, "negation", asks=False, strong=sure)
    yield from _verb(words, at)


def _verb(words: Sequence[Word], at: int) -> Iterator[Marker]:
    """A future verb by its prefix; قد before an imperfect verb, "may"."""
    form, language = words[at].key, Language.AR
    if form == "قد":
        following = words[at + 1].key if at + 1 < len(words) else ""
        if following[:1] == "ي" or (following,) in listed("imperfect", language):
            yield Marker(at, at + 1, "leave", asks=True)
        elif following[:1] in ("ت", "ا", "ن"):
            yield Marker(at, at + 1, "leave", asks=False)
    elif len(form) >= 5 and form[0] == "س" and form[1] in "يتن":
        if not form.startswith(_beginnings("no_future", language)):
            yield Marker(at, at + 1, "will", asks=True)
    elif form in _NEGATIONS:
        yield Marker(at, at + 1, "negation", asks=True)


def _spellings(stretch: Sequence[Word], language: Language) -> Iterator[Phrase]:
    first, rest = stretch[0], tuple(w.key for w in stretch[1:])
    whole = tuple(fold(w.form) for w in stretch)
    yield whole
    yield (first.key, *rest)
    if language is Language.AR and len(stretch) == 1:
        for form in bare(first.key):
            kinds = asking(language).get((form,), ())
            if form == "عدم" or (kinds and _QUANTITIES.issuperset(kinds)):
                yield (form,)


def _is_denial(words: Sequence[Word], at: int) -> bool:
    """True for a word that denies, which no name does by its letters: UN, Missouri."""
    word = words[at]
    named = at > 0 and word.form[:1].isupper() and not words[at].stops
    if is_opposed(word.key):
        return not named
    return denies(word) and not named and not _exempt(word.key) and word.key != "un"


@lru_cache(maxsize=16384)
def _denies(form: str) -> bool:
    """True for an Arabic word that denies by itself, as far as it is no loose one."""
    kinds = answering(Language.AR).get((form,), ())
    return "negation" in kinds and (form,) not in listed("loose", Language.AR)


def _excused(words: Sequence[Word], at: int, kind: str) -> bool:
    """True for a word of two senses that has the other here.

    The month May; إلا, "except", beside ألا, "that not"; غيّر, "he changed", beside غير; a "no"
    that answers a question.
    """
    form = words[at].form
    if kind == "leave":
        return form == "May" and at > 0
    if kind != "negation":
        return False
    key = words[at].key
    if key == "الا":
        return "أ" not in form
    if key == "ليلا":  # لئلا, "lest", folded as ليلا, "at night"
        return "ئ" not in form
    if key in ("no", "لا"):
        return at + 1 < len(words) and words[at + 1].pauses
    return key == "غير" and "\u0651" in form


def _exempt(key: str) -> bool:
    return key.startswith(_beginnings("exempt", Language.EN))


@cache
def _beginnings(group: str, language: Language) -> tuple[str, ...]:
    return tuple(p for (p,) in listed(group, language))


def _settled(words: Sequence[Word], found: list[Marker]) -> Iterator[Marker]:
    """Markers with what their neighbours make of them."""
    negations = [m for m in found if m.kind == "negation" and m.asks]
    for m in found:
        if m.kind == "negation":
            yield replace(m, excused=m.asks and _taken_up(words, found, m))
            at = _exception(words, m) if m.asks else None
            if at is not None:
                yield Marker(at, at + 1, "limit", asks=True)
        elif m.kind == "limit" and any(_reaches(words, n, m) for n in negations):
            yield replace(m, kind="notonly")  # ليس الخبز فقط, "not only bread"
        else:
            # لا تحتوي على أكثر من خمسة, "no more than five": the verb and its preposition between.
            before = 4 if m.kind in _COMPARED else 2
            yield replace(m, negated=any(-before <= n.at - m.at <= 1 for n in negations))


def _taken_up(words: Sequence[Word], found: list[Marker], m: Marker) -> bool:
    """True for a negation that another word takes up: ما … إلا, not until, ولا after لا."""
    goes_on = _goes_on(words[m.at])
    for n in found:
        if n.kind == "limit" and n.asks and _reaches(words, m, n):
            return True
        if n.kind == "negation" and n.asks and -12 <= n.at - m.at < 0 and goes_on:
            return True
    return any(_excepts(words, k) for k in range(m.end, min(len(words), m.at + 12)))


def _exception(words: Sequence[Word], m: Marker) -> int | None:
    """Where إلا or سوى stands that makes an Arabic negation a limit: لا يملك إلا ثوبه, "only"."""
    for k in range(m.end, min(len(words), m.at + 12)):
        following = words[k + 1].key if k + 1 < len(words) else ""
        if words[k].pauses:
            return None
        if words[k].key in _ONLY and not following.startswith(_NO_LIMIT):
            return k
    return None


def _excepts(words: Sequence[Word], at: int) -> bool:
    """True for إلا and سوى after a negation, which is then a limit; for فحسب and for until."""
    following = words[at + 1].key if at + 1 < len(words) else ""
    return words[at].key in _UNTIL and not following.startswith(("ان", "الان", "اللحظه", "اليوم"))


def denial(word: Word) -> bool:
    """True for a word that denies by itself, as far as it is no loose one: refuse, رفض."""
    language = script(word.key) or Language.EN
    return denies(word) and (word.key,) not in listed("loose", language) and not _exempt(word.key)


def _goes_on(word: Word) -> bool:
    return word.key in ("nor", "neither") or (fold(word.form) in ("ولا", "ولم", "ولن", "وليس"))


def _reaches(words: Sequence[Word], negation: Marker, limit: Marker) -> bool:
    """True for a limit a few words after a negation, in its clause."""
    between = words[negation.at + 1 : limit.at + 1]
    return 0 < len(between) <= _REACH and not any(w.pauses for w in between)
