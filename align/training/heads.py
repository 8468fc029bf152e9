"""Words that go with their head: articles, pronouns and possessives take its link.

Arabic writes them into the word (الشارع the street, اخذت I took, ابنتك your daughter), so that
statistics, which look for a word of its own, often leave the English ones unlinked.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.training.links import Weighted

_ARTICLES = frozenset({"the"})
_BEFORE = frozenset(
    "i you he she it we they my your his her its our their".split()  # noqa: SIM905 - a word list
)
_REACH = 3
_INFERRED = 0.5


def attached(
    arabic: Sequence[str], english: Sequence[str], links: Sequence[Weighted]
) -> list[Weighted]:
    """``links`` and those of unlinked dependents, which take the link of the word they precede."""
    heads: dict[int, list[int]] = {}
    for i, j, _ in links:
        heads.setdefault(j, []).append(i)
    found = list(links)
    for j, word in enumerate(english):
        if j in heads or word not in _ARTICLES | _BEFORE:
            continue
        for near in range(j + 1, min(j + 1 + _REACH, len(english))):
            if near in heads:
                # الـ, or لل where the preposition swallowed the alef
                owners = [
                    i
                    for i in heads[near]
                    if word in _BEFORE or "ال" in arabic[i][:4] or arabic[i].startswith("لل")
                ]
                found += [(i, j, _INFERRED) for i in owners]
                break
    return sorted(found)
