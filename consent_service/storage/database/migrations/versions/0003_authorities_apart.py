"""Row-level security: each transaction has the rows of the authority that it names, and no other.

On SQLite there is none. What is said there of authorities is held by our own statements alone.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    "ledger_heads",
    "ledger_entries",
    "entry_contents",
    "file_keys",
    "case_files",
    "case_references",
    "case_names",
    "once",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(
                f"CREATE POLICY one_authority ON {table} "
                "USING (authority = current_setting('consent.authority', true)) "
                "WITH CHECK (authority = current_setting('consent.authority', true))"
            )
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            # Without FORCE the owner has every row.
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    # Which authorities there are, for finding one that nobody has a key file for.
    every = " UNION ".join(f"SELECT authority FROM {table}" for table in TABLES)  # noqa: S608
    op.execute(f"CREATE VIEW authorities AS {every}")


def downgrade() -> None:
    raise RuntimeError("Row-level security is not taken away. Restore the backup instead.")
