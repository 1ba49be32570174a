"""When recorded answers are worked out again: the new ones each hour, all of them each night."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ledger.durable import write_whole

#: The hour (UTC) from which on the night's replay is due.
NIGHT: Final = 2
_NAME: Final = "replayed"


class Replays:
    """How far the answers of one ledger were replayed, kept beside its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def due_from(self, now: datetime) -> int:
        """From which entry on answers are to be replayed now: 0 once a night, and the first time;
        else from where the last whole replay ended.
        """
        try:
            last = json.loads(self._path.read_text())
            at, entries = datetime.fromisoformat(last["at"]), int(last["entries"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        if night > now:
            night -= timedelta(days=1)
        return entries if at >= night else 0

    def whole(self, now: datetime, entries: int) -> None:
        """Every answer among so many entries was replayed, and none was another."""
        told = json.dumps({"at": now.isoformat(), "entries": entries})
        write_whole(self._path, told.encode())
