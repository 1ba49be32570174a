"""Keys of who looked may be destroyed, when that was kept for long enough; those of families not.

On SQLite there are no policies: there nothing but the service's own statements holds that.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE POLICY looks_alone_are_forgotten ON file_keys AS RESTRICTIVE FOR DELETE "
            "USING (authority LIKE '%/reads')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP POLICY looks_alone_are_forgotten ON file_keys")
