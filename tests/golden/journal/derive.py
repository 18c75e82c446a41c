#!/usr/bin/env python3
"""Writes the golden entries and ledgers of this folder, from docs/journal.md and hashlib alone.

It shares no code with src/journal, so that the two check each other: golden_test.cpp builds the same
entries in C++ and compares every byte. The files are kept for ever; run this into another folder
(`derive.py /tmp/golden`, Python whose OpenSSL has SM3) to see that they still come out the same.
"""
import hashlib
import sqlite3
import struct
import sys
from pathlib import Path

LEDGER = "00112233445566778899aabbccddeeff"
ALGORITHMS = {"sha256": 1, "sm3": 2}
AT = 1_682_899_200_000_000  # 2023-05-01T00:00:00Z
CREATE, UPDATE, DELETE, RESTORE = 1, 2, 3, 4


def varint(n):
    out = b""
    while n >= 0x80:
        out, n = out + bytes([n & 0x7F | 0x80]), n >> 7
    return out + bytes([n])


def zigzag(n):
    return varint(2 * n if n >= 0 else -2 * n - 1)


def text(s):
    return varint(len(s.encode())) + s.encode()


def value(v):
    if v is None:
        return b"\x00"
    kind, *parts = v
    wkb = bytes.fromhex(parts[0]) if kind == "geometry" else b""
    return {
        "boolean": lambda: b"\x02" if parts[0] else b"\x01",
        "integer": lambda: b"\x03" + zigzag(parts[0]),
        "decimal": lambda: b"\x04" + bytes([parts[1]]) + zigzag(parts[0]),
        "text": lambda: b"\x05" + text(parts[0]),
        "date": lambda: b"\x06" + zigzag(parts[0]),
        "instant": lambda: b"\x07" + zigzag(parts[0]),
        "reference": lambda: b"\x08" + varint(parts[0]),
        "list": lambda: b"\x09" + varint(len(parts)) + b"".join(value(p) for p in parts),
        "geometry": lambda: b"\x0a" + varint(len(wkb)) + wkb,
    }[kind]()


class Entry:
    """Changes are (entity, id, version, kind, [(field, before, after)]); ABSENT sides are left out."""

    def __init__(self, sequence, changes, **more):
        self.sequence, self.changes = sequence, changes
        self.at = AT + sequence * 1_000_000
        self.actor, self.reason = more.get("actor", "li"), more.get("reason", "")
        self.command, self.request = more.get("command", ""), more.get("request", "")
        self.batch, self.schema = more.get("batch", 0), more.get("schema", 0)
        self.synthetic = more.get("synthetic", False)
        self.secret = bytes((sequence + i) % 256 for i in range(32))

    def head(self, algorithm):
        """(what, bytes) of every part."""
        yield "format", b"\x01"
        yield "algorithm " + algorithm, bytes([ALGORITHMS[algorithm]])
        yield f"sequence {self.sequence}", varint(self.sequence)
        yield f"recorded at {self.at}", zigzag(self.at)
        yield "flags", bytes([self.synthetic])
        yield f"actor {self.actor}", text(self.actor)
        yield f"command {self.command}", text(self.command)
        yield f"batch {self.batch}", varint(self.batch)
        yield f"schema version {self.schema}", varint(self.schema)
        used = [n for c in self.changes for n in [c[0], *(f[0] for f in c[4])]]
        names = list(dict.fromkeys(used))
        yield f"names, {len(names)}", varint(len(names))
        for index, name in enumerate(names):
            yield f"{index}: {name}", text(name)
        yield f"changes, {len(self.changes)}", varint(len(self.changes))
        for entity, record, version, kind, fields in self.changes:
            change = [names.index(entity), record, version, kind, len(fields)]
            what = f"{entity} {record}, version {version}, kind {kind}, {len(fields)} field(s)"
            yield what, b"".join(map(varint, change))
            for name, before, after in fields:
                sides = sides_of(kind, before, after)
                yield f"{name}, sides {sides}", varint(names.index(name)) + bytes([sides])

    def values(self):
        """(entity, name, side, value) in order."""
        yield "", "reason", 1, ("text", self.reason)
        yield "", "request", 1, ("text", self.request)
        for entity, _, _, kind, fields in self.changes:
            for name, before, after in fields:
                sides = sides_of(kind, before, after)
                if sides & 1:
                    yield entity, name, 0, before
                if sides & 2:
                    yield entity, name, 1, after


def sides_of(kind, before, after):
    return (kind != CREATE or before is not None) | 2 * (kind != DELETE or after is not None)


class Sealed:
    def __init__(self, algorithm, entry, previous, redact=None):
        def digest(*parts):
            return hashlib.new(algorithm, b"".join(parts)).digest()

        self.entry, self.algorithm, self.previous = entry, algorithm, previous
        self.head = list(entry.head(algorithm))
        form = ("form, whole", b"\x01") if redact is None else ("form, opened", b"\x02")
        self.body, digests = [form], []
        if redact is None:
            self.body.append(("secret", entry.secret))
        for index, (entity, name, side, v) in enumerate(entry.values()):
            salt = digest(b"agglo salt", entry.secret, struct.pack("<Q", index))[:16]
            digests.append(digest(b"agglo value", salt, text(name), bytes([side]), value(v)))
            what = f"{name} {('before', 'after')[side]}: {v}"
            if redact is None:
                self.body.append((what, value(v)))
            elif redact(entity, name):
                self.body.append((f"{name}: redacted", b"\x00" + digests[-1]))
            else:
                self.body += [(f"{name}: salt", b"\x01" + salt), (what, value(v))]
        head = self.bytes_of(self.head)
        self.hash = digest(b"agglo entry", previous, varint(len(head)), head, *digests)

    @staticmethod
    def bytes_of(parts):
        return b"".join(part for _, part in parts)

    def lines(self):
        for title, parts in (
            ("previous", [("", self.previous)]),
            ("head", self.head),
            ("body", self.body),
            ("hash", [("", self.hash)]),
        ):
            yield title + ":"
            yield from (f"    {part.hex(' ')}" + (f"  # {what}" if what else "") for what, part in parts)


def create(*values):
    fields = [(chr(ord("a") + i), None, v) for i, v in enumerate(values)]
    return Entry(1, [("sample", 1, 1, CREATE, fields)])


POINT = "0101000000000000000000f03f0000000000000040"  # POINT (1 2)
MANY = Entry(
    300,
    [
        ("project", 7, 1, CREATE, [("name", None, ("text", "四会新材料")), ("park", None, ("reference", 2))]),
        ("person", 9, 2, UPDATE, [("name", ("text", "张三"), ("text", "李四")), ("phone", None, ("text", "1"))]),
        ("project", 6, 5, DELETE, []),
        ("project", 5, 3, RESTORE, [("park", ("reference", 2), None)]),
    ],
    actor="system", reason="更正联系人", command="c-1", request="ab", batch=12, schema=129, synthetic=True,
)
ENTRIES = {
    "empty": Entry(1, []),
    "null": create(None),
    "boolean": create(("boolean", False), ("boolean", True)),
    "integer": create(*[("integer", n) for n in (0, -1, 63, 64, 2**63 - 1, -(2**63))]),
    "decimal": create(("decimal", 1250, 2), ("decimal", -1, 9), ("decimal", 10, 0)),
    "text": create(("text", ""), ("text", "四会市"), ("text", "x" * 128)),
    "date": create(("date", 0), ("date", 19478), ("date", -719162), ("date", 2932896)),
    "instant": create(("instant", AT), ("instant", -1)),
    "reference": create(("reference", 1), ("reference", 2**63 - 1)),
    "list": create(("list",), ("list", ("integer", 1), None, ("list", ("text", "a")))),
    "geometry": create(("geometry", POINT), ("geometry", "")),
    "changes": MANY,
}


def personal(entity, field):
    return (entity, field) in (("person", "name"), ("", "reason"))


def genesis(algorithm):
    return hashlib.new(algorithm, b"agglo ledger" + text(LEDGER)).digest()


def write_entries(folder, algorithm):
    made = {name: (entry, None) for name, entry in ENTRIES.items()}
    made |= {"opened": (MANY, lambda entity, field: False), "redacted": (MANY, personal)}
    for name, (entry, redact) in made.items():
        sealed = Sealed(algorithm, entry, genesis(algorithm), redact)
        (folder / f"{name}.{algorithm}.hex").write_text("\n".join(sealed.lines()) + "\n")


def write_ledger(folder, algorithm):
    """Five entries; the fourth is opened and has lost a person's name."""
    path = folder / f"ledger.{algorithm}.journal"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA page_size=512")
    database.execute("PRAGMA journal_mode=WAL")
    database.executescript(
        "PRAGMA application_id=0x4167676C; PRAGMA user_version=1;"
        "CREATE TABLE ledger (format INTEGER NOT NULL, ledger TEXT NOT NULL,"
        " algorithm INTEGER NOT NULL) STRICT;"
        "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL,"
        " hash BLOB NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL) STRICT"
    )
    database.execute("INSERT INTO ledger VALUES (1, ?, ?)", (LEDGER, ALGORITHMS[algorithm]))
    previous = genesis(algorithm)
    for sequence, name in enumerate(("empty", "integer", "text", "changes", "geometry"), 1):
        like = ENTRIES[name]
        entry = Entry(sequence, like.changes, reason=like.reason)
        sealed = Sealed(algorithm, entry, previous, personal if name == "changes" else None)
        head, body = Sealed.bytes_of(sealed.head), Sealed.bytes_of(sealed.body)
        row = (sequence, entry.at, sealed.hash, head, body)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
        previous = sealed.hash
    database.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for chosen in ALGORITHMS:
        write_entries(target, chosen)
        write_ledger(target, chosen)
