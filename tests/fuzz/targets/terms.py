"""What users give beside documents: glossaries (CSV, TSV, TBX) and tables of aliases."""

from __future__ import annotations

from align.read import read_aliases, read_glossary
from tests.fuzz.reading import twice

SEEDS = (
    'ar,en,forbidden,note\nميناء|مرفأ,port,harbor,"a, note"\nجسر,bridge; span,,\n'.encode(),
    "en\tar\nNizar\tنزار\n".encode(),
    '<?xml version="1.0"?><martif type="TBX"><text><body><termEntry id="1"><langSet xml:lang="ar">'
    '<tig><term>ميناء</term></tig></langSet><langSet xml:lang="en"><tig><term>port</term><termNote '
    'type="administrativeStatus">preferredTerm</termNote></tig><ntig><termGrp><term>harbor</term>'
    "<termNote>deprecatedTerm</termNote></termGrp></ntig></langSet></termEntry></body></text>"
    "</martif>".encode(),
    '<tbx xmlns="urn:iso:std:iso:30042:ed-2"><conceptEntry><langSec xml:lang="ar"><termSec><term>'
    'جسر</term></termSec></langSec><langSec xml:lang="en"><termSec><term>bridge</term></termSec>'
    "</langSec></conceptEntry></tbx>".encode(),
)
TOKENS = (
    *(
        b"ar",
        b"en",
        b"forbidden",
        b'"',
        b"|",
        b";",
        b"\t",
        b"\n",
        b"<term>",
        b"</term>",
        b"<langSet ",
    ),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b'xml:lang="ar"', b"<!-- -->", b"<termNote>"),
)


def run(data: bytes) -> None:
    """Read in each format; what was read has both languages and no empty words."""
    for ending in ("csv", "tsv", "tbx"):
        for term in twice(read_glossary, f"terms.{ending}", data) or ():
            assert term.arabic
            assert term.english
            assert all(word.strip() for word in (*term.arabic, *term.english, *term.forbidden)), (
                term
            )
    for ending in ("csv", "tsv"):
        for alias in twice(read_aliases, f"names.{ending}", data) or ():
            assert len({*alias.arabic, *alias.english}) > 1
