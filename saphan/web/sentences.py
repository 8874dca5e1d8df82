"""What the floors without a language say, said in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from saphan.kernel.refusals import Refused

SENTENCES: Mapping[str, Any] = {
    # The kernel
    "not-able": __("Your roles do not allow this. Ask an administrator of your authority."),
    # Canonical bytes
    "big-integer": __("A whole number is greater than a record can hold. Write it as text."),
    "float": __("A number with a fraction or an exponent is written as text."),
    "key": __("A name in what was sent is not lower-case letters, digits and _ after a letter."),
    "not-canonical": __("The text is not in its canonical spelling."),
    "not-json": __("What was sent is no text of JSON that a record can hold."),
    "not-nfc": __("The accents are stored apart from their letters (NFD). Type the text again."),
    "surrogate": __("The text holds half of a character. Type it again."),
    "too-deep": __("What was sent is nested too deep."),
    "too-large": __("The text is too long for a record."),
    "unassigned-character": __("The text holds something that is no character. Type it again."),
    # Documents, journals and their proofs
    "bad-document": __("A sealed document is not written as documents are."),
    "bad-frontier": __("The journal does not follow from its last signed head."),
    "bad-line": __("A line of a journal is not written as lines are."),
    "evidence": __("The evidence file does not prove its record."),
    # What peers send
    "bad-bundle": __("The file is not written as bundles are."),
    "bad-head": __("The signed head of a journal is not written as heads are."),
    "bad-policy": __("A sharing policy is not written as policies are."),
    "bad-root": __("The lines do not lead to the root that the peer signed."),
    "bad-signature": __("The signature is not by the key that the peer has at this line."),
    "epoch-again": __("The journal has had this epoch before."),
    "fork": __("The peer holds or shows another course of a journal than the one known here."),
    "gap": __("Lines before these are missing: take in the earlier file first, or ask anew."),
    "not-a-stick": __("The file is not one that a node wrote for another."),
    "other-epoch": __("The lines belong to an epoch that is not the present one."),
    "other-genesis": __("The genesis file is another than the one joined by, or of another pair."),
    "other-receiver": __("The file was written for another node."),
    "stale-base": __("The peer's new epoch goes on from fewer lines than are held here."),
    "stick-damaged": __("The file was changed after it was written. Copy it again."),
    "stick-truncated": __("The file ends too early: it was not copied to its end. Copy it again."),
    # Names of places
    "bidi-control": __(
        "The text holds an invisible mark that changes the direction of writing. Type it again."
    ),
    "invisible-character": __("The text holds an invisible character. Type it again."),
    "mixed-scripts": __("The text mixes letters of several scripts that look alike."),
}
"""Codes of refusals whose own sentence is for programmers, in English."""


def said(refused: Refused) -> str:
    """Return the sentence in the language of the moment, with the place where one is known.

    `where` names a member of a document as `path`, or a `character` counted from 1 and its `point`.
    """
    sentence = str(SENTENCES.get(refused.code, refused.sentence))
    if "character" in refused.where:
        words = {"sentence": sentence, "at": refused.where["character"]}
        words["point"] = refused.where["point"]
        return _("%(sentence)s (character %(at)s: %(point)s)") % words
    if refused.code in SENTENCES and refused.where.get("path"):
        words = {"sentence": sentence, "path": refused.where["path"]}
        return _("%(sentence)s (at %(path)s)") % words
    return sentence
