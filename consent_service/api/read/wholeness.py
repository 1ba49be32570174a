"""Whether the record is whole: what was verified and what was found; and the proof of one entry.

Nothing here shows what any entry holds. Which family one is about is the auditor's alone, as in
`auditors.py`, and that somebody was shown it is on record.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.entry import entry_hash, parse_entry
from ledger.errors import Altered, BadProof, LedgerError
from ledger.note import Verifier, format_public_key
from ledger.receipt import format_receipt
from ledger.tilestore import read_entry, tile_reader
from ledger.tree import beside, check_inclusion, node_hash, prove_inclusion

from ...storage.beside.copies import parts_of
from ...storage.keepers.publishing import published_of
from ...storage.sealed.keys import file_name, reads_of
from ..edge.operations import OVERSEERS, Call, Operation, Plain, Sent
from ..edge.problems import ProblemError
from ..replies.showing import moment
from ..replies.wholeness import LEDGERS, ProofSchema, WholenessSchema
from .auditors import AUDITORS, not_as_published

_TEXT: Final = "text/plain; charset=utf-8"

_CHECKS: Final = frozenset({"AUDITOR", "IG_OFFICER"})
_GONE: Final = ("record-damaged",)


def show_wholeness(call: Call) -> dict[str, Any]:
    """What the last verification found, and how far others vouch for it: nobody is asked now."""
    authority = call.principal.authority
    each = zip(LEDGERS, (authority, reads_of(authority)), strict=True)
    return {
        "now": moment(call.now()),
        "ledgers": [_ledger(call, which, ledger) for which, ledger in each],
    }


def verify_now(call: Call) -> dict[str, Any]:
    """Ask for a verification of both ledgers, and say how it stands with them."""
    authority = call.principal.authority
    call.service.records.reads.record(authority, call.for_whom, [None])
    for ledger in (authority, reads_of(authority)):
        call.service.keepers[ledger].verifications.ask(call.now())
    return show_wholeness(call)


def _ledger(call: Call, which: str, ledger: str) -> dict[str, Any]:
    keeper, soundness = call.service.keepers[ledger], call.service.soundness[ledger]
    published, found = published_of(keeper.published), keeper.verifications.last()
    return {
        "of": which,
        "origin": call.service.records.ledgers[ledger].origin,
        "key": format_public_key(keeper.verifiers[-1]),
        "published": None if published is None else published.size,
        "named": file_name(ledger),
        "copied_in": parts_of(0 if published is None else published.size),
        "is_published_whole": soundness.published is None,
        "is_stopped": soundness.is_distrusted,
        "is_altered": soundness.is_altered,
        "found": None if found is None else _found(found),
        "running": _running(call, ledger),
        "asked_at": moment(keeper.verifications.asked()),
        "witnesses": _witnesses(call, ledger),
    }


def _found(found: dict[str, Any]) -> dict[str, Any]:
    named = ("wall", "fault", "table", "files", "others", "entries")
    replay = found["answers_whole"]
    return found | {
        "at": _told(found["at"]),
        "answers_whole": None if replay is None else replay | {"at": _told(replay["at"])},
        # What an earlier version kept tells of no others.
        "findings": [
            {name: ({"others": []} | one)[name] for name in named} for one in found["findings"]
        ],
    }


def _told(at: str) -> str | None:
    return moment(datetime.fromisoformat(at))


def _running(call: Call, ledger: str) -> dict[str, Any] | None:
    keeper = call.service.keepers[ledger]
    runs = keeper.verifications.runs() if keeper.is_verifying else None
    if runs is None:
        return None
    began, seen, of = runs
    return {"began": moment(began), "seen": seen, "of": of}


def _witnesses(call: Call, ledger: str) -> dict[str, Any] | None:
    feeder = call.service.feeders.get(ledger)
    if feeder is None:
        return None
    seen = feeder.look()
    return {
        "cosigned": seen.cosigned,
        "lag_seconds": None if seen.lag is None else int(seen.lag.total_seconds()),
        "is_late": seen.is_late,
        "each": [
            {"name": one.name, "size": one.size, "at": moment(one.at), "failure": one.failure}
            for one in seen.witnesses
        ],
    }


class _Proved(NamedTuple):
    """An entry as it is published, the hashes from it up to the signed root, and what signs that:
    checked here, and to be checked again by whoever reads it.
    """

    seq: int
    data: bytes
    leaf: bytes
    path: tuple[bytes, ...]
    signed: Checkpoint
    checkpoint: bytes


def _proved(call: Call) -> _Proved:
    """That somebody was shown it is on record. Raises `ProblemError`: 404, or not as published."""
    authority, seq = call.principal.authority, call.place("seq")
    keeper = call.service.keepers[authority]
    published = published_of(keeper.published)
    if published is None or seq is None:
        raise ProblemError("not-found")
    try:
        signed = keeper.opened(published.checkpoint)
        data = read_entry(published.read, seq, signed.size)
        path = prove_inclusion(tile_reader(published.read, signed.size), seq, signed.size)
        leaf = entry_hash(data)
        check_inclusion(leaf, seq, signed.size, path, signed.root)
    except (Altered, BadProof) as error:
        raise not_as_published(call, authority, error) from error
    except LedgerError as error:
        # There is no such entry under it yet, or a tile of it was outgrown a moment ago.
        raise ProblemError("not-found") from error
    call.service.records.reads.record(authority, call.for_whom, [parse_entry(data).file])
    return _Proved(seq, data, leaf, tuple(path), signed, published.checkpoint)


def show_entry_receipt(call: Call) -> Sent:
    """A receipt of any entry, of no family as well: with nothing of what it holds."""
    one = _proved(call)
    receipt = format_receipt(one.data, None, one.seq, one.path, one.checkpoint)
    return Sent(receipt, _TEXT, "no-store", f"receipt-{one.seq}.tlog-proof")


def show_proof(call: Call) -> dict[str, Any]:
    """An entry and its proof, each step by itself."""
    authority, proved = call.principal.authority, _proved(call)
    seq, data, leaf, path, signed, checkpoint = proved
    keeper = call.service.keepers[authority]
    origin = call.service.records.ledgers[authority].origin
    entry, found, steps = parse_entry(data), leaf, list[dict[str, Any]]()
    for hash_, (first, stop) in zip(path, beside(seq, signed.size), strict=True):
        is_left = first < seq
        found = node_hash(hash_, found) if is_left else node_hash(found, hash_)
        steps.append(
            {
                "side": "LEFT" if is_left else "RIGHT",
                "hash": hash_.hex(),
                "first": first,
                "last": stop - 1,
                "gives": found.hex(),
            }
        )
    signer = next(one for one in reversed(keeper.verifiers) if _signed_by(checkpoint, origin, one))
    return {
        "seq": seq,
        "size": signed.size,
        "origin": origin,
        "key": format_public_key(signer),
        "entry": {
            "at": moment(entry.at),
            "kind": entry.kind,
            "file": entry.file,
            "commitment": entry.commitment.hex(),
            "prev": entry.prev.hex(),
        },
        "text": data.decode(),
        "leaf": leaf.hex(),
        "steps": steps,
        "root": signed.root.hex(),
        "checkpoint": checkpoint.decode(),
    }


def _signed_by(checkpoint: bytes, origin: str, key: Verifier) -> bool:
    try:
        open_checkpoint(checkpoint, origin, [key])
    except LedgerError:
        return False
    return True


def operations() -> list[Operation]:
    """Whether it is whole; look now; one entry."""
    return [
        Operation(
            "showWholeness",
            "/v1/verifications",
            "Whether the record is whole: what was verified, when, and what was found",
            show_wholeness,
            OVERSEERS,
            WholenessSchema,
            tag="audit",
            description=(
                "Of both ledgers: the record, and who looked at it. A finding names places, tables "
                "and random ids, and nobody."
            ),
            problems=_GONE,
        ),
        Operation(
            "verifyNow",
            "/v1/verifications",
            "Verify the whole record now",
            verify_now,
            _CHECKS,
            WholenessSchema,
            method="POST",
            tag="audit",
            description=(
                "Whichever process keeps the ledger begins at its next beat, also where the one "
                "that had begun has ended. Ask `showWholeness` how far it has come."
            ),
            problems=_GONE,
        ),
        Operation(
            "showProof",
            "/v1/entries/<string:seq>/proof",
            "An entry, and the hashes from it up to the signed root",
            show_proof,
            AUDITORS,
            ProofSchema,
            tag="audit",
            description=(
                "Each step as in RFC 6962: SHA-256 of the byte 1 and the two hashes, the left one "
                "first. What the entry holds is shown with its file, once that is opened."
            ),
            problems=("not-found", *_GONE),
        ),
        Operation(
            "showEntryReceipt",
            "/v1/entries/<string:seq>/receipt",
            "A receipt of any entry, with nothing of what it holds",
            show_entry_receipt,
            AUDITORS,
            Plain(_TEXT),
            tag="audit",
            description=(
                "As `showReceipt`, without content and salt: of entries of no family as well, such "
                "as a right that was given, and of a family's that is not opened."
            ),
            problems=("not-found", *_GONE),
        ),
    ]
