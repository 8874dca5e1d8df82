"""The people of the bench's node: those of the demo."""

from __future__ import annotations

from bench.stage import AUTHORITY
from saphan.config import operator, scenario
from saphan.config.nodes import Node


def make(node: Node) -> None:
    """Make them, with a second factor each."""
    scenario.people(node.folder, operator=operator.operator(node, authority=AUTHORITY))
