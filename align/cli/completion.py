"""What a shell completes: the scripts for it, and the words that options and arguments take.

Pressing the tabulator starts the program, so nothing heavy is imported here: the checks are read
from the table of examples, not from the registry.
"""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_ALIGN_COMPLETE"  # what click reads: the program's name in capitals


def script_for(shell: str, command: click.Command) -> str:
    """The script that makes ``shell`` ask ``command``, installed as align, for completions."""
    kind = get_completion_class(shell)
    assert kind is not None, shell
    # The base class's: bash's own would start bash to ask for its version.
    return ShellComplete.source(kind(command, {}, "align", _VARIABLE))


def checks_called(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Codes that begin so, each with its name; names where a name is begun."""
    from align.data import table

    names = {code: row["name"] for code, row in table("examples").items()}
    codes = [c for c in names if c.startswith(incomplete.upper())]
    if codes:
        return [CompletionItem(code, help=names[code]) for code in codes]
    found = [(name, code) for code, name in names.items() if name.startswith(incomplete.lower())]
    return [CompletionItem(name, help=code) for name, code in sorted(found)]


def formats_called(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The formats of reports that begin so."""
    from align.render import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


def kinds_called(
    ctx: click.Context,  # noqa: ARG001 - click's signature
    param: click.Parameter,  # noqa: ARG001 - click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """The kinds of evaluation that begin so."""
    from align.evaluate.kinds import KINDS

    return [CompletionItem(name) for name in KINDS if name.startswith(incomplete)]
