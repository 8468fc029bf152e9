"""Bytes to text: UTF-8, UTF-16 with a byte order mark, Windows-1256 where it reads as Arabic."""

from __future__ import annotations

import codecs
import re

from align.errors import AlignError
from align.text import ARABIC

# Formats that people mistake for text, by their first bytes.
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text (RTF) document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"SQLite format 3": "a database",
}
# What an HTML page or a PO file says of itself.
_META_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?|^"Content-Type:[^"\n]{0,80}?)charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.I | re.M,
)
# Python's own and the network's: slow on long texts, or able to give half a character.
_NO_CHARSETS = frozenset(
    ("punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7")
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WORD = re.compile(r"[\u0621-\u064a]+")
# The commonest letters: two thirds of running Arabic, under a third of bytes read at random.
_COMMON = frozenset("الميونرتبه")
# Quotes, dashes, dots and the hard space stand at the same bytes in Windows-1252 and -1256.
_SHARED = re.compile(rb"[\x85\x91-\x97\xa0]")


def decode(data: bytes, path: str, *, markup: bool = False) -> str:
    """The text of ``data`` without its byte order mark, line ends as they are.

    Raises AlignError for binary data and for bytes in none of the encodings. With ``markup`` a
    declared HTML charset comes first.
    """
    _refuse_binary(data, path)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    if b"\x00" in data:
        raise AlignError(path, "binary data, not text (UTF-16 is read with a byte order mark only)")
    text = _guessed(data, path, declared=_declared(data) if markup else None)
    if len(_NOT_TEXT.findall(text)) * 100 > len(text):
        raise AlignError(path, "binary data, not text")
    return text


def _refuse_binary(data: bytes, path: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise AlignError(path, f"{what}, not text")


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"begins like {encoding.upper()} but cannot be decoded at byte {error.start}"
        raise AlignError(path, reason) from error


def charset(name: bytes) -> str | None:
    """The codec of a charset as files name it; None where it is none that texts are kept in."""
    try:
        codec = codecs.lookup(name.decode("ascii")).name
    except (UnicodeError, LookupError):
        return None
    return None if codec in _NO_CHARSETS else codec


def _declared(data: bytes) -> str | None:
    """The text by the charset that an HTML page declares, if that decodes it."""
    match = _META_CHARSET.search(data[:8192])
    codec = charset(match[1]) if match else None
    if codec is None:
        return None
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):  # bytes to bytes, such as "hex"
        return None


def _guessed(data: bytes, path: str, declared: str | None) -> str:
    """UTF-8, which other encodings hardly ever look like, then what is declared, then a guess."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        failed = error.start
    if declared is not None:
        return declared
    text = data.decode("cp1256")
    shared_only = _SHARED.sub(b"", data).isascii()
    if shared_only or plausible_arabic(text):
        return text
    raise AlignError(
        path, f"cannot be decoded (byte {failed}); UTF-8, UTF-16 with BOM and Windows-1256 are read"
    )


def plausible_arabic(text: str) -> bool:
    """True if ``text``, decoded by a one-byte code page, reads as Arabic.

    Bytes of another encoding give accented Latin letters among the Arabic ones, rare letters as
    often as common ones, and hardly ever the article ال.
    """
    words = _WORD.findall(text)
    letters = "".join(words)
    foreign = sum(c.isalpha() and not c.isascii() and not ARABIC.match(c) for c in text)
    if len(letters) < 4 or foreign * 50 > len(letters):
        return False
    latin = sum(c.isascii() and c.isalpha() for c in text)
    common = sum(c in _COMMON for c in letters)
    length = len(letters) / len(words)
    article = len(words) < 12 or any(w[:2] == "ال" or w[1:3] == "ال" for w in words)
    return article and latin < 4 * len(letters) and common * 2 > len(letters) and 2 < length < 9
