"""`python -m ledger witness`: run one, or list what it refused.

python -m ledger witness --state DIR --key FILE --log VKEY [--log VKEY ...] --listen HOST:PORT
python -m ledger witness --state DIR evidence [--json]
"""

from __future__ import annotations

import base64
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from ledger.cosignature import Cosigner
from ledger.entry import format_time
from ledger.errors import Unreadable
from ledger.note import (
    Verifier,
    format_public_key,
    private_key_from_text,
    public_key_from_text,
)
from ledger.witness.rules import Witness
from ledger.witness.serving import WitnessServer
from ledger.witness.state import SignedEvidence, State, read_evidence


def serve(state: Path, key: Path, logs: Sequence[str], listen: str) -> None:
    """Run a witness until it is told to end (SIGTERM, SIGINT); whatever ends it is safe.

    Says `READY http://HOST:PORT` on standard output once it answers.
    """
    cosigner = private_key_from_text(key.read_text("utf-8").strip(), Cosigner)
    own = format_public_key(cosigner.verifier)
    known: list[Verifier] = [public_key_from_text(text, Verifier) for text in logs]
    remembered = State(state, own, key.with_name(f"{key.name}.used"))
    witness = Witness(cosigner, known, remembered, lambda: datetime.now(UTC))
    with WitnessServer(_address(listen), witness, _tell) as server:
        signal.signal(signal.SIGTERM, _stop)
        host, port = server.server_address[:2]
        print(f"I am {own}")
        for log in known:
            print(f"I watch {log.name}, key {log.key_id.hex()}")
        shown = f"[{host!s}]" if ":" in str(host) else str(host)
        print(f"READY http://{shown}:{port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def show_evidence(state: Path, *, as_json: bool) -> None:
    """List what was refused and kept, oldest first."""
    found = read_evidence(state)
    if as_json:
        print(json.dumps([_facts(evidence) for evidence in found], indent=2))
        return
    if not found:
        print("Nothing was refused that bears the signature of a ledger.")
    for evidence in found:
        print(f"{format_time(evidence.refused_at)}  {evidence.origin}")
        print(_MEANING[evidence.why])
        for title, data in (("held here", evidence.held), ("refused", evidence.submission)):
            print(f"  {title}:")
            for line in (data or b"(none)").decode("utf-8", "replace").splitlines():
                print(f"    {line}")
        print()


_MEANING = {
    "two-roots": (
        "  FORK. The ledger's key signed two roots of one size. Both are below; keep them, and\n"
        "  tell whoever relies on this ledger. No mistake of this witness can make such a pair."
    ),
    "bad-proof": (
        "  The proof that came with it does not lead to it from what is held here. This is a fork\n"
        "  or only a bad proof, which anybody can send: ask the ledger for a good one."
    ),
}


def _facts(evidence: SignedEvidence) -> dict[str, str | None]:
    return {
        "origin": evidence.origin,
        "why": evidence.why,
        "refused_at": format_time(evidence.refused_at),
        "held": None if evidence.held is None else _base64(evidence.held),
        "submission": _base64(evidence.submission),
    }


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65_535:
        raise Unreadable(f"{listen!r} is not an address to listen on, such as 127.0.0.1:7380.")
    return host.strip("[]"), int(port)


def _tell(line: str) -> None:
    print(f"{format_time(datetime.now(UTC))} {line}", file=sys.stderr, flush=True)


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
