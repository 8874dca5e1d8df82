"""The finding that this node is behind what a peer holds of it: it comes from a backup."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused


class Behind(Refused):
    """The peer holds more of our journal than is here, or other lines: nothing is taken in."""

    def __init__(self, peer: str) -> None:
        sentence = _("The peer holds more of this journal than is here: this node was restored.")
        super().__init__("restored", sentence)
        self.peer = peer

    def note(self) -> None:
        """Keep the finding: with this peer the node listens only from now on."""
        Peer.objects.filter(node=self.peer).update(restored=True)
