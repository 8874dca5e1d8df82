"""Runs the processes of one or more nodes."""

from __future__ import annotations

import argparse
import fcntl
from contextlib import ExitStack

from saphan.config import nodes, output
from saphan.config.nodes import Node
from saphan.config.processes import Service, Supervisor, answers, services
from saphan.kernel.refusals import Refused

NAME = "up"
HELP = "run the processes of the nodes: database, web, signer, worker, carrier"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--node", action="extend", nargs="+", metavar="NAME", help="one or more; default all"
    )
    parser.add_argument("--port", type=int, help="of the first node; the next take the next ones")


def run(args: argparse.Namespace) -> int:
    chosen = [nodes.load(name) for name in args.node or nodes.names()]
    if not chosen:
        raise Refused("no-node", "There is no node yet: saphan node init NAME --side VN|LA")
    serve(chosen, port=args.port)
    return 0


def serve(chosen: list[Node], *, port: int | None = None) -> None:
    """Run the nodes until Ctrl-C or SIGTERM; one supervisor per node."""
    with ExitStack() as held:
        running: list[Service] = []
        awaited: dict[int, Node] = {}
        for place, node in enumerate(chosen):
            _claim(held, node)
            if node.cluster:
                held.enter_context(node.cluster.hold())
            number = node.port if port is None else port + place
            running += services(node, port=number)
            awaited[number] = node
            output.note(f"{node.name} starts  (Ctrl-C stops)")

        def look() -> None:
            _restart_databases(chosen)
            _announce(awaited)

        Supervisor(running, say=output.note, check=look).run()


def _announce(awaited: dict[int, Node]) -> None:
    """Say the address of each node once, when its pages answer."""
    for port, node in list(awaited.items()):
        if answers(node, port=port):
            output.note(f"{node.name}: http://localhost:{port}")
            del awaited[port]


def _claim(held: ExitStack, node: Node) -> None:
    mark = held.enter_context((node.folder / "up.lock").open("w"))
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused("already-up", f"The node {node.name} is already running here.") from error


def _restart_databases(chosen: list[Node]) -> None:
    for node in chosen:
        cluster = node.cluster
        if cluster and not cluster.running():
            output.note(f"{node.name} database is down; starting it")
            cluster.start()
