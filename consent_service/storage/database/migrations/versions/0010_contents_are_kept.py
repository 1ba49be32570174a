"""Whoever serves takes a content out only to put it back: `rebuild` does, under its own file.

Those of who looked are forgotten when they were kept for long enough. On SQLite there are no roles:
there nothing but the service's own statements holds that.
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF current_user = 'consent_app' AND NOT EXISTS (SELECT 1 FROM entry_contents "
        "WHERE authority = OLD.authority AND seq = OLD.seq) "
        "THEN RAISE EXCEPTION 'append-only'; END IF; RETURN NULL; END $$"
    )
    # Deferred: what was taken out may be put back until the transaction commits.
    op.execute(
        "CREATE CONSTRAINT TRIGGER entry_contents_are_kept AFTER DELETE ON entry_contents "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.authority NOT LIKE '%/reads') "
        "EXECUTE FUNCTION refuse_loss()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER entry_contents_are_kept ON entry_contents")
        op.execute("DROP FUNCTION refuse_loss()")
