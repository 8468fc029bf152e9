"""The words of a bead's two sides, the Arabic and the English one, as bearers of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.data import table
from align.facts import bare_forms, key, looks_like_name, sounds_alike, word_similarity
from align.model import Language, Segment, Token
from align.text import ARABIC, fold, function_words

APART = 0.35  # likeness under which two words spell no one name
MISSPELLED = 0.55  # how alike the consonants of one name are, however it is spelled
_LETTERS = 4  # of an English name: shorter ones are alike by chance
_APOSTROPHE = frozenset("'’")  # I'll, You've
_ARTICLES = ("al", "el")
_GIVEN = 0.9  # how sure a listed name is one


@lru_cache(maxsize=16384)
def likeness(arabic: str, latin: str) -> float:
    """How sure it is that the words spell one name, whatever clitics are before the Arabic one."""
    bare = latin.removesuffix("'s").removesuffix("’s")
    forms = (form for form in bare_forms(arabic) if len(form) > 1)
    return max((word_similarity(form, bare) for form in forms), default=0.0)


@lru_cache(maxsize=16384)
def spelling(arabic: str, latin: str) -> float:
    """How like two words are as one name misspelled, 0 to 1; 1 for a part of the other."""
    plain = latin.removesuffix("'s").removesuffix("’s").lower()
    theirs = key(plain.replace("zh", "ch"), Language.EN)  # تشو, Zhou
    best = 0.0
    for form in bare_forms(arabic):
        ours = key(form, Language.AR)
        short, long = sorted((ours, theirs), key=len)
        part = (len(short) > 2 and short in long) or (len(short) > 1 and long.startswith(short))
        best = max(best, 1.0 if part else sounds_alike(ours, theirs))
    return best


def is_given(form: str) -> bool:
    """True for a listed Arabic name, with or without clitics."""
    given = table("names")["given"]["ar"]
    return any(bare in given for bare in bare_forms(form) if not fold(form).endswith(f"ال{bare}"))


@lru_cache(maxsize=16384)
def is_arabic_name(form: str) -> float:
    """How sure an Arabic word is a name, by a list and by its letters."""
    if not ARABIC.match(form):
        return 0.0
    if "\u064b" in form or fold(form) in function_words(Language.AR):
        return 0.0  # a word in the accusative (ديمقراطياً), or of grammar
    if not bare_forms(form).isdisjoint(table("names")["common"]["ar"]):
        return 0.0
    return _GIVEN if is_given(form) else looks_like_name(form)


def is_latin_name(tokens: Sequence[Token], at: int) -> bool:
    """True for a capital word that is no title and no common part of names."""
    form = fold(tokens[at].form).removesuffix("'s").removesuffix("’s")
    return (
        len(form) >= _LETTERS
        and _APOSTROPHE.isdisjoint(form)
        and is_capital(tokens, at)
        and not _is_listed(form)
    )


def opens(tokens: Sequence[Token], at: int) -> bool:
    """True at the head of a sentence, where a capital says nothing."""
    return at == 0 or not any(c.isalnum() or c in ",-" for c in tokens[at - 1].form)


def is_capital(tokens: Sequence[Token], at: int) -> bool:
    """True for a capital before small letters: initials and brands (CoVs, GitHub) are none."""
    if not 0 <= at < len(tokens):
        return False
    form = tokens[at].form.removesuffix("'s").removesuffix("’s")
    rest = form[1:].removeprefix("ac").removeprefix("c") if form.startswith("M") else form[1:]
    return form[:1].isupper() and form.isascii() and (rest[1:].islower() or form[1:].islower())


def before_article(tokens: Sequence[Token], at: int) -> int:
    """Where a name begins, its article counted: al-Rawi."""
    article = at > 1 and tokens[at - 1].form == "-" and fold(tokens[at - 2].form) in _ARTICLES
    return at - 2 if article else at


def follows_title(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """True after a title: السيد, Mr., and before the article of a name, Dr al-Rawi."""
    at = before_article(tokens, at)
    before = at - 2 if at > 1 and tokens[at - 1].form == "." else at - 1
    if before < 0:
        return False
    titles = table("names")["titles"][language.value]
    form = tokens[before].form
    forms = bare_forms(form) if language is Language.AR else {fold(form)}
    return any(f.removeprefix("ال") in titles for f in forms)


def _is_listed(form: str) -> bool:
    listed = table("names")
    return (
        form.removesuffix("s") in listed["common"]["en"]
        or form in listed["common"]["en"]
        or form in listed["titles"]["en"]
        or form in listed["stop"]["en"]
        or form in function_words(Language.EN)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one side of a bead, and the words of the beads beside it."""

    tokens: tuple[Token, ...]
    language: Language
    near: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of the bead's own tokens."""
        return tuple(t.form for t in self.tokens)


def words_of(segments: Sequence[Segment], near: Sequence[Segment]) -> Words:
    """The words of ``segments``, beside those of ``near``."""
    tokens = tuple(t for s in segments for t in s.tokens)
    return Words(tokens, segments[0].language, tuple(t.form for s in near for t in s.words))
