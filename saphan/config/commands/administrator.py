"""Appoints the first administrator of an authority, whom nobody else can appoint."""

from __future__ import annotations

import argparse

from saphan.config import output
from saphan.config.runtime import open_node
from saphan.kernel import clock

NAME = "administrator"
HELP = "the first administrator of an authority: prints the one-time code to begin with"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="small Latin letters, digits, dots, hyphens")
    parser.add_argument("name", metavar="NAME", help="in its own script")
    parser.add_argument("--authority", metavar="A", help="default: the node's")


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.accounts import services
    from saphan.config import operator

    authority = args.authority or node.only_authority
    by = operator.operator(node, authority=authority)
    person = services.Person(args.login, args.name)
    user = services.first_administrator(person, authority=authority, on=clock.today())
    code = services.issue_setup_code(user, by=by, at=clock.now())
    output.line(f"{user.login}  code {code}  (log in with “I have a printed sheet with a code”)")
    return 0
