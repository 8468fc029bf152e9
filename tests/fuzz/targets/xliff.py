"""XLIFF 1.2 and 2."""

from __future__ import annotations

from tests.fuzz.reading import document, pair

SEEDS = (
    '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file '
    'source-language="en" target-language="ar" original="a" datatype="x"><body><trans-unit id="1">'
    '<source>Open <g id="1">the</g> port<ph id="2">\\b</ph></source><seg-source><mrk mtype="seg" '
    'mid="1">Open the port</mrk></seg-source><target state="translated"><mrk mtype="seg" mid="1">'
    "افتح الميناء</mrk></target></trans-unit></body></file></xliff>".encode(),
    '<xliff version="2.0" srcLang="en" trgLang="ar" xmlns="urn:oasis:names:tc:xliff:document:2.0">'
    '<file id="f"><unit id="u"><segment state="final"><source>Close <pc id="1">it</pc></source>'
    '<target>أغلق <pc id="1">ه</pc></target></segment></unit></file></xliff>'.encode(),
)
TOKENS = (
    *(b"<source>", b"</source>", b"<target>", b"</target>", b"<trans-unit ", b'id="1"', b"<mrk "),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<group>", b"<segment>", b"<![CDATA[", b"<alt-"),
    *(b'state="needs-translation"', b'approved="no"', b'translate="no"', b'xml:lang="fr"'),
)


def run(data: bytes) -> None:
    """Read as both sides, and as the translation alone."""
    pair("messages.xliff", data)
    document("messages.xlf", data)
