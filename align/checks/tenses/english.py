"""The verb groups of an English side, by their auxiliaries and the forms of their verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from align.checks.quotation.wording import Word
from align.checks.tenses.told import Time, Told, paused
from align.data import table

_MOST = 3  # adverbs between an auxiliary and its verb
_BACK = 12  # words in which "and signed" goes on from an auxiliary


@cache
def listed(group: str) -> frozenset[str]:
    """The words of a group."""
    return frozenset(table("tense")["en"][group])


@cache
def _irregular() -> tuple[frozenset[str], frozenset[str]]:
    """The pasts that are nothing else, and the participles, of irregular verbs."""
    rows = [
        r.split()
        for part in table("tense")["en"]["irregular"].splitlines()
        for r in part.split("|")
    ]
    forms = [(r[0], r[1], r[2]) for r in rows if len(r) == 3]
    participles = frozenset(p for _, _, p in forms)
    return frozenset(past for _, past, p in forms if past != p), participles


class English:
    """Reads one side, word by word."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._keys = [w.key for w in words]

    def groups(self) -> Iterator[Told]:
        """All verb groups, in order."""
        at = 0
        last: Told | None = None
        while at < len(self._words):
            found = self._auxiliary(at) or self._bare(at, last)
            if found is None:
                at += 1
                continue
            if found.time is Time.DONE and self._conditional(found):
                found = replace(found, time=Time.OPEN)
            yield found
            last = last if self._keys[found.at] == "to" else found
            at = max(found.end, at + 1)

    def _auxiliary(self, at: int) -> Told | None:
        """The group that an auxiliary or a plan begins."""
        found = None
        if self._is(at, "future") and self._key(at - 1) not in listed("testament"):
            found = self._future(at)
        elif self._is(at, "would"):
            found = self._would(at)
        elif (self._is(at, "modal") and not self._named(at)) or (
            self._keys[at] == "used" and self._key(at + 1) == "to"
        ):
            found = self._opened(at, Time.OPEN)
        elif self._is(at, "have") or self._is(at, "had"):
            found = self._perfect(at)
        elif self._is(at, "present") or self._is(at, "past"):
            found = self._being(at, now=self._is(at, "present"))
        elif self._is(at, "did"):
            found = self._opened(at, Time.DONE)
        elif self._keys[at] in listed("plans") and self._key(at + 1) == "to":
            found = self._opened(at + 1, Time.AHEAD, at, firm=False)
        elif self._key(at) == "to" and self._key(at + 1) not in listed("inverted"):
            found = self._opened(at, Time.OPEN)
        return found

    def _conditional(self, found: Told) -> bool:
        """True for "if he signed", and for "once he has signed", which may be yet to come."""
        perfect = self._is(found.at, "have")
        known = listed("conditions") | (listed("temporal") if perfect else frozenset())
        for k in range(found.at - 1, max(-1, found.at - 1 - _BACK), -1):
            if self._words[k + 1].pauses:
                return False
            if self._keys[k] in known:
                return True
        return False

    def _is(self, at: int, group: str) -> bool:
        """True for a word of a group, or one that ends in its contraction: they'll."""
        key = self._keys[at]
        known = listed(group)
        tail = key[key.rfind("'") :] if "'" in key[1:] else ""
        return key in known or (tail in known and tail != "")

    def _key(self, at: int) -> str:
        return self._keys[at] if 0 <= at < len(self._words) else ""

    def _next(self, at: int) -> int | None:
        """The word after a word and its adverbs."""
        for k in range(at + 1, min(len(self._words), at + 2 + _MOST)):
            if self._words[k].stops:
                return None
            if self._keys[k] not in listed("adverbs") and not self._keys[k].endswith("ly"):
                return k
        return None

    def _told(
        self, at: int, head: int, time: Time, firm: bool = True, copula: bool = False
    ) -> Told:
        said = {*self._keys[at : head + 1]}
        negated = bool(said & listed("negation")) or any(k.endswith("n't") for k in said)
        return Told(at, head, time, firm, negated, copula, already="already" in said)

    def _opened(
        self, aux: int, time: Time, at: int | None = None, firm: bool = True
    ) -> Told | None:
        """The verb after an auxiliary with a bare infinitive, active or passive."""
        start = aux if at is None else at
        verb = self._next(aux)
        if verb is None:
            return None
        if self._key(verb) in ("be", "have", "get"):
            then = self._next(verb)
            if then is not None and self._key(then) == "been":
                then = self._next(then) or then
            if then is not None and (self._participle(then) or self._gerund(then)):
                return self._told(start, then, time, firm)
            return self._told(start, verb, time, firm, copula=self._key(verb) == "be")
        return self._told(start, verb, time, firm)

    def _future(self, at: int) -> Told | None:
        verb = self._next(at)
        if verb is None or self._key(verb) in listed("inverted"):
            return None
        then = self._next(verb)
        if then is not None and self._key(then) == "been":
            then = self._next(then) or then
        finished = then is not None and self._key(verb) == "have" and self._participle(then)
        if then is not None and (finished or (self._key(verb), self._key(then)) == ("be", "able")):
            return self._told(at, then, Time.OPEN)  # will have signed; will be able to
        return self._opened(at, Time.AHEAD)

    def _would(self, at: int) -> Told | None:
        """The future of the past: said he would sign; "would have signed" and wishes are open."""
        verb = self._next(at)
        open_ = verb is None or self._key(verb) in listed("wishes")
        return self._opened(at, Time.OPEN if open_ else Time.AHEAD, firm=False)

    def _perfect(self, at: int) -> Told | None:
        """has signed, has been signed; has been signing and has to sign, which are open."""
        verb = self._next(at)
        if verb is None:
            return None
        if self._key(verb) == "been":
            return self._has_been(at, verb)
        if self._participle(verb):
            return self._told(at, verb, Time.DONE, firm=self._key(at) != "having")
        if self._key(verb) == "to":
            return self._opened(verb, Time.OPEN, at)
        return self._told(at, at, Time.DONE, firm=False) if self._is(at, "had") else None

    def _has_been(self, at: int, been: int) -> Told:
        then = self._next(been)
        if then is not None and self._gerund(then):
            return self._told(at, then, Time.OPEN)
        if then is not None and self._participle(then):
            return self._told(at, then, Time.DONE)
        return self._told(at, been, Time.DONE, copula=True)

    def _being(self, at: int, now: bool) -> Told:
        """is signing, was signed, is to sign, are set to sign; a copula."""
        verb = self._next(at)
        key = "" if verb is None else self._key(verb)
        planned = key in listed("planned") and verb is not None and self._key(verb + 1) == "to"
        found = None
        if verb is not None and (key == "to" or planned):
            time = Time.AHEAD if now else Time.OPEN
            found = self._opened(verb + planned, time, at, firm=key != "likely")
        elif verb is not None and key == "being":
            then = self._next(verb)
            if then is not None and self._participle(then):
                found = self._told(at, then, Time.UNDER_WAY if now else Time.OPEN)
        elif verb is not None and self._gerund(verb):
            found = self._told(at, verb, Time.UNDER_WAY if now else Time.OPEN)
        elif verb is not None and self._participle(verb):
            found = self._told(at, verb, Time.OPEN if now else Time.DONE)
        return found or self._copula(at, now)

    def _copula(self, at: int, now: bool) -> Told:
        return self._told(at, at, Time.OPEN if now else Time.DONE, firm=False, copula=True)

    def _participle(self, at: int) -> bool:
        key = self._key(at)
        return key in _irregular()[1] or key in listed("same") or self._regular(key)

    def _gerund(self, at: int) -> bool:
        key = self._key(at)
        return key.endswith("ing") and len(key) > 4 and key not in listed("no_ing")

    def _regular(self, key: str) -> bool:
        return key.endswith("ed") and len(key) > 3 and key not in listed("no_past")

    def _bare(self, at: int, last: Told | None) -> Told | None:
        """A past without an auxiliary; loose where it may be a participle: the deal signed by."""
        key = self._keys[at]
        pasts, participles = _irregular()
        if self._after_nominal(at) or self._named(at):
            return None
        if key in pasts:
            return self._told(at, at, Time.DONE)
        if not (key in participles - listed("same") or self._regular(key)):
            return None
        joined = self._key(at - 1) in ("and", "or", "but") or self._words[at].pauses
        if joined and last is not None and at - last.head <= _BACK:
            return self._told(
                at, at, Time.OPEN if last.time is not Time.DONE else Time.DONE, firm=False
            )
        bare = last is not None and not self._begins(last.head, at)
        reduced = bare or self._key(at + 1) == "by"
        return replace(self._told(at, at, Time.DONE, firm=False), reduced=reduced)

    def _begins(self, last: int, at: int) -> bool:
        """True if a clause may begin between two verbs: said he signed; not: is a deal signed."""
        said = {*self._keys[last + 1 : at]}
        return bool(said & listed("subjects")) or paused(self._words, last, at)

    def _after_nominal(self, at: int) -> bool:
        return at > 0 and self._key(at - 1) in listed("nominal") and not self._words[at].pauses

    def _named(self, at: int) -> bool:
        form = self._words[at].form
        return at > 0 and form[:1].isupper() and not form.isupper() and not self._words[at].stops


def english(words: Sequence[Word]) -> tuple[Told, ...]:
    """The verb groups of an English side."""
    return tuple(English(words).groups())
