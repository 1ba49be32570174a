"""What the last verification of a ledger found, how far one has come, and that one is asked for.

Kept beside the checkpoints, so that whichever process verifies, each can say how it stands. One
that ends in the middle leaves what was asked for standing: another begins again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ledger.durable import write_whole

from .findings import Reconciled

_FOUND: Final = "verification"
_ASKED: Final = "verification-asked"
_RUNS: Final = "verification-runs"
#: As much of what was found is kept as somebody reads; `consent-service verify` says all of it.
_MOST_FINDINGS: Final = 50
_MOST_PLACES: Final = 100


class Verifications:
    """Those of one ledger, in the folder of its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self._found = folder / _FOUND
        self._asked = folder / _ASKED
        self._asked_path = os.fspath(self._asked)
        self._runs = folder / _RUNS

    def ask(self, now: datetime) -> None:
        """Ask for one now: whoever keeps the ledger begins at its next beat. Raises `OSError`."""
        self._asked.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._asked, json.dumps({"at": now.isoformat()}).encode())

    def asked(self) -> datetime | None:
        """When one was asked for that has not been done."""
        return _moment(_read(self._asked), "at")

    @property
    def is_asked(self) -> bool:
        """Whether one was asked for, as is looked for each second."""
        return os.path.exists(self._asked_path)  # noqa: PTH110 - a path takes three times as long

    def done(self, asked: datetime | None) -> None:
        """What was asked for at this time is done. What was asked for since is not."""
        if asked is not None and self.asked() == asked:
            self._asked.unlink(missing_ok=True)

    def begin(self, now: datetime) -> None:
        """One begins."""
        self._says(began=now.isoformat(), seen=0, of=0)

    def came_to(self, seen: int, of: int) -> None:
        """So many of so many entries have been looked at."""
        self._says(**{**_read(self._runs), "seen": seen, "of": of})

    def runs(self) -> tuple[datetime, int, int] | None:
        """When the last one began, and how far it had come when it was heard of last."""
        said = _read(self._runs)
        began = _moment(said, "began")
        return None if began is None else (began, int(said["seen"]), int(said["of"]))

    def ended(self, found: Reconciled, now: datetime, replayed_from: int | None) -> None:
        """Keep what one found. `replayed_from` is from where answers were worked out again."""
        whole = found.verified
        told = {
            "at": now.isoformat(),
            "entries": found.entries,
            "root": None if whole is None else whole.root.hex(),
            "signed": None if whole is None else whole.checkpoint_size,
            "case_files": None if whole is None else whole.case_files,
            "answers": None if whole is None or replayed_from is None else whole.answers_replayed,
            "answers_from": replayed_from,
            "answers_whole": self._whole_replay(found, now, replayed_from),
            "contents_lost": None if whole is None else whole.contents_lost,
            "findings": [_short(one.facts()) for one in found.findings[:_MOST_FINDINGS]],
            "not_compared": list(found.not_compared),
        }
        # Where it cannot be kept, what was found is told and marked all the same.
        with suppress(OSError):
            write_whole(self._found, json.dumps(told).encode())

    def _whole_replay(
        self, found: Reconciled, now: datetime, replayed_from: int | None
    ) -> dict[str, Any] | None:
        """When all answers were worked out again, and none was another: now, or before. The new
        ones are worked out each hour, and that says nothing of the others.
        """
        if found.verified is None or replayed_from != 0:
            before: dict[str, Any] | None = _read(self._found).get("answers_whole")
            return before
        answers = found.verified.answers_replayed
        return {"at": now.isoformat(), "entries": found.entries, "answers": answers}

    def last(self) -> dict[str, Any] | None:
        """What the last one found, as `ended` keeps it; None where there was none."""
        return _read(self._found) or None

    def _says(self, **said: Any) -> None:
        fresh = self._runs.with_name(f".{_RUNS}.{os.getpid()}")
        # Where it cannot be said, the verification goes on all the same.
        with suppress(OSError):
            fresh.write_text(json.dumps(said))
            fresh.replace(self._runs)


def _short(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **facts,
        "files": facts["files"][:_MOST_PLACES],
        "others": facts["others"][:_MOST_PLACES],
        "entries": facts["entries"][:_MOST_PLACES],
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _moment(said: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said[name])
    except (KeyError, TypeError, ValueError):
        return None
