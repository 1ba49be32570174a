"""What auditors, witnesses and holders of receipts are given: bytes that verify without us.

Tiles and checkpoints are those of C2SP tlog-tiles, read from the folder where the keeper publishes
them. Hash tiles and checkpoints say nothing about anybody and may be public by configuration;
bundles of entries carry times, by which a family of a small authority could be told, so they are
the auditor's alone.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import structlog

from ledger.checkpoint import Checkpoint
from ledger.errors import Altered, LedgerError, MalformedTile
from ledger.files import is_tile
from ledger.receipt import CheckedReceipt, check_receipt, format_receipt, parse_receipt
from ledger.rotation import format_rotations
from ledger.tiles import WIDTH, Tile, parse_tile_path

from ...actions.refused import RecordDamaged
from ...domain.file.pseudonyms import Pseudonyms
from ...domain.file.view import View
from ...domain.may import FAMILY
from ...domain.onpaper import on_paper, own_on_paper
from ...domain.recorded.content import Content, parse_content
from ...domain.recorded.practice import ContactPointRecorded
from ...domain.safety.withheld import withheld
from ...storage.beside.receipts import find_own_entry, receipt_of
from ...storage.door.queries import read_authority, read_file
from ...storage.keepers.publishing import Published, covered, published_of
from ...storage.sealed.keychain import statements_of
from ...storage.sealed.keys import ledger_of
from ..edge.body import Body
from ..edge.fields import Digest
from ..edge.operations import FILE, READERS, Call, Operation, Plain, Public, Sent, load
from ..edge.problems import ProblemError
from ..replies.printing import HTML, receipt_page
from .contacts import may_be_shown
from .own_view import look

log = structlog.get_logger("consent_service.auditors")


class OwnReceiptSchema(Body):
    """Which receipt: by the hash of the entry. Loads as the mapping it is."""

    makes = dict
    entry_hash = Digest(required=True)


LEDGER: Final = "/ledgers/<string:authority>"
AUDITORS: Final = frozenset({"AUDITOR"})
_own_receipt: Final = OwnReceiptSchema()
_RECEIPT: Final = ("not-found", "record-damaged")
_OWN_RECEIPT: Final = ("invalid", "not-found")
_OWN_NAME: Final = "receipt.tlog-proof"
_TEXT: Final = "text/plain; charset=utf-8"
_BYTES: Final = "application/octet-stream"

#: A full tile never changes. A partial one neither, but hardly anybody asks for it twice.
_FULL: Final = "max-age=31536000, immutable"
_PARTIAL: Final = "max-age=3600"


def show_checkpoint(call: Call, *, public: bool) -> Sent:
    """The last checkpoint whose tiles are all there."""
    found, _ = _published(call)
    return Sent(found.checkpoint, _TEXT, "public, max-age=1" if public else "private, no-cache")


def show_rotations(call: Call) -> Sent:
    """How one signing key handed over to the next: public keys, signed by themselves."""
    _published(call)
    own = read_authority(call.service.records, _ledger(call))
    return Sent(format_rotations(statements_of(own)), _TEXT, "private, no-cache")


def show_tile(call: Call, *, public: bool) -> Sent:
    """A tile of hashes. What only auditors may ask for is not for caches that others share."""
    return _tile(call, f"tile/{call.path['place']}", "public" if public else "private")


def show_entries(call: Call) -> Sent:
    """A bundle of entries: never public, and never in a cache that others share."""
    return _tile(call, f"tile/entries/{call.path['place']}", "private", entries=True)


def _published(call: Call) -> tuple[Published, Checkpoint]:
    """What is published of the ledger that the path names, and what its checkpoint says."""
    keeper = call.service.keepers.get(_ledger(call))
    found = None if keeper is None else published_of(keeper.published)
    if keeper is None or found is None:
        raise ProblemError("not-found")
    try:
        return found, keeper.opened(found.checkpoint)
    except LedgerError as error:
        raise not_as_published(call, _ledger(call), error) from error


def _ledger(call: Call) -> str:
    return ledger_of(call.path["authority"])


def not_as_published(call: Call, ledger: str, error: LedgerError) -> ProblemError:
    """What is published is not what was signed for: not served, and made again by who signs."""
    log.error("published.altered", fault=type(error).__name__)
    call.service.soundness[ledger].published_altered(str(error))
    return ProblemError("not-found")


def _tile(call: Call, path: str, scope: str, *, entries: bool = False) -> Sent:
    """A tile or bundle that some checkpoint published so far needs, and that this one covers.

    Also of one before the last: whoever began to copy the ledger a moment ago still asks for its
    partial tiles (C2SP tlog-tiles, "Partial Tiles"), which stay until the full ones are there.
    """
    published, signed = _published(call)
    try:
        tile: Tile = parse_tile_path(path)
        beyond = WIDTH * tile.index + tile.width > signed.size >> 8 * (tile.level or 0)
        if (tile.level is None) is not entries or beyond:
            raise ProblemError("not-found")
        data = covered(published, signed, tile)
    except (Altered, MalformedTile) as error:
        if not is_tile(path):
            raise ProblemError("not-found") from error
        raise not_as_published(call, _ledger(call), error) from error
    except LedgerError as error:
        raise ProblemError("not-found") from error
    return Sent(data, _BYTES, f"{scope}, {_FULL if tile.width == WIDTH else _PARTIAL}")


def show_receipt(call: Call) -> Sent:
    """A receipt for one entry of a file: a C2SP tlog-proof with what opens its commitment, unless
    that is shown only where it is opened with a reason.
    """
    seq = call.place("seq")
    receipt = _receipt(call, call.file, seq)
    if call.names_nobody:
        return Sent(_closed(receipt), _TEXT, "no-store", _name(seq))
    event = _checked(call, receipt)[1].event
    if isinstance(event, ContactPointRecorded):
        kept = withheld(
            read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
        )
        receipt = receipt if may_be_shown(event, kept) else _closed(receipt)
    return Sent(receipt, _TEXT, "no-store", _name(seq))


def _closed(receipt: bytes) -> bytes:
    """The same proof of the same entry, without what opens its commitment."""
    whole = parse_receipt(receipt)
    proof = whole.proof
    return format_receipt(whole.entry, None, proof.index, proof.hashes, proof.checkpoint)


def print_receipt(call: Call) -> Sent:
    """The same receipt as a page to print, which says what it says in plain words."""
    seq = call.place("seq")
    checked, content = _checked(call, _receipt(call, call.file, seq))
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    now = call.now()
    event = Pseudonyms(file).event(content.event) if call.names_nobody else content.event
    paper = on_paper(event, View(file, now, now))
    return receipt_page(checked, paper, content=content, filename=_name(seq), is_own=False)


def _name(seq: int) -> str:
    """To save it by. It names nobody."""
    return f"receipt-{seq}.tlog-proof"


def _receipt(call: Call, file: str, seq: int | None) -> bytes:
    """Raises `ProblemError` (404) for what is no entry of this file."""
    authority, found = call.principal.authority, None
    if seq is not None:
        keeper = call.service.keepers[authority]
        found = receipt_of(call.service.records, keeper, file, seq, call.for_whom)
    if found is None:
        raise ProblemError("not-found")
    return found


def _checked(call: Call, receipt: bytes) -> tuple[CheckedReceipt, Content]:
    """What a receipt of ours shows to whoever checks it."""
    authority = call.principal.authority
    origin = call.service.records.ledgers[authority].origin
    checked = check_receipt(receipt, origin, call.service.keepers[authority].verifiers)
    assert checked.content is not None  # noqa: S101 - ours withhold nothing
    return checked, parse_content(checked.content)


def show_own_receipt(call: Call) -> Sent:
    """A receipt for what a parent or young person said themselves, by the hash they were given.

    The hash is in the body: what stands in a family's address stands in logs and histories.
    """
    return Sent(_own(call), _TEXT, "no-store", _OWN_NAME)


def print_own_receipt(call: Call) -> Sent:
    """The same as a page to print: what they said, and nothing that their own view leaves out."""
    checked, content = _checked(call, _own(call))
    seen, _ = look(call, call.now())
    paper = None if seen is None else own_on_paper(content.event, seen)
    if paper is None:
        raise ProblemError("not-found")
    return receipt_page(checked, paper, content=content, filename=_OWN_NAME, is_own=True)


def _own(call: Call) -> bytes:
    person, handle = call.principal.person or "", call.principal.file or ""
    wanted = load(_own_receipt, call.body()[1])["entry_hash"]
    try:
        own = call.principal.authority, handle, person
        seq = find_own_entry(call.service.records, own, wanted, call.for_whom)
        return _receipt(call, handle, seq)
    except RecordDamaged as error:
        # That there is a file is not for everybody who comes with its number.
        raise ProblemError("storage-unavailable") from error


def operations(*, public_tiles: bool = False) -> list[Operation]:
    """Checkpoint, tiles, bundles; receipts."""
    whose = (
        Public(because="this council has configured hashes and checkpoints to be public")
        if public_tiles
        else AUDITORS
    )
    return [
        Operation(
            "showCheckpoint",
            f"{LEDGER}/checkpoint",
            "The last checkpoint whose tiles are all there",
            partial(show_checkpoint, public=public_tiles),
            whose,
            Plain(_TEXT, is_kept=True),
            tag="audit",
            problems=("not-found",),
            description=(
                "A signed note (C2SP tlog-checkpoint): origin, size, root hash, signatures."
            ),
        ),
        Operation(
            "showRotations",
            f"{LEDGER}/rotations",
            "How one signing key handed over to the next, for whoever pinned an earlier one",
            show_rotations,
            whose,
            Plain(_TEXT),
            tag="audit",
            description="For `python -m ledger verify --rotations`. Empty where none ever did.",
            problems=("not-found", "record-damaged", "storage-unavailable", "ledger-not-sound"),
        ),
        Operation(
            "showEntryBundle",
            f"{LEDGER}/tile/entries/<path:place>",
            "A bundle of entries (C2SP tlog-tiles)",
            show_entries,
            AUDITORS,
            Plain(_BYTES, is_kept=True),
            tag="audit",
            problems=("not-found",),
            description="Entries commit to their contents with salted hashes and name nobody.",
        ),
        Operation(
            "showTile",
            f"{LEDGER}/tile/<path:place>",
            "A tile of hashes (C2SP tlog-tiles)",
            partial(show_tile, public=public_tiles),
            whose,
            Plain(_BYTES, is_kept=True),
            tag="audit",
            problems=("not-found",),
            description=(
                "With the checkpoint, enough to prove any entry's place and that nothing was cut."
            ),
        ),
        Operation(
            "showReceipt",
            f"{FILE}/receipts/<string:seq>",
            "A receipt for one entry: proof that it is on record, unaltered, at this place",
            show_receipt,
            READERS,
            Plain(_TEXT),
            tag="audit",
            description=(
                "A C2SP tlog-proof with the entry, its content and its salt: check it with "
                "`python -m ledger verify receipt`, which needs neither this service nor a "
                "network. For a number or address that is opened with a reason only, it has "
                "neither content nor salt."
            ),
            problems=_RECEIPT,
            scope="receipt:read",
            is_content=True,
        ),
        Operation(
            "printReceipt",
            f"{FILE}/receipts/<string:seq>/print",
            "The same receipt as a page to print, in plain words",
            print_receipt,
            READERS,
            Plain(HTML),
            tag="audit",
            description="One page of HTML, which names nobody. The proof is in the receipt itself.",
            problems=_RECEIPT,
            scope="receipt:read",
            is_content=True,
        ),
        Operation(
            "showOwnReceipt",
            "/v1/own/receipts",
            "A receipt for what you said, to keep",
            show_own_receipt,
            FAMILY,
            Plain(_TEXT),
            method="POST",
            tag="own",
            body=OwnReceiptSchema,
            description="By the `entry_hash` that `stopAgreeing` and the others answer with.",
            problems=_OWN_RECEIPT,
        ),
        Operation(
            "printOwnReceipt",
            "/v1/own/receipts/print",
            "The same receipt as a page to print",
            print_own_receipt,
            FAMILY,
            Plain(HTML),
            method="POST",
            tag="own",
            body=OwnReceiptSchema,
            description="What you said, in plain words, and how anybody can check it.",
            problems=_OWN_RECEIPT,
        ),
    ]
