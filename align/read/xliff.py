"""XLIFF 1.2 and 2.x: translation units with their segments, of all files in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from align.errors import AlignError
from align.read.limits import LIMITS, Limits
from align.read.markup import child, local, parse_xml, words_of
from align.read.units import TwoSided, Unit

# States in which there is a target, though nobody translated it.
_UNDONE = frozenset({"new", "needs-translation", "initial"})
_Rows = Iterator[tuple[str, Unit, Unit]]


def parse_xliff(data: bytes, path: str, limits: Limits = LIMITS) -> TwoSided:
    """The units of an XLIFF file; notes, alternatives and what is not to be translated left out."""
    root = parse_xml(data, path, ("XLIFF", limits.depth))
    if local(root) != "xliff":
        raise AlignError(path, f"is no XLIFF file (it begins with <{local(root)[:40]}>)")
    second = root.get("version", "1.2").startswith("2") or "srcLang" in root.attrib
    rows = [row for file in root if local(file) == "file" for row in _file(file, second)]
    repeated = {i for i, count in Counter(one.id for _, one, _ in rows).items() if count > 1}
    sources, targets = [], []
    for file, one, two in rows:
        name = f"{file}/{one.id}" if one.id in repeated and file else one.id
        sources.append(Unit(name, one.words, one.line))
        targets.append(Unit(name, two.words, two.line))
    return TwoSided(tuple(sources), tuple(targets), _languages(root, second))


def _languages(root: Any, second: bool) -> tuple[str, str]:
    if second:
        return root.get("srcLang", ""), root.get("trgLang", "")
    file = child(root, "file")
    if file is None:
        return "", ""
    return file.get("source-language", ""), file.get("target-language", "")


def _file(file: Any, second: bool) -> _Rows:
    name = file.get("id" if second else "original") or ""
    wanted = "unit" if second else "trans-unit"
    for unit in file.iter():
        if local(unit) == wanted and unit.get("translate") != "no":
            for one, two in _segments(unit) if second else _trans_unit(unit):
                yield name, one, two


def _trans_unit(unit: Any) -> Iterator[tuple[Unit, Unit]]:
    """The unit of XLIFF 1.2, or each of the segments that it is cut into."""
    name = unit.get("id") or unit.get("resname") or ""
    source, target = child(unit, "source"), child(unit, "target")
    if source is None:
        return
    done = target is not None and target.get("state") not in _UNDONE
    if target is not None and not done and words_of(target).strip():
        return
    cut = child(unit, "seg-source")
    marks = _marks(cut) if cut is not None else {}
    theirs = _marks(target) if target is not None else {}
    if not marks or (done and not theirs):
        yield _unit(name, source, source), _unit(name, target, source)
        return
    for mid, mark in marks.items():
        id_ = f"{name}/{mid}" if len(marks) > 1 else name
        yield _unit(id_, mark, mark), _unit(id_, theirs.get(mid), mark)


def _marks(element: Any) -> dict[str, Any]:
    found = (m for m in element.iter() if local(m) == "mrk" and m.get("mtype") == "seg")
    return {mark.get("mid") or str(number): mark for number, mark in enumerate(found, 1)}


def _segments(unit: Any) -> Iterator[tuple[Unit, Unit]]:
    """The segments of a unit of XLIFF 2."""
    name = unit.get("id") or unit.get("name") or ""
    parts = [s for s in unit if local(s) == "segment"]
    for number, part in enumerate(parts, 1):
        source, target = child(part, "source"), child(part, "target")
        if source is None:
            continue
        state = part.get("state")
        if state in _UNDONE and target is not None and words_of(target).strip():
            continue
        id_ = f"{name}/{part.get('id') or number}" if len(parts) > 1 else name
        yield _unit(id_, source, source), _unit(id_, target, source)


def _unit(name: str, element: Any | None, beside: Any) -> Unit:
    """One side; where it is missing, an empty one on the line of what it should stand beside."""
    if element is None:
        return Unit(name, "", beside.sourceline or 1)
    return Unit(name, words_of(element), element.sourceline or 1)
