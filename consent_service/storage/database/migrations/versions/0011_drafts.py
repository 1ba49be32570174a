"""What somebody began to write and did not finish, for them alone and for seven days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("id", sa.String(24), nullable=False),
        sa.Column("gone_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "file", "id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_authority_gone_at", "drafts", ["authority", "gone_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY one_authority ON drafts "
            "USING (authority = current_setting('consent.authority', true)) "
            "WITH CHECK (authority = current_setting('consent.authority', true))"
        )
        op.execute("ALTER TABLE drafts ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE drafts FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("drafts")
