"""Gold of facts in its several layouts, as texts and the values they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - as in align.model
from pathlib import Path
from typing import Any

from align.errors import AlignError
from align.evaluate.gold import read_json, read_table

Wanted = tuple[str | float, ...]  # a value, or several that are each right (future and past)
_DUCKLING_DAY = Day(2013, 2, 12)  # the reference day of its corpus
_DUCKLING_DATE = re.compile(
    r"\(datetime(?:Holiday)? \((\d+), (\d+), (\d+), 0, 0, 0\) Day(?: \"[^\"]*\")?\)"
)
_UNRESOLVED = "0001-01-01"  # what Recognizers-Text writes where it finds no day
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_MONTHS = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the values it holds.

    ``complete``: these are all of their kind; ``dates``: they are dates; ``units``: they are
    written "value unit"; ``ahead``: days are told for appointments, so that Tuesday is the next.
    """

    group: str
    text: str
    wanted: tuple[Wanted, ...]
    complete: bool = False
    dates: bool = False
    units: bool = False
    reference: Day | None = None
    ahead: bool = False


def read_cases(path: Path) -> list[Case]:
    """The cases of a gold file, by its columns; AlignError for another layout."""
    if path.suffix == ".json":
        return list(_calendar(path))
    columns = set(read_table(path).columns)
    if {"input", "subtype", "value"} <= columns:
        return _merged(_recognizers_numbers(path))
    if {"input", "timex", "future_resolution"} <= columns:
        return _merged(_recognizers_dates(path))
    if {"input", "values_json"} <= columns:
        return list(_recognizers_model(path))
    if {"dimension", "value_expr"} <= columns:
        return list(_duckling(path))
    if {"number", "to", "arabic"} <= columns:
        return list(_num2words(path))
    raise AlignError(path, "not gold of facts")


def _merged(cases: Iterator[Case]) -> list[Case]:
    """Cases of one text and group as one, so that its values are complete."""
    merged: dict[tuple[str, str], Case] = {}
    for case in cases:
        key = case.group, case.text
        known = merged[key].wanted if key in merged else ()
        wanted = known + case.wanted
        if case.group == "ranges":  # [20,20] is one value, and two ranges may share an end
            wanted = tuple(dict.fromkeys(wanted))
        merged[key] = Case(
            case.group,
            case.text,
            wanted,
            case.complete,
            case.dates,
            reference=case.reference,
            ahead=case.ahead,
        )
    return list(merged.values())


def _recognizers_numbers(path: Path) -> Iterator[Case]:
    for row in read_table(path, "spec", "input", "type", "value").iter_rows(named=True):
        model = row["spec"].rpartition("/")[2]
        if not row["value"] or row["type"] == "ordinal.relative" or "Suppress" in model:
            continue
        if "Range" in model:
            bounds = tuple((float(x),) for x in _NUMBER.findall(row["value"]))
            yield Case("ranges", row["input"], bounds)
        else:
            group = {"NumberModel": "numbers", "OrdinalModel": "ordinals"}.get(model, "percent")
            value = float(row["value"].rstrip("%"))
            yield Case(group, row["input"], ((value,),), complete=True)


def _recognizers_dates(path: Path) -> Iterator[Case]:
    for row in read_table(path, "reference", "input", "type").iter_rows(named=True):
        if row["type"] != "date":
            continue
        resolved = [_date_of(row[c]) for c in ("future_resolution", "past_resolution")]
        wanted = tuple(value for value in resolved if value and value != _UNRESOLVED)
        if wanted:
            day = Day.fromisoformat(row["reference"][:10])
            yield Case("dates", row["input"], (wanted,), True, True, False, day, True)


def _recognizers_model(path: Path) -> Iterator[Case]:
    """The whole model's dates; its other kinds (ranges, sets, times) are not told by value."""
    for row in read_table(path, "reference", "input", "type").iter_rows(named=True):
        values = json.loads(row["values_json"]) if row["type"].endswith(".date") else "none"
        if isinstance(values, list):
            wanted = tuple(v["value"] for v in values)
            day = Day.fromisoformat(row["reference"][:10])
            yield Case("dates", row["input"], (wanted,), dates=True, reference=day, ahead=True)


def _date_of(resolution: str) -> str | None:
    with suppress(ValueError):
        value: Any = json.loads(resolution)
        if isinstance(value, dict):
            return value.get("date")
    return None


def _duckling(path: Path) -> Iterator[Case]:
    for row in read_table(path, "dimension", "value_expr", "text").iter_rows(named=True):
        kind, value = row["dimension"], row["value_expr"]
        # The table keeps some invisible characters as decimal escapes.
        text = re.sub(r"\\(\d{4})", lambda m: chr(int(m[1])), row["text"])
        if kind == "Time":
            hit = re.fullmatch(_DUCKLING_DATE, value)
            if hit:
                iso = "{:04d}-{:02d}-{:02d}".format(*map(int, hit.groups()))
                day = _DUCKLING_DAY
                yield Case("days", text, ((iso,),), dates=True, reference=day, ahead=True)
        elif kind == "Duration":
            number, unit = re.findall(r"DurationData (\d+) (\w+)", value)[0]
            yield Case("durations", text, ((f"{float(number):g} {unit.lower()}",),), units=True)
        elif kind != "PhoneNumber":
            numbers = (float(x) for x in _NUMBER.findall(value.partition('"')[0]))
            # It counts all weights in grams; we keep the unit written.
            scales = (1, 1e-3, 1e3) if "Gram" in value else (1,)
            yield Case(_group(kind), text, tuple(tuple(x * k for k in scales) for x in numbers))


def _group(dimension: str) -> str:
    return {"Numeral": "numerals", "Numeral-EG": "numerals", "Ordinal": "ordinals"}.get(
        dimension, "amounts"
    )


def _num2words(path: Path) -> Iterator[Case]:
    """Cardinals and amounts; a few rows of the table are not cut cleanly and left out."""
    for row in read_table(path, "number", "to", "arabic", "args").iter_rows(named=True):
        clean = ")" not in row["args"] and "\\" not in row["arabic"]
        if clean and len(row["number"]) <= 20 and _NUMBER.fullmatch(row["number"]):
            yield Case(f"{row['to']} words", row["arabic"], ((float(row["number"]),),))


def _calendar(path: Path) -> Iterator[Case]:
    """Pairs of Hijri and Gregorian days, written out as an Arabic text would."""
    try:
        rows = [row[0] for row in read_json(path)]
        for (year, month, day), gregorian in rows:
            iso = "{:04d}-{:02d}-{:02d}".format(*gregorian)
            text = f"صدر في {day} {_MONTHS[month - 1]} {year}هـ"
            yield Case("hijri days", text, ((iso,),), dates=True)
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise AlignError(path, "not gold of facts") from error
