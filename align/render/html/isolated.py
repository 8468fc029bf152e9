"""Placeholders, tags and entities set apart, so that an Arabic line does not turn them around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.text import kept

if TYPE_CHECKING:
    from markupsafe import Markup

_BEGINS = "%{<&$"


def isolated(text: str) -> Markup:
    """``text`` as markup; %d or <b>, which read d% among Arabic words, run left to right."""
    from markupsafe import Markup, escape

    found = kept(text) if any(sign in text for sign in _BEGINS) else []
    parts, at = [], 0
    for words, span in found:
        parts += [escape(text[at : span.start]), Markup('<bdi dir="ltr">{}</bdi>').format(words)]
        at = span.end
    return Markup("").join([*parts, escape(text[at:])])
