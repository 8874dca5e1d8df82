"""An authority moves between nodes of a side: the roots say so in both nodes' journals."""

from __future__ import annotations

import argparse
from pathlib import Path

from saphan.config import output
from saphan.config.commands.peers import passphrase
from saphan.config.options import common
from saphan.config.runtime import open_node, set_up

NAME = "terms"
HELP = "say to a peer for which authorities this node speaks from now on"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    drafted = common(verbs.add_parser("draft", help="write what two roots of our side will sign"))
    drafted.add_argument("--to", required=True, metavar="PEER", help="its name or an authority")
    drafted.add_argument("--authority", dest="codes", action="append", required=True, metavar="A")
    drafted.add_argument("--out", type=Path, required=True, metavar="FILE")
    drafted.set_defaults(verb=draft)
    signed = common(verbs.add_parser("sign", help="add a root's signature"))
    signed.add_argument("file", type=Path, metavar="FILE")
    signed.add_argument("--root", type=Path, required=True, metavar="FILE.pem")
    signed.set_defaults(verb=sign)
    written = common(verbs.add_parser("write", help="write the signed line to the peer's journal"))
    written.add_argument("file", type=Path, metavar="FILE")
    written.set_defaults(verb=write)


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def draft(args: argparse.Namespace) -> int:
    open_node(args)
    from saphan.exchange import peers
    from saphan.exchange.ceremony import files, terms

    files.write(args.out, terms.draft(peers.find(args.to), args.codes))
    output.line(str(args.out))
    return 0


def sign(args: argparse.Namespace) -> int:
    set_up()
    from saphan.exchange.ceremony import roots, terms

    count = terms.sign(args.file, roots.load(args.root, passphrase=passphrase()))
    output.note(f"signatures so far: {count}")
    return 0


def write(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.config import signing
    from saphan.exchange.ceremony import terms

    peer = terms.write(args.file.read_bytes())
    signing.sign(node)
    output.line(f"{peer.name} is told with the next bundle")
    return 0
