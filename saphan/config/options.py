"""Options that every command and verb takes."""

from __future__ import annotations

import argparse
from datetime import date


def common(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add `--node` and `--json`; a verb's parser calls it so that they may stand after the verb."""
    parser.add_argument("--node", metavar="NAME", default=argparse.SUPPRESS, help="which node")
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print results as JSON"
    )
    return parser


def day(text: str) -> date:
    """A type for `--from` and `--to`: YYYY-MM-DD, else bad usage."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day like 2025-08-12") from error
