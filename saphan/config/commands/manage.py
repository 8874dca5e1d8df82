"""Django's own commands, on a node."""

from __future__ import annotations

import argparse

from saphan.config.runtime import open_node

NAME = "manage"
HELP = "run a command of Django on a node: saphan manage migrate"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="the command and its options")


def run(args: argparse.Namespace) -> int:
    open_node(args)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["saphan manage", *args.words])
    return 0
