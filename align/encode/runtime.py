"""ONNX Runtime without its telemetry: of a run nothing is kept, and nothing sent, by it.

Its build 1.32 for Linux writes an id of the machine and a base of events into the user's cache, and
knows an address of its maker to send them to. Both the variable and the call are needed: the first
is read when the library loads, the second is all that older versions know.
"""

from __future__ import annotations

import os
from typing import Any


def onnx_runtime() -> Any:
    """The library, loaded with its telemetry off."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime
