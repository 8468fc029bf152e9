"""Facts as JSON Lines."""

from __future__ import annotations

import json
from typing import Any

from align.model import Date, Fact, FactKind, Name


def render_facts(lines: tuple[tuple[str, tuple[Fact, ...]], ...]) -> str:
    """One line for each (text, facts): ``{"line": 0, "facts": [{"kind", "text", …}]}``."""
    return "".join(
        json.dumps({"line": number, "facts": [_fact(f, text) for f in found]}, ensure_ascii=False)
        + "\n"
        for number, (text, found) in enumerate(lines)
    )


def _fact(fact: Fact, text: str) -> dict[str, Any]:
    place = {
        "kind": fact.kind.value,
        "text": fact.span.of(text),
        "start": fact.span.start,
        "end": fact.span.end,
    }
    if isinstance(fact, Date):
        own: dict[str, Any] = {"value": fact.value, "unit": None, "calendar": fact.calendar.value}
        return {**place, **own, "relative": fact.relative}
    if isinstance(fact, Name):
        return {**place, "value": fact.key, "unit": None}
    if fact.kind is FactKind.TIME:
        hour, minute = divmod(int(fact.value), 60)
        return {**place, "value": f"{hour:02d}:{minute:02d}", "unit": fact.unit}
    own = {"value": f"{fact.value.normalize():f}", "unit": fact.unit}
    if fact.relation:
        own["relation"] = fact.relation
    if fact.high is not None:
        own["high"] = f"{fact.high.normalize():f}"
    return {**place, **own}
