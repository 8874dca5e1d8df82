"""Signs what a command sealed: the operator may load the key, the web's process never does."""

from __future__ import annotations

from saphan.config.nodes import Node
from saphan.exchange import beside
from saphan.ledger import signer


def sign(node: Node) -> bool:
    """Sign the journal's head; False when the node's key is kept elsewhere.

    A signer that runs beside it takes turns with this one.
    """
    if not (node.keys / signer.KEY_FILE).is_file():
        return False
    beside.look(node.folder)
    signer.sign(signer.load_key(node.keys))
    beside.keep(node.folder)
    return True
