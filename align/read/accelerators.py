"""Letters that a program underlines for the keyboard: _File, &File, ~File, (_F)."""

from __future__ import annotations

import re

# Scripts whose letters are not on every keyboard name a Latin one in brackets: ملف(_F).
_BRACKET = re.compile(r"\s*\([_&~][A-Za-z0-9]\)")
# Arabic has them within words too, often after a kashida: فـ_تح. Elsewhere an underscore within a
# word is one of a name (snake_case), an ampersand belongs to R&D, and &amp; is an entity.
_MARK = re.compile(
    r"(?:(?<![^\W_])|(?<=[\u0620-\u065f]))_(?=[^\W_])"
    r"|(?:(?<!\w)|(?<=[\u0620-\u065f]))&(?=[^\W_])(?!#?\w{1,8};)"
    r"|(?<![\w/])~(?=[^\W\d_])"
)


def without_accelerator(text: str) -> str:
    """``text`` without its accelerator; as it is where it has none, or marks of several kinds."""
    text = _BRACKET.sub("", text, count=1)
    found = list(_MARK.finditer(text))
    if len(found) != 1 or text.count(found[0].group()) != 1:
        return text
    return text[: found[0].start()] + text[found[0].end() :]
