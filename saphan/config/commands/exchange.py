"""Journals to and from peers: by stick, by line, and how things stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from saphan.config import output
from saphan.config.options import common
from saphan.config.runtime import open_node
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.config.nodes import Node
    from saphan.exchange.status import Standing

NAME = "exchange"
HELP = "what passes between this node and its peers"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    bundle = common(verbs.add_parser("bundle", help="everything a peer has not, as a file"))
    bundle.add_argument("--to", required=True, metavar="PEER", help="its name or an authority")
    bundle.add_argument("--out", type=Path, required=True, metavar="FILE", help="on the stick")
    bundle.set_defaults(verb=write)
    pulling = common(verbs.add_parser("pull", help="ask peers over the line, once"))
    pulling.add_argument("--from", dest="peer", default="", metavar="PEER", help="only this one")
    pulling.set_defaults(verb=pull)
    taking = common(verbs.add_parser("ingest", help="take in what a peer sent as a file"))
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.set_defaults(verb=take)
    helping = common(verbs.add_parser("help", help="what a restored peer lacks, as a file"))
    helping.add_argument("--to", required=True, metavar="PEER", help="its name or an authority")
    helping.add_argument("--out", type=Path, required=True, metavar="FILE", help="on the stick")
    helping.set_defaults(verb=help_peer)
    going = common(verbs.add_parser("restored", help="say that this node comes from a backup"))
    going.set_defaults(verb=say_restored)
    standing = common(verbs.add_parser("status", help="how things stand with each peer"))
    standing.set_defaults(verb=show)


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def write(args: argparse.Namespace) -> int:
    """Write the file whole or not at all; only the peer can read it."""
    node = open_node(args)
    from saphan.config import signing
    from saphan.exchange import peers, serving
    from saphan.exchange.carriers import sticks

    peer = peers.find(args.to)
    signing.sign(node)
    count = 0

    def counted(bundles: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal count
        for data in bundles:
            count += 1
            yield data

    since = serving.acknowledged(peer.node)
    try:
        sticks.write(args.out, counted(serving.bundles(peer.node, *since)), to=bytes(peer.box))
    except OSError as error:
        raise Refused("cannot-write", f"{args.out} could not be written: {error}.") from error
    said = {"file": str(args.out), "to": peer.name, "bundles": count}
    output.as_json(said) if args.json else output.line(
        f"{args.out}: {output.count(count, 'bundle')} for {peer.name}"
    )
    return 0


def pull(args: argparse.Namespace) -> int:
    """Ask each peer that has an address; exits 1 when one of them cannot be had."""
    node = open_node(args)
    from saphan.config.commands.carrier import pull_once
    from saphan.exchange import beside

    beside.look(node.folder)
    return pull_once(node, as_json=args.json, only=args.peer)


def take(args: argparse.Namespace) -> int:
    """Take in every bundle that can be; what is refused is told, and the rest goes on."""
    node = open_node(args)
    from saphan.config import signing
    from saphan.exchange import beside, helping

    beside.look(node.folder)
    pieces = _bundles(args.file, node)
    try:
        first = next(pieces, b"")
        if helping.is_help(first):
            return _help(first, pieces, as_json=args.json)
        return _take_all(args, chain([first] if first else [], pieces))
    except OSError as error:
        raise Refused("cannot-read", f"{args.file} could not be read: {error}.") from error
    finally:
        signing.sign(node)


def _take_all(args: argparse.Namespace, pieces: Iterable[bytes]) -> int:
    from saphan.exchange import ingest

    lines = documents = parts = 0
    refused: list[Refused] = []
    for data in pieces:
        try:
            taken = ingest.take(data)
        except Refused as objection:
            refused.append(objection)
            continue
        lines, parts = lines + taken.lines, parts + taken.parts
        documents += taken.documents
    if args.json:
        output.as_json(
            {
                "file": str(args.file),
                "lines": lines,
                "documents": documents,
                "parts": parts,
                "refused": [{"code": r.code, "sentence": r.sentence} for r in refused],
            }
        )
    else:
        output.line(
            f"{args.file}: {output.count(lines, 'line')}, {output.count(documents, 'document')}, "
            f"{output.count(parts, 'part')}, {output.count(len(refused), 'bundle')} refused"
        )
    if refused:
        raise refused[0]
    return 0


def _bundles(path: Path, node: Node) -> Iterator[bytes]:
    """Read a stick's file, or a bundle that lies there by itself."""
    from saphan.exchange.carriers import sticks
    from saphan.exchange.ceremony import keys
    from saphan.protocol import bundle

    with path.open("rb") as file:
        plain = file.read(1) == b"{"
    if not plain:
        yield from sticks.read(path, key=keys.load_box(node.keys))
        return
    if path.stat().st_size > bundle.LIMIT:
        raise Refused("too-large", "A bundle has at most 4 MiB.")
    yield path.read_bytes()


def help_peer(args: argparse.Namespace) -> int:
    """Write everything a restored peer needs to become whole; only the peer can read it."""
    open_node(args)
    from saphan.exchange import helping, peers
    from saphan.exchange.carriers import sticks

    peer = peers.find(args.to)
    try:
        sticks.write(args.out, helping.pieces(peer.node), to=bytes(peer.box))
    except OSError as error:
        raise Refused("cannot-write", f"{args.out} could not be written: {error}.") from error
    said = {"file": str(args.out), "to": peer.name}
    output.as_json(said) if args.json else output.line(f"{args.out}: help for {peer.name}")
    return 0


def say_restored(args: argparse.Namespace) -> int:
    """Have the node listen only until its peers gave it its lines back."""
    open_node(args)
    from saphan.exchange import recovery
    from saphan.exchange.models import Peer

    names = []
    for peer in Peer.objects.all():
        recovery.restored(peer.node)
        names.append(peer.name)
    if args.json:
        output.as_json({"waits_for": names})
    else:
        output.line(f"reads only until its lines came back from: {', '.join(names) or 'no peer'}")
    return 0


def _help(first: bytes, pieces: Iterator[bytes], *, as_json: bool) -> int:
    """Take the node's own lines back, and name what nobody could give back."""
    from saphan.exchange import helping

    found = helping.take(first, pieces)
    lost = list(found.lost)
    if as_json:
        output.as_json({"lines": found.lines, "documents": found.documents, "lost": lost})
    else:
        back = f"{output.count(found.lines, 'line')}, {output.count(found.documents, 'document')}"
        output.line(f"came back: {back}; lost: {', '.join(lost) or 'nothing'}")
    return 0


def show(args: argparse.Namespace) -> int:
    """Print the standing; exits 1 while a peer and this node cannot go on without people."""
    open_node(args)
    from saphan.exchange import status

    found = status.all_peers()
    if args.json:
        output.as_json([each.as_json for each in found])
    else:
        for each in found:
            output.line(_line(each))
    stuck = {status.QUARANTINE, status.FORK}
    return 1 if any(each.state in stuck for each in found) else 0


def _line(each: Standing) -> str:
    oldest = f", oldest unanswered of {each.oldest:%Y-%m-%d %H:%M}" if each.oldest else ""
    return (
        f"{each.name}: {each.state}; ours {each.ours}, signed {each.signed}, "
        f"acknowledged {each.acknowledged}{oldest}; theirs {each.theirs}; "
        f"{output.count(each.missing, 'part')} missing, "
        f"{output.count(each.refused, 'bundle')} refused, {each.unread} unreadable; "
        f"waits for us {each.waits_for_us}, for them {each.waits_for_them}"
    )
