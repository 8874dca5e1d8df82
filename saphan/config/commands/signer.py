"""Runs the process that holds the node's key."""

from __future__ import annotations

import argparse

from saphan.config.runtime import open_node

NAME = "signer"
HELP = "run the process that signs the heads of the journals (started by `up`)"


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing of its own."""


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.exchange import beside
    from saphan.ledger import signer

    beside.look(node.folder)
    signer.run(node.folder, after=lambda: beside.keep(node.folder))
    return 0
