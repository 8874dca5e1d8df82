"""Verifies an evidence file without a node; `saphan/protocol/verifier.py` does it alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from saphan.config import output
from saphan.kernel.refusals import Refused
from saphan.protocol import verifier

NAME = "verify"
HELP = "what an evidence file proves, without any node"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--key", action="append", default=[], metavar="FP", help="a fingerprint as on paper"
    )
    parser.add_argument("--lang", choices=sorted(verifier.TEXTS), help="of the answer")
    parser.add_argument("--read", action="store_true", help="print the rendering as well")


def run(args: argparse.Namespace) -> int:
    asked = args.lang or os.environ.get("SAPHAN_LANGUAGE", "en")
    lang = asked if asked in verifier.TEXTS else "en"
    try:
        found = verifier.verify(args.file.read_bytes(), args.key, lang if args.read else "")
    except verifier.NotProven as error:
        why = verifier.say(error.code, {"detail": error.detail}, lang)
        raise Refused(error.code, f"{verifier.say('refused', {}, lang)}. {why}") from error
    if args.json:
        findings = [{"finding": code, **values} for code, values in found]
        said = next(n for n, (code, _values) in enumerate(found) if code == "unsigned")
        proven = {"proven": True, "file": str(args.file), "findings": findings[:said]}
        output.as_json({**proven, "not_proven": findings[said:]})
        return 0
    output.line(verifier.report(found, lang))
    return 0
