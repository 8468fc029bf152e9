"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from align.cli.completion import checks_called, formats_called

SEVERITIES = ("neutral", "minor", "major", "critical", "never")
COLORS = ("auto", "always", "never")
Command = Callable[..., Any]
# A path that the shell completes; whether it can be read is told by whoever reads it.
FILE = click.Path(readable=False)


def encoder_options(command: Command) -> Command:
    """--encoder and --threads."""
    model, cores = (
        "An encoder of align train, or a Hugging Face model, in place of ours.",
        "Cores; 0 for all.",
    )
    threads = click.option("--threads", type=click.IntRange(0), default=None, help=cores)
    return click.option("--encoder", metavar="FOLDER", type=FILE, help=model)(threads(command))


OUTPUT = click.option(
    "--output", "-o", metavar="FILE", type=FILE, help="Write here, not to standard output."
)
_ENDINGS = "Write here; the format follows the file's ending. Repeatable."
OUTPUTS = click.option(
    "--output", "-o", "outputs", metavar="FILE", multiple=True, type=FILE, help=_ENDINGS
)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """A --format option; the first of ``formats`` is the default."""
    return click.option("--format", "format_", type=click.Choice(formats), default=formats[0])


def report_options(command: Command) -> Command:
    """What ``check`` and ``collate`` have in common."""
    files: dict[str, Any] = {"metavar": "FILE", "multiple": True, "type": FILE}
    one: dict[str, Any] = {"metavar": "FORMAT", "shell_complete": formats_called}
    command = finding_options(encoder_options(_terminal_options(command)))
    command = click.option("--output", "-o", "outputs", help=_ENDINGS, **files)(command)
    text = "terminal (default), json, html …"
    return click.option("--format", "format_", help=text, **one)(command)


def finding_options(command: Command) -> Command:
    """What is looked for, what counts, and from which severity on the exit status is 1."""
    many = {"metavar": "CHECK", "multiple": True, "shell_complete": checks_called}
    level, share = {"type": click.Choice(SEVERITIES)}, {"type": click.FloatRange(0, 1)}
    file = {"metavar": "FILE", "type": FILE}
    texts: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("--select", many, "Run these checks alone: codes, prefixes or names."),
        ("--ignore", many, "Leave these checks out."),
        ("--fail-on", level, "Exit 1 from this severity on (default: major)."),
        ("--glossary", file, "Terms to be kept: CSV, TSV or TBX, columns ar, en."),
        (
            "--aliases",
            file,
            "Names that are one person's or place's: CSV or TSV, columns ar, en.",
        ),
        ("--min-confidence", share, "Report from this confidence on (default: 0.5)."),
    )
    for name, attributes, text in reversed(texts):
        command = click.option(name, help=text, **attributes)(command)
    return command


def column_options(*names: str) -> Callable[[Command], Command]:
    """Which columns of a table of pairs count: --source-column and the like."""

    def with_columns(command: Command) -> Command:
        for name in reversed(names):
            text = {"id": "Column with the names of rows (default: their numbers)."}.get(
                name, f"Column of a table with the {name} (default: {name}, or ar / en)."
            )
            command = click.option(f"--{name}-column", metavar="NAME", help=text)(command)
        return command

    return with_columns


def _terminal_options(command: Command) -> Command:
    """How much the terminal is told, and whether in colour."""
    for name, text in (
        ("--quiet", "Print the counts alone, and nothing where nothing was found."),
        ("--statistics", "Print tables of figures in place of findings."),
        ("--verbose", "Show all findings on the terminal."),
    ):
        command = flag(name, text=text)(command)
    colored = "Colours: auto (default; NO_COLOR and FORCE_COLOR decide), always, never."
    return click.option("--color", type=click.Choice(COLORS), help=colored)(command)


def flag(*names: str, text: str) -> Callable[[Command], Command]:
    """A flag that is None where it is not given, so that the configuration decides."""
    return click.option(*names, is_flag=True, default=None, help=text)
