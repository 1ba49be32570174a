"""What follows from a ledger that is not what it should be: a mark that every process sees.

The marks are the primary's. A replica shares them and lags behind: what it lacks says nothing.
"""

from __future__ import annotations

import structlog
from sqlalchemy import Engine

from ledger.errors import Forked, LedgerError, RolledBack

from ..database.engine import is_replica
from ..door.trouble import CannotRead, NotSound, StorageError
from .soundness import Soundness

log = structlog.get_logger("consent_service.storage")


def mark(soundness: Soundness, engine: Engine, error: LedgerError) -> StorageError:
    """Mark what was found, and say what whoever asked is to be told.

    A ledger that has lost something stops until an operator recovers it. One whose head or entries
    are not what they should be cannot be gone on from for as long as that is so. Raises what the
    database raises.
    """
    if is_replica(engine):
        return CannotRead("This database is a replica, and is not where the last checkpoint is.")
    if isinstance(error, RolledBack | Forked):
        log.error("ledger.not_sound", fault=type(error).__name__)
        soundness.distrust(str(error))
    else:
        log.error("ledger.altered", fault=type(error).__name__)
        soundness.found_altered(str(error))
    return NotSound(str(error))
