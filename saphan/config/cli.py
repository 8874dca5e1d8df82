"""The command `saphan`: 0 when done, 1 on a refusal, 2 on bad usage; no traceback for bad input.

`SAPHAN_DEBUG=1` shows the traceback of an unexpected fault.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from typing import Protocol, cast

import saphan
from saphan.config import commands
from saphan.config.options import common
from saphan.config.output import note
from saphan.kernel.refusals import Refused

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Command(Protocol):
    """A module of `saphan.config.commands`."""

    NAME: str
    HELP: str
    add: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` defaults to the words after the program's name."""
    try:
        args = build().parse_args(argv)
    except SystemExit as exit_:
        return int(exit_.code or DONE)
    try:
        return int(args.run(args))
    except Refused as refused:
        note(f"{refused.code}: {refused.sentence}{_places(refused)}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        _unless_debugging(error)
        note(f"file: {error.strerror or error}{': ' + str(error.filename) * bool(error.filename)}")
    except Exception as error:  # noqa: BLE001 - an officer reads a sentence, not a traceback
        _unless_debugging(error)
        note(f"unexpected: {type(error).__name__}: {error} (SAPHAN_DEBUG=1 shows where)")
    return REFUSED


def build() -> argparse.ArgumentParser:
    """The parser with every command of the folder; `--node` and `--json` are common."""
    parser = argparse.ArgumentParser(prog="saphan", description=saphan.__doc__)
    parser.add_argument("--version", action="version", version=f"saphan {saphan.__version__}")
    parser.set_defaults(node=None, json=False)
    families = parser.add_subparsers(metavar="command", required=True)
    for command in found():
        one = families.add_parser(
            command.NAME, help=command.HELP, description=command.HELP, conflict_handler="resolve"
        )
        common(one)
        one.set_defaults(run=command.run)
        command.add(one)
    return parser


def found() -> list[Command]:
    """The commands, sorted by module name."""
    prefix = f"{commands.__name__}."
    modules = pkgutil.iter_modules(commands.__path__, prefix)
    return [cast("Command", importlib.import_module(module.name)) for module in modules]


def _places(refused: Refused) -> str:
    said = ", ".join(f"{name} {value}" for name, value in refused.where.items())
    return f" ({said})" if said else ""


def _unless_debugging(error: BaseException) -> None:
    if os.environ.get("SAPHAN_DEBUG") == "1":
        raise error
