"""The throwaway node that everything is measured on, set up as in production."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from saphan.config import nodes, runtime
from saphan.config.nodes import Node

NAME = "bench"
AUTHORITY = "vn-son-la"


@dataclass(slots=True)
class Stage:
    """The node, the scale of every amount (1 is what the targets speak of), and what is there."""

    node: Node
    scale: float = 1.0
    filled: set[str] = field(default_factory=set)

    def amount(self, full: int) -> int:
        return max(10, round(full * self.scale))

    def once(self, what: str) -> bool:
        """Tell whether `what` is still to be put there; the next call says no."""
        new = what not in self.filled
        self.filled.add(what)
        return new


@contextmanager
def throwaway(*, scale: float) -> Iterator[Stage]:
    """Make a node under a temporary SAPHAN_HOME, set Django up on it, and leave nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the database goes too
    home = Path(tempfile.mkdtemp(prefix="saphan-bench-"))
    home.chmod(0o711)  # the database's account passes through
    os.environ["SAPHAN_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    try:
        _saphan("node", "init", NAME, "--side", "VN", "--authority", AUTHORITY)
        os.environ["SAPHAN_NODE"] = NAME
        node = nodes.load(NAME)
        cluster = node.cluster
        if cluster is None:
            raise RuntimeError("the bench measures a database of its own")
        try:
            with cluster.hold():
                runtime.set_up()
                yield Stage(node, scale)
        finally:
            cluster.remove()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _saphan(*words: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "SAPHAN_NODE"}
    subprocess.run([sys.executable, "-m", "saphan", *words], check=True, env=environment)
