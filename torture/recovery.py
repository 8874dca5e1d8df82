"""What a restored node does with its peer's help: fetch back, go on in a new epoch, give up.

The procedure is one for a restore, a compromised key and a fork (EXCHANGE 6).
"""

from __future__ import annotations

from collections.abc import Sequence

from saphan.protocol import receive
from saphan.protocol.journal import Kind
from saphan.protocol.receive import Copy
from torture.disk import Stretch, copied, new_id, root_of
from torture.party import Party


def help_back(party: Party) -> None:
    """Go one exchange further out of quarantine; a sound node does nothing."""
    peer = party.peer
    step_back(party, peer.holds())
    if party.quarantined:
        recover(party, peer.give_back(*asks_back(party)))
    if party.quarantined or party.lacks:
        learn(party, peer.chain())


def asks_back(party: Party) -> tuple[str, int]:
    """Return the epoch and size from which one's own lines are missing."""
    own = party.disk.own
    last = own[-2] if own[-1].pending else own[-1]
    return last.epoch, len(last.lines)


def recover(party: Party, returned: Sequence[Stretch]) -> None:
    """Take one's own lines back and open a new epoch after them, for the peer to take note of.

    An epoch that the peer has not taken note of is opened again when more came back, and after
    every restore: lines that were lost may be on their way, so their numbers are spent.
    """
    own = party.disk.own
    if own[-1].pending and (party.restored or _goes_on_otherwise(returned, own[-1])):
        own.pop()
        own[-1].limit = None
    for stretch in returned:
        _take_back(party, stretch)
    if not own[-1].pending:
        _open_epoch(party)
    party.answer()


def learn(party: Party, chain: set[str]) -> None:
    """Give up epochs of the peer that were seen or held in another life and that it forgot."""
    theirs = party.disk.theirs
    held = len(theirs)
    while party.quarantined and len(theirs) > 1 and theirs[-1].epoch not in chain:
        theirs.pop()
        theirs[-1].limit = None
    seen = {line.seen.epoch for line in party.own_lines() if line and line.seen}
    gone = seen - party.holds() - chain
    if len(theirs) < held:
        party.disk.copy = copied(party.disk.copy, theirs[-1])
    if gone - party.disk.gone or len(theirs) < held:
        party.disk.gone |= gone
        party.start()
        party.answer()


def step_back(party: Party, held: set[str]) -> None:
    """Give up epochs of one's own that come from another life and that the peer forgot."""
    own = party.disk.own
    if party.quarantined and asks_back(party)[0] not in held:
        while own[-1].epoch not in held:
            own.pop()
            own[-1].limit = None
        party.restored = True


def _open_epoch(party: Party) -> None:
    own = party.disk.own
    last = own[-1]
    last.limit = len(last.lines)
    own.append(Stretch(new_id(party.chance), pending=True))
    party.largest = {stretch.epoch: len(stretch.lines) for stretch in own}
    party.restored = False
    party.start()
    root = root_of(last.lines)
    opening = receive.opening_args(parent=last.epoch, base=last.limit, root=root)
    party.write(Kind.EPOCH, None, None, opening)
    party.acknowledge()


def _take_back(party: Party, stretch: Stretch) -> None:
    """Append the lines of an epoch; one that is new here began where its first line says."""
    own = party.disk.own
    if stretch.epoch not in party.chain():
        place = Copy.empty(party.node, party.journal, stretch.epoch)
        opening = receive.line_at(stretch.lines[0], place, 1)
        own[-1].limit = opening.args["base"] if opening else None
        own.append(Stretch(stretch.epoch, list(stretch.lines)))
    elif stretch.epoch == own[-1].epoch:
        given = 0 if stretch.epoch == asks_back(party)[0] else len(own[-1].lines)
        own[-1].lines += stretch.lines[given:]


def _goes_on_otherwise(returned: Sequence[Stretch], pending: Stretch) -> bool:
    """Whether the peer holds something after the last agreed epoch that the pending one is not."""
    if not returned:
        return False
    last, *later = returned
    return bool(last.lines) or any(stretch.epoch != pending.epoch for stretch in later)
