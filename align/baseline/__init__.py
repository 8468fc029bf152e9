"""Accepted findings by fingerprint, with reason, owner and expiry."""

from align.baseline.files import (
    baseline_path,
    baseline_text,
    read_baseline,
    today,
    written_path,
)
from align.baseline.held import Held, held, suppressed
from align.baseline.merged import Acceptance, Merged, Mode, merged

__all__ = [
    "Acceptance",
    "Held",
    "Merged",
    "Mode",
    "baseline_path",
    "baseline_text",
    "held",
    "merged",
    "read_baseline",
    "suppressed",
    "today",
    "written_path",
]
