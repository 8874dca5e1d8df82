"""One-line faults put into the product on purpose, each with the invariant that must catch it.

A judge that lets one of them pass is no judge (EXCHANGE 9 c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from saphan.protocol import journal, merkle, receive
from saphan.protocol.bundle import Bundle, Payload
from saphan.protocol.fold import Fold
from saphan.protocol.receive import Copy, News
from torture.disk import Stretch
from torture.party import Party


@dataclass(frozen=True, slots=True)
class Bug:
    """What is broken, how, and the words of the judgement that must follow (any of them)."""

    name: str
    planted: Callable[[], AbstractContextManager[Any]]
    caught_by: tuple[str, ...]
    restores: bool = False


def _believe_every_root() -> AbstractContextManager[Any]:
    """Signature and root are not looked at: a flipped bit in a line goes in."""

    def examine(arrived: Bundle, copy: Copy, **_given: Any) -> News:
        fresh = arrived.lines[max(0, copy.size + 1 - arrived.header.start) :]
        frontier = merkle.Frontier.from_bytes(copy.frontier)
        frontier.extend(merkle.leaf_hash(data) for data in fresh)
        after = replace(copy, size=frontier.size, frontier=frontier.to_bytes())
        return News(copy.size + 1, fresh, after, journal.read_head(arrived.head))

    return patch.object(receive, "examine", examine)


def _append_blindly() -> AbstractContextManager[Any]:
    """Lines that are held already are appended once more."""
    examine = receive.examine

    def blind(arrived: Bundle, copy: Copy, **given: Any) -> News:
        news = examine(arrived, copy, **given)
        return replace(news, lines=arrived.lines)

    return patch.object(receive, "examine", blind)


def _take_whatever_comes() -> AbstractContextManager[Any]:
    """Payloads are kept under the commitment that was wanted, whatever they are."""

    def keep(party: Party, parts: Sequence[Payload]) -> int:
        for wanted, part in zip(sorted(party.disk.wanted), parts, strict=False):
            party.disk.payloads[wanted] = part
            party.disk.wanted.discard(wanted)
        return 0

    return patch.object(Party, "_keep", keep)


def _answer_every_ack() -> AbstractContextManager[Any]:
    return patch.object(News, "calls_for_ack", property(lambda news: bool(news.lines)))


def _agree_without_the_last_word() -> AbstractContextManager[Any]:
    """A withdrawal undoes what was agreed: the latch is gone."""
    agreed_at = Fold._agreed_at

    def unlatched(states: Fold, version: Any) -> int | None:
        return None if version.withdrawn is not None else agreed_at(states, version)

    return patch.object(Fold, "_agreed_at", unlatched)


def _agree_at_once() -> AbstractContextManager[Any]:
    """A node counts its own confirmation as agreed before the proposer acknowledged it."""

    def at_once(_states: Fold, version: Any) -> int | None:
        return version.confirmed if version.withdrawn is None else None

    return patch.object(Fold, "_agreed_at", at_once)


def _go_on_after_a_restore() -> AbstractContextManager[Any]:
    """A restored node writes on under numbers that are spent."""

    def carry_on(party: Party, _returned: Any) -> None:
        party.restored = False
        party.largest.clear()

    return patch.object(Party, "recover", carry_on)


def _forget_to_fetch_back() -> AbstractContextManager[Any]:
    """A new epoch is opened where the backup ended, and the peer takes it."""

    def nothing(_party: Party, _epoch: str, _size: int) -> list[Stretch]:
        return []

    reopened = receive.reopened

    def anywhere(arrived: Bundle, copy: Copy, **given: Any) -> int:
        return reopened(arrived, copy, **{**given, "yields": True})

    return _both(
        patch.object(Party, "give_back", nothing), patch.object(receive, "reopened", anywhere)
    )


@contextmanager
def _both(*patches: AbstractContextManager[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for each in patches:
            stack.enter_context(each)
        yield


BUGS = (
    Bug("no root check", _believe_every_root, ("I1", "I2/I3")),
    Bug("blind append", _append_blindly, ("I1", "I2/I3")),
    Bug("payload not compared with its commitment", _take_whatever_comes, ("I3", "I7")),
    Bug("ack of acks", _answer_every_ack, ("no silence",)),
    Bug("latch removed", _agree_without_the_last_word, ("I9",)),
    Bug("agreed before it is acknowledged", _agree_at_once, ("I4", "I9", "state-differs")),
    Bug(
        "restore without an epoch",
        _go_on_after_a_restore,
        ("fork", "bad-root", "I7"),
        restores=True,
    ),
    Bug("epoch opened too early", _forget_to_fetch_back, ("I1/I5", "I7"), restores=True),
)
