"""What the command line prints: results to standard output, all else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson


def line(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def as_json(value: Any) -> None:
    """Print `value` as indented JSON in UTF-8; keys keep their order."""
    line(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode())


def note(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def count(number: int, thing: str) -> str:
    """`1 document`, `2 documents`; of several words the last is counted."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def progress[Item](items: Iterable[Item], *, what: str, total: int) -> Iterator[Item]:
    """Count `items` on a terminal as they are taken; say nothing when the output is piped."""
    if not sys.stderr.isatty():
        yield from items
        return
    step = max(1, total // 100)
    for done, item in enumerate(items, 1):
        yield item
        if done % step == 0 or done == total:
            sys.stderr.write(f"\r{what}: {done} / {total}")
    sys.stderr.write("\n")


def counter(what: str, *, total: int) -> Callable[[int], None]:
    """A function to call with how much is done; it speaks only on a terminal."""

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what}: {done} / {total}")

    return tell
