"""Work of the talks that the node's worker does."""

from __future__ import annotations

from procrastinate.contrib.django import app

from saphan.talks import packs


@app.task(name="talks.make-pack", pass_context=False)
def make_pack(number: int) -> None:
    """Make the pack with this number."""
    packs.make(number)
