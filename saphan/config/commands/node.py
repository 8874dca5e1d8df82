"""Makes a node."""

from __future__ import annotations

import argparse
import shutil

from saphan.config import nodes, output
from saphan.config.nodes import EMBEDDED, Node
from saphan.config.options import common
from saphan.config.postgres import database
from saphan.config.runtime import open_node, release
from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

NAME = "node"
HELP = "create a node, or list the nodes of this machine"
FIRST_PORT = 8000
GENERATED = T(
    en="Demonstration: the records are generated.",
    vi="Bản trình diễn: các bản ghi được tạo tự động.",
    lo="ສະບັບສາທິດ: ບັນທຶກຖືກສ້າງຂຶ້ນ.",
)


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="verb", required=True)
    made = common(verbs.add_parser("init", help="create a node: folder, keys, database, tables"))
    made.add_argument("name", metavar="NAME", help="small Latin letters, digits, hyphens")
    made.add_argument(
        "--side", required=True, choices=[side.value for side in Side], help="whose node it is"
    )
    made.add_argument("--port", type=int, help="of the web pages on this machine")
    made.add_argument("--listen", default="", metavar="HOST:PORT", help="where peers may ask")
    made.add_argument("--database-url", default=EMBEDDED, metavar="URL", help="a server of yours")
    made.add_argument(
        "--authority",
        action="append",
        default=[],
        metavar="CODE",
        help="an authority that the node speaks for; may be repeated",
    )
    made.add_argument(
        "--officers-clear",
        dest="operator_clears",
        action="store_false",
        help="a file imported at the command line waits for an officer who clears it",
    )
    made.add_argument(
        "--demo",
        dest="generated",
        action="store_const",
        const=GENERATED,
        help="its records are generated",
    )
    made.set_defaults(verb=init)
    listing = common(verbs.add_parser("list", help="the nodes of this machine"))
    listing.set_defaults(verb=show)


def run(args: argparse.Namespace) -> int:
    done: int = args.verb(args)
    return done


def init(args: argparse.Namespace) -> int:
    """Create the node, or leave nothing behind."""
    node = Node(
        folder=nodes.home() / args.name,
        side=Side(args.side),
        authorities=tuple(args.authority),
        port=args.port or FIRST_PORT + len(nodes.names()),
        listen=args.listen,
        database=args.database_url,
        operator_clears=args.operator_clears,
        generated=args.generated,
    )
    nodes.make(node)
    args.node = node.name
    try:
        _make_database(node)
        open_node(args)
        _make_tables()
        _load_lists(node)
        _make_key(node)
    except BaseException:
        release()
        cluster = node.cluster
        if cluster:
            cluster.remove()
        shutil.rmtree(node.folder, ignore_errors=True)
        raise
    output.note(f"node {node.name} ({node.side}) is ready in {node.folder}")
    return 0


def show(args: argparse.Namespace) -> int:
    found = [nodes.load(name) for name in nodes.names()]
    if args.json:
        output.as_json([_described(node) for node in found])
        return 0
    for node in found:
        output.line(f"{node.name}  {node.side}  {node.port}  {' '.join(node.authorities)}")
    return 0


def _described(node: Node) -> dict[str, object]:
    return {
        "node": node.name,
        "side": node.side,
        "port": node.port,
        "authorities": node.authorities,
        "folder": str(node.folder),
    }


def _make_database(node: Node) -> None:
    cluster = node.cluster
    if cluster is None:
        database.prepare(node.database_url)
        return
    with cluster.hold():
        database.make(cluster.url("postgres"), nodes.DATABASE)
        database.prepare(node.database_url)


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _load_lists(node: Node) -> None:
    from django.conf import settings

    from saphan.accounts import services as accounts
    from saphan.places import services as places

    accounts.load_authorities()
    speak_for(node)
    places.load()
    places.load_shapes(settings.BASE_DIR / "node_modules")


def speak_for(node: Node) -> None:
    """Refuse an authority that is in no list, or of the other side: nobody could ever act here."""
    from saphan.config import operator

    for code in node.authorities:
        if operator.operator(node, authority=code).side != node.side:
            raise Refused("other-side", f"{code} is no authority of the side {node.side}.")


def _make_key(node: Node) -> None:
    from saphan.ledger import signer

    signer.make_key(node.keys)
