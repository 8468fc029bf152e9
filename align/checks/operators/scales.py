"""The scales that markers stand on: how strongly something is to be done, and of how many."""

from __future__ import annotations

from align.checks.operators.exchange import Scale


def _pairs(*pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(p.split()) for p in pairs)


MODALITY = Scale(
    {"duty": "duty", "leave": "leave", "maybe": "leave", "will": "will"},
    _pairs("duty leave", "duty will", "leave will"),
    {"duty": 0.5, "maybe": 0.5, "leave": 0.55},
)
QUANTITY = Scale(
    {
        "every": "all",
        "always": "all",
        "both": "both",
        "most": "most",
        "many": "many",
        "half": "half",
        "some": "some",
        "few": "few",
        "least": "least",
        "ceiling": "ceiling",
        "more": "more",
        "less": "less",
        "seldom": "seldom",
        "sometimes": "some",
        "limit": "limit",
        "notonly": "notonly",
    },
    _pairs(
        "all most", "all many", "all half", "all some", "all few", "most some", "most few",
        "most half", "many few", "many some", "least ceiling", "limit notonly", "both some",
        "more less", "all seldom", "most seldom", "many seldom", "some seldom",
    ),
    {
        "limit": 0.5, "every": 0.65, "notonly": 0.65, "few": 0.5, "seldom": 0.3, "less": 0.6,
        "ceiling": 0.5,
    },
    frozenset(("every",)),
    frozenset(("many", "few", "more", "less", "most", "least", "ceiling")),
)  # fmt: skip
