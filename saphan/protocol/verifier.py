"""Verify an evidence file of Saphan (docs/protocol.md) with Python's standard library alone.

python verifier.py FILE [--key FINGERPRINT] [--lang en|vi|lo] [--read]

Exit status: 0 proven, 1 refused, 2 the command was not understood or the file cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

FILE = re.compile(rb'{"body":(.*),"digest":"([0-9a-f]{64})","format":"saphan-evidence/1"}', re.S)
HEAD, GENESIS, KEY = b"saphan head 1\n", b"saphan genesis 1\n", b"saphan key 1\n"
WORDS = Path(__file__).with_suffix(".json")  # beside it, this file speaks in three languages
BARE = {"proven": "PROVEN", "refused": "NOT PROVEN", "unsigned": "ONLY SAID, NOT PROVEN: {names}"}
TEXTS = json.loads(WORDS.read_bytes()) if WORDS.exists() else {"en": BARE, "lo": BARE, "vi": BARE}
JOINT = ("genesis", "matter", "policies", "states")
CLAIMS = ("withheld", "erased")  # why a part is absent: nobody signs that
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P  # Ed25519, RFC 8032 5.1: -x^2 + y^2 = 1 + D x^2 y^2

Finding = tuple[str, dict[str, Any]]  # a key of TEXTS and the values for its braces


class NotProven(Exception):  # noqa: N818 - an answer, not a fault of the program
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".rstrip())
        self.code, self.detail = code, detail


def _add(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    across, along = p[0] * q[1] + p[1] * q[0], p[1] * q[1] + p[0] * q[0]
    e = D * p[0] * q[0] % P * p[1] * q[1] % P
    return across * pow(1 + e, -1, P) % P, along * pow(1 - e, -1, P) % P


def decode_point(data: bytes) -> tuple[int, int]:
    """Decode a point; refuse any spelling but the canonical one."""
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    turned = root * pow(2, (P - 1) // 4, P)
    roots = [x % P for x in (root, -root, turned, -turned) if (x * x - square) % P == 0]
    found = [(x, y) for x in roots if x & 1 == sign]
    if y >= P or not found:
        raise NotProven("bad-signature")
    return found[0]


def check_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Raise NotProven unless [S]B - [k]A encodes to the R of the signature."""
    scalar = int.from_bytes(signature[32:], "little")
    if len(key) != 32 or len(signature) != 64 or scalar >= ORDER:
        raise NotProven("bad-signature")
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    x, y = decode_point(key)
    base = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    steps = [(0, 1), base, (P - x, y), _add(base, (P - x, y))]
    x, y = 0, 1
    for bit in range(252, -1, -1):
        step = (scalar >> bit & 1) + 2 * (factor >> bit & 1)
        x, y = _add(_add((x, y), (x, y)), steps[step])
    if (y | (x & 1) << 255).to_bytes(32, "little") != signature[:32]:
        raise NotProven("bad-signature")


def check_roots(side: Any, message: bytes, given: Any) -> None:
    """Refuse unless as many roots of a side signed as it asks for."""
    mine = {each["root"]: each["signature"] for each in given if each["root"] in side["roots"]}
    for root, signature in mine.items():
        check_signature(_hex(root), message, _hex(signature, 64))
    if len(mine) < side["need"]:
        raise NotProven("not-entitled", side["side"])


def _sha(*data: bytes) -> bytes:
    return hashlib.sha256(b"".join(data)).digest()


def climb(leaf: bytes, index: int, size: int, proof: list[str]) -> list[tuple[Any, bytes]]:
    """Return the nodes on a proof's way up (RFC 9162 2.1.3.2) as place, hash; last its end."""
    nodes: list[tuple[Any, bytes]] = []
    level, last, steps = 0, size - 1, [_hex(step) for step in reversed(proof)]
    while last > 0 and (steps or (index == last and not index & 1)):
        nodes.append(((level, index), leaf))
        if index & 1 or index < last:
            nodes.append(((level, index ^ 1), steps[-1]))
            leaf = _sha(b"\1", *((steps.pop(), leaf) if index & 1 else (leaf, steps.pop())))
        level, index, last = level + 1, index >> 1, last >> 1
    return [*nodes, ((-1 if steps else level, index), leaf)]


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _parse(text: str) -> Any:
    """Read JSON that is spelt in the one canonical way, so that nothing has two readings."""
    value = json.loads(text)
    if _canonical(value) != text.encode():
        raise NotProven("malformed", "spelling")
    return value


def _hex(text: str, size: int = 32) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != size or data.hex() != text:
        raise NotProven("malformed", f"{size} bytes")
    return data


def printed(fingerprint: str) -> str:
    """Return hexadecimal digits in groups of four, as on paper."""
    return " ".join(re.findall("....", fingerprint))


class Journal:
    """The proven lines of a journal; those of a closed epoch by what the next one's line says."""

    def __init__(self, value: Any) -> None:
        self.key, message = _hex(value["key"]), HEAD + value["head"].encode()
        check_signature(self.key, message, _hex(value["signature"], 64))
        self.head, self.fingerprint = _parse(value["head"]), _sha(self.key).hex()
        self.id, self.trees = self.head["journal"], dict[str, tuple[int, dict[Any, bytes]]]()
        self.plant(self.head["epoch"], self.head["size"], self.head["root"])
        self.lines = [self.line(entry) for entry in value["lines"]]

    def plant(self, epoch: str, size: int, root: str) -> None:  # nodes that are proven, from now
        self.trees[epoch] = size, {((size - 1).bit_length(), 0): _hex(root)}

    def line(self, entry: Any) -> dict[str, Any]:
        line = {"args": {}, **_parse(entry["data"])}
        seq, args, (size, known) = line["seq"], line["args"], self.trees.get(line["epoch"], (0, {}))
        nodes = climb(_sha(b"\0", entry["data"].encode()), seq - 1, size, entry["proof"])
        same = (line["journal"], line["v"]) == (self.id, self.head["v"])
        if not same or known.get(nodes[-1][0]) != nodes[-1][1]:
            raise NotProven("not-included", str(seq))
        known.update(nodes)
        if line["kind"] == "epoch":
            self.plant(args["parent"], args["base"], args["root"])
        return {**line, "size": size, "key": self.fingerprint}

    def reach(self, held: Any) -> tuple[int, int]:
        """Return how far who holds so much of an epoch holds: later epochs come after earlier."""
        epochs = [*self.trees, held["epoch"]]
        return -epochs.index(held["epoch"]), held["size"]

    def entitle(self, genesis: Any, other: Journal) -> None:
        """Put lines into their order; key and authorities must follow from the genesis file."""
        way, back = genesis["journal"][self.id], genesis["journal"][other.id]
        node = genesis["node"][way["owner"]]
        key, held, side = node["key"], node["authorities"], genesis["side"][node["side"]]
        for line in self.lines:
            line["place"] = self.reach({**line, "size": line["seq"]})
            line["saw"] = other.reach(line["seen"] or {"epoch": None, "size": 0})
            line["noted"] = other.reach(line["args"]) if line["kind"] == "ack" else ()
        self.lines.sort(key=lambda line: tuple(line["place"]))
        for line in self.lines:
            said, code = dict(line["args"]), line["authority"]
            if "signatures" in said:
                given = said.pop("signatures")
                said |= {name: line[name] for name in ("epoch", "journal", "seq")}
                check_roots(side, KEY + _canonical({**said, "node": node["node"]}), given)
                key, held = said.get("key", key), said.get("authorities", held)
            elif line["rec"] and (code not in held or code[:2] != side["side"].lower()):
                raise NotProven("not-entitled", code)
        paired = (way["owner"], way["reader"]) == (back["reader"], back["owner"])
        if not paired or key != self.key.hex() or way["epoch"] != [*self.trees][-1]:
            raise NotProven("not-entitled", printed(self.fingerprint))


class Matter:
    """What the author of a head knew of a matter: its versions and state (docs/protocol.md, 4)."""

    def __init__(self, author: Journal, other: Journal, recs: list[str]) -> None:
        seen = max(line["saw"] for line in author.lines)
        lines = author.lines + [line for line in other.lines if line["place"] <= seen]
        said = [line for line in lines if line["rec"] in (None, *recs)]
        self.recs, self.said = recs, sorted(said, key=lambda line: str(line["journal"]))
        first, self.versions = dict[tuple[str, str], Any](), dict[str, Any]()
        for line in self.said:
            if line["kind"] == "propose":
                known = first.setdefault((line["rec"], line["doc"]), line)
                if known["journal"] != line["journal"] and known["saw"] >= line["place"]:
                    first[line["rec"], line["doc"]] = line
        for (_, doc), line in sorted(first.items()):
            new = self.version(line)
            self.versions[doc] = max(self.versions.get(doc, new), new, key=lambda each: each[0])

    def version(self, mine: Any) -> tuple[tuple[bool, ...], list[Any]]:
        """Whether it is agreed, alive, contested, confirmed; who proposed, confirmed, took note."""
        by, at, needs = mine["journal"], mine["place"], {"core", *mine["args"].get("needs", ())}
        about = [x for x in self.said if (x["rec"], x["doc"]) == (mine["rec"], mine["doc"])]
        heard = [x for x in about if x["journal"] != by and x["saw"] >= at]
        confirms = [x for x in heard if x["kind"] == "confirm" and needs <= {*x["args"]["parts"]}]
        answers = [x for x in heard if x["kind"] == "dispute" or x in confirms]
        acks = [x for x in self.said if x["journal"] == by and confirms]
        noted = [x for x in acks if x["noted"] >= confirms[0]["place"]]
        own = [x["place"] for x in about if x["kind"] == "withdraw" and x["journal"] == by]
        took = [place for place in own if place > at]
        agreed = bool(noted) and not (took and took[0] < noted[0]["place"])
        contested = bool(answers and answers[-1]["kind"] == "dispute") or (agreed and bool(took))
        rank = (agreed, agreed or not took, contested, bool(confirms))
        return rank, [mine, *confirms[:1], *noted[:1]]

    def state(self) -> dict[str, Any]:
        """Return the state as a leaf of the state tree holds it."""
        rank = {doc: each[0] for doc, each in self.versions.items()}
        line = {doc: each[1][0] for doc, each in self.versions.items()}
        said = {doc: {*line[doc]["args"].get("prev", ())} & {*line} for doc in line if rank[doc][1]}
        own = {x for doc in said for x in said[doc] if line[x]["journal"] == line[doc]["journal"]}
        prev = {doc: {*line[doc]["args"].get("prev", ())} - {doc} for doc in line}
        for _ in line:  # until each holds all that came before it, at whatever distance
            prev = {doc: old.union(*(prev.get(x, ()) for x in old)) for doc, old in prev.items()}
        agreed = {doc for doc in rank if rank[doc][0]}
        over = set[str]().union(*(prev[doc] for doc in agreed))
        alive = {doc for doc in rank if rank[doc][3] or doc not in over | own}
        open_ = sorted(doc for doc in alive if rank[doc][1] and not rank[doc][0])
        heads = sorted(agreed - over or agreed)
        if not heads:
            raise NotProven("not-agreed")
        ended = "ended" if line[heads[0]]["args"].get("void") else "agreed"
        calm = "amendment-pending" if any(heads[0] in prev[doc] for doc in open_) else ended
        alone = "contested" if rank[heads[0]][2] else calm
        return {
            "accepted": [doc for doc in open_ if rank[doc][3]],
            "agreed": heads,
            "contested": [doc for doc in (*heads, *open_) if rank[doc][2]],
            "main": "",
            "open": open_,
            "rec": min(self.recs),
            "status": alone if len(heads) == 1 else "two-texts",
        }


def _check_state(proof: Any, matter: Matter, author: Journal, digest: str) -> list[Finding]:
    """The lines lead to a state in which the document is agreed, and to the head's state root."""
    state = matter.state()
    leaf = climb(_sha(b"\0", _canonical(state)), proof["index"], proof["size"], proof["inside"])
    node, empty = leaf[-1][1], _sha()
    for level, step in enumerate(proof["above"]):
        beside = _hex(step) if step else empty
        right = int(state["rec"][:3], 16) >> level & 1
        node = _sha(b"\1", *((beside, node) if right else (node, beside)))
        empty = _sha(b"\1", empty, empty)
    if digest not in state["agreed"] or node.hex() != author.head["state"]:
        raise NotProven("bad-state")
    one, two, last = matter.versions[digest][1]
    order = {"one": one["authority"], "other": two["authority"], "first": one["at"]}
    order |= {"then": two["at"], "last": last["at"]}
    return [(state["status"], {}), ("upto", author.head), ("bracket", order)]


def _check_joint(body: Any, journals: list[Journal], digest: str) -> list[Finding]:
    """Return what a file of both sides proves besides, up from the genesis file."""
    given, (one, two) = body["genesis"], journals
    data, value = given["data"].encode(), _parse(given["data"])
    found: list[Finding] = [("genesis", {"hash": _sha(data).hex()})]
    genesis = {one: {x[one]: x for x in value[one + "s"]} for one in ("journal", "node", "side")}
    for side in value["sides"]:
        check_roots(side, GENESIS + data, given["signatures"])
    one.entitle(genesis, two)
    two.entitle(genesis, one)
    for proof in body["states"]:
        author, other = (one, two) if proof["journal"] == one.id else (two, one)
        found += _check_state(proof, Matter(author, other, body["matter"]), author, digest)
    named = {line["args"].get("policy") for line in one.lines + two.lines} - {None}
    for entry in body["policies"]:
        policy, _, shown = _check_documents([entry])
        named ^= {policy}
        found += [("policy", {"hash": policy}), *(x for x in shown[:-1] if x[0] not in CLAIMS)]
    if named or not body["states"]:
        raise NotProven("malformed", "policies, states")
    return found


def _open_part(part: Any, name: str, expected: str) -> list[Finding]:
    """Findings about one part: its values when opened, what is claimed of it when not."""
    if part.get("absent") in CLAIMS:
        claim = {"name": name, "ground": part["ground"]}
        return [("closed", {"name": name}), (part["absent"], claim)]
    text = part.get("text")
    payload = base64.b64decode(part["base64"], validate=True) if text is None else text.encode()
    if _sha(_hex(part["salt"]), payload).hex() != expected:
        raise NotProven("bad-part", name)
    shown = [("bytes", {"size": len(payload), "hash": _sha(payload).hex()})]
    return [("opened", {"name": name}), *(_values(_parse(text), name) if text else shown)]


def _values(value: Any, path: str) -> list[Finding]:
    if type(value) in (dict, list):
        steps = value.items() if type(value) is dict else enumerate(value)
        return [found for step, item in steps for found in _values(item, f"{path}.{step}")]
    return [("value", {"path": path, "value": value if type(value) is str else json.dumps(value)})]


def _check_documents(entries: list[Any]) -> tuple[str, Any, list[Finding]]:
    """Return hash and value of the first document, and what its parts show."""
    chain, named = list[Any](), set[str]()
    for entry in entries:
        digest, document = _sha(entry["data"].encode()).hex(), _parse(entry["data"])
        parts, given = document["parts"], entry["parts"]
        strange = given.keys() - parts.keys() if chain else given.keys() ^ parts.keys()
        if strange:
            raise NotProven("bad-part", min(strange))
        shown = [x for name in sorted(given) for x in _open_part(given[name], name, parts[name])]
        if chain and (digest not in named or document["id"] != chain[0][1]["id"]):
            raise NotProven("bad-chain")
        named |= set(document["prev"])
        chain.append((digest, document, shown))
    digest, document, shown = chain[0]
    missing = named - {digest for digest, _, _ in chain}
    return digest, document, [*shown, ("chain", {"held": len(chain) - 1, "named": len(missing)})]


def _check_body(body: Any, keys: set[str]) -> list[Finding]:
    journals = [Journal(each) for each in body["journals"]]
    digest, document, parts = _check_documents(body["documents"])
    lines = [line for journal in journals for line in journal.lines]
    stated = [(digest, document["authority"], kind) for kind in ("state", "propose")]
    signers = [x["key"] for x in lines if (x["doc"], x["authority"], x["kind"]) in stated]
    if not signers:
        raise NotProven("not-stated")
    agreed = _check_joint(body, journals, digest) if "genesis" in body else []
    named = [*(key for key in signers if key in keys), signers[0]][0]
    start = agreed[0][1]["hash"] if agreed else named  # both sides' keys, or where both follow from
    if keys and start not in keys and not {journal.fingerprint for journal in journals} <= keys:
        raise NotProven("other-key", printed(start))
    level = {name: value or "-" for name, value in document["level"].items()}
    findings = [("record", document), ("document", {"hash": digest}), ("level", level)]
    findings += [("void", {})] * (document["void"] is True) + agreed
    findings += [("line", line) for line in lines] + [("key", {"fingerprint": printed(named)})]
    findings += [("key-named" if keys else "key-open", {})]
    findings += [*(one for one in parts if one[0] not in CLAIMS), ("limits", {})]
    proven = {"documents", "journals", *(JOINT if agreed else ())}
    findings.append(("unsigned", {"names": ", ".join(sorted(set(body) - proven))}))
    return findings + [one for one in parts if one[0] in CLAIMS]


def read_body(data: bytes) -> Any:
    """Return what the digest covers; NotProven when a byte of the file is not as it was made."""
    file = FILE.fullmatch(data)
    if not file or _sha(file[1]).hex().encode() != file[2]:
        raise NotProven("altered" if file else "not-evidence")
    return _parse(file[1].decode())


def verify(data: bytes, keys: list[str] | tuple[str, ...] = (), read: str = "") -> list[Finding]:
    """Return what is proven and, from "unsigned" on, only said: with the rendering in `read`."""
    try:
        body = read_body(data)
        findings = _check_body(body, {re.sub(r"\W", "", key).lower() for key in keys})
        lines = body["renderings"][read].split("\n") if read else []
        findings += [("reading", {})] * bool(read) + [("said", {"text": line}) for line in lines]
        report(findings, "en")
        return findings
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotProven("malformed", type(error).__name__) from error


def say(code: str, values: dict[str, Any], lang: str) -> str:
    """Return a finding in plain words; characters that could steer a terminal by their number."""
    bare = " ".join([code, *(f"{{{name}}}" for name in values)])
    words = str(TEXTS[lang].get(code) or TEXTS["en"].get(code, bare))
    return "".join(x if x.isprintable() else f"<{ord(x):X}>" for x in words.format(**values))


def report(findings: list[Finding], lang: str, verdict: str = "proven") -> str:
    """Return the findings in plain words, one to a line."""
    return "\n".join(say(code, values, lang) for code, values in [(verdict, {}), *findings])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an evidence file of Saphan, off-line.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", action="append", default=[], metavar="FINGERPRINT")
    parser.add_argument("--lang", choices=sorted(TEXTS), default="en")
    parser.add_argument("--read", action="store_true", help="print the rendering as well")
    options = parser.parse_args(arguments)
    try:
        found = verify(options.file.read_bytes(), options.key, options.lang * options.read)
        status, text = 0, report(found, options.lang)
    except OSError as error:
        status, text = 2, str(error)
    except NotProven as error:
        status, text = 1, report([(error.code, {"detail": error.detail})], options.lang, "refused")
    sys.stdout.buffer.write(text.encode(sys.stdout.encoding, "backslashreplace") + b"\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
