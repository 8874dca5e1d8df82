"""Places at which a process can be made to die, for the tests of what survives (EXCHANGE 9)."""

from __future__ import annotations

import os
import signal
from typing import Final

VARIABLE: Final = "SAPHAN_FAIL"


def failpoint(name: str) -> None:
    """Die here, as by `kill -9`, when the environment names this place; else do nothing at all."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
