"""Facts by value against gold: Arabic numbers, dates, amounts and calendars.

The layouts under ``facts``: ``recognizers_numbers.tsv``, ``recognizers_datetime_parsers.tsv``,
``duckling.tsv``, ``num2words_ar_cases.tsv`` and ``hijri_*.json``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from align.encode import Encoder
from align.errors import AlignError
from align.evaluate.anchors import anchored
from align.evaluate.factgold import Case, read_cases
from align.evaluate.gold import digest, sample
from align.evaluate.measures import Tally
from align.evaluate.results import Evaluation, Figure, Options, Reference
from align.facts import find
from align.model import Date, Fact, Language, Quantity
from align.pipeline import signature

_NOTE = (
    "A value is found if the text's facts have it (numbers to one part in a million, dates as ISO"
    " 8601, a unit where the gold names one). Precision is over the values of those kinds found in"
    " the same texts, where the gold is complete. Days told from a day of writing lie after it"
    " (Tuesday is the next), as both tools resolve them. Baseline: runs of digits."
)
_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
Values = Callable[[Case], list[str | float]]


@dataclass(frozen=True, slots=True)
class _Group:
    """The cases that one figure is about."""

    name: str
    cases: tuple[Case, ...]

    @property
    def complete(self) -> bool:
        """True if the gold names every value of its texts, so that precision has a meaning."""
        return all(case.complete for case in self.cases)


def measure(paths: tuple[Path, ...], encoder: Encoder, options: Options) -> Iterator[Evaluation]:
    """One Evaluation a file, with recall, and precision where the gold is complete, by group."""
    for path in paths:
        cases = sample(read_cases(path), options.limit)
        if not cases:
            raise AlignError(path, "not gold of facts")
        groups = [
            _Group(name, tuple(c for c in cases if c.group == name))
            for name in sorted({c.group for c in cases})
        ]
        figures = [f for group in groups for f in _figures(group, options)]
        yield Evaluation(
            kind="facts",
            gold=path.stem,
            items=len(cases),
            unit="texts",
            sha256=digest([path]),
            signature=signature(encoder),
            figures=anchored("facts", path.stem, tuple(figures)),
            notes=(_NOTE,),
        )


def _figures(group: _Group, options: Options) -> Iterator[Figure]:
    ours, naive = (_tally(group, values) for values in (_found, _digit_values))
    names = ("precision", "recall", "f1") if group.complete else ("recall",)
    for name in names:
        items = ours.predicted if name == "precision" else ours.gold
        beside = (Reference("digits", getattr(naive, name)),) if options.baselines else ()
        label = name.replace("f1", "F1")
        yield Figure(f"{group.name} {label}", getattr(ours, name), items, baselines=beside)


def _tally(group: _Group, values: Values) -> Tally:
    total = Tally()
    for case in group.cases:
        found, left = values(case), list(case.wanted)
        right = 0
        for value in found:
            hit = next((k for k, wanted in enumerate(left) if _is_any(value, wanted)), None)
            if hit is not None:
                right += 1
                del left[hit]
        total += Tally(right, len(found), len(case.wanted) - len(left), len(case.wanted))
    return total


def _is_any(value: str | float, wanted: tuple[str | float, ...]) -> bool:
    return any(_is(value, w) for w in wanted)


def _is(value: str | float, wanted: str | float) -> bool:
    if isinstance(value, float) and isinstance(wanted, float):
        return abs(value - wanted) <= 1e-6 * max(abs(value), abs(wanted), 1e-30)
    # A day and month without a year, as read, agrees with any year.
    short = isinstance(value, str) and value.startswith("--")
    return value == wanted or (short and str(value)[2:] == str(wanted)[5:])


def _found(case: Case) -> list[str | float]:
    facts = find(case.text, Language.AR, case.reference, ahead=case.ahead)
    if case.dates:
        return [f.value for f in facts if isinstance(f, Date)]
    return [value for fact in facts for value in _numbers(fact, case)]


def _numbers(fact: Fact, case: Case) -> Iterator[float | str]:
    """The figures of a fact, with its unit where the gold names one; those of a date in digits."""
    if isinstance(fact, Quantity):
        for value in (fact.value, *([] if fact.high is None else [fact.high])):
            yield f"{float(value):g} {fact.unit}" if case.units else float(value)
    elif isinstance(fact, Date) and not case.complete:
        yield from (float(number) for number in re.findall(r"\d+", fact.value))


def _digit_values(case: Case) -> list[str | float]:
    """The baseline: every run of digits, in any script, read as a number or an ISO date."""
    runs: list[str] = _DIGITS.findall(case.text)
    if case.dates:
        found = re.findall(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", case.text)
        return [f"{int(y):04d}-{int(m):02d}-{int(d):02d}" for d, m, y in found]
    values: list[str | float] = []
    for run in runs:
        plain = run.replace("٬", "").replace(",", "").replace("٫", ".")
        if plain.count(".") < 2:
            values.append(f"{float(plain):g} None" if case.units else float(plain))
    return values
