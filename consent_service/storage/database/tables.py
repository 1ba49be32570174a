"""The tables. Each key, constraint and index starts with the authority.

The ledger's own tables come from `ledger.store`. What stands here beside them is sealed, or a
keyed hash, or a number: nothing that can be read without the key file. `case_files`,
`case_references`, `case_names`, `case_lists`, `list_places` and `once` can be dropped and made
again from the ledger; `entry_contents` and `file_keys` cannot. Who is signed in stands in
`sessions` and on no ledger: emptied, everybody has to sign in again.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    column,
    table,
    text,
)
from sqlalchemy.schema import SchemaItem

from ledger.store import define_tables

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

ledger_tables: Final = define_tables(metadata)


def _table(name: str, *parts: SchemaItem) -> Table:
    """One whose key begins with the authority, as all of them do."""
    return Table(name, metadata, Column("authority", String(64), primary_key=True), *parts)


#: The sealed content of each entry: salt and bytes under the case file's key.
entry_contents: Final = _table(
    "entry_contents",
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("file", String(32), nullable=False),
    # Whether the entry changes its file, for whoever looks at the tables. No answer depends on it:
    # what is newest is known from the entries themselves (`storage.believed.newest`).
    Column("changes", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_entry_contents_authority_file_seq", "authority", "file", "seq"),
    Index(
        "ix_entry_contents_changes",
        "authority",
        "file",
        "seq",
        sqlite_where=text("changes"),
        postgresql_where=text("changes"),
    ),
)

#: The key of each case file, wrapped by the authority's key. Destroying a row erases the file.
file_keys: Final = _table(
    "file_keys",
    Column("file", String(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

#: Each case file as it stands, sealed: a fold of its entries, one row a family.
case_files: Final = _table(
    "case_files",
    Column("file", String(32), primary_key=True),
    Column("folded_to", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

#: The case system's own reference, as a keyed hash.
case_references: Final = _table(
    "case_references",
    Column("blind", LargeBinary, primary_key=True),
    Column("file", String(32), nullable=False),
)

#: Names with dates of birth, as keyed hashes: several files may hold the same.
case_names: Final = _table(
    "case_names",
    Column("blind", LargeBinary, primary_key=True),
    Column("file", String(32), primary_key=True),
)

#: What lists show of each file, and in `lines` what reports need of it, each sealed under its key:
#: a row a file. `basis` is a keyed hash of what it was made by beside the file; it holds until
#: `holds_until`, in microseconds since 1970. Rows from before there were `lines` have none.
case_lists: Final = _table(
    "case_lists",
    Column("file", String(32), primary_key=True),
    Column("folded_to", BigInteger, nullable=False),
    Column("basis", LargeBinary, nullable=False),
    Column("holds_until", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("lines", LargeBinary),
    Index("ix_case_lists_authority_basis_holds_until", "authority", "basis", "holds_until"),
)

#: Where each line of these stands in its list: its order in numbers, what it is chosen by as keyed
#: hashes. What it says stands in `case_lists` alone.
_ORDER: Final = ("rank", "since", "file", "n")
list_places: Final = _table(
    "list_places",
    Column("file", String(32), primary_key=True),
    Column("list", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("rank", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    *(
        Column(name, LargeBinary, nullable=False)
        for name in ("kind", "whose_role", "owner", "team")
    ),
    Index("ix_list_places_in_order", "authority", "list", *_ORDER),
    *(
        Index(f"ix_list_places_by_{name}", "authority", "list", name, *_ORDER)
        for name in ("kind", "whose_role", "owner", "team")
    ),
)

#: Which requests have been carried out: keyed hashes of the key and of the body, and the entries.
once: Final = _table(
    "once",
    Column("blind", LargeBinary, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("file", String(32), nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
)

#: Who is signed in: a row for each session that lives, and none for one that has ended. `id` is the
#: hash of a secret that only the cookie holds; `subject` and `elsewhere` are keyed hashes of whose
#: it is and of the provider's own session, to end all of them; times are seconds since 1970.
sessions: Final = _table(
    "sessions",
    Column("id", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("elsewhere", LargeBinary),
    Column("idle_until", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_sessions_authority_subject", "authority", "subject"),
    Index("ix_sessions_authority_elsewhere", "authority", "elsewhere"),
)

#: Who may sign in with a code: a row for each that is good, and none for one that was used, ended
#: or replaced. `id` and `code` are keyed hashes of what was given out, `way_in` of its id on the
#: ledger and `holder` of whose it is; `expires` is in seconds since 1970.
sign_in_codes: Final = _table(
    "sign_in_codes",
    Column("id", LargeBinary, primary_key=True),
    Column("code", LargeBinary, nullable=False),
    Column("way_in", LargeBinary, nullable=False),
    Column("holder", LargeBinary, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_sign_in_codes_authority_way_in", "authority", "way_in"),
    Index("ix_sign_in_codes_authority_holder", "authority", "holder"),
)

#: What somebody began to write of a file, under a key that is the author's and the file's, so
#: that nothing says whose it is. `gone_at` is in seconds since 1970.
drafts: Final = _table(
    "drafts",
    Column("file", String(32), primary_key=True),
    Column("id", String(24), primary_key=True),
    Column("gone_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_drafts_authority_gone_at", "authority", "gone_at"),
)

#: How often somebody did something in a stretch of time, by a keyed hash of all three; and what may
#: be done once only. If it is lost counting begins anew. `until` is in seconds since 1970.
counts: Final = _table(
    "counts",
    Column("blind", LargeBinary, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index("ix_counts_authority_until", "authority", "until"),
)

#: How staff without a provider sign in, and whom a provider's people are here: a row for each way
#: in, under a keyed hash. `version` is what a change of the row has to name.
accounts: Final = _table(
    "accounts",
    Column("id", LargeBinary, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

#: A view: every authority that a row stands under, and nothing else of it.
authorities: Final = table("authorities", column("authority", String(64)))
