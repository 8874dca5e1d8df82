"""The server's configuration: modest memory, one socket, no network, no password to steal."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

USER = "saphan"
ROOMY_SHM = 256 * 2**20

DURABLE = {"shared_buffers": "192MB", "max_wal_size": "1GB", "logging_collector": "on"}
THROW_AWAY = {
    "shared_buffers": "64MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "1h",
}
COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "work_mem": "16MB",
    "maintenance_work_mem": "96MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",  # what a node reads is in memory or on a disk without a head
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "ISO, DMY",
    "lc_messages": "C.UTF-8",
    "log_filename": "postgres-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_size": "0",
    "password_encryption": "scram-sha-256",
}


def server(*, folder: Path, data: Path, socket: Path, durable: bool) -> str:
    """Return the text of server.conf; the rules of entry lie beside it in `folder`."""
    settings = {
        **COMMON,
        **(DURABLE if durable else THROW_AWAY),
        "data_directory": str(data),
        "hba_file": str(folder / "entry.conf"),
        "ident_file": str(folder / "accounts.conf"),
        "unix_socket_directories": str(socket),
        "dynamic_shared_memory_type": _shared_memory(),
    }
    return _lines(settings)


def entry() -> str:
    """Only the socket, and only accounts of this machine that accounts.conf names."""
    return f"local all {USER} peer map={USER}\n"


def accounts(client: str) -> str:
    """The account `client` may connect as the owner of the database."""
    return f'{USER} "{client}" {USER}\n'


def _shared_memory() -> str:
    """Small containers have 64 MB in /dev/shm: use files then."""
    shm = Path("/dev/shm")  # noqa: S108 - looked at, not written
    roomy = shm.is_dir() and shutil.disk_usage(shm).total >= ROOMY_SHM
    return "posix" if roomy else "mmap"


def _lines(settings: Mapping[str, str]) -> str:
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    return "".join(f"{name} = '{value}'\n" for name, value in quoted.items())
