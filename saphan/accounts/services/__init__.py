"""Every change of accounts, one verb per function: ability, lock, rule, row."""

from saphan.accounts.services.actors import AtWork, actor_for, at_work, authorities_of
from saphan.accounts.services.authorities import Loaded, load_authorities
from saphan.accounts.services.people import (
    Person,
    add_person,
    close_account,
    first_administrator,
    issue_setup_code,
    reopen_account,
    use_setup_code,
)
from saphan.accounts.services.posts import (
    Post,
    end_mandate,
    end_membership,
    give_mandate,
    give_role,
)
from saphan.accounts.services.reads import log_read

__all__ = [
    "AtWork",
    "Loaded",
    "Person",
    "Post",
    "actor_for",
    "add_person",
    "at_work",
    "authorities_of",
    "close_account",
    "end_mandate",
    "end_membership",
    "first_administrator",
    "give_mandate",
    "give_role",
    "issue_setup_code",
    "load_authorities",
    "log_read",
    "reopen_account",
    "use_setup_code",
]
