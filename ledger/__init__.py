"""A ledger that nobody can alter unnoticed, and the means for others to check that.

A ledger is a list of entries. Each entry carries the hash of the one before it, and all of them
are the leaves of a Merkle tree (RFC 6962). A *checkpoint* is a signed statement of how many
entries there are and what the root of the tree is. Whoever keeps a checkpoint can tell later
whether the ledger has only grown since: no entry changed, none removed, none put in between.

What is recorded of an event is a time, a kind, a random handle and a commitment: a hash of the
content and a random salt. The content itself stays outside, so that it can be destroyed for good
without breaking the chain.

    >>> from datetime import UTC, datetime
    >>> from ledger import *
    >>> head = Head.empty("records.example.org/north")
    >>> at = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
    >>> draft = Draft("thing-happened", "00" * 16, commit(bytes(32), b"what happened"))
    >>> head, lines = extend(head, at, [draft, draft])
    >>> print(lines[0].data.decode()[:82])
    {"at":"2026-11-12T12:00:00.000000Z","commitment":"8861bf369e1e15adc51d1956391c1aa0

Sign where it ends, and let someone else verify what they were given:

    >>> signer = new_signer(head.origin)
    >>> signed = sign_checkpoint(head.checkpoint(), signer)
    >>> stated = open_checkpoint(signed, head.origin, [signer.verifier])
    >>> verify_ledger(lines, head.origin, checkpoint=stated).size
    2

Change one entry, and it is named:

    >>> from ledger.testing import edit
    >>> verify_ledger(edit(lines, 1, kind="nothing-happened"), head.origin, checkpoint=stated)
    Traceback (most recent call last):
        ...
    ledger.errors.Altered: Entry 1 has been altered: its bytes do not have the hash that is ...

What guards what:

    an entry changed, moved or removed      the chain, and the hash beside each entry
    the same, with all hashes made anew     the tree and a checkpoint: Forked
    the end cut off, an old copy put back   a checkpoint: RolledBack
    all of it, by one who can also sign     a checkpoint in other hands, or a witness

The last line is the limit of what is here: who holds the database and the signing key can
rewrite whatever no one else has a checkpoint of. A witness (`ledger.witness`) is somebody else who
has one; `ledger.witnessing` is how a ledger asks it, and imported by name only, as it needs HTTP.

The formats are public (C2SP signed-note, tlog-checkpoint, tlog-tiles), so that tools by others
verify the same bytes. Modules come in pairs of writing and checking: `format` and `parse`, where
parse accepts only what format makes; `prove` and `check`; `ledger.log` and `ledger.verify`.
Whatever verifies raises, and returns what it verified. Who mirrors a published ledger asks
`tile_coordinates` what a checkpoint needs, and `read_entry` for one entry. Storage is
`ledger.store`, which needs SQLAlchemy and is imported by name only.
"""

from ledger.bundle import write_folder
from ledger.checkpoint import (
    Checkpoint,
    format_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from ledger.checkpoints import FolderCheckpoints
from ledger.cosignature import (
    CosignatureVerifier,
    Cosigner,
    cosigned_at,
    new_cosigner,
    with_cosignatures,
)
from ledger.entry import (
    MAX_ENTRY,
    NO_PREVIOUS,
    Entry,
    commit,
    entry_hash,
    format_entry,
    format_time,
    parse_entry,
    parse_time,
)
from ledger.errors import (
    Altered,
    BadProof,
    BadSignature,
    ContentMissing,
    Forked,
    LedgerError,
    Malformed,
    MalformedCheckpoint,
    MalformedEntry,
    MalformedKey,
    MalformedNote,
    MalformedOrigin,
    MalformedPolicy,
    MalformedProof,
    MalformedReceipt,
    MalformedRotation,
    MalformedState,
    MalformedSubmission,
    MalformedTile,
    MalformedTree,
    NotPinned,
    RolledBack,
    StaleCheckpoint,
    StaleHead,
    TooFewCosignatures,
    UnknownKey,
    Unreadable,
)
from ledger.folder import Verified, verify_folder
from ledger.log import Draft, EntryLine, Head, Log, Store, Transaction, extend
from ledger.note import (
    Note,
    Signature,
    Signer,
    Verifier,
    format_note,
    format_private_key,
    format_public_key,
    new_signer,
    open_note,
    parse_note,
    private_key_from_text,
    public_key_from_text,
    sign_note,
)
from ledger.origin import check_origin
from ledger.policy import (
    PolicyGroup,
    PolicyLog,
    PolicyWitness,
    Witnessed,
    WitnessPolicy,
    check_policy,
    format_policy,
    parse_policy,
)
from ledger.proof import Proof, check_proof, format_proof, parse_proof
from ledger.publishing import publish, published
from ledger.receipt import (
    CheckedReceipt,
    Opening,
    Receipt,
    check_receipt,
    format_receipt,
    make_receipt,
    parse_receipt,
)
from ledger.rotation import (
    Rotation,
    follow,
    format_rotations,
    make_rotation,
    open_rotation,
    parse_rotations,
)
from ledger.signing import Checkpointer, sign_growth
from ledger.state import format_state, parse_state, save_state
from ledger.submission import Submission, format_submission, parse_submission
from ledger.tiles import Tile, tile_coordinates
from ledger.tilestore import TileSource, folder_source, read_entry, tile_reader
from ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    HashReader,
    check_consistency,
    check_inclusion,
    hash_reader,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)
from ledger.verify import verify_against, verify_ledger, walk

__all__ = [
    "EMPTY_ROOT",
    "MAX_ENTRY",
    "NO_PREVIOUS",
    "Altered",
    "BadProof",
    "BadSignature",
    "CheckedReceipt",
    "Checkpoint",
    "Checkpointer",
    "ContentMissing",
    "CosignatureVerifier",
    "Cosigner",
    "Draft",
    "Entry",
    "EntryLine",
    "FolderCheckpoints",
    "Forked",
    "Frontier",
    "HashReader",
    "Head",
    "LedgerError",
    "Log",
    "Malformed",
    "MalformedCheckpoint",
    "MalformedEntry",
    "MalformedKey",
    "MalformedNote",
    "MalformedOrigin",
    "MalformedPolicy",
    "MalformedProof",
    "MalformedReceipt",
    "MalformedRotation",
    "MalformedState",
    "MalformedSubmission",
    "MalformedTile",
    "MalformedTree",
    "NotPinned",
    "Note",
    "Opening",
    "PolicyGroup",
    "PolicyLog",
    "PolicyWitness",
    "Proof",
    "Receipt",
    "RolledBack",
    "Rotation",
    "Signature",
    "Signer",
    "StaleCheckpoint",
    "StaleHead",
    "Store",
    "Submission",
    "Tile",
    "TileSource",
    "TooFewCosignatures",
    "Transaction",
    "UnknownKey",
    "Unreadable",
    "Verified",
    "Verifier",
    "WitnessPolicy",
    "Witnessed",
    "check_consistency",
    "check_inclusion",
    "check_origin",
    "check_policy",
    "check_proof",
    "check_receipt",
    "commit",
    "cosigned_at",
    "entry_hash",
    "extend",
    "folder_source",
    "follow",
    "format_checkpoint",
    "format_entry",
    "format_note",
    "format_policy",
    "format_private_key",
    "format_proof",
    "format_public_key",
    "format_receipt",
    "format_rotations",
    "format_state",
    "format_submission",
    "format_time",
    "hash_reader",
    "leaf_hash",
    "make_receipt",
    "make_rotation",
    "new_cosigner",
    "new_signer",
    "node_hash",
    "open_checkpoint",
    "open_note",
    "open_rotation",
    "parse_checkpoint",
    "parse_entry",
    "parse_note",
    "parse_policy",
    "parse_proof",
    "parse_receipt",
    "parse_rotations",
    "parse_state",
    "parse_submission",
    "parse_time",
    "private_key_from_text",
    "prove_consistency",
    "prove_inclusion",
    "public_key_from_text",
    "publish",
    "published",
    "read_entry",
    "root_of",
    "save_state",
    "sign_checkpoint",
    "sign_growth",
    "sign_note",
    "tile_coordinates",
    "tile_reader",
    "verify_against",
    "verify_folder",
    "verify_ledger",
    "walk",
    "with_cosignatures",
    "write_folder",
]
