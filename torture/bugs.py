"""One-line faults put into the product on purpose, each with the invariant that must catch it.

A judge that lets one of them pass is no judge (EXCHANGE 9 c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from saphan.protocol import journal, merkle, policy, receive
from saphan.protocol.bundle import Bundle, Payload
from saphan.protocol.fold import Fold
from saphan.protocol.receive import Copy, News
from saphan.protocol.statements import Disclosed
from torture import recovery
from torture.disk import Stretch
from torture.party import Party
from torture.shelf import Shelf


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
    """Payloads are kept under the commitment that was awaited, whatever they are."""

    def keep(shelf: Shelf, parts: Iterable[Payload], *, wanted: set[bytes]) -> int:
        for awaited, part in zip(sorted(wanted), parts, strict=False):
            shelf.payloads[awaited] = part
        return 0

    return patch.object(Shelf, "keep", keep)


def _keep_without_asking() -> AbstractContextManager[Any]:
    """Payloads are kept whether or not a policy allowed to disclose them."""

    def lawful(said: Disclosed, *_given: Any, **_more: Any) -> frozenset[str]:
        return frozenset(said.parts)

    def due(party: Party) -> Iterator[Payload]:
        yield from party.disk.shelf.payloads.values()

    return _both(patch.object(policy, "lawful", lawful), patch.object(Party, "_due_parts", due))


def _disclose_unchecked() -> AbstractContextManager[Any]:
    """Every part of a document goes out, whatever the policies say."""

    def basis(*_given: Any, **_more: Any) -> str:
        return ""

    return patch.object(policy, "basis", basis)


def _forget_orders_to_erase() -> AbstractContextManager[Any]:
    """The list of what is to stay erased is lost with the database."""
    start = Party.start

    def forgetful(party: Party) -> None:
        party.orders, orders = set(), party.orders
        start(party)
        party.orders = orders

    return patch.object(Party, "start", forgetful)


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


def _whoever_speaks() -> AbstractContextManager[Any]:
    """What a node says for an authority that it does not hold counts."""
    return patch.object(Fold, "_speaks_for", lambda *_given: True)


def _go_on_after_a_restore() -> AbstractContextManager[Any]:
    """A restored node writes on under numbers that are spent."""

    def carry_on(party: Party, _returned: Any) -> None:
        party.restored = False
        party.largest.clear()

    return patch.object(recovery, "recover", carry_on)


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
    Bug("disclose unchecked", _disclose_unchecked, ("I10",)),
    Bug("payload kept against the policy", _keep_without_asking, ("I10",)),
    Bug("order to erase lost in a restore", _forget_orders_to_erase, ("I11",), restores=True),
    Bug("ack of acks", _answer_every_ack, ("no silence",)),
    Bug("latch removed", _agree_without_the_last_word, ("I9",)),
    Bug("owner unchecked", _whoever_speaks, ("I9",)),
    Bug("agreed before it is acknowledged", _agree_at_once, ("I4", "I9", "state-differs")),
    Bug(
        "restore without an epoch",
        _go_on_after_a_restore,
        ("fork", "bad-root", "I7"),
        restores=True,
    ),
    Bug("epoch opened too early", _forget_to_fetch_back, ("I1/I5", "I7"), restores=True),
)
