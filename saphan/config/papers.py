"""What papers need from this installation."""

from __future__ import annotations

from pathlib import Path

from saphan.config.nodes import Node
from saphan.talks.services import Setting

FONTS = Path(__file__).resolve().parents[1] / "web" / "static" / "dist" / "fonts"


def setting(node: Node) -> Setting:
    return Setting(fonts=(FONTS,), generated=node.demo)
