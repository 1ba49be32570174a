"""Finding a file by a name and a date of birth, as keyed hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Files that were there before are found after `consent-service rebuild`.
    op.create_table(
        "case_names",
        sa.Column("authority", sa.String(64), nullable=False),
        sa.Column("blind", sa.LargeBinary, nullable=False),
        sa.Column("file", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("authority", "blind", "file", name="pk_case_names"),
    )


def downgrade() -> None:
    op.drop_table("case_names")
