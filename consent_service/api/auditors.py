"""What auditors, witnesses and holders of receipts are given: bytes that verify without us.

Tiles and checkpoints are those of C2SP tlog-tiles, read from the folder where the keeper publishes
them. Hash tiles and checkpoints say nothing about anybody and may be public by configuration;
bundles of entries carry times, by which a family of a small authority could be told, so they are
the auditor's alone.
"""

from __future__ import annotations

from typing import Final

from ledger.errors import LedgerError
from ledger.tiles import Tile, is_needed, parse_tile_path

from ..storage.publishing import Published, published_of
from ..storage.receipts import find_own_entry, receipt_of
from .access import FAMILY
from .operations import READERS, Call, Operation, Plain, Public, Sent, load
from .problems import ProblemError
from .schemas import OwnReceiptSchema
from .tables import FILE

_LEDGER: Final = "/ledgers/<string:authority>"
_AUDITORS: Final = frozenset({"AUDITOR"})
#: A tile never changes once its checkpoint is published; a partial one may be removed later.
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_PRIVATE_FOR_EVER: Final = "private, max-age=31536000, immutable"
_BRIEFLY: Final = "public, max-age=1"

_own_receipt: Final = OwnReceiptSchema()
_RECEIPT: Final = ("not-found", "record-damaged", "storage-unavailable", "ledger-not-sound")
_TEXT: Final = "text/plain; charset=utf-8"
_BYTES: Final = "application/octet-stream"


def show_checkpoint(call: Call) -> Sent:
    """The last checkpoint whose tiles are all there."""
    return Sent(_published(call).checkpoint, _TEXT, _BRIEFLY)


def show_tile(call: Call) -> Sent:
    """A tile of hashes."""
    return Sent(_tile(call, f"tile/{call.path['place']}", entries=False), _BYTES, _FOR_EVER)


def show_entries(call: Call) -> Sent:
    """A bundle of entries."""
    data = _tile(call, f"tile/entries/{call.path['place']}", entries=True)
    return Sent(data, _BYTES, _PRIVATE_FOR_EVER)


def _published(call: Call) -> Published:
    """What is published of the ledger that the path names. One that is not there, and another
    authority's, look the same.
    """
    authority = call.path["authority"]
    if call.actor.authority and authority != call.actor.authority:
        raise ProblemError("not-found")
    keeper = call.service.keepers.get(authority)
    found = None if keeper is None else published_of(keeper.published)
    if found is None:
        raise ProblemError("not-found")
    return found


def _tile(call: Call, path: str, *, entries: bool) -> bytes:
    published = _published(call)
    try:
        tile: Tile = parse_tile_path(path)
        if (tile.level is None) is not entries or not is_needed(tile, published.size):
            raise ProblemError("not-found")
        return published.read(path)
    except LedgerError as error:
        # A partial tile that is full by now has been removed, as C2SP allows.
        raise ProblemError("not-found") from error


def show_receipt(call: Call) -> Sent:
    """A receipt for one entry of a file: a C2SP tlog-proof with what opens its commitment."""
    seq = call.place("seq")
    keeper = call.service.keepers[call.actor.authority]
    receipt = receipt_of(call.service.records, keeper, call.actor.authority, call.file, seq)
    if receipt is None:
        raise ProblemError("not-found")
    return Sent(receipt, _TEXT, "no-store", f"receipt-{seq}.tlog-proof")


def show_own_receipt(call: Call) -> Sent:
    """A receipt for what a parent or young person said themselves, by the hash they were given.

    The hash is in the body: what stands in a family's address stands in logs and histories.
    """
    authority, person = call.actor.authority, call.actor.person
    wanted = load(_own_receipt, call.body()[1])["entry_hash"]
    handle = call.actor.file or ""
    seq = find_own_entry(call.service.records, authority, handle, person or "", wanted)
    keeper = call.service.keepers[authority]
    found = None
    if seq is not None:
        found = receipt_of(call.service.records, keeper, authority, handle, seq)
    if found is None:
        raise ProblemError("not-found")
    return Sent(found, _TEXT, "no-store", "receipt.tlog-proof")


def operations(*, public_tiles: bool = False) -> list[Operation]:
    """Checkpoint, tiles, bundles; receipts."""
    whose = (
        Public(because="this council has configured hashes and checkpoints to be public")
        if public_tiles
        else _AUDITORS
    )
    return [
        Operation(
            "showCheckpoint",
            "GET",
            f"{_LEDGER}/checkpoint",
            "The last checkpoint whose tiles are all there",
            "audit",
            show_checkpoint,
            whose,
            Plain(_TEXT),
            problems=("not-found",),
        ),
        Operation(
            "showEntryBundle",
            "GET",
            f"{_LEDGER}/tile/entries/<path:place>",
            "A bundle of entries (C2SP tlog-tiles)",
            "audit",
            show_entries,
            _AUDITORS,
            Plain(_BYTES),
            problems=("not-found",),
        ),
        Operation(
            "showTile",
            "GET",
            f"{_LEDGER}/tile/<path:place>",
            "A tile of hashes (C2SP tlog-tiles)",
            "audit",
            show_tile,
            whose,
            Plain(_BYTES),
            problems=("not-found",),
        ),
        Operation(
            "showReceipt",
            "GET",
            f"{FILE}/receipts/<string:seq>",
            "A receipt for one entry: proof that it is on record, unaltered, at this place",
            "audit",
            show_receipt,
            READERS,
            Plain(_TEXT),
            description=(
                "A C2SP tlog-proof with the entry, its content and its salt: check it with "
                "`python -m ledger verify receipt`, which needs neither this service nor a network."
            ),
            problems=_RECEIPT,
        ),
        Operation(
            "showOwnReceipt",
            "POST",
            "/v1/own/receipts",
            "A receipt for what you said, to keep",
            "own",
            show_own_receipt,
            FAMILY,
            Plain(_TEXT),
            body=OwnReceiptSchema,
            description="By the `entry_hash` of a receipt that `stop` and the others answer with.",
            problems=("invalid", *_RECEIPT),
        ),
    ]
