"""Which entries have no content because their loss was accepted and is on record."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from ledger.entry import parse_entry
from ledger.errors import LedgerError

from ..actions.refused import RecordDamaged
from ..domain.content import parse_content
from ..domain.losses import CONTENT_GONE, RecordRecovered
from .openfiles import Ledger
from .tables import entry_contents, file_keys, ledger_tables


def accepted_losses(connection: Connection, ledger: Ledger) -> tuple[range, ...]:
    """The places whose content two people have accepted as lost, from the own file's entries.

    Read from the entries, not from the row folded from them: a loss is what its entry commits to.
    What does not open is passed over here, and is found by whoever reads everything.
    """
    contents, entries, mine = entry_contents, ledger_tables.entries, ledger.authority
    wrapped = connection.execute(
        select(file_keys.c.wrapped).where(
            file_keys.c.authority == mine, file_keys.c.file == ledger.own_file
        )
    ).scalar_one_or_none()
    if wrapped is None:
        return ()
    rows = connection.execute(
        select(contents.c.seq, contents.c.sealed, entries.c.data)
        .join(
            entries,
            (entries.c.authority == mine) & (entries.c.seq == contents.c.seq),
        )
        .where(contents.c.authority == mine, contents.c.file == ledger.own_file, contents.c.changes)
        .order_by(contents.c.seq)
    )
    found = []
    try:
        seal = ledger.seal.unwrap(bytes(wrapped), ledger.own_file)
        for seq, sealed, data in rows.all():
            entry = parse_entry(bytes(data))
            event = parse_content(seal.open_content(bytes(sealed), entry.commitment)).event
            if isinstance(event, RecordRecovered) and event.how == CONTENT_GONE:
                found.append(range(event.first, min(event.end, seq)))
    except (RecordDamaged, LedgerError, msgspec.DecodeError, TypeError):
        return tuple(found)
    return tuple(found)
