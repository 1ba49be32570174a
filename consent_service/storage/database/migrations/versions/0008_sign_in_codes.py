"""Codes to sign in with: a row each, and none for one that was used or ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_codes",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("code", sa.LargeBinary, nullable=False),
        sa.Column("way_in", sa.LargeBinary, nullable=False),
        sa.Column("holder", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "id", name="pk_sign_in_codes"),
    )
    for column in ("way_in", "holder"):
        op.create_index(
            f"ix_sign_in_codes_authority_{column}", "sign_in_codes", ["authority", column]
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY one_authority ON sign_in_codes "
            "USING (authority = current_setting('consent.authority', true)) "
            "WITH CHECK (authority = current_setting('consent.authority', true))"
        )
        op.execute("ALTER TABLE sign_in_codes ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE sign_in_codes FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("sign_in_codes")
