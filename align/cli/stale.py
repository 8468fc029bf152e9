"""``align stale``: which sentences of a translation lost their support in git."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from align.cli.options import report_options
from align.cli.results import finish, settings_of
from align.errors import AlignError

if TYPE_CHECKING:
    from align.model import Document
    from align.revisions import History


@click.command("stale")
@click.argument("source")
@click.argument("target", required=False)
@click.option("--since", metavar="REV", required=True, help="The revision of the translation.")
@report_options
def stale_command(source: str, target: str | None, since: str, **options: Any) -> None:
    """Report what TARGET renders and SOURCE says no more. Two documents or two folders."""
    from align.model import Scope
    from align.output import chosen_formats
    from align.pair import path_pairs, read_pairs
    from align.revisions import History
    from align.stale import Revised, stale

    formats = chosen_formats(options.pop("format_"), options.pop("outputs"))
    verbose = options.pop("verbose")
    settings = settings_of(options)
    history, pairs = History(since), path_pairs(source, target)
    chosen = [pair for pair in pairs if history.edited(pair.source)]
    revised = [
        Revised(*documents, *(_before(document, history) for document in documents))
        for documents in read_pairs(chosen)
    ]
    report = stale(revised, settings)
    scope = Scope(since, len(pairs), len(report.alignments))
    finish(replace(report, scope=scope), settings, formats, verbose)


def _before(document: Document, history: History) -> Document | None:
    """What the document said at the revision; None where it said the same, or was not there.

    It is read as a file of that name is, from a place of its own.
    """
    from align.read import read_document

    path = Path(document.path)
    repository = history.repository(path)
    if not history.edited(path):
        return None
    data = repository.text_before(path)
    if data is None:
        return None
    with TemporaryDirectory(prefix="align-") as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(data)
        try:
            before = read_document(copy, language=document.language)
        except AlignError as error:
            raise AlignError(path, f"at {history.revision}: {error.reason}") from error
    return replace(before, id=f"{document.id}@{history.revision}", path=document.path)
