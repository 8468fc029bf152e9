"""Files to documents: texts, pages, Word, subtitles, tables, catalogues; in Arabic's encodings."""

from align.read.aliases import read_aliases
from align.read.bilingual import is_catalogue, is_ours, is_two_sided, read_pair
from align.read.files import (
    document_of,
    files_in,
    read_both,
    read_document,
    read_documents,
    unique_ids,
)
from align.read.glossary import read_glossary
from align.read.limits import AS_USUAL, Columns, Limits, Reading, reading_of
from align.read.messages import is_keyed, named_for

__all__ = [
    "AS_USUAL",
    "Columns",
    "Limits",
    "Reading",
    "document_of",
    "files_in",
    "is_catalogue",
    "is_keyed",
    "is_ours",
    "is_two_sided",
    "named_for",
    "read_aliases",
    "read_both",
    "read_document",
    "read_documents",
    "read_glossary",
    "read_pair",
    "reading_of",
    "unique_ids",
]
