"""What SARIF is told of accepted findings, and of what accepts nothing any more."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote as percent_encoded

from align.model import Accepted, Report, Suppression, SuppressionKind, Unused, UnusedKind
from align.render.aside import entry_path

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
Object = dict[str, Any]


def uri(path: str) -> str:
    """``path`` as a URI reference; a colon in a relative path begins no scheme."""
    slashes = path.replace("\\", "/")
    if slashes.startswith("/"):
        return "file://" + percent_encoded(_bytes(slashes))
    return percent_encoded(_bytes(slashes))


def _bytes(path: str) -> bytes:
    """The path as the disk has it; what is no byte of a name, nor a character, is a ``?``."""
    return b"".join(
        c.encode("utf-8", "surrogateescape" if "\udc80" <= c <= "\udcff" else "replace")
        for c in path
    )


def suppression_object(suppression: Suppression) -> Object:
    """A suppression with its reason as the justification; owner and last day as properties."""
    found: Object = {"kind": suppression.kind, "status": "accepted"}
    if suppression.reason:
        found["justification"] = suppression.reason
    properties = {"owner": suppression.owner, "expires": str(suppression.expires or "")}
    if kept := {key: value for key, value in properties.items() if value}:
        found["properties"] = kept
    return found


def unlinked(text: str) -> str:
    """``text`` as a message without links: SARIF would read [words](address) as one."""
    return _LINK.sub(r"\\[", text)


def absent_results(report: Report) -> list[Object]:
    """A result for each entry of the baseline that is not found any more in a file of this run."""
    files = {document.path for document in report.documents}
    ran = {info.code for info in report.checks}
    return [
        _absent(unused.entry, path)
        for unused in report.unused
        if unused.entry is not None and unused.kind is UnusedKind.ABSENT
        if (path := entry_path(report, unused.entry.target_path)) in files
        if unused.entry.code in ran
    ]


def _absent(entry: Accepted, path: str) -> Object:
    why = Suppression(SuppressionKind.EXTERNAL, entry.reason, entry.owner, entry.expires)
    return {
        "ruleId": entry.code,
        "level": "none",
        "message": {
            "text": unlinked(f"Accepted, and not found any more: {entry.target or entry.source}")
        },
        "partialFingerprints": {"align/v1": entry.fingerprint},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}],
        "suppressions": [suppression_object(why)],
        "baselineState": "absent",
    }


def told(report: Report) -> list[Object]:
    """Notifications of suppressions that accept nothing and of files without a partner."""
    found = [_unused(unused) for unused in report.unused]
    for missing in report.missing:
        text = f"{missing.path} has no partner: {missing.partner}"
        found.append(_notification("missing-partner", text, missing.path, 0))
    return found


def _unused(unused: Unused) -> Object:
    text = f"Unused suppression: {unused.words}: {unused.message}"
    return _notification(f"unused-suppression/{unused.kind}", text, unused.path, unused.line)


def _notification(name: str, text: str, path: str, line: int) -> Object:
    place: Object = {"artifactLocation": {"uri": uri(path)}}
    if line:
        place["region"] = {"startLine": line}
    return {
        "descriptor": {"id": name},
        "level": "warning",
        "message": {"text": unlinked(text)},
        "locations": [{"physicalLocation": place}],
    }
