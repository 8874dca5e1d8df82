"""Says what is wrong with the machine and its nodes."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from saphan.config import examination, nodes, output
from saphan.config.examination import Finding
from saphan.config.runtime import open_node

NAME = "doctor"
HELP = "look at the machine and the node, and say what needs attention"


def add(parser: argparse.ArgumentParser) -> None:
    """Nothing of its own."""


def run(args: argparse.Namespace) -> int:
    findings = list(examination.of_machine())
    if args.node or nodes.names():
        findings += examination.of_node(open_node(args))
    _show(findings, as_json=args.json)
    return 0 if all(finding.good for finding in findings) else 1


def _show(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        output.as_json([asdict(finding) for finding in findings])
        return
    for finding in findings:
        mark = "good     " if finding.good else "attention"
        output.line(f"{mark}  {finding.node:8}  {finding.check:10}  {finding.said}")
