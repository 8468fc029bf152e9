"""``align stale``: which sentences of a translation lost their support in git."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from align.cli.options import column_options, report_options
from align.cli.project import chosen_pairs
from align.cli.results import finish, settings_of
from align.errors import AlignError, UntranslatedError

if TYPE_CHECKING:
    from align.model import Document
    from align.pair import PathPair
    from align.read import Reading
    from align.revisions import History
    from align.stale import Revised


@click.command("stale")
@click.argument("source", required=False)
@click.argument("target", required=False)
@click.option("--since", metavar="REV", required=True, help="The revision of the translation.")
@report_options
@column_options("source", "target", "id")
def stale_command(source: str | None, target: str | None, since: str, **options: Any) -> None:
    """Report what TARGET renders and SOURCE says no more. Two documents or two folders.

    Without SOURCE and TARGET: the pairs of the configuration.
    """
    from align.model import Scope
    from align.output import chosen_formats
    from align.pair import read_pairs
    from align.read import reading_of
    from align.revisions import History
    from align.stale import stale

    formats = chosen_formats(options.pop("format_"), options.pop("outputs"))
    settings = settings_of(options)
    history, (pairs, missing) = History(since), chosen_pairs(source, target, settings)
    chosen = [pair for pair in pairs if history.edited(pair.source)]
    reading = reading_of(settings)
    revised = [
        _revised(pair, documents, history, reading)
        for pair, documents in zip(chosen, read_pairs(chosen, reading), strict=True)
    ]
    report = stale(revised, settings)
    scope = Scope(since, len(pairs), len(report.alignments))
    finish(replace(report, scope=scope, missing=missing), settings, formats)


def _revised(
    pair: PathPair, documents: tuple[Document, Document], history: History, reading: Reading
) -> Revised:
    """The two documents with what they said at the revision; None where they said the same.

    What was not there, or was not translated, has nothing before it, either. Files are read as
    those of their names are, from a place of their own.
    """
    from align.read import read_both
    from align.stale import Revised

    before: tuple[Document | None, Document | None]
    with TemporaryDirectory(prefix="align-") as folder:
        old = [_copied(p, history, Path(folder, side)) for side, p in _placed(pair)]
        try:
            if old[0] and pair.source == pair.target:
                before = read_both(old[0], old[0], pair.ids, reading)
            else:
                ours, theirs = (_read(o, d, reading) for o, d in zip(old, documents, strict=True))
                before = ours, theirs
        except UntranslatedError:
            before = None, None
        except AlignError as error:
            raise AlignError(pair.source, f"at {history.revision}: {error.reason}") from error
    named = tuple(
        b and replace(b, id=f"{d.id}@{history.revision}", path=d.path)
        for b, d in zip(before, documents, strict=True)
    )
    return Revised(*documents, *named)


def _placed(pair: PathPair) -> tuple[tuple[str, Path], tuple[str, Path]]:
    return ("source", pair.source), ("target", pair.target)


def _copied(path: Path, history: History, folder: Path) -> Path | None:
    """A copy of the file as it was at the revision; None where it is as it was, or was not."""
    data = history.repository(path).text_before(path) if history.edited(path) else None
    if data is None:
        return None
    folder.mkdir()
    copy = folder / path.name
    copy.write_bytes(data)
    return copy


def _read(path: Path | None, document: Document, reading: Reading) -> Document | None:
    from align.read import read_document

    if path is None:
        return None
    return read_document(path, language=document.language, limits=reading.limits)
