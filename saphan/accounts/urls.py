"""Pages of one's own account, people, authorities, and the log of reading."""

from __future__ import annotations

urlpatterns: list[object] = []
