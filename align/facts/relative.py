"""Days and periods told from the day of writing: أمس, last month, العقد الماضي, the 1990s."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - as in align.model
from functools import cache

from align.data import table
from align.facts.calendars import resolved
from align.facts.found import Placed
from align.facts.items import Item, Kind
from align.facts.phrases import Phrases
from align.model import Date, Language, Span

_TO = ("الي", "حتي", "و", "-", "to", "and", "until", "through")
_UNITS = {"week": "W", "month": "M", "year": "Y"}
# اليوم "the day" before these, or after them: اليوم التالي, طوال اليوم.
_DAY_ITSELF_BEFORE = frozenset(("نفسه", "ذاته", "كله"))
_DAY_ITSELF_AFTER = frozenset(
    ("ذلك", "طوال", "نفس", "ذات", "في", "كامل", "خلال", "علي", "بقيه", "كل", "من")
)


@cache
def phrases(language: Language) -> Phrases[str]:
    """Offsets from the day of writing by their words: أمس, next month."""
    dates = table("dates")
    rows = [(p, offset) for offset, ps in dates["relative"][language.value].items() for p in ps]
    for name, periods in dates["periods"][language.value].items():
        for shift, words in dates["shifts"][language.value].items():
            offset = f"-P{shift[1:]}" if shift.startswith("-") else f"P{shift}"
            for period in periods:
                if language is Language.EN:
                    rows += [(f"{word} {period}", offset + _UNITS[name]) for word in words]
                else:
                    rows += [(f"ال{period} ال{word}", offset + _UNITS[name]) for word in words]
        if language is Language.AR:
            for this in dates["cues"]["ar"]["this"]:
                rows += [(f"{this} ال{period}", f"P0{_UNITS[name]}") for period in periods]
    return Phrases(rows, language)


@cache
def _decades(language: Language) -> dict[str, int]:
    rows = table("dates")["decades"][language.value].items()
    return {word: int(number) for number, words in rows for word in words}


def relative(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """The relative date or decade that begins at ``run[at]``; empty if none."""
    hit = phrases(language).at(run, at)
    if hit is not None and not _is_day_itself(run, at, hit[0]):
        end, offset = hit
        span = Span(run[at].start, run[end - 1].end)
        return [Placed(at, end, Date(span, resolved(offset, reference), relative=True))]
    found = _decade(run, at, language)
    return [found] if found else _days_of(run, at, language, reference)


def _days_of(
    run: Sequence[Item], at: int, language: Language, reference: Day | None
) -> list[Placed]:
    """الثالث من هذا الشهر, 4 to 23 of next month, where the day of writing is known."""
    if reference is None or not _is_day(run, at) or _is_part(run, at, language):
        return []
    places = [at]
    if at + 2 < len(run) and run[at + 1].form in _TO and _is_day(run, at + 2):
        places.append(at + 2)
    start = places[-1] + 1
    joined = start < len(run) and run[start].form in ("من", "of", "في", "in")
    hit = phrases(language).at(run, start + joined)
    if hit is None or not hit[1].endswith("M") or not (joined or len(places) > 1):
        return []
    month = resolved(hit[1], reference)
    found = []
    for place, end in zip(places, [*[k + 1 for k in places[:-1]], hit[0]], strict=True):
        span = Span(run[place].start, run[end - 1].end)
        value = f"{month}-{int(run[place].value):02d}"
        found.append(Placed(place, end, Date(span, value, relative=True)))
    return found


def _is_day(run: Sequence[Item], at: int) -> bool:
    return run[at].is_integer and 1 <= run[at].value <= 31


def _is_part(run: Sequence[Item], at: int, language: Language) -> bool:
    """True for الأسبوع الثالث من هذا الشهر, where the rank is no day's."""
    return (
        bool(at) and run[at - 1].form in table("dates")["cues"][language.value]["not_a_day_after"]
    )


def _is_day_itself(run: Sequence[Item], at: int, end: int) -> bool:
    after = next((i.form for i in run[end : end + 1]), "")
    if run[at].form == "امس":
        return after == "الحاجه"  # في أمس الحاجة: in dire need
    if run[at].form != "اليوم" or end - at > 1:
        return False
    before = run[at - 1].form if at else ""
    adjective = after.startswith("ال") and run[end].kind is not Kind.WEEKDAY
    return before in _DAY_ITSELF_AFTER or after in _DAY_ITSELF_BEFORE or adjective


def _decade(run: Sequence[Item], at: int, language: Language) -> Placed | None:
    """the 1990s, التسعينيات: three digits of the year; not an age (in his 20s, من عمره)."""
    item, end = run[at], at + 1
    digits = ""
    if item.kind is Kind.NUMERAL and item.form.isdigit() and item.form.endswith("0"):
        named = _century(run, end)
        if len(item.form) == 4 and named[0] > end:
            return Placed(
                at, named[0], Date(Span(item.start, run[named[0] - 1].end), item.form[:-1])
            )
        glued = [i for i in run[end : end + 2] if not i.gap]
        if [i.form for i in glued[:1]] == ["s"] or [i.form for i in glued] == ["'", "s"]:
            end += 1 if glued[0].form == "s" else 2
            digits = item.form[:-1] if len(item.form) == 4 else ""
            if (
                len(item.form) == 2
                and at
                and run[at - 1].form in ("the", "'", "late", "early", "mid")
            ):
                digits = f"19{item.form[0]}"
    elif item.kind is Kind.WORD and item.form in _decades(language):
        aged = any(i.form.startswith("عمر") for i in run[end : end + 3])
        owned = at and run[at - 1].form in ("his", "her", "their", "my")
        end, century = _century(run, end)
        digits = "" if aged or owned else f"{century - 1:02d}{_decades(language)[item.form]}"
    if not digits:
        return None
    return Placed(at, end, Date(Span(item.start, run[end - 1].end), digits))


def _century(run: Sequence[Item], at: int) -> tuple[int, int]:
    """The end index and number of the century named after a decade, else the twentieth.

    ثمانينيات القرن التاسع عشر, ثلاثينيات القرن الماضي.
    """
    forms = [i.form for i in run[at : at + 4]]
    if forms[:1] == ["من"]:
        end, century = _century(run, at + 1)
        return (end, century) if end > at + 1 else (at, 20)
    if forms[:2] != ["ال", "قرن"] or at + 2 >= len(run):
        return at, 20
    number = run[at + 2]
    if number.kind is Kind.NUMERAL and 1 <= number.value <= 21 and number.is_integer:
        return at + 3, int(number.value)
    return (at + 4, 20) if forms[2:] == ["ال", "ماضي"] else (at, 20)
