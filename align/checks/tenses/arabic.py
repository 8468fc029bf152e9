"""The verb groups of an Arabic side, by particles, prefixes and the shapes of perfects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from align.checks.operators.lexicon import listed as sense
from align.checks.quotation.wording import Word
from align.checks.tenses.told import Time, Told, paused
from align.data import table
from align.model import Language
from align.text import fold

_PLAN = 5  # words after a plan among which stands what is planned: تنوي الحكومة طرح
_OBJECTS = ("", "ها", "هم", "هما", "ه", "نا", "ني", "كم", "ك")
_ENDINGS = ("", "ت", "وا", "تا", "ا", "و")
# Shapes that are perfects or nouns: أدرج, انتقد, انقطع, استأجر; طلبنا, بدؤوا; انتقدت.
_SHAPED = re.compile(r"(?:است[^ا]{3}|ا[^ا]ت[^ا]{2}|ان[^ا]{3}|ا[^الي][^ا]{2})(?:ت|وا)?$")
_OURS = re.compile(r"(?!ال|[مبلكيتن])\w{2,3}[^ات]نا$|(?!ال|[يتنل])\w{2,}[^ا]وا$")
_VOWELLED = re.compile("[يت]\u064f")  # تُجرى, an imperfect
_FEMININE = re.compile(r"(?!ال|[بلك]ال|[يم])\w{2,}[^ا]ت$")


@cache
def listed(group: str) -> frozenset[str]:
    """The words of a group."""
    words = table("tense")["ar"][group]
    return frozenset(words.split() if isinstance(words, str) else words)


@lru_cache(maxsize=16384)
def perfect(form: str) -> bool | None:
    """True for a perfect that is nothing else, False for one that may be; None for other words."""
    word = fold(form)
    if _VOWELLED.match(form.lstrip("وف\u064e")):
        return None
    if form.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650").endswith("ة") or word in listed(
        "no_perfect"
    ):
        return None
    return next((found for w in _bared(word) if (found := _known(w)) is not None), None)


def _bared(word: str) -> tuple[str, ...]:
    """A word, and the same without و or ف."""
    return (word, word[1:]) if word[:1] in "وف" and len(word) > 3 else (word,)


def _known(word: str) -> bool | None:
    if word in listed("no_perfect"):
        return None
    for tail in _OBJECTS:
        stem = word.removesuffix(tail) if tail else word
        if len(stem) < 2 or (tail and stem == word):
            continue
        for ending in _ENDINGS:
            base = stem[: len(stem) - len(ending)] if ending and stem.endswith(ending) else stem
            if ending and base == stem:
                continue
            if base in listed("perfect"):
                return bool(ending in ("ت", "وا", "تا")) or base not in listed("also_nouns")
            if ending in ("ت", "وا") and any(base + end in listed("perfect") for end in "يا"):
                return True
    shaped = _SHAPED.match(word) or _FEMININE.match(word) or _OURS.match(word)
    return False if shaped else None


def future(word: Word) -> bool:
    """True for a verb with the prefix of the future."""
    key = word.key
    if key in listed("short"):
        return True
    if word.form.lstrip("وف").startswith("سأ"):  # سأعد, "I will", beside سأل, "he asked"
        return len(key) >= 4 and not key.startswith("سال")
    return len(key) >= 5 and key[0] == "س" and key[1] in "يتن" and not key.startswith(_no_future())


@cache
def _no_future() -> tuple[str, ...]:
    return tuple(p for (p,) in sense("no_future", Language.AR))


class Arabic:
    """Reads one side, word by word."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._keys = [w.key for w in words]

    def groups(self) -> Iterator[Told]:
        """All verb groups, in order."""
        at, plan = 0, None
        while at < len(self._words):
            found = self._group(at)
            if found is not None:
                if (
                    plan is not None
                    and found.at < plan + _PLAN
                    and not paused(self._words, plan, found.at)
                ):
                    found = replace(found, time=Time.OPEN)
                yield found
            if self._keys[at] in listed("plans"):
                plan = at
            at = max(found.end if found else 0, at + 1)

    def _group(self, at: int) -> Told | None:
        key = self._keys[at]
        for reader in (self._future, self._particle, self._carrier):
            found = reader(at, key)
            if found is not None:
                return found
        return self._was(at) if key in listed("was") else self._perfect(at)

    def _future(self, at: int, key: str) -> Told | None:
        """سيوقع, سيتم توقيع, سيكون; and in several words."""
        time = Time.OPEN if self._back(at, listed("was"), 6) else Time.AHEAD
        if key in listed("ahead"):
            return Told(at, self._content(at), time)
        if key in listed("will_be"):
            if self._key(at + 1) == "قد" and at + 2 < len(self._words):
                return Told(at, at + 2, Time.OPEN)
            return Told(at, at, time, copula=True)
        if future(self._words[at]):
            firm = time is Time.AHEAD
            return Told(at, self._performed(at), Time.AHEAD, firm)
        return self._announced(at, key, time)

    def _announced(self, at: int, key: str, time: Time) -> Told | None:
        """سوف يوقع, لن يوقع, من المقرر أن يوقع."""
        if key in listed("plans"):
            head = self._content(at)
            return Told(at, head, time, firm=False) if head > at else None
        if key != "لن" and key not in listed("future"):
            return None
        negated = key == "لن" or self._key(at + 1) in ("لن", "لا")
        head = at + 1 + (negated and key != "لن")
        if head >= len(self._words):
            return None
        if self._key(head) in listed("under_way"):
            head = self._content(head)
        return Told(at, head, time, negated=negated, copula=self._key(head) in ("يكون", "تكون"))

    def _particle(self, at: int, key: str) -> Told | None:
        """قد وقع, لم يوقع, سبق أن وقع."""
        after = at + 1
        if after >= len(self._words):
            return None
        if key in listed("particles") or fold(self._words[at].form) in ("وقد", "فقد"):
            if self._key(after) in listed("done"):
                return Told(at, self._content(after), Time.DONE)
            if self._key(after) in listed("was"):
                return None
            return Told(at, self._performed(after), self._after_qad(at, after))
        if key == "لم":
            head = self._content(after) if self._key(after) in ("يتم", "تتم", "يجر") else after
            return Told(at, head, Time.DONE, negated=True, copula=self._key(head) in ("يكن", "تكن"))
        return None

    def _after_qad(self, at: int, after: int) -> Time:
        """قد وقع has happened, قد يوقع may; لقد stands before perfects alone."""
        form = self._words[after].form
        may = self._key(after)[:1] in "يتن" and not perfect(form)
        return Time.OPEN if may and self._keys[at] != "لقد" else Time.DONE

    def _carrier(self, at: int, key: str) -> Told | None:
        """تم توقيع, يجري توقيع."""
        if key in listed("done"):
            open_ = self._back(at, listed("open"), 1)
            return Told(at, self._content(at), Time.OPEN if open_ else Time.DONE)
        if key in listed("under_way"):
            free = self._key(at - 1) in ("ان", "لا", "قد", "كي", "حتي")
            time = Time.OPEN if free or self._back(at, listed("was"), 4) else Time.UNDER_WAY
            return Told(at, self._content(at), time, firm=key in ("يجري", "تجري"))
        return None

    def _was(self, at: int) -> Told:
        """كان, with قد and a perfect, or alone; كان سيوقع and كان يوقع are left open."""
        for k in range(at + 1, min(len(self._words), at + 5)):
            if self._words[k].pauses:
                break
            if self._keys[k] == "قد" and k + 1 < len(self._words):
                return Told(at, k + 1, Time.DONE, firm=False)
            if future(self._words[k]) or self._keys[k] in listed("plans"):
                return Told(at, k, Time.OPEN)
        return Told(at, at, Time.DONE, firm=False, copula=True)

    def _perfect(self, at: int) -> Told | None:
        """A perfect without a particle."""
        sure = perfect(self._words[at].form)
        if sure is None or (not sure and self._nominal(at)):
            return None
        open_ = self._back(at, listed("open") - {"ان"}, 2) or self._key(at - 1) == "لا"
        return Told(at, self._performed(at), Time.OPEN if open_ else Time.DONE, firm=sure)

    def _nominal(self, at: int) -> bool:
        """True where a noun stands: بعد طرح, من المستحيل نزع, يستأنف عرض."""
        before = self._key(at - 1)
        stated = self._key(at - 2) == "من" and before.startswith("ال")
        governed = before[:1] == "ي" and len(before) > 3 and not self._words[at].before.strip()
        return before in listed("prepositions") or stated or governed

    def _key(self, at: int) -> str:
        return self._keys[at] if 0 <= at < len(self._words) else ""

    def _content(self, at: int) -> int:
        """The next content word in the clause, or the word itself: the verb or masdar governed."""
        for k in range(at + 1, min(len(self._words), at + 4)):
            if self._words[k].pauses:
                break
            if self._words[k].content:
                return k
        return at

    def _performed(self, at: int) -> int:
        """The masdar of قام الوزير بزيارة, "visited"; of other verbs the verb."""
        if self._keys[at] in listed("performs"):
            for k in range(at + 1, min(len(self._words), at + 6)):
                if self._words[k].pauses:
                    break
                if self._keys[k].startswith("ب") and len(self._keys[k]) > 3:
                    return k
        return at

    def _back(self, at: int, known: frozenset[str], most: int) -> bool:
        """True if one of these words stands shortly before, in the clause."""
        for k in range(at - 1, max(-1, at - 1 - most), -1):
            if self._words[k + 1].pauses:
                return False
            if self._keys[k] in known:
                return True
        return False


def arabic(words: Sequence[Word]) -> tuple[Told, ...]:
    """The verb groups of an Arabic side."""
    return tuple(Arabic(words).groups())
