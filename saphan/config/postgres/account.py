"""Which account of the operating system runs the server: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from saphan.kernel.refusals import Refused

UNPRIVILEGED = ("postgres", "nobody")
MAY_WRITE = 'cd -- "$1" && test -w .'


@dataclass(frozen=True, slots=True)
class Account:
    """`switched`: the server runs under another account than this process."""

    name: str
    uid: int
    gid: int
    switched: bool

    def run(
        self, command: Sequence[str | Path], *, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` as this account from `/`; output is captured, a failure is returned."""
        arguments = [str(word) for word in command]
        clean = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        if not self.switched:
            return subprocess.run(  # noqa: S603 - our own commands, never a shell
                arguments,
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
                env=clean,
                timeout=timeout,
            )
        return subprocess.run(  # noqa: S603 - our own commands, never a shell
            arguments,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=clean,
            timeout=timeout,
            user=self.uid,
            group=self.gid,
            extra_groups=[],
        )

    def can_run(self, program: Path) -> bool:
        """Whether the account reaches `program` and its libraries: asks it for its version."""
        try:
            return self.run([program, "--version"], timeout=30).returncode == 0
        except OSError:
            return False

    def can_write(self, folder: Path) -> bool:
        return self.run(["/bin/sh", "-c", MAY_WRITE, "sh", folder], timeout=30).returncode == 0

    def own(self, folder: Path) -> None:
        """Make `folder`, private to this account."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.switched:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def me() -> str:
    """Name of this process's account; the server knows its clients by it."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise Refused(
            "account-unnamed",
            f"The account {os.geteuid()} has no name on this machine; PostgreSQL needs one.",
        ) from error


def server_account() -> Account:
    """Return this process's own account, or an unprivileged one when this process is root."""
    if os.geteuid() != 0:
        return Account(me(), os.geteuid(), os.getegid(), switched=False)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switched=True)
    raise Refused(
        "no-server-account",
        "PostgreSQL does not run as root and this machine has neither an account `postgres`"
        " nor `nobody`; run Saphan as an ordinary user.",
    )
