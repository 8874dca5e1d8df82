"""What each role may do. An ability reads `<register or floor>.<verb>`: `security.draft`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from saphan.accounts.choices import Role

READ = "read"
READ_PERSONAL = "read-personal"
DRAFT = "draft"
CHECK = "check"
CLEAR = "clear"
IMPORT = "import"
EXPORT = "export"
VERBS = (READ, READ_PERSONAL, DRAFT, CHECK, CLEAR, IMPORT, EXPORT)

READ_FIGURES = "figures.read"
PREPARE_TALKS = "talks.prepare"
SIGN_TALKS = "talks.sign"
AUDIT_LEDGER = "ledger.audit"
SET_CLEARANCE = "ledger.set-clearance"
ADMINISTER = "accounts.administer"
READ_LOG = "accounts.read-log"
WATCH_EXCHANGE = "exchange.watch"
CARRY_BUNDLES = "exchange.carry"

IN_REGISTERS: dict[Role, frozenset[str]] = {
    Role.READER: frozenset({READ}),
    Role.OFFICER: frozenset({READ, READ_PERSONAL, DRAFT, IMPORT}),
    Role.CHECKER: frozenset({READ, READ_PERSONAL, CHECK, EXPORT}),
    Role.CLEARER: frozenset({READ, READ_PERSONAL, CHECK, CLEAR, EXPORT}),
    Role.REGISTRAR: frozenset({READ, READ_PERSONAL, DRAFT, IMPORT, EXPORT}),
    Role.SECRETARY: frozenset({READ, EXPORT}),
    Role.LEADER: frozenset({READ, CLEAR}),
    Role.ADMINISTRATOR: frozenset(),
    Role.AUDITOR: frozenset({READ}),
}
"""Verbs of a role in each register; who only administers or audits reads no personal data."""

ON_FLOORS: dict[Role, frozenset[str]] = {
    Role.READER: frozenset({READ_FIGURES}),
    Role.OFFICER: frozenset({READ_FIGURES}),
    Role.CHECKER: frozenset({READ_FIGURES}),
    Role.CLEARER: frozenset({READ_FIGURES}),
    Role.REGISTRAR: frozenset({READ_FIGURES}),
    Role.SECRETARY: frozenset({READ_FIGURES, PREPARE_TALKS}),
    Role.LEADER: frozenset({READ_FIGURES, SIGN_TALKS, SET_CLEARANCE, WATCH_EXCHANGE}),
    Role.ADMINISTRATOR: frozenset({ADMINISTER, SET_CLEARANCE, WATCH_EXCHANGE, CARRY_BUNDLES}),
    Role.AUDITOR: frozenset({READ_FIGURES, AUDIT_LEDGER, READ_LOG, WATCH_EXCHANGE}),
}

WRITERS = frozenset({Role.OFFICER, Role.REGISTRAR})
BINDING = frozenset({CLEAR, "sign", "administer", "set-clearance"})
"""Verbs that bind an authority: they always need a second factor."""


class Holding(Protocol):
    """A role from a day until a day, both included: a membership or a mandate."""

    @property
    def role(self) -> str: ...

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Declared:
    """A register and the roles that write in it; other writing roles only read there."""

    register: str
    written_by: frozenset[Role]


_declared: dict[str, Declared] = {}


def declare(register: str, *, written_by: Collection[Role] = WRITERS) -> None:
    """Make a register known; its app calls this once when it is plugged in."""
    _declared[register] = Declared(register, frozenset(written_by))


def registers() -> tuple[str, ...]:
    return tuple(sorted(_declared))


def all_abilities() -> frozenset[str]:
    """Every ability that some role gives; the permission tables are tested against it."""
    return frozenset().union(*(abilities_of_role(role) for role in Role))


def roles_with(verb: str) -> tuple[Role, ...]:
    """Return the roles that give a verb in the registers, in the order of the list of roles."""
    return tuple(role for role in Role if verb in IN_REGISTERS[role])


def abilities_of_role(role: Role) -> frozenset[str]:
    """What the role gives in the registers declared so far, and on the floors."""
    in_registers = {
        f"{declared.register}.{verb}"
        for declared in _declared.values()
        for verb in _verbs(role, declared)
    }
    return ON_FLOORS[role] | in_registers


def _verbs(role: Role, declared: Declared) -> frozenset[str]:
    if role in WRITERS and role not in declared.written_by:
        return IN_REGISTERS[Role.READER]
    return IN_REGISTERS[role]


def covers(holding: Holding, on: date) -> bool:
    return holding.since <= on and (holding.until is None or on <= holding.until)


def abilities_of(
    memberships: Iterable[Holding], mandates: Iterable[Holding], on: date
) -> frozenset[str]:
    """The abilities of all roles held that day in one authority, own and acting."""
    held = {Role(holding.role) for holding in (*memberships, *mandates) if covers(holding, on)}
    return frozenset().union(*(abilities_of_role(role) for role in held))


def is_binding(ability: str) -> bool:
    return ability.rpartition(".")[2] in BINDING
