"""HTML: one self-contained page, read side by side; no request leaves it, no script is needed."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from align.model import Report
from align.render.html.isolated import isolated
from align.render.html.page import page
from align.render.plain import harmless

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLES = ("base.css", "summary.css", "beads.css", "findings.css", "collation.css", "print.css")
_SCRIPTS = ("page.js", "words.js", "findings.js", "pairs.js")


def html(report: Report) -> str:
    """The report as one page; its style and script are allowed by their hashes alone."""
    style, script = _assets(_STYLES), _assets(_SCRIPTS)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    text = (
        _environment()
        .get_template("report.html.j2")
        .render(page=page(report), style=style, script=script, policy=policy)
    )
    return harmless(text).rstrip("\n") + "\n"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=PackageLoader("align.render.html", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["isolated"] = isolated
    return environment


def _assets(names: tuple[str, ...]) -> str:
    folder = resources.files("align.render.html") / "templates"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
