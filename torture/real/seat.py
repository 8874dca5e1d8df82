"""A node as its surroundings see it: a process that takes orders and may die at any of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from saphan.kernel.refusals import Refused


class DiedError(Exception):
    """The node's process was killed; what it had not committed is gone."""


class FaultError(Exception):
    """The database failed the step: no room, read only, killed."""


class Seat:
    """One process; `sit` tells each new life which database and folder are its own."""

    def __init__(self, url: str) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "SAPHAN_NODE"}
        self._process = subprocess.Popen(  # our own command
            (sys.executable, "-m", "torture.real.node"),
            env={**environment, "DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._count = 0
        self.lives = 0
        self.sitting: dict[str, Any] = {}

    def sit(self, **where: str) -> None:
        """Begin a life over a database; every later life begins the same way."""
        self.sitting = where
        self("sit", fault={"years": 0}, **where)

    def __call__(self, step: str, *, fault: dict[str, Any] | None = None, **args: Any) -> Any:
        """Take a step and return its answer; Refused, DiedError or FaultError.

        After a death the next life sits down before this returns.
        """
        try:
            return self._answer(self._order(step, args, fault or {}))
        except DiedError:
            self.lives += 1
            if self.sitting:
                self._answer(self._order("sit", self.sitting, {}))
            raise

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _order(self, step: str, args: dict[str, Any], fault: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        self._count += 1
        order = {"n": self._count, "step": step, "args": args, **fault}
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return self._count

    def _answer(self, number: int) -> Any:
        got = died = False
        while True:
            said = self._heard()
            got |= said.get("got") == number
            if "died" in said:
                died = True
                if got:
                    raise DiedError(said["died"])
            if said.get("n") == number:
                break
        if died:  # before it read the order, which the next life then answered
            raise DiedError
        if "code" in said:
            raise Refused(said["code"], said["sentence"])
        if "fault" in said:
            raise FaultError(f"{said['fault']}: {said['sentence']}")
        return said["answer"]

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a node's process ended; it said why above")
        said: dict[str, Any] = json.loads(line)
        return said
