"""What is counted by a keyed hash: attempts, requests of clients, what may be done once only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("blind", sa.LargeBinary, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("authority", "blind", name="pk_counts"),
    )
    op.create_index("ix_counts_authority_until", "counts", ["authority", "until"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY one_authority ON counts "
            "USING (authority = current_setting('consent.authority', true)) "
            "WITH CHECK (authority = current_setting('consent.authority', true))"
        )
        op.execute("ALTER TABLE counts ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE counts FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("counts")
