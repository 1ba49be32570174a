"""The ledger, the sealed contents, and the projections.

The triggers stop accidents, not an administrator: what an administrator changes is found by
`verify` and by the checkpoints kept outside.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_heads",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, sa.CheckConstraint("size >= 0"), nullable=False),
        sa.Column("tip", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(27), nullable=True),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", name="pk_ledger_heads"),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger, sa.CheckConstraint("seq >= 0"), nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "seq", name="pk_ledger_entries"),
        sa.UniqueConstraint("authority", "hash", name="uq_ledger_entries_authority_hash"),
    )
    op.create_table(
        "entry_contents",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("changes", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "seq", name="pk_entry_contents"),
    )
    op.create_index(
        "ix_entry_contents_authority_file_seq", "entry_contents", ["authority", "file", "seq"]
    )
    op.create_index(
        "ix_entry_contents_changes",
        "entry_contents",
        ["authority", "file", "seq"],
        sqlite_where=sa.text("changes"),
        postgresql_where=sa.text("changes"),
    )
    op.create_table(
        "file_keys",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "file", name="pk_file_keys"),
    )
    op.create_table(
        "case_files",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("folded_to", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "file", name="pk_case_files"),
    )
    op.create_table(
        "case_references",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("blind", sa.LargeBinary, nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("authority", "blind", name="pk_case_references"),
    )
    op.create_table(
        "once",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("blind", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("first_seq", sa.BigInteger, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("authority", "blind", name="pk_once"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _sqlite_triggers() -> None:
    # An entry is never changed or removed; a content is never changed, only erased.
    for table, verb in (
        ("ledger_entries", "UPDATE"),
        ("ledger_entries", "DELETE"),
        ("entry_contents", "UPDATE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
    # REPLACE removes what is in its way without asking the triggers above, unless a connection
    # has turned `recursive_triggers` on, and then only where removing is forbidden.
    for table, taken in (
        ("ledger_entries", "seq = NEW.seq OR hash = NEW.hash"),
        ("entry_contents", "seq = NEW.seq"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {table} WHERE authority = NEW.authority AND ({taken})) "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
    )
    for table, verbs in (
        ("ledger_entries", "UPDATE OR DELETE"),
        ("entry_contents", "UPDATE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        # Row triggers do not stop TRUNCATE.
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise RuntimeError("A ledger is not taken down. Restore the database from its backup instead.")
