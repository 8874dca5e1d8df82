"""What the sealed documents of this register state, countable."""

from __future__ import annotations

from typing import Any

FACTS: dict[type[Any], Any] = {}
