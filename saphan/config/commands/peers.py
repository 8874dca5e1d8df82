"""How this node and another come to know each other: cards, roots, the file that both sign."""

from __future__ import annotations

import argparse
import getpass
import os
from hashlib import sha256
from pathlib import Path

from saphan.config import nodes, output
from saphan.config.options import common
from saphan.config.runtime import open_node, set_up
from saphan.kernel.languages import Language, T
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

NAME = "peers"
HELP = "meet another side's node: card, root, draft, sign, page, join, address"


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    _add_files(verbs)
    joining = common(verbs.add_parser("join", help="begin with the nodes of a signed file"))
    joining.add_argument("genesis", type=Path, metavar="GENESIS")
    joining.add_argument("--card", type=Path, action="append", default=[], metavar="FILE")
    joining.add_argument("--signatures", type=Path, action="append", default=[], metavar="FILE")
    joining.set_defaults(verb=join)
    place = common(verbs.add_parser("address", help="say where a peer answers"))
    place.add_argument("peer", metavar="PEER", help="its name or an authority")
    place.add_argument("address", metavar="HOST:PORT", help="'' where bundles travel by stick")
    place.set_defaults(verb=address)


def _add_files(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    carded = common(verbs.add_parser("card", help="write what this node says of itself"))
    carded.add_argument("--out", type=Path, required=True, metavar="FILE")
    carded.set_defaults(verb=write_card)
    rooted = common(verbs.add_parser("root", help="make a root key, on a stick of its own"))
    rooted.add_argument("--side", type=Side, required=True, choices=list(Side))
    rooted.add_argument("--out", type=Path, required=True, metavar="FILE.pem")
    rooted.set_defaults(verb=make_root)
    drafted = common(verbs.add_parser("draft", help="write the file that both sides will sign"))
    drafted.add_argument("files", type=Path, nargs="+", metavar="FILE", help="cards, *.root.json")
    drafted.add_argument("--out", type=Path, required=True, metavar="FILE")
    drafted.set_defaults(verb=draft)
    signed = common(verbs.add_parser("sign", help="add a root's signature"))
    signed.add_argument("genesis", type=Path, metavar="GENESIS")
    signed.add_argument("--root", type=Path, required=True, metavar="FILE.pem")
    signed.set_defaults(verb=sign)
    printed = common(verbs.add_parser("page", help="the page to compare and sign, as PDF"))
    printed.add_argument("genesis", type=Path, metavar="GENESIS")
    printed.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    printed.set_defaults(verb=page)


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def write_card(args: argparse.Namespace) -> int:
    node = nodes.choose(args.node)
    set_up()
    from saphan.exchange.ceremony import card, files

    made = card.of(node.keys, side=node.side, name=node.name, authorities=node.authorities)
    data = card.dumps(made)
    card.loads(data)
    files.write(args.out, data)
    _say(args, args.out, data)
    return 0


def make_root(args: argparse.Namespace) -> int:
    """A key that lay in a node's folder would be in its backups and on its network."""
    set_up()
    from saphan.exchange.ceremony import roots

    if args.out.resolve().is_relative_to(nodes.home().resolve()):
        raise Refused("root-in-node", "A root key lies on a stick of its own, never in a node.")
    root = roots.make(args.out, side=args.side, passphrase=passphrase(anew=True))
    public = args.out.with_suffix(roots.PUBLIC_SUFFIX)
    _say(args, public, bytes.fromhex(root.key))
    return 0


def draft(args: argparse.Namespace) -> int:
    set_up()
    from saphan.bilateral import kinds
    from saphan.exchange.ceremony import card, drafting, files, roots, schemas

    given = [path.read_bytes() for path in args.files]
    cards = [card.loads(each) for each in given if files.kind_of(each) != roots.FORMAT]
    keys = [roots.loads(each) for each in given if files.kind_of(each) == roots.FORMAT]
    data = drafting.draft(cards, keys, schemas=schemas.hashes(kinds.schemas()))
    files.write(args.out, data)
    _say(args, args.out, data)
    return 0


def sign(args: argparse.Namespace) -> int:
    """Add a signature; the hash is said once more, for it is what was compared."""
    set_up()
    from saphan.exchange.ceremony import drafting, roots

    root = roots.load(args.root, passphrase=passphrase())
    signatures = drafting.sign(args.genesis, root)
    output.note(f"signatures so far: {len(signatures)}")
    _say(args, args.genesis, args.genesis.read_bytes())
    return 0


def page(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.accounts.models import Authority
    from saphan.exchange.ceremony import page as pages
    from saphan.kernel import clock
    from saphan.render import pdf
    from saphan.talks.services import of_this_node

    data, made_at = args.genesis.read_bytes(), clock.now().replace(microsecond=0)
    names: dict[str, T] = {each.code: each.names for each in Authority.objects.all()}
    args.out.mkdir(exist_ok=True)
    for language in Language:
        paper = pages.paper(data, language, side=node.side, names=names, made_at=made_at)
        path = args.out / f"{args.genesis.stem}-{language}.pdf"
        path.write_bytes(pdf.write(paper, fonts=of_this_node().fonts))
    _say(args, args.out, data)
    return 0


def join(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.exchange import peers
    from saphan.exchange.ceremony import card, drafting, joining

    own = card.of(node.keys, side=node.side, name=node.name, authorities=node.authorities)
    data = args.genesis.read_bytes()
    signatures = drafting.signatures_of(args.genesis, *args.signatures)
    shown = [card.loads(path.read_bytes()) for path in args.card]
    certificates = joining.certificates(data, signatures, own=own, cards=shown)
    joined = peers.join(data, signatures, key=own.key, certificates=certificates)
    for peer in joined:
        output.note(f"peer {peer.name}: {' '.join(peer.authorities)}")
    _say(args, args.genesis, data)
    return 0


def address(args: argparse.Namespace) -> int:
    open_node(args)
    from saphan.exchange import peers
    from saphan.exchange.ceremony import joining

    joining.locate(peers.find(args.peer), args.address)
    return 0


def passphrase(*, anew: bool = False) -> str:
    """Ask for it, twice when it is new; SAPHAN_ROOT_PASSPHRASE answers where nobody sits."""
    given = os.environ.get("SAPHAN_ROOT_PASSPHRASE")
    if given is not None:
        return given
    asked = getpass.getpass("Passphrase of the root key: ")
    if anew and getpass.getpass("Once more: ") != asked:
        raise Refused("other-passphrase", "The two are not the same.")
    return asked


def _say(args: argparse.Namespace, path: Path, data: bytes) -> None:
    """Print a file and its hash as people compare it."""
    from saphan.protocol import journal

    digits = sha256(data).hexdigest()
    if args.json:
        output.as_json({"file": str(path), "sha256": digits})
    else:
        output.line(f"{path}\n{journal.printed(digits)}")
