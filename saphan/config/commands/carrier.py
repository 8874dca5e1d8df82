"""Runs the process that answers peers and pulls from them; or pulls once."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING

from saphan.config import output
from saphan.config.runtime import open_node
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.config.nodes import Node

NAME = "carrier"
HELP = "run the process that serves bundles to peers and pulls theirs (started by `up`)"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, metavar="S", help="seconds between two rounds")
    parser.add_argument("--once", action="store_true", help="ask each peer once, then end")


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.exchange import beside
    from saphan.exchange.carriers import pulling
    from saphan.exchange.ceremony import keys

    keys.make(node.keys)
    beside.look(node.folder)
    if args.once:
        return pull_once(node, as_json=args.json)
    if node.listen:
        _answer(node)
    pulling.Rounds(folder=node.keys, every=args.every or pulling.EVERY).run()
    return 0


def _answer(node: Node) -> None:
    from saphan.exchange.carriers import pulling
    from saphan.exchange.carriers.client import place
    from saphan.exchange.carriers.server import Server

    server = Server(
        place(node.listen),
        folder=node.keys,
        peers=pulling.certificates,
        answers=pulling.FromTables(),
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    output.note(f"{node.name} answers peers at {node.listen}")


def pull_once(node: Node, *, as_json: bool, only: str = "") -> int:
    """Print what each peer brought; a peer that fails keeps nobody waiting and makes it exit 1.

    `only` is a peer's name or an authority of its.
    """
    from saphan.config import signing
    from saphan.exchange import peers
    from saphan.exchange.carriers import pulling
    from saphan.exchange.models import Peer

    failed: list[Refused] = []
    asked = [peers.find(only)] if only else Peer.objects.exclude(address="")
    for peer in asked:
        try:
            pulled = pulling.pull(peer, folder=node.keys)
        except Refused as refused:
            failed.append(refused)
            output.note(f"{peer.name}: {refused.code}: {refused.sentence}")
            continue
        said = {"peer": peer.name, "bundles": pulled.bundles, "lines": pulled.lines}
        said |= {"documents": pulled.documents, "parts": pulled.parts}
        output.as_json(said) if as_json else output.line(
            f"{peer.name}: {output.count(pulled.bundles, 'bundle')}, "
            f"{output.count(pulled.lines, 'line')}, {output.count(pulled.documents, 'document')}"
        )
    signing.sign(node)
    return 1 if failed else 0
