"""Who is meant: speakers and persons named before, and the name for "he" or "the minister"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from align.extract.lexicon import BREAK, WORD, bare, fold, offices, words
from align.extract.mentions import heads, is_person, mentions, subject
from align.extract.names import capital, is_office
from align.extract.speakers import Attribution, speaking
from align.model import Language
from align.text import script

_MEMORY = 200  # names that a text is held to keep in its reader's mind
_SENTENCE_START = 3  # words before the subject of an Arabic sentence: من جهته شكر


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody named before; ``feminine`` is None where the text does not tell."""

    name: str
    feminine: bool | None = None


@dataclass(slots=True)
class Heard:
    """Who has been named so far, and who has spoken or been a sentence's subject."""

    named: list[str] = field(default_factory=list)
    subjects: list[_Known] = field(default_factory=list)

    def note(self, name: str, feminine: bool | None = None) -> None:
        """Takes in somebody who spoke or was told about."""
        self._name(name)
        if feminine is None:
            feminine = _feminine(name)
        self.subjects.append(_Known(name, feminine))

    def _name(self, name: str) -> None:
        """Puts a name last, of the names that are kept in mind."""
        if name in self.named:
            self.named.remove(name)
        self.named.append(name)
        del self.named[:-_MEMORY]

    def speaker(self, said: Attribution | None) -> str | None:
        """Who speaks by a clause: by name, by office, or by a pronoun; then also noted."""
        if said is None:
            return None
        name = resolved(said.name, self.named) if said.name else None
        if name is None and said.implied:
            name = self._implied(said)
        if name:
            self.note(name, said.feminine)
        return name

    def _implied(self, said: Attribution) -> str | None:
        """The last one whom "she" or وأضافت may mean: of that gender, or of none that is told."""
        for known in reversed(self.subjects):
            if said.body is not None and said.body == is_person(known.name):
                continue
            if None in (said.feminine, known.feminine) or said.feminine == known.feminine:
                return known.name
        return None

    def listen(self, sentence: str, language: Language) -> str | None:
        """Takes in whom a sentence names and returns the person it is about, if it is a person."""
        about = None
        for at, name in mentions(sentence, language):
            self._name(name)
            if language is Language.AR and at <= _SENTENCE_START:
                about = about or name
        if language is Language.EN:
            about = subject(sentence) or speaking(sentence)
            about = about if about and is_person(about) else None
        return about


def resolved(name: str, known: Sequence[str]) -> str:
    """``name``, or the last fuller way in which its bearer was named before.

    Marek, the minister: Finance Minister Odile Marek; الوزير: وزير الزراعة نادر الشوملي.
    """
    return next((other for other in reversed(known) if _fits(name, other)), name)


@lru_cache(maxsize=16384)
def _fits(name: str, known: str) -> bool:
    language = script(name)
    if script(known) is not language or is_person(name) != is_person(known):
        return False
    return (_fits_arabic if language is Language.AR else _fits_english)(name, known)


def _fits_english(name: str, known: str) -> bool:
    own = [fold(w) for w in WORD.findall(name)]
    office = is_office(name) or bool(words(Language.EN, "determiners").intersection(own[:1]))
    courtesy = words(Language.EN, "determiners") | words(Language.EN, "courtesy")
    own = [w for w in own if w not in courtesy]
    theirs = {fold(w) for w in WORD.findall(known)}
    if not own or not theirs.issuperset(own) or len(theirs - courtesy) <= len(own):
        return False
    return _surname(known) in own or (office and any(_holds(h, own) for h in heads(known)))


def _surname(known: str) -> str | None:
    """The last capital of a name that is no office's, of Minister of Ports Ana Roe the last one."""
    skipped = offices(Language.EN) | words(Language.EN, "determiners")
    for part, head in zip(BREAK.split(known), heads(known), strict=True):
        named = [w for w in head if capital(w) and fold(w) not in skipped]
        rest = part.split()[len(head) + 1 :]
        named = named or (rest if len(rest) > 1 and all(map(capital, rest)) else [])
        if named:
            return fold(named[-1])
    return None


def _holds(head: list[str], office: list[str]) -> bool:
    """True if the words of an office stand there in a row, and no "vice" before them."""
    own = [fold(w) for w in head]
    return any(
        own[n : n + len(office)] == office
        and not (n and own[n - 1] in words(Language.EN, "deputies"))
        for n in range(len(own))
    )


def _fits_arabic(name: str, known: str) -> bool:
    own = WORD.findall(name)
    parts = [WORD.findall(p) for p in BREAK.split(known)]
    theirs = {bare(w) for p in parts for w in p}
    mine = [bare(w) for w in own]
    if not mine or not theirs.issuperset(mine) or sum(map(len, parts)) <= len(mine):
        return False
    definite = any(fold(w).startswith("ال") for w in own)
    for part in parts:
        form = [bare(w) for w in part]
        # الرئيس alone is a head of state, not رئيس البلدية.
        alone = len(mine) == 1 and mine[0] in words(Language.AR, "heads")
        same = not alone or (bool(part) and fold(part[0]) == fold(own[0]))
        if definite and same and form[: len(mine)] == mine:
            return True
        if form and form[-1] == mine[-1] and mine[-1] not in offices(Language.AR):
            return True
    return False


def _feminine(name: str) -> bool | None:
    """What a name's own words tell: Ms., the king, وزيرة."""
    found = WORD.findall(name)
    if script(name) is Language.AR:
        form = fold(found[0]) if found else ""
        # ممثل has a feminine of its own, قائم بالأعمال has none.
        masculine = bare(form) + "ه" in offices(Language.AR)
        return form.endswith("ه") or (False if masculine else None)
    own = {fold(w) for w in found}
    if own & words(Language.EN, "she"):
        return True
    return False if own & words(Language.EN, "he") else None
