"""JUnit XML: a suite for every pair, a case for every finding.

Critical and major findings fail, suppressed ones are skipped, the others pass with a note: a
build that turned red over a minor difference would soon be switched off.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from align.model import Finding, Report, Severity, Side
from align.render.aside import acceptance
from align.render.location import location, told
from align.render.overview import findings_of, is_collation, weighed
from align.render.plain import harmless, sentence, side_of


def junit(report: Report) -> str:
    """The report as JUnit XML."""
    root = Element("testsuites", name="align")
    findings = weighed(findings_of(report))
    scopes = _scopes(report)
    for finding in findings:
        scopes.setdefault(finding.pair, finding.pair)
    for scope, name in scopes.items():
        _suite(root, report, name, [f for f in findings if f.pair == scope])
    for key in ("tests", "failures"):  # the schema has no "skipped" here
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("errors", "0")
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _scopes(report: Report) -> dict[str, str]:
    """Every pair or statement with the name of its suite."""
    if is_collation(report):
        return {statement.id: f"statement {statement.id}" for statement in report.statements}
    named = {}
    for alignment in report.alignments:
        pair = alignment.pair
        sides = (report.document(pair.source.document), report.document(pair.target.document))
        named[pair.id] = " ↔ ".join(document.path or document.id for document in sides)
    return named


def _suite(root: Element, report: Report, name: str, findings: list[Finding]) -> None:
    failures = sum(_fails(finding) for finding in findings)
    skipped = sum(finding.suppressed for finding in findings)
    suite = SubElement(
        root,
        "testsuite",
        name=harmless(name),
        tests=str(max(1, len(findings))),
        failures=str(failures),
        errors="0",
        skipped=str(skipped),
    )
    for finding in findings:
        _case(suite, report, finding)
    if not findings:
        SubElement(suite, "testcase", name="no findings", classname=harmless(name))


def _fails(finding: Finding) -> bool:
    return not finding.suppressed and finding.severity.rank >= Severity.MAJOR.rank


def _case(suite: Element, report: Report, finding: Finding) -> None:
    place = location(report, finding)
    case = SubElement(
        suite,
        "testcase",
        name=f"{finding.code} {finding.name} {finding.fingerprint}",
        classname=harmless(place.path if place else finding.pair),
    )
    message = harmless(sentence(finding.message))
    words = harmless(_words(report, finding))
    if finding.suppression is not None:
        why = harmless(acceptance(finding.suppression))
        SubElement(case, "skipped", message=f"{why}; {message}")
    elif _fails(finding):
        failure = SubElement(case, "failure", message=message, type=finding.severity)
        failure.text = words
    else:
        SubElement(case, "system-out").text = f"{finding.severity}: {message}\n{words}"


def _words(report: Report, finding: Finding) -> str:
    place = location(report, finding)
    lines = [f"{place.path}:{place.line}:{place.column}"] if place else []
    lines += [told(place)] if place and place.unit else []
    lines += [f"{side.value}  {side_of(finding, side, 400)}" for side in Side]
    return "\n".join([*lines, f"confidence  {finding.confidence:.2f}"])
