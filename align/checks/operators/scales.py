"""The scales that markers stand on: how strongly something is to be done, and of how many."""

from __future__ import annotations

from align.checks.operators.exchange import Scale


def _pairs(*pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(p.split()) for p in pairs)


MODALITY = Scale(
    {"duty": "duty", "leave": "leave", "maybe": "leave", "will": "will"},
    _pairs("duty leave", "duty will", "leave will"),
    {"duty": 0.6, "maybe": 0.6, "leave": 0.7},
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
        "limit": "limit",
        "notonly": "notonly",
    },
    _pairs(
        "all most", "all many", "all half", "all some", "all few", "most some", "most few",
        "most half", "many few", "many some", "least ceiling", "limit notonly", "both some",
    ),
    {"limit": 0.6, "every": 0.8, "notonly": 0.8},
)  # fmt: skip
