"""Live sessions: a row each, and none for one that has ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("subject", sa.LargeBinary, nullable=False),
        sa.Column("elsewhere", sa.LargeBinary),
        sa.Column("idle_until", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_authority_subject", "sessions", ["authority", "subject"])
    op.create_index("ix_sessions_authority_elsewhere", "sessions", ["authority", "elsewhere"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY one_authority ON sessions "
            "USING (authority = current_setting('consent.authority', true)) "
            "WITH CHECK (authority = current_setting('consent.authority', true))"
        )
        op.execute("ALTER TABLE sessions ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE sessions FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("sessions")
