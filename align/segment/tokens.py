"""Text to tokens: words, numbers and punctuation marks, each with its offsets.

What helps word alignment decides: the parts of a hyphenated word are tokens of their own
("Israel-Azerbaijan" has two counterparts), a contraction is one, Arabic clitics are not split,
and whatever a number, date, time or address is made of stays together.
"""

from __future__ import annotations

import re

from align.model import Span, Token

_LETTER = r"[^\W\d_]"
# Arabic, Hebrew and Latin combining marks belong to the letter before them.
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Joiners, direction marks, soft hyphen, BOM: inside a word they are part of it, never a token.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
INVISIBLE_CHARACTERS = "".join(
    map(
        chr,
        (
            0xAD,
            0x61C,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x206A),
            0xFEFF,
        ),
    )
)
_LATIN = "A-Za-z\u00c0-\u024f"
_HOST = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}"
_TOP = (
    r"(?:com|org|net|gov|edu|int|info|io|co|tv|news|me|uk|us|eu|il|ps|sa|ae|eg|jo|lb|sy|iq|qa|kw|az|tr"
    r"|de|fr)"
)

# Every quantifier that can fail after scanning ahead is bounded, so the time stays linear.
_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”«»]{{0,500}}[\w/]
    |[A-Za-z0-9._%+-]{{1,64}}@{_HOST}\.[A-Za-z]{{2,24}}
    |(?<![\w.]){_HOST}\.{_TOP}(?:/[^\s<>"“”«»]{{0,500}}[\w/]|(?![\w-]))
    |[@\#][\w{_MARK}]+
    |\d{{4}}-\d{{2}}-\d{{2}}(?!\d)
    |\d+(?:[.,:/٫٬]\d+)*(?:(?:st|nd|rd|th|s|[A-Z])(?![^\W_]))?
    |(?:[A-Za-z]\.){{2,}}|(?:[\u0621-\u064a]\.){{2,}}
    |[{_LATIN}]+\d+(?![^\W\d_])
    |{_LETTER}(?:{_LETTER}|[{_MARK}]|['’](?={_LETTER})|[{INVISIBLE}]+(?={_LETTER}))*
    |[{_MARK}]+
    |(?P<same>[^\s{INVISIBLE}])(?P=same)*
    """,
    re.VERBOSE,
)


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words, numbers and punctuation marks of ``text``, which starts at ``offset``.

    Every letter and digit is in exactly one token; a run of one punctuation mark ("...") is one
    token; white space and invisible characters alone are none. Time is linear in the length.
    """
    return tuple(
        Token(Span(m.start() + offset, m.end() + offset), m.group()) for m in _TOKEN.finditer(text)
    )
