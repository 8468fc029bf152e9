"""``align baseline``: accepts what is found now, and brings the list up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.options import encoder_options
from align.cli.project import baseline_options, chosen_pairs, read_chosen
from align.cli.results import settings_of
from align.errors import AlignError

if TYPE_CHECKING:
    from align.baseline import Acceptance, Merged
    from align.config import Settings


@click.command("baseline")
@click.argument("source", required=False)
@click.argument("target", required=False)
@click.option("--reason", metavar="TEXT", help="Why these findings are accepted.")
@click.option("--owner", metavar="NAME", help="Who answers for that.")
@click.option("--expires", metavar="DAY", help="The last day that they are, like 2027-01-31.")
@click.option("--update", is_flag=True, help="Drop entries that are not found any more, too.")
@click.option("--prune", is_flag=True, help="Drop those, and add none.")
@baseline_options
@encoder_options
def baseline_command(source: str | None, target: str | None, **options: Any) -> None:
    """Accept what is found now. Later checks show it apart, and it fails none of them.

    Without SOURCE and TARGET: the pairs of the configuration.
    """
    from align.accepted import run_of_report
    from align.baseline import (
        Mode,
        baseline_text,
        held,
        merged,
        read_baseline,
        written_path,
    )
    from align.output import refuse_unwritable, write
    from align.pipeline import check

    if options["update"] and options["prune"]:
        raise AlignError("--prune", "is --update without adding anything: give one of the two")
    drop = Mode.UPDATE if options["update"] else Mode.PRUNE
    mode = drop if options["update"] or options["prune"] else Mode.ADD
    told = {name: options.pop(name) for name in ("reason", "owner", "expires", "update", "prune")}
    settings = settings_of(options)
    given = _acceptance(told, settings)
    path = written_path(settings)
    refuse_unwritable(path)
    entries = read_baseline(path)
    pairs, _ = chosen_pairs(source, target, settings)
    documents = read_chosen(pairs, settings)
    report = check(documents, replace(settings, baseline=""))
    result = merged(held(report.findings, entries, run_of_report(report), path.parent), given, mode)
    write(path, baseline_text(result.entries))
    click.echo(_told(path, result))


def _acceptance(told: dict[str, Any], settings: Settings) -> Acceptance:
    from align.baseline import Acceptance, today
    from align.config import settings_from

    day = today(settings)
    expires = None
    if told["expires"] is not None:
        try:
            expires = settings_from({"today": told["expires"]}, "--expires").today
        except AlignError as error:
            raise AlignError("--expires", error.reason.removeprefix("today ")) from error
        if expires and expires < day:
            raise AlignError("--expires", f"{expires} is over on {day}")
    reason, owner = (" ".join((told[name] or "").split()) for name in ("reason", "owner"))
    return Acceptance(reason, owner, expires, day)


def _told(path: Path, result: Merged) -> str:
    parts = [
        f"{count} {what}"
        for count, what in (
            (result.added, "added"),
            (result.renewed, "renewed"),
            (result.dropped, "dropped"),
            (result.expired, "expired (--expires renews them)"),
        )
        if count
    ]
    count = len(result.entries)
    text = f"{path.as_posix()}: {count or 'no'} accepted finding{'' if count == 1 else 's'}"
    return text + (f": {', '.join(parts)}" if parts else "")
