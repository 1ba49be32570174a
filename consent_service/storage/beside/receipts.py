"""Receipts: what somebody keeps to show later that something was recorded, and what it said."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Final

from ledger.entry import entry_hash as hash_of
from ledger.entry import parse_entry
from ledger.errors import LedgerError
from ledger.receipt import Opening, make_receipt
from ledger.tilestore import tile_reader

from ...domain.file.looks import ForWhom
from ...domain.file.view import View
from ...domain.own.seen import said_themself
from ...domain.safety.whosepage import on_pages
from ..believed.filelines import file_lines, sealed_contents
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.queries import case_file, loaded, opened_line
from ..door.records import Records
from ..door.trouble import NotSound
from ..keepers.keeper import Keeper
from ..keepers.publishing import Published, published_of

#: Another process may hold the lease: it publishes at its next beat, a second away at most.
_WAIT: Final = 3.0
_TRIES: Final = 3
_EVER: Final = datetime(9000, 1, 1, tzinfo=UTC)


def receipt_of(
    records: Records, keeper: Keeper, file: str, seq: int, for_whom: ForWhom
) -> bytes | None:
    """The receipt of entry `seq`, which must be this file's; None if it has no such entry.

    The proof is made from published tiles, O(log n) of them, and proof and checkpoint are of one
    snapshot. It is checked before it leaves. Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`,
    and `NotSound` when the ledger cannot be published.
    """
    authority = keeper.keys.authority
    found = _entry_and_opening(records, authority, file, seq, for_whom)
    if found is None:
        return None
    entry, opening = found
    for last in (False,) * (_TRIES - 1) + (True,):
        snapshot = _covering(keeper, seq)
        try:
            return make_receipt(
                tile_reader(snapshot.read, snapshot.size),
                entry,
                _vouched_for(keeper, snapshot, seq),
                records.ledgers[authority].origin,
                keeper.verifiers,
                opening=opening,
            )
        except LedgerError as error:
            # A tile of this snapshot was outgrown and removed meanwhile, or the key was rotated:
            # take the next one.
            if last:
                raise NotSound("What is published does not prove this entry.") from error
            keeper.refresh_keys()
    return None


def find_own_entry(
    records: Records, own: tuple[str, str, str], entry_hash: str, for_whom: ForWhom
) -> int | None:
    """The place of what somebody said themselves, by its hash; None for anything else. `own` are
    their authority, file and person.

    Raises `NoSuchFile`, `RecordDamaged`, `CannotRead`.
    """
    authority, file, person = own

    def work(files: OpenFiles) -> int | None:
        opened = loaded(files, file)
        for line in file_lines(files, file):
            if not line.lost and hash_of(line.data).hex() == entry_hash:
                said = opened_line(files, opened.seal, line).content.event
                # Whoever is said to be somebody else as well speaks as that one.
                page = on_pages(View(case_file(files, file), _EVER, _EVER))
                names = {person, page.the_one(person)}
                return line.seq if any(said_themself(said, one) for one in names) else None
        return None

    return look(records, authority, work, for_whom)


def _entry_and_opening(
    records: Records, authority: str, file: str, seq: int, for_whom: ForWhom
) -> tuple[bytes, Opening] | None:
    def work(files: OpenFiles) -> tuple[bytes, Opening] | None:
        seal = loaded(files, file).seal
        line = next((one for one in file_lines(files, file) if one.seq == seq), None)
        if line is None or line.lost:
            return None
        sealed = sealed_contents(files, [seq]).get(seq, b"")
        salt, content = seal.open_salted(sealed, parse_entry(line.data).commitment)
        return line.data, Opening(content, salt)

    return look(records, authority, work, for_whom)


def _vouched_for(keeper: Keeper, snapshot: Published, seq: int) -> bytes:
    """The newest checkpoint over entry `seq` that witnesses vouch for, if there is one in the
    snapshot; else the newest of all. A receipt is worth more with somebody else's word under it.
    """
    found = None if keeper.vouched is None else keeper.vouched.fulfilled()
    note = None if keeper.vouched is None else keeper.vouched.cosigned()
    if found is None or note is None or not seq < found.checkpoint.size <= snapshot.size:
        return snapshot.checkpoint
    return note


def _covering(keeper: Keeper, seq: int) -> Published:
    """What is published, once it covers entry `seq`: asked for now, not at the next beat."""
    until = time.monotonic() + _WAIT
    while True:
        found = published_of(keeper.published)
        if found is not None and found.size > seq:
            return found
        keeper.publish_now()
        found = published_of(keeper.published)
        if found is not None and found.size > seq:
            return found
        if time.monotonic() > until:
            raise NotSound("The ledger could not be published.")
        time.sleep(0.05)
