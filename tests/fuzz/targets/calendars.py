"""Days of three calendars, offsets and numerals from any numbers: a value or none."""

from __future__ import annotations

import re
from datetime import date as Day  # noqa: N812 - as in align.model

from align.facts.calendars import converted, hijri_year, iso, resolved, weekday
from align.facts.literals import literal, readings
from align.model import Calendar, Language

SEEDS = (b"\x07\xea\x03\x04", b"\x05\xa6\x09\x01", b"\x16\x9a\x0d\x1e", b"1,234.5e9^-12")
MOST = 64
_DAY = re.compile(r"(?:-|\d{4})-\d\d(?:-\d\d)?|\d{4}")
_REFERENCES = (Day.min, Day(2026, 3, 4), Day.max)


def run(data: bytes) -> None:
    """Whatever year, month and day are asked for, what comes is ISO 8601 or nothing."""
    for at in range(0, len(data), 4):
        four = data[at : at + 4]
        high, low, month, day = (*four, *[0] * (4 - len(four)))
        year = high * 256 + low
        for own in (year, None, 0):
            for calendar in Calendar:
                _told(converted(calendar, own, month, day or None))
        _told(iso(year, month or None, day or None))
        _told(hijri_year(year))
        number, shift = month % 7 + 1, (None, -1, 0, 1)[day % 4]
        for reference in _REFERENCES[1:2]:
            Day.fromisoformat(weekday(number, shift, reference, bool(high % 2)))
            resolved(f"{'-' * (low % 2)}P{day}{'DWMY'[month % 4]}", reference)
    form = data.decode("utf-8", "ignore")
    for language in Language:
        value = literal(form, language) if _numeral(form) else None
        assert value is None or value.is_finite(), form
    for value in readings(form):
        assert value.is_finite(), form


def _numeral(form: str) -> bool:
    """True for what the items of a text call a numeral."""
    from align.facts.items import Kind, items

    found = items(form, Language.EN)
    return len(found) == 1 and found[0].kind is Kind.NUMERAL and found[0].form == form


def _told(value: str | None) -> None:
    if value:
        for day in value.split("/"):
            assert _DAY.fullmatch(day), value
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                Day.fromisoformat(day)
