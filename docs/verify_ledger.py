"""Verify a copy of a ledger, or a receipt from it, with nothing but Python (3.9 or newer).

    python verify_ledger.py bundle FOLDER --origin ORIGIN --key KEY [--since CHECKPOINT] [--json]
    python verify_ledger.py receipt FILE --origin ORIGIN --key KEY [--json]

ORIGIN and KEY (more than one, if need be) are what you were told by a way you trust: nothing is
taken from what is being verified. CHECKPOINT is one you kept from an earlier time. It ends with
0 sound, 2 altered, 3 rollback or fork, 5 unreadable, 6 origin or key not as given, 64 usage.

Written from ledger-format.md beside it and from the documents named at each part. It shares no
code with the service it audits, and is meant to be read in one sitting, from here to the end.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import hashlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

# One blank line between parts, not two: fewer pages for who prints this to read it.
# fmt: off
EXIT_CODES = {"Altered": 2, "BadSignature": 2, "BadProof": 2, "RolledBack": 3, "Forked": 3,
              "Unreadable": 5, "NotPinned": 6, "UnknownKey": 6}

class Finding(Exception):
    """A name from above, a sentence, and the first bad entry where one is known."""

# The tree: RFC 6962, section 2.1, and for proofs RFC 9162, section 2.1.3.2.
def sha256(*parts: bytes) -> bytes:
    """The hash of these bytes, one after another."""
    return hashlib.sha256(b"".join(parts)).digest()

def append(peaks: list[bytes], size: int, leaf: bytes) -> list[bytes]:
    """Add a leaf to a tree of `size`, kept as the roots of its complete subtrees, widest first.
    Item h of the answer is the root of the complete subtree of 2**h leaves that ends with it."""
    ending = [leaf]
    while size >> (len(ending) - 1) & 1:
        ending.append(sha256(b"\x01", peaks.pop(), ending[-1]))
    peaks.append(ending[-1])
    return ending

def root_of(peaks: list[bytes]) -> bytes:
    """The root over all leaves, folded from the right; over none it is the hash of nothing."""
    root = peaks[-1] if peaks else sha256()
    for left in peaks[-2::-1]:
        root = sha256(b"\x01", left, root)
    return root

def check_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> None:
    """BadProof unless `leaf` is number `index` of the `size` leaves under `root`."""
    fn, sn, found = index, size - 1, leaf
    for other in proof:
        while fn == sn and fn and not fn & 1:  # alone at its level, and promoted to the next
            fn, sn = fn >> 1, sn >> 1
        if sn <= 0:
            break
        found = sha256(b"\x01", *((other, found) if fn & 1 else (found, other)))
        fn, sn = fn >> 1, sn >> 1
    else:
        if index < size and sn == 0 and found == root:
            return
    raise Finding("BadProof", "The proof does not lead to the root that was signed.")

# Ed25519: RFC 8032, section 5.1. Plain integers; slow, but there is one signature to verify, and
# not in constant time, but there is no secret.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]

def decode_point(data: bytes) -> Point | None:
    """Section 5.1.3: None unless these 32 bytes are the one encoding of a point of the curve."""
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else P - x), y

def add(p: Point, q: Point) -> Point:
    """The curve's law of addition; it holds for any two points, equal or not."""
    (x1, y1), (x2, y2) = p, q
    t = D * x1 * x2 * y1 * y2
    x, y = (x1 * y2 + x2 * y1) * pow(1 + t, -1, P), (y1 * y2 + x1 * x2) * pow(1 - t, -1, P)
    return x % P, y % P

def multiply(number: int, point: Point) -> Point:
    """So many times this point; nought times is the neutral one."""
    if number == 0:
        return 0, 1
    rest = multiply(number >> 1, add(point, point))
    return add(rest, point) if number & 1 else rest

def is_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Section 5.1.7, without a cofactor: S·B = R + k·A, each of them in its one encoding."""
    a, r = decode_point(public_key), decode_point(signature[:32])
    b = decode_point(bytes.fromhex("58" + "66" * 31))  # the base point, where y is 4/5
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or a is None or r is None or b is None:
        return False
    k = hashlib.sha512(signature[:32] + public_key + message).digest()
    return multiply(s, b) == add(r, multiply(int.from_bytes(k, "little") % L, a))

# Notes and checkpoints: C2SP signed-note and tlog-checkpoint.
MAX_NOTE = 1_000_000  # bytes
NAME = r"[^\s+\x00-\x1f]+"
ORIGIN = r"[!#-*,-\[\]-~]{1,255}"
NOTE = re.compile(rf"([^\x00-\x09\x0b-\x1f]*\n)\n((?:— {NAME} [A-Za-z0-9+/]{{7,}}=*\n){{1,100}})")
CHECKPOINT = re.compile(rf"({ORIGIN})\n(0|[1-9][0-9]{{0,18}})\n(\S+)\n")
Keys = dict[tuple[str, bytes], bytes]  # from name and key id to public key
Facts = dict[str, Any]

def decode64(text: str) -> bytes:
    """Canonical base64 only. A lenient decoder would pass over the spare bits before the padding,
    and with them over a change to a signed file."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if base64.b64encode(data).decode() != text:
        raise Finding("Unreadable", f"{text[:60]!r} is not canonical base64.")
    return data

def read_keys(texts: list[str]) -> Keys:
    """The verifier keys `name+key id+base64(0x01, public key)`."""
    keys: Keys = {}
    for text in texts:
        name, key_id, key = [*text.split("+", 2), "", ""][:3]
        data = decode64(key)
        right = len(data) == 33 and data[0] == 1 and decode_point(data[1:]) is not None
        right = right and key_id == sha256(name.encode(), b"\n", data)[:4].hex()
        if not right or re.fullmatch(NAME, name) is None:
            raise Finding("Unreadable", f"{text!r} is not the text of a verifier key.")
        keys[name, bytes.fromhex(key_id)] = data[1:]
    return keys

def parse_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Origin, size and root, which nobody has vouched for yet."""
    found = CHECKPOINT.fullmatch(text)
    size, root = (int(found[2]), decode64(found[3])) if found else (0, b"")
    if found is None or size >= 2**63 or len(root) != 32 or (not size and root != sha256()):
        raise Finding("Unreadable", "A checkpoint is an origin, a size and a root.")
    return found[1], size, root

def open_checkpoint(data: bytes, origin: str, keys: Keys) -> tuple[int, bytes]:
    """The size and root in a note signed by one key or more, and in none of their names falsely."""
    try:
        note = NOTE.fullmatch(data.decode("utf-8"))
    except UnicodeDecodeError:
        note = None
    if note is None or len(data) > MAX_NOTE:
        raise Finding("Unreadable", "A checkpoint is a text, a blank line and signature lines.")
    signed = [(word[1], decode64(word[2])) for word in map(str.split, note[2].split("\n")[:-1])]
    known = [(name, blob) for name, blob in signed if (name, blob[:4]) in keys]
    if not known:
        raise Finding("UnknownKey", "Signed by no key you gave, but: " + ", ".join(dict(signed)))
    for name, blob in known:  # a line by another key proves nothing, and does no harm
        if not is_signature(keys[name, blob[:4]], note[1].encode(), blob[4:]):
            raise Finding("BadSignature", f"The signature by {name} does not fit the text.")
    of, size, root = parse_checkpoint(note[1])
    if of != origin:
        raise Finding("NotPinned", f"This is about the ledger {of}, and you asked about {origin}.")
    return size, root

# Entries.
ENTRY = re.compile(
    r'{"at":"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)"'
    r',"commitment":"(?P<commitment>[0-9a-f]{64})","file":"(?P<file>[0-9a-f]{32})"'
    r',"kind":"(?P<kind>(?=[a-z-]{1,64}")[a-z]+(?:-[a-z]+)*)"'
    rf',"ledger":"(?P<ledger>{ORIGIN})","prev":"(?P<prev>[0-9a-f]{{64}})"'
    r',"seq":(?P<seq>0|[1-9][0-9]{0,15}),"v":1}')

def check_entry(data: bytes, seq: int, origin: str, prev: str, last: str) -> dict[str, str]:
    """The members of entry `seq`, which follows one of hash `prev` (if known) and time `last`.
    Not by a JSON parser: it would take what means the same and hashes differently."""
    found = ENTRY.fullmatch(data.decode("latin-1"))
    try:
        dt.datetime.fromisoformat(found["at"][:26] if found else "")  # is there such a day?
    except ValueError:
        found = None
    if found is None:
        why = "its bytes are not an entry in canonical form"
    elif (found["ledger"], found["seq"]) != (origin, str(seq)) or found["at"] < last:
        why = f"there is entry {found['seq']} of {found['ledger']}, recorded at {found['at']}"
    elif found["prev"] != (prev or found["prev"]):
        why = "it does not carry the hash of the entry before it"
    else:
        return found.groupdict()
    raise Finding("Altered", f"Entry {seq} has been altered: {why}.", seq)

# Copies: C2SP tlog-tiles, as a folder.
def tile_path(level: int | str, index: int, width: int) -> str:
    """Where a tile is: of hashes at a level, or of "entries"."""
    place = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        place = f"x{index % 1000:03}/{place}"
    return f"tile/{level}/{place}" + ("" if width == 256 else f".p/{width}")

def check_files(folder: Path, size: int) -> None:
    """Exactly the files of this size, all plain: what nobody verifies must not travel along."""
    found, waiting = -1, [str(folder)]  # -1: the checkpoint has been read already
    while waiting:
        with os.scandir(waiting.pop()) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    waiting.append(item.path)
                elif not item.is_file(follow_symlinks=False):
                    raise Finding("Unreadable", f"{item.path!r} is not a plain file.")
                found += item.is_file()
    for level in range(8):
        for first in range(0, size >> 8 * level, 256):
            for kind in (level,) if level else (level, "entries"):
                path = tile_path(kind, first // 256, min(256, (size >> 8 * level) - first))
                if not (folder / path).is_file():
                    raise Finding("Unreadable", f"{path} is missing. Ask for a new copy.")
                found -= 1
    if found:
        raise Finding("Unreadable", f"{found} files are no part of a ledger of {size} entries.")

def read(path: Path, limit: int) -> bytes:
    """The bytes of a plain file, read no further than such a file can be long."""
    if not path.is_file():  # a pipe would keep us waiting for ever
        raise Finding("Unreadable", f"{path} is missing, or is not a plain file.")
    with path.open("rb") as file:
        data = file.read(min(path.stat().st_size, limit) + 1)
    if len(data) > limit:
        raise Finding("Unreadable", f"{path} is longer than such a file can be.")
    return data

def read_tile(folder: Path, level: int | str, index: int, width: int) -> list[bytes]:
    """So many hashes, or so many entries, each of which comes after two bytes of length."""
    path, parts, at = tile_path(level, index, width), list[bytes](), 0
    data = read(folder / path, 256 * (2 + 65_535 if level == "entries" else 32))
    while at < len(data) and len(parts) < width:
        start = at + 2 if level == "entries" else at
        at = start + (int.from_bytes(data[at:start], "big") if start > at else 32)
        parts.append(data[start:at])
    if at != len(data) or len(parts) != width:
        raise Finding("Altered", f"The file {path} does not divide into {width} parts.")
    return parts

def verify_bundle(folder: Path, origin: str, keys: Keys, since: bytes | None, show: bool) -> Facts:
    """Walk every entry and recompute every tile, with one bundle and a row a level in memory."""
    size, root = open_checkpoint(read(folder / "checkpoint", MAX_NOTE), origin, keys)
    kept = (0, b"") if since is None else open_checkpoint(since, origin, keys)
    if kept[0] > size:
        raise Finding("RolledBack", f"ROLLBACK: {size} entries are here; there were {kept[0]}.")
    check_files(folder, size)
    seq, tip, last, peaks = 0, "0" * 64, "", list[bytes]()
    rows: list[list[bytes]] = [[] for _ in range(8)]  # of each level, the tile that is filling
    while seq < size:
        index, width = seq // 256, min(256, size - seq)
        hashes = read_tile(folder, 0, index, width)
        for data in read_tile(folder, "entries", index, width):
            last = check_entry(data, seq, origin, tip, last)["at"]
            leaf = sha256(b"\x00", data)
            if leaf != hashes[seq % 256]:
                raise Finding("Altered", f"Entry {seq} does not have the hash in its tile.", seq)
            ending, tip, seq = append(peaks, seq, leaf), leaf.hex(), seq + 1
            if seq == kept[0] and root_of(peaks) != kept[1]:
                raise Finding("Forked", f"FORK: not the {seq} entries of the checkpoint you kept.")
            for level in range(1, (len(ending) + 7) // 8):
                rows[level].append(ending[8 * level])
        for level, row in enumerate(rows):
            if len(row) == 256 or (row and seq == size):
                index = ((seq >> 8 * level) - 1) // 256
                if read_tile(folder, level, index, len(row)) != row:
                    raise Finding("Altered", f"Tile {index} of level {level} is not what is below.")
                row.clear()
        if show:
            print(f"\r{seq} of {size} entries", end="\n" if seq == size else "", file=sys.stderr)
    if root_of(peaks) != root:
        raise Finding("Forked", "FORK: these entries are not those the checkpoint was signed for.")
    return {"size": size, "root": base64.b64encode(root).decode(), "from_size": None,
            "last_recorded_at": last or None, "since_size": None if since is None else kept[0]}

# Receipts: C2SP tlog-proof, with the entry, and what opens its commitment, in its line `extra`.
B64, B32 = "[A-Za-z0-9+/]*={0,2}", "[A-Za-z0-9+/]{43}="  # bytes in base64: any number, and 32
RECEIPT = re.compile(
    rf"c2sp\.org/tlog-proof@v1\nextra ({B64})\nindex (0|[1-9][0-9]{{0,18}})\n"
    rf"((?:{B32}\n){{0,63}})\n(.*)", re.DOTALL)
EXTRA = re.compile(rf'{{(?:"content":"({B64})",)?"entry":"({B64})"(?(1),"salt":"({B32})")}}')

def verify_receipt(path: Path, origin: str, keys: Keys) -> Facts:
    """That the ledger had this entry in this place, and that the content is what was recorded."""
    found = RECEIPT.fullmatch(read(path, 5_008_192).decode("latin-1"))
    extra = EXTRA.fullmatch(decode64(found[1]).decode("latin-1")) if found else None
    if found is None or extra is None or len(extra[0]) > 3_000_000 or int(found[2]) > 2**63 - 2:
        raise Finding("Unreadable", "This is not a receipt.")
    content, entry, salt = (decode64(text or "") for text in extra.groups())
    index, proof = int(found[2]), [decode64(line) for line in found[3].split()]
    text, _, lines = found[4].rpartition("\n\n")
    parse_checkpoint(text + "\n")
    if len(set(lines.split("\n"))) <= lines.count("\n") or not 1 <= len(entry) <= 65_535:
        raise Finding("Unreadable", "This receipt has more in it, or less, than a receipt has.")
    size, root = open_checkpoint(found[4].encode("latin-1"), origin, keys)
    check_inclusion(sha256(b"\x00", entry), index, size, proof, root)
    it = check_entry(entry, index, origin, "", "")
    if extra[3] and sha256(salt, content).hex() != it["commitment"]:
        raise Finding("Altered", f"The content is not what entry {index} was recorded for.", index)
    return {"seq": index, "at": it["at"], "kind": it["kind"], "file": it["file"],
            "commitment": it["commitment"], "entry_hash": sha256(b"\x00", entry).hex(),
            "size": size, "root": base64.b64encode(root).decode(), "content": extra[1]}

def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(description="Verify a copy of a ledger, or a receipt.")
    parser.add_argument("what", choices=["bundle", "receipt"])
    parser.add_argument("path", type=Path, help="the folder of the copy, or the receipt's file")
    parser.add_argument("--origin", help="the name of the ledger, as you know it")
    parser.add_argument("--key", action="append", help="its verifier key; may be repeated")
    parser.add_argument("--since", type=Path, metavar="FILE", help="a checkpoint that you kept")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.error = lambda message: parser.exit(64, f"{message}\n")  # type: ignore[method-assign]
    options = parser.parse_args(arguments)
    facts: Facts = {"sound": True, "exit_code": 0, "origin": options.origin}
    try:
        if not options.origin or not options.key:
            raise Finding("NotPinned", "Give --origin and --key, as you were told by its keeper.")
        keys, show = read_keys(options.key), sys.stderr.isatty() and not options.json
        if options.what == "bundle":
            since = options.since and read(options.since, MAX_NOTE)
            facts |= verify_bundle(options.path, options.origin, keys, since, show)
        else:
            facts |= verify_receipt(options.path, options.origin, keys)
    except (Finding, OSError, UnicodeError) as error:
        found = error.args if isinstance(error, Finding) else ("Unreadable", str(error))
        facts = {"sound": False, "exit_code": EXIT_CODES[found[0]], "error": found[0],
                 "seq": found[2] if len(found) > 2 else None, "message": found[1]}
    if options.json:
        print(json.dumps(facts, indent=2))
    elif facts["sound"]:
        print("SOUND:", *(f"{name} {value}" for name, value in facts.items()), sep="\n    ")
    else:
        print(facts["message"], file=sys.stderr)
    return int(facts["exit_code"])

if __name__ == "__main__":
    sys.exit(main())
