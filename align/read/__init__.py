"""Files to documents: text, Markdown and saved web pages, in the encodings Arabic comes in."""

from align.read.aliases import read_aliases
from align.read.files import read_document, read_documents
from align.read.glossary import read_glossary

__all__ = ["read_aliases", "read_document", "read_documents", "read_glossary"]
