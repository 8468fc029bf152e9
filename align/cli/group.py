"""The group of commands: errors in one line, and the heavy commands loaded late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from align.errors import AlignError

_INTERRUPTED = 130  # as shells report a program that SIGINT ended
# Commands loaded when they are called: the module, its command, and what the list says of it.
_LAZY = {
    "baseline": ("align.cli.baseline", "baseline_command", "Accept what is found now."),
    "corpus": ("align.cli.corpus", "corpus_command", "Check many pairs."),
    "model": ("align.training.command", "model", "Export the packaged encoder."),
    "stale": (
        "align.cli.stale",
        "stale_command",
        "Report what TARGET renders and SOURCE says no more.",
    ),
    "train": ("align.training.command", "train", "Train an encoder on bitext."),
}


class Group(click.Group):
    """Turns errors into one line and exit status 2; loads some commands when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, those loaded late among them."""
        return sorted({*super().list_commands(ctx), *_LAZY})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name."""
        if cmd_name not in _LAZY:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        module, name, _ = _LAZY[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list in the help text; it loads nothing."""
        rows = [(n, c.get_short_help_str(70)) for n, c in sorted(self.commands.items())]
        rows += [(name, told) for name, (_, _, told) in _LAZY.items()]
        with formatter.section("Commands"):
            formatter.write_dl(sorted(rows))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses; what is misspelled is told in one line."""
        with _one_line(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what fails is told in one line."""
        with _one_line(ctx):
            return super().invoke(ctx)


@contextmanager
def _one_line(ctx: click.Context) -> Iterator[None]:
    """What cannot be done as one line on standard error and exit status 2; SIGINT likewise."""
    try:
        yield
    except getattr(click.exceptions, "NoArgsIsHelpError", ()):  # no error: its message is the help
        raise
    except click.UsageError as error:
        reason = " ".join(error.format_message().split())
    except AlignError as error:
        reason = str(error)
    except KeyboardInterrupt:
        click.echo("align: interrupted", err=True)
        ctx.exit(_INTERRUPTED)
    else:
        return
    from align.render.plain import clean  # a file's name may hold what a terminal or a log obeys

    click.echo(f"align: {clean(reason)}", err=True)
    ctx.exit(2)
