"""Every change of staging: drafts and uploaded files, from the first hand to the seal."""

from saphan.intake.services.drafts import (
    check,
    clear,
    correct,
    draft,
    draft_end,
    give_back,
    withdraw,
)
from saphan.intake.services.templates import template
from saphan.intake.services.uploads import (
    File,
    Read,
    check_upload,
    clear_upload,
    read_file,
    receive,
    settle,
    try_out,
    withdraw_upload,
)

__all__ = [
    "File",
    "Read",
    "check",
    "check_upload",
    "clear",
    "clear_upload",
    "correct",
    "draft",
    "draft_end",
    "give_back",
    "read_file",
    "receive",
    "settle",
    "template",
    "try_out",
    "withdraw",
    "withdraw_upload",
]
