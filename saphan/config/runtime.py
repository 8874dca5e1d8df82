"""How a command gets at its node."""

from __future__ import annotations

import argparse
import atexit
import os
from contextlib import ExitStack

import django
from django.utils import translation

from saphan.config import nodes
from saphan.config.nodes import Node
from saphan.kernel.sides import Side

_held = ExitStack()
atexit.register(_held.close)


def open_node(args: argparse.Namespace) -> Node:
    """Choose the command's node, keep its database running until the process ends, set Django up.

    A command calls this first and only then imports what needs tables:

        def run(args: argparse.Namespace) -> int:
            node = open_node(args)
            from saphan.figures.cells import compute   # models are ready from here on

    The node is `args.node`, else SAPHAN_NODE, else the node that speaks for `args.authority`, else
    the only one. With DATABASE_URL set and no node named, the database is the one given there.
    `node.side`, `node.authorities`, `node.keys` and `node.folder` say the rest. Refused: no node,
    an unclear choice, a database that does not start. SAPHAN_LANGUAGE is the language of answers.
    """
    node = _chosen(args)
    if node.name != os.environ.get("SAPHAN_NODE") and node.database != nodes.GIVEN:
        os.environ["SAPHAN_NODE"] = node.name
    cluster = node.cluster
    if cluster and "DATABASE_URL" not in os.environ:
        _held.enter_context(cluster.hold())
    set_up()
    return node


def release() -> None:
    """Let go of every database that commands of this process hold."""
    _held.close()


def set_up() -> None:
    """Make Django ready and speak the language of SAPHAN_LANGUAGE, else English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")
    django.setup()
    translation.activate(os.environ.get("SAPHAN_LANGUAGE", "en"))


def _chosen(args: argparse.Namespace) -> Node:
    if not args.node and "DATABASE_URL" in os.environ and "SAPHAN_NODE" not in os.environ:
        side = Side(os.environ.get("SAPHAN_SIDE", Side.VN))
        return Node(folder=nodes.home() / nodes.GIVEN, side=side, database=nodes.GIVEN)
    authority = getattr(args, "authority", None)
    return nodes.choose(args.node, authority=authority if isinstance(authority, str) else None)
