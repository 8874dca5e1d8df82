"""Builds one bank's node as its people would: `python -m tests.acceptance.build_bank NAME ...`.

What follows the name are words of `saphan node init`. A process has one node's database and side.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from random import Random

from demo import talks
from demo.folder import lay_down
from saphan.config import cli, nodes
from saphan.config.banks import BANKS, SON_LA, Bank
from saphan.config.runtime import open_node


def main(name: str, *words: str) -> None:
    bank = BANKS[name]
    told = ("--side", bank.side, "--authority", bank.authority, "--demo")
    if cli.main(["node", "init", name, *told, *words]) != cli.DONE:
        sys.exit(1)
    fill(bank)


def fill(bank: Bank) -> None:
    """Give the node the demo's people; of Sơn La the workbook of the talks is imported."""
    node = open_node(Namespace(node=bank.node, authority=None))
    from saphan.config import operator, scenario, signing

    by = operator.operator(node, authority=bank.authority)
    scenario.people(node.folder, operator=by, bank=bank)
    if bank is SON_LA:
        folder = nodes.home() / "workbooks"
        lay_down(folder, [talks.book(Random(0))], seed=0, authority=bank.authority)
        list(scenario.imports(folder, say=print, bank=bank))
    signing.sign(node)


if __name__ == "__main__":
    main(*sys.argv[1:])
