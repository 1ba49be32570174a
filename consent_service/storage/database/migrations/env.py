"""Run by alembic, on the connection that `migrate` hands over."""

from __future__ import annotations

from alembic import context

from consent_service.storage.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
