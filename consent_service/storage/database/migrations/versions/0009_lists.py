"""What lists show of each file, and where each line of it stands. The keeper makes them at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ORDER = ["rank", "since", "file", "n"]
_CHOSEN_BY = ("kind", "whose_role", "owner", "team")


def upgrade() -> None:
    op.create_table(
        "case_lists",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("folded_to", sa.BigInteger, nullable=False),
        sa.Column("basis", sa.LargeBinary, nullable=False),
        sa.Column("holds_until", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("authority", "file", name="pk_case_lists"),
    )
    op.create_index(
        "ix_case_lists_authority_basis_holds_until",
        "case_lists",
        ["authority", "basis", "holds_until"],
    )
    op.create_table(
        "list_places",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.Column("list", sa.Integer, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in _CHOSEN_BY),
        sa.PrimaryKeyConstraint("authority", "file", "list", "n", name="pk_list_places"),
    )
    op.create_index("ix_list_places_in_order", "list_places", ["authority", "list", *_ORDER])
    for name in _CHOSEN_BY:
        op.create_index(
            f"ix_list_places_by_{name}", "list_places", ["authority", "list", name, *_ORDER]
        )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("case_lists", "list_places"):
            op.execute(
                f"CREATE POLICY one_authority ON {table} "
                "USING (authority = current_setting('consent.authority', true)) "
                "WITH CHECK (authority = current_setting('consent.authority', true))"
            )
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_table("list_places")
    op.drop_table("case_lists")
