"""Files to documents: texts, web pages, Word, subtitles, tables; in the encodings of Arabic."""

from align.read.aliases import read_aliases
from align.read.bilingual import read_pair
from align.read.files import read_document, read_documents
from align.read.glossary import read_glossary
from align.read.limits import AS_USUAL, Columns, Limits, Reading, reading_of

__all__ = [
    "AS_USUAL",
    "Columns",
    "Limits",
    "Reading",
    "read_aliases",
    "read_document",
    "read_documents",
    "read_glossary",
    "read_pair",
    "reading_of",
]
