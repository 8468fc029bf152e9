"""NC01: what was left out because a limit of the settings was reached."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks import check
from align.model import Alignment, Category, Issue, Limited, LimitKind, Severity


@check("NC01", category=Category.STRUCTURE, severity=Severity.MAJOR)
def not_compared(alignment: Alignment) -> Iterator[Issue]:
    """A part of a text is over a limit of the settings, and was not compared.

    Nothing is known of it: differences there may be many. Raise the limit that the finding names
    (max-segments, max-words, max-segment-words, pair-seconds; see docs/ci.md), or split the files.
    What stands behind the last sentences that render each other counts as left out too, since what
    it renders may be. A sentence of more than max-segment-words is compared in parts, cut at marks
    where it has some: that is minor, as what stands beside a cut may be found missing. Told
    whatever checks are chosen, unless it is ignored itself.
    """
    for limited in alignment.limited:
        yield Issue(
            message=_message(limited),
            source=limited.source,
            target=limited.target,
            confidence=1.0,
            severity=Severity.MINOR if limited.kind is LimitKind.CUT else None,
        )


def _message(limited: Limited) -> str:
    limit = f"{limited.setting} = {limited.value:,.10g}"
    match limited.kind:
        case LimitKind.CUT:
            return f"This sentence is too long to be compared as a whole, and was cut ({limit})."
        case LimitKind.UNIT:
            return f"This unit is too long, and was not compared ({limit})."
        case LimitKind.LENGTH:
            return f"The text was not compared from here on ({limit})."
    if limited.checks:
        checks = ", ".join(limited.checks)
        return f"The time for this pair was up ({limit}); these checks were not run: {checks}."
    return f"The time for this pair was up ({limit}) before anything was compared."
