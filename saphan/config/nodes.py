"""A node's folder: who it is, where its database is, its secret. No Django here.

$SAPHAN_HOME/<name>/node.toml     0600: name, side, authorities, port, listen,
                                  database, operator_clears, generated
$SAPHAN_HOME/<name>/secret        0600: signs cookies; never leaves the node
$SAPHAN_HOME/<name>/keys/         0700: the signer's
$SAPHAN_HOME/<name>/postgres/     the embedded cluster
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saphan.config.postgres.cluster import Cluster
from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

EMBEDDED = "embedded"
GIVEN = "given"
DATABASE = "saphan"
NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
FILE = "node.toml"


@dataclass(frozen=True, slots=True)
class Node:
    """`database` is a URL or "embedded"; `port` is the web server's on this machine.

    `listen` is the `host:port` where peers are answered; empty where nobody may ask.

    Without `operator_clears` a file imported at the command line waits for an officer.
    `generated` is what pages and papers say where the records are generated, and none elsewhere.
    """

    folder: Path
    side: Side
    authorities: tuple[str, ...] = ()
    port: int = 8000
    listen: str = ""
    database: str = EMBEDDED
    operator_clears: bool = True
    generated: T | None = None

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def only_authority(self) -> str:
        """The authority the node speaks for; Refused when there are several or none."""
        if len(self.authorities) != 1:
            raise Refused("which-authority", "For whom? Add --authority CODE.")
        return self.authorities[0]

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def cluster(self) -> Cluster | None:
        """The node's own server, or None when a database was given."""
        return Cluster(self.folder / "postgres") if self.database == EMBEDDED else None

    @property
    def database_url(self) -> str:
        cluster = self.cluster
        return cluster.url(DATABASE) if cluster else self.database

    @property
    def secret(self) -> str:
        return (self.folder / "secret").read_text("ascii")


def home() -> Path:
    """The folder of all nodes of this installation."""
    return Path(os.environ.get("SAPHAN_HOME") or "var").absolute()


def names() -> list[str]:
    """Names of the nodes that exist here, sorted."""
    return sorted(path.parent.name for path in home().glob(f"*/{FILE}"))


def make(node: Node) -> None:
    """Write a new node's folder; Refused when the name is taken or cannot be one."""
    if not NAME.fullmatch(node.name) or node.folder.parent != home():
        raise Refused(
            "node-name", "A node's name is small Latin letters, digits and hyphens, 31 at most."
        )
    node.folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        node.folder.mkdir()
    except FileExistsError as error:
        raise Refused("node-exists", f"There is already a node {node.name} here.") from error
    node.folder.chmod(0o711)  # the database's account passes through
    node.keys.mkdir(mode=0o700)
    _write_private(node.folder / "secret", secrets.token_urlsafe(48))
    _write_private(node.folder / FILE, _toml(node))


def load(name: str) -> Node:
    """Read the node `name`; Refused when there is none or its file cannot be understood."""
    folder = home() / name
    if not NAME.fullmatch(name) or not (folder / FILE).is_file():
        known = ", ".join(names()) or "none yet"
        raise Refused("no-such-node", f"There is no node {name} in {home()} (there: {known}).")
    try:
        said = tomllib.loads((folder / FILE).read_text("utf-8"))
        return _read(folder, said)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused("node-file", f"{folder / FILE} cannot be understood: {error}.") from error


def choose(name: str | None, *, authority: str | None = None) -> Node:
    """The named node, else the one that speaks for `authority`, else the only one."""
    chosen = name or os.environ.get("SAPHAN_NODE")
    if chosen:
        return load(chosen)
    nodes = [load(each) for each in names()]
    speaking = [node for node in nodes if authority in node.authorities]
    candidates = speaking or nodes
    if len(candidates) == 1:
        return candidates[0]
    if not nodes:
        raise Refused("no-node", "There is no node yet: saphan node init NAME --side VN|LA")
    known = ", ".join(node.name for node in candidates)
    raise Refused("which-node", f"Which node? Add --node NAME; there are: {known}.")


def _read(folder: Path, said: dict[str, Any]) -> Node:
    authorities = said.get("authorities", [])
    if said["name"] != folder.name:
        raise ValueError(f"it names the node {said['name']}")
    return Node(
        folder=folder,
        side=Side(said["side"]),
        authorities=tuple(str(code) for code in authorities),
        port=int(said.get("port", 8000)),
        listen=str(said.get("listen", "")),
        database=str(said.get("database", EMBEDDED)),
        operator_clears=_yes_or_no(said.get("operator_clears", True)),
        generated=T(**said["generated"]) if "generated" in said else None,
    )


def _yes_or_no(said: object) -> bool:
    """No text is taken for a yes: `"false"` in quotes would be one."""
    if not isinstance(said, bool):
        raise ValueError(f"operator_clears is true or false, not {said}")
    return said


def _toml(node: Node) -> str:
    """A basic string of TOML is written like one of JSON."""
    lines = {
        "name": node.name,
        "side": node.side,
        "authorities": list(node.authorities),
        "port": node.port,
        "listen": node.listen,
        "database": node.database,
        "operator_clears": node.operator_clears,
    }
    told = {f"generated.{code}": text for code, text in node.generated or ()}
    pairs = {**lines, **told}.items()
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in pairs)


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
