"""Words that show the gender of persons: English by table, Arabic by their shape.

English says it in a few words (*she*, *his*, *queen*), Arabic in almost all that speak of the
person: وصلت, طبيبة, معروفة. No Arabic shape is certain (حكومة and مدينة are feminine too, and
about no woman), so a shape is only a name here; how much each says is fitted on bitext.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from align.data import table
from align.model import Language
from align.text import ARABIC, fold, function_words

FEMININE, MASCULINE = 1, -1
_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u0652\u0670\u200b-\u200f\u2066-\u2069]")
_JOINED = re.compile(r"^[وف](?=\w{3})")
# The article, whatever is joined to it, and the prefix of a verb in the third person; the future's
# س says nothing.
_PREFIX = re.compile(r"^(?:([بكفو]?ال|لل)|س?([يت]))")
_ENDINGS = ("تها", "ته", "ها", "ات", "ين", "ون", "ان", "ية", "ة", "ت", "ه", "ي", "ى", "ا")
_LEAST = 2  # letters of a word without its prefix, or its ending


@dataclass(frozen=True, slots=True)
class Gendered:
    """An English word that tells a gender: 1 feminine, −1 masculine; ``role`` as in the table."""

    gender: int
    role: str


@cache
def _words() -> dict[str, Gendered]:
    names = (("feminine", FEMININE), ("masculine", MASCULINE))
    return {
        word: Gendered(gender, role)
        for name, gender in names
        for role, words in table("gender")[name].items()
        for word in words.split()
    }


def gendered(form: str) -> Gendered | None:
    """What an English word says of a person's gender, None where it says nothing."""
    return _words().get(fold(form))


@cache
def _known() -> frozenset[str]:
    return frozenset(table("gender")["arabic"]["words"].split())


@lru_cache(maxsize=16384)
def shape(form: str) -> str | None:
    """The shape of an Arabic word: prefix and ending around a dash, or the word itself.

    وأصبحت is "-ت", الطبيبة "ال-ة", ستزور "ت-", and كانت is known as it is. Ta marbuta is kept apart
    from ه, which is a suffix (بيته). None for function words that show no gender.
    """
    bare = _MARKS.sub("", form)
    if fold(bare) in _known():
        return fold(bare)
    if fold(bare) in function_words(Language.AR) or not ARABIC.search(bare):
        return None
    bare = _JOINED.sub("", bare)
    prefix = ""
    if (hit := _PREFIX.match(bare)) and len(bare) - hit.end() >= _LEAST:
        prefix, bare = ("ال" if hit[1] else hit[2]), bare[hit.end() :]
    fitting = (e for e in _ENDINGS if bare.endswith(e) and len(bare) - len(e) >= _LEAST)
    return f"{prefix}-{next(fitting, '')}"
