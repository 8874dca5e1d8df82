"""Who acts at the command line of a node: its operator, who holds database and keys anyway.

The file is the first hand and the operator the second, so that nobody clears his own draft and
the seal says plainly that no logged-in officer cleared it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from saphan.accounts import roles
from saphan.accounts.models import Authority
from saphan.config.nodes import Node
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side


def hands(node: Node, *, authority: str, file: str) -> tuple[Actor, Actor]:
    """Return the drafter (the file) and the clearer (the operator) for an authority of the node.

    Refused with `unknown-authority` or `other-node` when the node does not speak for it.
    """
    found = Authority.objects.filter(code=authority).first()
    if found is None:
        raise Refused(
            "unknown-authority", _("No authority has the code %(code)s.") % {"code": authority}
        )
    if node.authorities and authority not in node.authorities:
        raise Refused(
            "other-node", _("This node does not speak for %(code)s.") % {"code": authority}
        )
    side = Side(found.side)
    drafter = _actor(f"file:{file[:100]}", file[:100], authority, side)
    return drafter, _actor("operator", f"Operator of {node.name}", authority, side)


def operator(node: Node, *, authority: str) -> Actor:
    """Return the node's operator at work for one of its authorities."""
    return hands(node, authority=authority, file="")[1]


def _actor(login: str, name: str, authority: str, side: Side) -> Actor:
    return Actor(login, name, authority, side, roles.all_abilities())
