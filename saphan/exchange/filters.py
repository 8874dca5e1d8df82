"""What the lists of the exchange can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.utils.translation import gettext_lazy as _

from saphan.exchange import words
from saphan.exchange.models import Peer
from saphan.web.filters import FilterSet


def _peers() -> Iterator[tuple[str, str]]:
    return ((peer.node, words.name_of(peer.node)) for peer in Peer.objects.all())


class PeerFilter(FilterSet):
    """By the peer from which it came."""

    peer = django_filters.ChoiceFilter(choices=_peers, label=_("From"))
