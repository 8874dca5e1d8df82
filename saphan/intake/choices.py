"""Closed lists of staging."""

from __future__ import annotations

from enum import StrEnum


class DraftState(StrEnum):
    """drafted -> checked -> cleared, or returned to its author, or given up by him."""

    DRAFTED = "drafted"
    CHECKED = "checked"
    CLEARED = "cleared"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class UploadState(StrEnum):
    """A file waits for answers, then for a second officer; it is sealed whole or not at all."""

    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    READY = "ready"
    SEALED = "sealed"
    WITHDRAWN = "withdrawn"
