"""Bytes as texts made of the words that the grammars know, so that fuzzing gets into them.

Valid UTF-8 is what it says. The bytes that UTF-8 never has say the rest: F5 to FF and one more
byte name a word of ``WORDS``, C0 begins the next text, C1 and one more byte say the last word so
many times, and any other becomes a lone surrogate.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from align.data import table
from align.model import Document, Language
from align.read import plain
from align.text import script

NEXT, AGAIN = b"\xc0", b"\xc1"
_FIRST = 0xF5
_ROOM = (0x100 - _FIRST) * 0x100
_LONGEST = 3000  # characters of a text: what is quadratic by design stays quick
_TABLES = (
    *("numbers", "units", "dates", "holidays", "names", "speech", "tense", "opposites"),
    *("meaning", "quotations", "offices", "unsaid", "function_words", "sense"),
)
_OF_A_TABLE = 160  # words at most
_GLUE = frozenset(("و", "ف", "ب", "ل", "ك", "ال", "لل", "س"))
_NUMERALS = (
    *("1", "2", "7", "10", "12", "15", "30", "31", "99", "100", "1446", "1948", "2026", "5786"),
    *("٠", "٣", "١٢", "٢٠٢٦", "۷", "۱۴۰۴", "१२", "１２", "²", "½", "⅓", "Ⅻ", "①", "1⁄2", "3/4"),
    *("1,000", "1.200", "١٬٢٠٠٫٥", "1 000 000", "12.220,13", "0.125", ".5", "1e9", "1e-9", "10^18"),
    *("3.2.2026", "2026-02-03", "31/12/99", "٣/٢/٢٠٢٦", "10:30", "25:61", "192.168.1.2", "F-16"),
    *("9" * 40, "1" * 400, "$5", "€1.5m", "5%", "٪٥", "-3", "+4", "10-20", "1990s", "Q3", "1st"),
)
_MARKS = (
    *(" ", "\n", "\n\n", "\t", "\u00a0", "\u2028", ". ", "، ", ", ", "؛ ", "; ", ": ", "؟ ", "! "),
    *("…", "...", "-", "–", "—", "/", "(", ")", "[", "]", '"', "'", "“", "”", "«", "»", "‘", "’"),
    *("%", "٪", "$", "€", "°", "#", "@", "&", "_", "*", "<", ">", "=", "~", "^", "\\", "|", "\0"),
    *("\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2067"),
    *("\u2068", "\u2069", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u0640", "\u064b"),
    *(
        "\u0651",
        "\u0670",
        "\u0301",
        "\u0338",
        "\u20dd",
        "\ufe0f",
        "😀",
        "👩\u200d👧",
        "🇯🇴",
        "\ufdfa",
    ),
    *("\u0130", "ß", "ﬁ", "ǆ", "漢", "\U000e0001", "\ufffd", "\uffff", "\ud800", "\udfff"),
)
_PHRASES = (
    *("%1$s", "{name}", "{n, plural, one {a} other {b}}", "<b>", "</b>", "&amp;", "https://a.b/c"),
    *("a@b.co", "www.a.b", "${a}", "%(n)d", "align: ignore MT01 reason: a", "<!-- align: off -->"),
    *("He said: “", "” she said", "according to ", "وقال: «", "» وأضاف ", "الناطق باسم البلدية "),
    *("The minister, Nader Shomali,", "وزير النقل نادر الشوملي", "Dr. ", "د. ", "U.S. ", "O’Brien"),
    *("more than ", "not ", "no longer ", "must not ", "will ", "every ", "only ", "لا ", "لن "),
    *("لم ", "ليس ", "يجب أن ", "سوف ", "قد ", "كل ", "بعض ", "فقط ", "أكثر من ", "بين ", "نحو "),
    *("a year and a half ago", "the day before yesterday", "قبل عام ونصف", "يوم أمس الأول"),
    *("two and a half million", "خمسة وعشرون ألفا وثلاثمئة", "between 10 and 20", "من 10 إلى 20"),
    *("aged 42", "البالغ من العمر ٤٢ عاما", "third week of Ramadan 1446", "النصف الأول من رمضان"),
    *(
        "the first Monday of May",
        "last Tuesday of the month",
        "نهاية الأسبوع الماضي",
        "5 below zero",
    ),
)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value if len(value) < 40 else ""
        yield from value.split()[:40] if " " in value else ()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@cache
def words() -> tuple[str, ...]:
    """What the bytes may name: numerals, marks and phrases first, then words of our tables."""
    found = dict.fromkeys((*_NUMERALS, *_MARKS, *_PHRASES, *sorted(_GLUE)))
    for name in _TABLES:
        own = list(dict.fromkeys(s for s in _strings(table(name)) if s))
        found.update(dict.fromkeys(own[:: len(own) // _OF_A_TABLE + 1]))
    return tuple(found)[:_ROOM]


def named(word: int) -> bytes:
    """The two bytes that name the word of that number."""
    return bytes((_FIRST + word // 0x100, word % 0x100))


def texts(data: bytes, count: int) -> tuple[str, ...]:
    """``count`` texts, the last ones empty where ``data`` has fewer."""
    parts = data.split(NEXT, count - 1)
    found = [_text(part) for part in parts]
    return (*found, *[""] * (count - len(found)))


def _text(data: bytes) -> str:
    pieces: list[str] = []
    for piece in _pieces(data):
        if pieces and pieces[-1] not in _GLUE and pieces[-1][-1].isalnum() and piece[:1].isalnum():
            pieces.append(" ")
        pieces.append(piece)
    return "".join(pieces)[:_LONGEST]


def _pieces(data: bytes) -> Iterator[str]:
    last, plain_bytes, at, size = "", bytearray(), 0, 0
    while at < len(data) and size < _LONGEST:
        byte = data[at]
        if byte < _FIRST and byte != AGAIN[0]:
            plain_bytes.append(byte)
            at += 1
            continue
        if plain_bytes:
            last = _decoded(bytes(plain_bytes))
            size += len(last)
            yield last
            plain_bytes.clear()
        operand = data[at + 1] if at + 1 < len(data) else 0
        if byte != AGAIN[0]:
            last = words()[((byte - _FIRST) * 0x100 + operand) % len(words())]
            size += len(last)
            yield last
        elif last:
            yield (last * operand)[:_LONGEST] or last
            size += len(last) * operand
        at += 2
    if plain_bytes:
        yield _decoded(bytes(plain_bytes))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def document(text: str, name: str, language: Language | None = None) -> Document:
    """The document that a plain file of ``text`` is."""
    content = plain.parse(text)
    return Document(
        name,
        f"{name}.txt",
        language or script(content.text) or Language.EN,
        content.text,
        content.date,
        content.outlet,
        content.blocks,
        content.lines,
        comments=content.comments,
    )


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """``data`` with one to four edits of words, texts and slices; at most ``most`` bytes."""
    chance = random.Random(seed)
    found = data
    for _ in range(chance.randint(1, 4)):
        at, end = sorted(chance.randint(0, len(found)) for _ in range(2))
        end = min(end, at + 12)
        kind = chance.randrange(7)
        if kind < 3:
            run = b"".join(named(chance.randrange(len(words()))) for _ in range(kind + 1))
            found = found[:at] + run + found[at if chance.random() < 0.6 else end :]
        elif kind == 3:
            found = found[:at] + found[end:]
        elif kind == 4:
            found = found[:end] + found[at:]
        elif kind == 5:
            extra = chance.choice((NEXT, AGAIN + bytes((chance.randrange(256),)), b"\n", b" "))
            found = found[:at] + extra + found[at:]
        else:
            found = found[:at] + bytes((chance.randrange(256),)) + found[at + 1 :]
    return found[:most]


def sample(chance: random.Random, count: int, of: int) -> bytes:
    """``of`` texts of up to ``count`` words that ``chance`` draws."""
    return NEXT.join(
        b"".join(_drawn(chance) for _ in range(chance.randint(0, count))) for _ in range(of)
    )


def _drawn(chance: random.Random) -> bytes:
    if chance.random() < 0.03:
        return AGAIN + bytes((chance.randrange(256),))
    return named(chance.randrange(len(words())))


def joined(*given: str) -> bytes:
    """The seed that reads as these texts."""
    return NEXT.join(text.encode("utf-8", "surrogatepass") for text in given)


SCRAPS: Sequence[tuple[str, str]] = (
    (
        "افتتح وزير النقل نادر الشوملي الجسر يوم الاثنين ٣ آذار ٢٠٢٦. وقال: «لن ننتظر بعد اليوم»، "
        "وأضاف أن الكلفة بلغت ١١ مليون دينار (نحو 15%).",
        "Transport Minister Nader Shomali opened the bridge on Monday, 3 March 2026. “We will not "
        "wait any longer,” he said, adding that it had cost 11 million dinars (about 15%).",
    ),
    (
        "سيصل ثلاثة وعشرون طبيبا قبل نهاية رمضان ١٤٤٦. لم يحضر أحد من المجلس أمس الساعة ١٠:٣٠ "
        "صباحا، ويجب أن يدفع كل منهم أكثر من ٢٫٥ كيلومتر.",
        "Twenty-three doctors will arrive before the end of Ramadan 1446. Nobody of the council "
        "came at 10:30 a.m. yesterday, and each must pay more than 2.5 km.",
    ),
    (
        "قبل عام ونصف العام ارتفعت الأسعار بين ١٠ و٢٠ في المئة؛ وفي النصف الأول من القرن العشرين "
        "انخفضت. د. سهى الدرباسي، البالغة من العمر ٤٢ عاما.",
        "A year and a half ago prices rose by between 10 and 20 per cent; in the first half of the "
        "twentieth century they fell. Dr. Suha Derbasi, aged 42, of the U.S. team didn't.",
    ),
)
SEEDS = tuple(joined(arabic, english) for arabic, english in SCRAPS)
