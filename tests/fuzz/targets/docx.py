"""Word documents: archives whose members are mutated one at a time, and packed again."""

from __future__ import annotations

import random

from tests.fuzz.reading import document
from tests.fuzz.word import packed, seed, unpacked

SEEDS = (packed(seed()),)
MOST = 20_000
_BODY = "word/document.xml"


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """One member changed; now and then the packed bytes themselves, or a member lost."""
    import atheris

    chance = random.Random(seed)
    try:
        members = unpacked(data)
    except Exception:
        members = {}
    if not members or chance.random() < 0.1:
        return bytes(atheris.Mutate(data, most))
    name = _BODY if _BODY in members and chance.random() < 0.5 else chance.choice(sorted(members))
    if chance.random() < 0.02:
        del members[name]
    else:
        members[name] = bytes(atheris.Mutate(members[name], len(members[name]) + 200))
    found = packed(members)
    return found if len(found) <= most else data


def run(data: bytes) -> None:
    """Read as a Word document."""
    document("report.docx", data)
