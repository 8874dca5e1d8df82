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
    data = args.file.read_bytes()
    try:
        found = verifier.verify(data, args.key)
    except verifier.NotProven as error:
        raise Refused(error.code, _sentence(error, lang)) from error
    if args.json:
        findings = [{"finding": code, **values} for code, values in found]
        said = next(n for n, (code, _values) in enumerate(found) if code == "unsigned")
        proven = {"proven": True, "file": str(args.file), "findings": findings[:said]}
        output.as_json({**proven, "not_proven": findings[said:]})
        return 0
    output.line(verifier.report(found, lang))
    if args.read:
        output.line(_harmless(f"{verifier.TEXTS[lang]['reading']} {_rendering(data, lang)}"))
    return 0


def _sentence(error: verifier.NotProven, lang: str) -> str:
    texts = verifier.TEXTS[lang]
    sentence = texts.get(error.code, verifier.EN[error.code]).format(detail=error.detail)
    return _harmless(f"{texts['refused']}. {sentence}")


def _rendering(data: bytes, lang: str) -> str:
    return str(verifier.read_body(data)["renderings"][lang])


def _harmless(text: str) -> str:
    """A file must not steer the terminal."""
    return "".join(char if char.isprintable() else f"<{ord(char):X}>" for char in text)
