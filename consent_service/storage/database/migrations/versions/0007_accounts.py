"""How staff sign in without a provider, and whom a provider's people are here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_accounts"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY one_authority ON accounts "
            "USING (authority = current_setting('consent.authority', true)) "
            "WITH CHECK (authority = current_setting('consent.authority', true))"
        )
        op.execute("ALTER TABLE accounts ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE accounts FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("accounts")
