"""Plural forms: which of the six Arabic ones is held against which of the two English ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from gettext import c2py  # compiles the formula of a PO header

from align.read.icu import arms
from align.read.units import Unit
from align.text import kept

FORMS = ("zero", "one", "two", "few", "many", "other")
_NUMBERS = range(201)
_FORMULA = re.compile(r"plural\s*=\s*([^;]+)")
# "files_few", "files.few", "files[few]"
_FORM = re.compile(rf"(?P<family>.+)(?P<mark>[_.\[])(?P<form>{'|'.join(FORMS)})\]?\Z", re.DOTALL)
_NO_FORMS = re.compile(r"\|\||\[\[|\A\||\|\Z")
_ALONE = ("zero", "one", "two")  # forms that stand for one number, and often leave it out


@cache
def _indices(formula: str) -> tuple[int, ...]:
    """The index that a Plural-Forms header gives to each number; empty where it is unusable."""
    match = _FORMULA.search(formula)
    try:
        plural = c2py(match[1]) if match else None
        return tuple(int(plural(n)) for n in _NUMBERS) if plural else ()
    except (ValueError, ZeroDivisionError, OverflowError, RecursionError, SyntaxError):
        return ()  # "n % !n" is C, and gettext makes of it what is no Python


def form_names(formula: str, count: int) -> tuple[str, ...]:
    """A name for each of ``count`` forms: its category in CLDR, as the header's formula has it."""
    from babel import Locale

    arabic = Locale("ar").plural_form if count > 2 else Locale("en").plural_form
    indices = _indices(formula)
    names = []
    for index in range(count):
        numbers = [n for n, i in enumerate(indices) if i == index]
        # The category of most of its numbers: an Arabic form may take in 0 beside 100.
        likely = Counter(arabic(n) for n in numbers).most_common(1)
        names.append(likely[0][0] if likely else FORMS[index] if count == 6 else str(index))
    return tuple(n if names.count(n) == 1 else str(i) for i, n in enumerate(names))


def shows_one_number(formula: str, index: int) -> bool:
    """True if the form of that index is for the number 1 alone."""
    indices = _indices(formula)
    return [n for n, i in enumerate(indices) if i == index] in ([1], [])


def matched(
    sources: Sequence[Unit], targets: Sequence[Unit]
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Both sides with the same forms of every plural.

    Messages in ICU's syntax become one unit a form. Where a language has no form of its own for a
    number, the general one stands for it. Forms for a single number may leave it out: then so does
    the other side, and a form that says "no files" without one is compared with nothing. The
    targets come in the order of the sources: where a file has a key says nothing.
    """
    piped = _piped({u.id: u.words for u in sources}, {u.id: u.words for u in targets})
    sides = [_by_id(_spread(units, piped)) for units in (sources, targets)]
    for own, other in (sides, sides[::-1]):
        _fill(own, other)
    for id_ in [i for i in sides[0] if i in sides[1]]:
        form = _FORM.match(id_)
        if form and form["form"] in _ALONE and _is_family(form, sides[0], sides[1]):
            one, two = sides[0][id_], sides[1][id_]
            words = _without_count(one.words, two.words), _without_count(two.words, one.words)
            if form["form"] == "zero" and len(kept(one.words)) != len(kept(two.words)):
                del sides[0][id_], sides[1][id_]
            else:
                sides[0][id_] = replace(one, words=words[0])
                sides[1][id_] = replace(two, words=words[1])
    first = _ordered(sides[0])
    return tuple(first.values()), tuple(_ordered(sides[1], first).values())


def _by_id(units: Sequence[Unit]) -> dict[str, Unit]:
    return {unit.id: unit for unit in units}


def _piped(sources: dict[str, str], targets: dict[str, str]) -> frozenset[str]:
    """The units whose sides both have their forms one after the other: "a file|%d files".

    Symfony and Laravel write them so; || and [[page|title]] are other things.
    """
    return frozenset(
        id_
        for id_, words in sources.items()
        if all("|" in w and not _NO_FORMS.search(w) for w in (words, targets.get(id_, "")))
    )


def _forms(words: str) -> tuple[tuple[str, str], ...]:
    """The forms of such a text by name; of an unusual number of them the general one."""
    parts = words.split("|")
    names = {2: ("one", "other"), 6: FORMS}.get(len(parts))
    return tuple(zip(names, parts, strict=True)) if names else (("other", parts[-1]),)


def _spread(units: Sequence[Unit], piped: frozenset[str]) -> list[Unit]:
    found = []
    for unit in units:
        for form, words in _forms(unit.words) if unit.id in piped else arms(unit.words):
            found.append(replace(unit, id=f"{unit.id}[{form}]" if form else unit.id, words=words))
    return found


def _fill(own: dict[str, Unit], other: dict[str, Unit]) -> None:
    """Gives ``own`` the forms that ``other`` alone has."""
    for id_ in other:
        form = _FORM.match(id_)
        if id_ not in own and form is not None:
            general = own.get(_sibling(form, "other"))
            if general is not None:
                own[id_] = replace(general, id=id_)


def _ordered(own: dict[str, Unit], like: dict[str, Unit] | None = None) -> dict[str, Unit]:
    """The units with each family's forms together, or in the order of another side's."""
    families: dict[str, int] = {}
    for id_ in own:
        families.setdefault(_family(id_), len(families))
    if like is None:
        return {i: own[i] for i in sorted(own, key=lambda i: (families[_family(i)], _rank(i)))}
    places = {id_: at for at, id_ in enumerate(like)}
    order, last = {}, -1
    for id_ in own:  # what the other side lacks stays behind what it follows
        last = places.get(id_, last)
        order[id_] = last, id_ not in places
    return {id_: own[id_] for id_ in sorted(own, key=order.__getitem__)}


def _rank(id_: str) -> int:
    form = _FORM.match(id_)
    return FORMS.index(form["form"]) if form else 0


def _family(id_: str) -> str:
    form = _FORM.match(id_)
    return f"{form['family']}{form['mark']}" if form else f"{id_}\0"


def _sibling(form: re.Match[str], name: str) -> str:
    return f"{form['family']}{form['mark']}{name}" + ("]" if form["mark"] == "[" else "")


def _is_family(form: re.Match[str], *sides: dict[str, Unit]) -> bool:
    if form["mark"] == "[":
        return True
    return any(_sibling(form, "other") in side for side in sides)


def _without_count(words: str, others: str) -> str:
    """``words`` without their one placeholder that ``others`` lack: "%d files" beside ملفان."""
    there = [text for text, _ in kept(others)]
    lacking = [(text, span) for text, span in kept(words) if text not in there]
    if len(lacking) != 1 or not others:
        return words
    span = lacking[0][1]
    return " ".join(f"{words[: span.start]} {words[span.end :]}".split(" ")).strip()
