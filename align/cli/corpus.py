"""align corpus: many pairs at once, the results as tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.options import FILE, column_options, encoder_options, finding_options, flag
from align.cli.progress import Log, progress
from align.cli.results import settings_of
from align.errors import AlignError

if TYPE_CHECKING:
    from align.config import Settings

Command = Callable[..., Any]


def run_options(command: Command) -> Command:
    """Where the tables go, by how many processes, and what is kept for the next time."""
    folder = {"required": True, "metavar": "FOLDER", "type": FILE}
    file, many = {"metavar": "FILE", "type": FILE}, {"type": click.IntRange(0), "default": 0}
    engine = {"type": click.Choice(("local", "ray")), "default": "local"}
    where = {"metavar": "ADDRESS"}
    limit = {"type": click.FloatRange(0, min_open=True), "default": 600.0, "metavar": "SECONDS"}
    texts: tuple[tuple[tuple[str, ...], dict[str, Any], str], ...] = (
        (("--output", "-o", "out"), folder, "For the tables. A stopped run goes on there."),
        (("--workers",), many, "Processes (default: one a core, as memory allows)."),
        (("--engine",), engine, "Who does the work: processes (default), or Ray, on machines."),
        (("--address",), where, "The Ray cluster: auto or HOST:PORT (default: Ray begun here)."),
        (("--cache",), file, "Keep results here, and do no unchanged pair again."),
        (("--pair-limit",), limit, "Time after which a pair is given up (default: 600)."),
        (("--restart",), {"is_flag": True}, "Take away what another run left in FOLDER."),
    )
    for names, attributes, text in reversed(texts):
        command = click.option(*names, help=text, **attributes)(command)
    return command


@click.command("corpus")
@click.argument("pairs", nargs=-1, metavar="[PAIRS…]", type=FILE)
@run_options
@finding_options
@flag("--same-language", text="Compare versions in one language.")
@flag("--quiet", text="Print nothing but failures.")
@column_options("source", "target", "id")
@encoder_options
def corpus_command(pairs: tuple[str, ...], out: str, **options: Any) -> None:
    """Check many pairs. Findings, beads and scores become tables in FOLDER.

    PAIRS is a table of texts, a manifest (columns source_path and target_path), two folders, or
    a SOURCE and a TARGET pattern. Without it: the pairs of the configuration.
    """
    from align.corpus import Options, run_corpus
    from align.render.corpus import render_summary

    engine, address = options.pop("engine"), options.pop("address")
    how = Options(
        workers=options.pop("workers"),
        seconds=options.pop("pair_limit"),
        cache=None if (cache := options.pop("cache")) is None else Path(cache),
        restart=options.pop("restart"),
    )
    if engine == "ray":
        from align.corpus.cluster import ray_engine

        how = replace(how, engine=ray_engine(address, how))
    elif address is not None:
        raise AlignError(f"--address {address}", "is for --engine ray")
    settings = settings_of(options)
    with progress("comparing", 2, quiet=settings.quiet) as bar:
        meter = bar if bar or settings.quiet else Log()
        summary = run_corpus(pairs, Path(out), settings, how, meter)
    if not settings.quiet:
        click.echo(render_summary(summary, out))
    if status := _status(summary, settings):
        sys.exit(status)


def _status(summary: dict[str, Any], settings: Settings) -> int:
    """2 where pairs failed, which is told, 1 where a finding reaches the threshold, else 0."""
    from align.model import Severity
    from align.render.plain import cut, sentence

    if failed := summary["failed"]:
        for failure in summary["failures"]:
            click.echo(f"align: {cut(sentence(failure['reason']), 300)}", err=True)
        total = summary["pairs"]
        click.echo(f"align: {failed:,} of {total:,} pairs could not be compared", err=True)
        return 2
    reached = settings.fail_on is not None and any(
        Severity(level).rank >= settings.fail_on.rank for level in summary["worst"]
    )
    return int(reached)
