"""Files to documents: text, Markdown and saved web pages, in the encodings Arabic comes in."""

from align.read.aliases import read_aliases
from align.read.files import files_in, read_document, read_documents, unique_ids
from align.read.glossary import read_glossary

__all__ = [
    "files_in",
    "read_aliases",
    "read_document",
    "read_documents",
    "read_glossary",
    "unique_ids",
]
