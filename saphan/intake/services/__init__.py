"""Every change of staging: drafts and uploaded files, from the first hand to the seal."""

from saphan.intake.services.drafts import check, clear, correct, draft, give_back, withdraw
from saphan.intake.services.uploads import (
    Read,
    clear_upload,
    read_file,
    receive,
    settle,
    withdraw_upload,
)

__all__ = [
    "Read",
    "check",
    "clear",
    "clear_upload",
    "correct",
    "draft",
    "give_back",
    "read_file",
    "receive",
    "settle",
    "withdraw",
    "withdraw_upload",
]
