"""Files to documents: text, Markdown and saved web pages, in the encodings Arabic comes in."""

from align.read.files import read_document, read_documents
from align.read.glossary import read_glossary

__all__ = ["read_document", "read_documents", "read_glossary"]
