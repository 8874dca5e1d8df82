"""How Saphan says no: a code for machines and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - it is an answer to a user, not a fault of the program
    """A rule objects.

    `code` is stable, `sentence` is translated, `where` names the place of the fault.
    """

    def __init__(self, code: str, sentence: str, *, where: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.where = dict(where or {})


class Forbidden(Refused):
    """The actor lacks an ability."""


class Missing(Refused):
    """What an address names is not there for the actor."""
