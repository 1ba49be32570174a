"""What reports need of each file, beside what lists show of it. The keeper makes it at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_lists", sa.Column("lines", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("case_lists", "lines")
