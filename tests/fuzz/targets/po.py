"""gettext catalogues as they are written."""

from __future__ import annotations

from tests.fuzz.reading import document, pair

SEEDS = (
    'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 '
    ': n%100>=11 && n%100<=99 ? 4 : 5;\\n"\n\n#. c\n#: a.c:1\n#, c-format\nmsgctxt "m"\nmsgid '
    '"Open %s"\nmsgstr "افتح %s"\n\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "لا ملف"\n'
    'msgstr[1] "ملف"\nmsgstr[2] "ملفان"\nmsgstr[3] "%d ملفات"\nmsgstr[4] "%d ملفاً"\nmsgstr[5] '
    '"%d ملف"\n\n#, fuzzy\n#| msgid "x"\nmsgid "y"\nmsgstr "ي"\n\n#~ msgid "z"\n#~ msgstr "ز"\n'.encode(),
)
TOKENS = (
    *(b"msgid ", b"msgstr ", b"msgid_plural ", b"msgstr[0] ", b"msgctxt ", b'""\n', b"#, fuzzy\n"),
    *(b"#~ ", b"#| ", b"nplurals=", b"plural=", b"\\n", b"charset=", b"Language: fr", b"\\x41"),
)


def run(data: bytes) -> None:
    """Read as both sides, and as the translation alone."""
    pair("ar.po", data)
    document("ar.po", data)
