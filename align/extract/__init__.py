"""Documents to statements: what is quoted, what is told, and who says it."""

from align.extract.statements import statements

__all__ = ["statements"]
