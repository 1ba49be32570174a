"""Whatever is made with an authority's key is known to the rotation of that key."""

from __future__ import annotations

from typing import Final

from sqlalchemy import LargeBinary

from consent_service.storage.database.tables import (
    accounts,
    case_lists,
    case_names,
    case_references,
    list_places,
    metadata,
    once,
    sessions,
    sign_in_codes,
)
from consent_service.storage.sealed import rewrapping
from consent_service.storage.shown.lists import CHOSEN_BY

#: Every column that an index key makes.
MADE_BY_INDEX: Final = (
    case_names.c.blind,
    case_references.c.blind,
    case_lists.c.basis,
    *(list_places.c[name] for name in CHOSEN_BY),
    once.c.blind,
    once.c.digest,
    accounts.c.id,
    sessions.c.subject,
    sessions.c.elsewhere,
    sign_in_codes.c.id,
    sign_in_codes.c.code,
    sign_in_codes.c.way_in,
    sign_in_codes.c.holder,
)
#: What is not made with such a key, and what it is made with.
OTHERS: Final = {
    "case_files.sealed": "the file's own key",
    "case_lists.sealed": "the file's own key",
    "case_lists.lines": "the file's own key",
    "entry_contents.sealed": "the file's own key",
    "drafts.sealed": "a key made of the file's own and its author; of what was shown, a cookie's",
    "counts.blind": "the key for counting, beside the key of tokens",
    "sessions.id": "no key: a hash of 32 random bytes",
    "ledger_entries.data": "no key",
    "ledger_entries.hash": "no key",
    "ledger_heads.frontier": "no key",
    "ledger_heads.tip": "no key",
}


def test_each_column_that_holds_bytes_says_which_key_made_it() -> None:
    """A new one stands in `rewrapping.TABLES`, or above: in `MADE_BY_INDEX` once `reindexing` knows
    of it.
    """
    every = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }
    wrapped = {f"{one.table.name}.{one.sealed.name}" for one in rewrapping.TABLES}
    indexed = {f"{one.table.name}.{one.name}" for one in MADE_BY_INDEX}
    known = [*wrapped, *indexed, *OTHERS]
    assert len(set(known)) == len(known), "one key made it"
    assert every == set(known)
