"""Files to documents: text, Markdown, saved web pages and translators' formats."""

from align.read.aliases import read_aliases
from align.read.bilingual import is_ours, is_two_sided
from align.read.files import files_in, read_document, read_documents, read_pair, unique_ids
from align.read.glossary import read_glossary
from align.read.messages import is_keyed, named_for

__all__ = [
    "files_in",
    "is_keyed",
    "is_ours",
    "is_two_sided",
    "named_for",
    "read_aliases",
    "read_document",
    "read_documents",
    "read_glossary",
    "read_pair",
    "unique_ids",
]
