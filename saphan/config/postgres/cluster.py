"""A PostgreSQL cluster of our own: made once, started by whoever needs it, stopped by the last.

folder/          ours: lock, users, server.conf, entry.conf, accounts.conf
folder/place     where the data lie when the server's account cannot reach `folder`
<place>/data     the server's account's, 0700
<place>/socket   the server's account's, 0700 (under /tmp when its path is too long)
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from saphan.config.postgres import binaries, conf
from saphan.config.postgres.account import me, server_account
from saphan.kernel.refusals import Refused

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET = 107
PATIENCE = 15.0


class Cluster:
    """The server whose files belong to `folder`; `durable=False` trades safety for speed."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.account = server_account()

    @property
    def place(self) -> Path:
        """The folder that holds data and socket."""
        pointer = self.folder / "place"
        return Path(pointer.read_text("utf-8")) if pointer.exists() else self.folder

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def socket(self) -> Path:
        """The socket's folder; a socket's path is limited to 107 bytes."""
        near = self.place / "socket"
        if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET:
            return near
        mark = hashlib.sha256(os.fsencode(self.place)).hexdigest()[:16]
        return Path("/tmp") / f"saphan-{os.geteuid()}-{mark}"  # noqa: S108 - owner is checked

    def url(self, database: str) -> str:
        """Connection string; the client refuses a socket that another account put there."""
        host = quote(str(self.socket), safe="")
        return (
            f"postgresql://{conf.USER}@/{database}?host={host}"
            f"&requirepeer={quote(self.account.name)}"
        )

    def settle(self) -> None:
        """Decide once where the data lie: here, or under /var/tmp when the account must."""
        self._make_folder()
        if (self.data / "PG_VERSION").exists():
            return
        with self._alone():
            self.account.own(self.folder / "data")
            if not (self.folder / "place").exists() and not self.account.can_write(self.data):
                elsewhere = tempfile.mkdtemp(prefix="node-", dir=binaries.private_root())
                Path(elsewhere).chmod(0o711)
                (self.folder / "place").write_text(elsewhere, "utf-8")
                (self.folder / "data").rmdir()
            self.account.own(self.data)

    def start(self) -> None:
        """Make the cluster if need be and see to it that the server answers; twice is fine."""
        self.settle()
        with self._alone():
            if self.running():
                return
            programs = binaries.find(self.account)
            self._init(programs)
            self._own_socket_folder()
            self._clear_after_crash()
            self._write_configuration()
            self._control(programs, "start")

    def stop(self) -> None:
        """Stop the server in order; transactions under way are rolled back."""
        with self._alone():
            if self.running():
                self._control(binaries.find(self.account), "stop")

    def running(self) -> bool:
        """Whether the process that the data name is this server and has opened its socket."""
        try:
            first = (self.data / "postmaster.pid").read_text().partition("\n")[0]
        except FileNotFoundError:
            return False
        return _works_in(int(first), self.data) and (self.socket / SOCKET_NAME).exists()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep the server running; who leaves last stops it. A killed holder counts as gone."""
        self._make_folder()
        with (self.folder / "users").open("w") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                self._leave(users.fileno())

    def remove(self) -> None:
        """Stop the server and remove every file of the cluster."""
        if self.folder.exists():
            place, socket = self.place, self.socket
            self.stop()
            for folder in {place, socket, self.folder}:
                shutil.rmtree(folder, ignore_errors=True)

    def _make_folder(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o711)

    def _leave(self, users: int) -> None:
        with self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self.running():
                self._control(binaries.find(self.account), "stop")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One starter or stopper at a time on this machine."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _init(self, programs: binaries.Binaries) -> None:
        if (self.data / "PG_VERSION").exists():
            self._same_version(programs)
            return
        command: list[str | Path] = [programs.folder / "initdb", "-D", self.data, "-U", conf.USER]
        command += ["-E", "UTF8", "--locale=C.UTF-8", "--auth=peer"]
        if programs.major >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--data-checksums"] if self.durable else ["--no-sync"]
        made = self.account.run(command)
        if made.returncode:
            _empty(self.data)
            raise Refused("database-not-made", f"initdb failed: {made.stderr.strip()[-800:]}")

    def _same_version(self, programs: binaries.Binaries) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(programs.major):
            raise Refused(
                "database-version",
                f"These data were made by PostgreSQL {made_by}, the programs are"
                f" {programs.major}: back up with the old programs and restore with the new.",
            )

    def _own_socket_folder(self) -> None:
        socket = self.socket
        if not socket.exists():
            self.account.own(socket)
        found = socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.account.uid:
            raise Refused("folder-taken", f"{socket} belongs to another account of this machine.")

    def _servants(self) -> list[int]:
        """Processes of this server: PostgreSQL works inside its data folder."""
        return [pid for pid in _processes() if _works_in(pid, self.data)]

    def _clear_after_crash(self) -> None:
        """Files that name a dead server's process may name a stranger's by now: remove them."""
        deadline = time.monotonic() + PATIENCE
        while left := self._servants():
            if time.monotonic() > deadline:
                raise Refused(
                    "database-orphans",
                    f"Processes of an earlier server are still at work: {left}.",
                )
            time.sleep(0.1)
        for stale in (
            self.data / "postmaster.pid",
            self.socket / SOCKET_NAME,
            self.socket / f"{SOCKET_NAME}.lock",
        ):
            stale.unlink(missing_ok=True)

    def _write_configuration(self) -> None:
        texts = {
            "server.conf": conf.server(
                folder=self.place, data=self.data, socket=self.socket, durable=self.durable
            ),
            "entry.conf": conf.entry(),
            "accounts.conf": conf.accounts(me()),
        }
        for name, text in texts.items():
            path = self.place / name
            path.write_text(text, "utf-8")
            path.chmod(0o644)

    def _control(self, programs: binaries.Binaries, verb: str) -> None:
        log = self.data / "start.log"
        settings = f"-c config_file={shlex.quote(str(self.place / 'server.conf'))}"
        command: list[str | Path] = [programs.folder / "pg_ctl", verb, "-D", self.data, "-w"]
        command += ["-t", "60", "-s"]
        command += ["-l", log, "-o", settings] if verb == "start" else ["-m", "fast"]
        done = self.account.run(command)
        if done.returncode:
            said = log.read_text("utf-8", "replace")[-800:] if log.exists() else ""
            raise Refused(f"database-{verb}", f"pg_ctl {verb} failed: {done.stderr}{said}".strip())


def _processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:  # gone, or another account's
        return False


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
