"""The service on a PostgreSQL as it is served: by a role that owns nothing."""

from __future__ import annotations

from typing import Final

import psycopg
import sqlalchemy as sa

from consent_service.storage.database.engine import open_engine
from consent_service.storage.database.migrating import migrate

PASSWORD: Final = "of-a-made-up-server"


def signed_in_as(role: str, url: str) -> str:
    """The address for one of the roles, which gets a password for servers that ask for one."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'")
    named = sa.make_url(url).set(username=role, password=PASSWORD)
    return named.render_as_string(hide_password=False)


def split(url: str) -> None:
    """Migrate, and make the roles."""
    engine = open_engine(url, apart=False)
    migrate(engine, roles=True)
    engine.dispose()
