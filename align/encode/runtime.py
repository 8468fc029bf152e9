"""ONNX Runtime without its telemetry: of a run nothing is kept, and nothing sent, by it.

From 1.3x on its builds for Linux write an id of the machine and a base of events into the user's
cache, and send them to their maker. Both the variable and the call are needed: the first is read
when the library loads, the second is all that older versions know.
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
