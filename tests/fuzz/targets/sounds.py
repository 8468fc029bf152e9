"""Names, stems and their likenesses of any words: numbers from 0 to 1, the same both ways."""

from __future__ import annotations

import math

from align.facts import (
    bare_forms,
    beginning,
    beginnings,
    gendered,
    is_form,
    key,
    looks_like_name,
    may_be_form,
    name_evidence,
    name_similarity,
    shape,
    sounds_alike,
    stem,
    word_similarity,
)
from align.facts.names import names
from align.facts.places import offices, places
from align.facts.stems import root
from align.facts.transliteration import likeness
from align.model import Language
from align.segment import tokenize
from tests.fuzz.phrases import SEEDS, joined, mutate, texts

__all__ = ["MOST", "mutate", "run"]

SEEDS = (*SEEDS, joined("نتنياهو والمستوطنات سهى", "Netanyahu O’Brien al-Rawi Çelik"))
MOST = 200
_WORDS = 12  # of a text: each is held against each of the other


def run(data: bytes) -> None:
    """Names are in the text, likenesses between 0 and 1, and nothing minds a word."""
    ours, theirs = texts(data, 2)
    for text in (ours, theirs):
        for language in Language:
            _read(text, language)
    some = [text.split()[:_WORDS] for text in (ours, theirs)]
    _between(0.0, name_similarity(ours[:300], theirs[:300]))
    for one in some[0]:
        for two in some[1]:
            _compared(one, two)


def _read(text: str, language: Language) -> None:
    end = 0
    for name in names(text, language):
        assert end <= name.span.start < name.span.end <= len(text), name
        assert name.key == key(name.span.of(text), language)
        end = name.span.end
    forms = [token.form for token in tokenize(text)][:60]
    for found in (places(forms, language), offices(forms, language)):
        end = 0
        for first, last, keys in found:
            assert end <= first < last <= len(forms)
            assert keys
            end = last
    for form in forms:
        assert isinstance(stem(form, language), str)
        root(form)
        bare_forms(form)
        gendered(form)
        shape(form)
        beginnings(form, language)
        beginning(form, language)
        _between(-math.inf, looks_like_name(form), math.inf)


def _compared(one: str, two: str) -> None:
    likely = word_similarity(one, two)
    _between(0.0, likely)
    assert math.isclose(likely, word_similarity(two, one)), (one, two)
    assert word_similarity(one, one) == 1.0
    _between(0.0, likeness(one, two))
    _between(0.0, sounds_alike(one, two))
    assert not math.isnan(name_evidence(one, two))
    for language in Language:
        assert is_form(one, one, language), one
        is_form(one, two, language)
        may_be_form(one, two, language)


def _between(least: float, value: float, most: float = 1.0) -> None:
    assert least - 1e-9 <= value <= most + 1e-9, value
