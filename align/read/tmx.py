"""Translation memories (TMX 1.4): the Arabic and English variants of each unit."""

from __future__ import annotations

from typing import Any

from align.errors import AlignError
from align.model import Language
from align.read.limits import LIMITS, Limits
from align.read.markup import LANGUAGE, child, local, parse_xml, words_of
from align.read.units import TwoSided, Unit


def parse_tmx(data: bytes, path: str, limits: Limits = LIMITS) -> TwoSided:
    """The units of a memory; variants in other languages are left out.

    The source is the header's language, or else the first variant's. Units have their ``tuid``, or
    their number in the file. Raises AlignError where no unit has both languages.
    """
    root = parse_xml(data, path, ("TMX", limits.depth))
    if local(root) != "tmx":
        raise AlignError(path, f"is no TMX file (it begins with <{local(root)[:40]}>)")
    header, body = child(root, "header"), child(root, "body")
    memory = [u for u in body if local(u) == "tu"] if body is not None else []
    variants = [_variants(unit) for unit in memory]
    codes = {code for found in variants for code in found}
    if not any({"ar", "en"} <= found.keys() for found in variants):
        others = ", ".join(sorted(codes)[:8]) or "none"
        raise AlignError(path, f"has no unit in Arabic and English (languages: {others})")
    declared = _primary(header.get("srclang") or "") if header is not None else ""
    original = declared if declared in ("ar", "en") else _first(variants)
    other = "en" if original == "ar" else "ar"
    sources, targets = [], []
    for number, (unit, found) in enumerate(zip(memory, variants, strict=True), 1):
        if original not in found:
            continue
        id_ = unit.get("tuid") or str(number)
        segment = found[original]
        sources.append(Unit(id_, words_of(segment), segment.sourceline or 1))
        rendered = found.get(other)
        words = "" if rendered is None else words_of(rendered)
        line = (segment if rendered is None else rendered).sourceline or 1
        targets.append(Unit(id_, words, line))
    return TwoSided(tuple(sources), tuple(targets), (original, other))


def _variants(unit: Any) -> dict[str, Any]:
    """The segment of each language, the first where there are several (en-GB, en-US)."""
    found: dict[str, Any] = {}
    for variant in unit:
        segment = child(variant, "seg") if local(variant) == "tuv" else None
        if segment is not None:
            code = _primary(variant.get(LANGUAGE) or variant.get("lang") or "")
            found.setdefault(code, segment)
    return found


def _primary(code: str) -> str:
    primary = code.strip().replace("_", "-").split("-")[0].lower()
    return {"ara": "ar", "eng": "en"}.get(primary, primary)


def _first(variants: list[dict[str, Any]]) -> str:
    both = next(found for found in variants if {"ar", "en"} <= found.keys())
    return next(code for code in both if code in set(Language))
