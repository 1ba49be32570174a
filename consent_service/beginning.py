"""Begin: the database, the token key, an authority's keys and ledger, where the settings say."""

from __future__ import annotations

from datetime import datetime

from .access.tokenkeys import create_token_keys
from .domain.recorded.content import OPERATOR
from .settings import Settings
from .storage.database.engine import assert_durable, open_engine
from .storage.database.migrating import migrate
from .storage.door.beginning import begin

#: Whoever runs a command.


def prepare(
    settings: Settings,
    authority: str,
    origin: str,
    at: datetime,
    *,
    is_demonstration: bool = False,
) -> None:
    """Migrate the database, make the token key if there is none, and begin the authority.

    Raises `KeyFileError` if the authority has keys already, `UnsafeDatabase` if the database
    would not keep what it acknowledges.
    """
    settings.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Whoever makes the tables owns them, until `migrate --roles` gives them away.
    engine = open_engine(settings.database_url, apart=False)
    try:
        migrate(engine)
        assert_durable(engine)
        create_token_keys(settings.keys, settings.checkpoints)
        begin(
            engine,
            keys_folder=settings.keys,
            checkpoints_folder=settings.checkpoints,
            authority=authority,
            origin=origin,
            by=OPERATOR,
            at=at,
            demonstration=is_demonstration,
        )
    finally:
        engine.dispose()
