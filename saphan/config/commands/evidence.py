"""Writes a record's proof to a file."""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from saphan.config import output
from saphan.config.runtime import open_node
from saphan.kernel import clock
from saphan.kernel.refusals import Refused

if TYPE_CHECKING:
    from saphan.config.nodes import Node
    from saphan.ledger.reading import Stored

NAME = "evidence"
HELP = "a record's proof as a file that needs no node to be verified"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "record",
        metavar="RECORD",
        type=_record,
        help="its number, as `saphan figures evidence` says it, or the hash of one version",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write")
    parser.add_argument("--personal", action="store_true", help="open what is about persons")
    parser.add_argument("--level", metavar="L", help="what the receiver may see (default: shared)")
    parser.add_argument(
        "--with-verifier", action="store_true", help="put verifier.py and its words beside the file"
    )


def run(args: argparse.Namespace) -> int:
    node = open_node(args)
    from saphan.config import signing
    from saphan.exchange import proof
    from saphan.ledger import evidence, levels
    from saphan.protocol.evidence import VERIFIER, WORDS
    from saphan.talks import showing

    if args.level and args.level not in levels.ORDER:
        raise Refused("unknown-level", f"A level is one of {', '.join(levels.ORDER)}.")
    signing.sign(node)
    receiver = evidence.Receiver(clock.today(), args.level or levels.SHARED, args.personal)
    data = proof.file_of(args.record, words=showing.in_words, receiver=receiver)
    proved = evidence.find(args.record)
    if args.personal:
        _note_read(node, proved)
    args.out.write_bytes(data)
    if args.with_verifier:
        for each in (VERIFIER, WORDS):
            args.out.with_name(each.name).write_bytes(each.read_bytes())
    _say(args, proved, data)
    return 0


def _record(text: str) -> UUID | bytes:
    try:
        return bytes.fromhex(text) if len(text) == 64 else UUID(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            "a record is named by its number or by 64 hexadecimal digits"
        ) from error


def _note_read(node: Node, proved: Stored) -> None:
    from saphan.accounts.services import log_read
    from saphan.config import operator

    speaks = node.authorities or (proved.record.authority,)
    known = proved.record.authority in speaks
    by = operator.operator(node, authority=proved.record.authority if known else speaks[0])
    log_read(
        [str(proved.record.uid)], path="saphan evidence", purpose="export", by=by, at=clock.now()
    )


def _say(args: argparse.Namespace, proved: Stored, data: bytes) -> None:
    record = proved.record
    if args.json:
        output.as_json(
            {
                "file": str(args.out),
                "sha256": sha256(data).hexdigest(),
                "bytes": len(data),
                "record": str(record.uid),
                "version": record.version,
                "document": record.hash.hex(),
            }
        )
        return
    output.line(
        f"{args.out}: {record.schema} version {record.version}, {len(data)} bytes\n"
        f"to verify: saphan verify {args.out}"
    )
