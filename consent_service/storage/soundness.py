"""What is known about a ledger's soundness, kept outside the database it speaks of.

Two marks, each a small file beside the checkpoints, so that every process sees them at once and
a restored database does not take them back. `not-sound`: behind or beside a checkpoint; nothing
is appended until an operator recovers. `altered`: verification found an altered entry or row;
answers go on, with a warning.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Final

from .trouble import NotSound

_NOT_SOUND: Final = "not-sound"
_ALTERED: Final = "altered"


class Soundness:
    """The marks of one authority's ledger, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._not_sound = folder / _NOT_SOUND
        self._altered = folder / _ALTERED
        # Every request asks for both, and pathlib costs ten times the look itself.
        self._not_sound_path, self._altered_path = str(self._not_sound), str(self._altered)
        #: What could not be marked, because the folder is full, say. This process knows it.
        self._unmarked: str | None = None

    def assert_sound(self) -> None:
        """Raise `NotSound` if this ledger must not be appended to."""
        if os.path.exists(self._not_sound_path):  # noqa: PTH110 - see __init__
            raise NotSound(self._not_sound.read_text())
        if self._unmarked is not None:
            raise NotSound(self._unmarked)

    def distrust(self, why: str) -> None:
        """Mark the ledger as behind or beside its checkpoint.

        Where no mark can be written, this process alone stops, until it is started again.
        """
        try:
            _mark(self._not_sound, why)
        except OSError:
            self._unmarked = why

    def recovered(self) -> None:
        """The ledger agrees with its last checkpoint again: take that mark away."""
        self._unmarked = None
        self._not_sound.unlink(missing_ok=True)

    @property
    def is_distrusted(self) -> bool:
        """The ledger is behind or beside its checkpoint."""
        marked = os.path.exists(self._not_sound_path)  # noqa: PTH110 - see __init__
        return marked or self._unmarked is not None

    @property
    def is_altered(self) -> bool:
        """The last verification found something altered."""
        return os.path.exists(self._altered_path)  # noqa: PTH110 - see __init__

    def found_altered(self, why: str) -> None:
        """Mark that something altered was found."""
        _mark(self._altered, why)

    def found_whole(self) -> None:
        """A full verification found nothing altered: take that mark away."""
        self._altered.unlink(missing_ok=True)


def _mark(path: Path, why: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Each thread its own: a request and the keeper may find the same fault at the same moment.
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    fresh.write_text(why)
    fresh.replace(path)
