"""Runs the process that answers peers and pulls from them."""

from __future__ import annotations

import argparse
import threading

from saphan.config import output
from saphan.config.runtime import open_node

NAME = "carrier"
HELP = "run the process that serves bundles to peers and pulls theirs (started by `up`)"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, metavar="S", help="seconds between two rounds")


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.exchange.carriers import pulling
    from saphan.exchange.carriers.client import place
    from saphan.exchange.carriers.server import Server
    from saphan.exchange.ceremony import keys

    keys.make(node.keys)
    if node.listen:
        server = Server(
            place(node.listen),
            folder=node.keys,
            peers=pulling.certificates,
            answers=pulling.FromTables(),
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        output.note(f"{node.name} answers peers at {node.listen}")
    pulling.Rounds(folder=node.keys, every=args.every or pulling.EVERY).run()
    return 0
