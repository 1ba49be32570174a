"""What is known about a ledger's soundness, kept outside the database it speaks of.

Marks, each a small file beside the checkpoints, so that every process sees them at once and a
restored database does not take them back. `not-sound`: behind or beside a checkpoint; nothing is
appended and nothing is shown until an operator recovers. `altered`: verification found something
altered, and which files that is about: these are answered as damaged, all others with a warning.
`witness-says-more`: a witness knows, it says, of entries that are not here.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from ..door.trouble import NotSound

_NOT_SOUND: Final = "not-sound"
_ALTERED: Final = "altered"
_AHEAD: Final = "witness-says-more"
_PUBLISHED: Final = {"altered": "published-altered", "healed": "published-healed"}


class FoundAltered(NamedTuple):
    """Whether a verification found something altered, and in which files."""

    is_altered: bool
    damaged: frozenset[str]


NOTHING_ALTERED: Final = FoundAltered(is_altered=False, damaged=frozenset())


class Soundness:
    """The marks of one authority's ledger, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._not_sound = folder / _NOT_SOUND
        self._altered = folder / _ALTERED
        self._ahead = folder / _AHEAD
        # Every request asks for both, and pathlib costs ten times the look itself.
        self._not_sound_path, self._altered_path = str(self._not_sound), str(self._altered)
        #: What could not be marked, because the folder is full, say. This process knows it.
        self._unmarked: str | None = None
        #: Which mark was read last, by its identity, and the files it names.
        self._read: tuple[tuple[int, int, int], frozenset[str]] | None = None

    def assert_sound(self) -> FoundAltered:
        """Raise `NotSound` if this ledger must not be appended to; what the last verification found
        altered of one that may.
        """
        if os.path.exists(self._not_sound_path):  # noqa: PTH110 - see __init__
            raise NotSound(self._not_sound.read_text())
        if self._unmarked is not None:
            raise NotSound(self._unmarked)
        return self.found()

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

    @property
    def damaged(self) -> frozenset[str]:
        """The files that verification found altered: no answer is made from them."""
        return self.found().damaged

    def found(self) -> FoundAltered:
        """What the last verification found, by one look."""
        try:
            status = os.stat(self._altered_path)  # noqa: PTH116 - see __init__
        except OSError:
            return NOTHING_ALTERED
        identity = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._read is None or self._read[0] != identity:
            self._read = identity, frozenset(self._named())
        return FoundAltered(is_altered=True, damaged=self._read[1])

    def found_altered(self, why: str) -> None:
        """Mark that something altered was found, beside what was found before."""
        self._mark_altered(why, {*self._named()})

    def verified(self, why: str, files: Iterable[str]) -> None:
        """Mark what a verification of everything found, in the place of what was found before."""
        self._mark_altered(why, set(files))

    def found_whole(self) -> None:
        """A full verification found nothing altered: take that mark away."""
        self._altered.unlink(missing_ok=True)

    # ── what witnesses say ──────────────────────────────────────────────────────────────────

    @property
    def said_more(self) -> dict[str, int]:
        """The witnesses that say they know of more entries than were here, and of how many."""
        try:
            found = json.loads(self._ahead.read_text())
            return {str(name): int(size) for name, size in found.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def witness_says_more(self, witness: str, size: int) -> None:
        """A witness says so. It is an alarm, and keeps a process that has not compared yet from
        starting to append; it is no proof.
        """
        _mark(self._ahead, json.dumps({**self.said_more, witness: size}))

    def witness_agrees(self, witness: str) -> None:
        """It cosigned what is here, so that it knows of no more."""
        said = self.said_more
        if said.pop(witness, None) is not None:
            if said:
                _mark(self._ahead, json.dumps(said))
            else:
                self._ahead.unlink(missing_ok=True)

    # ── what is published ───────────────────────────────────────────────────────────────────

    @property
    def published(self) -> str | None:
        """`altered` until what is published was made again, then `healed` until it is verified."""
        return next((said for said in _PUBLISHED if self._of(said).exists()), None)

    def published_altered(self, why: str) -> None:
        """What is published is not what was signed for: whoever signs is to make it again."""
        _mark(self._of("altered"), why)

    def published_healed(self) -> None:
        """It was made again."""
        _mark(self._of("healed"), "")
        self._of("altered").unlink(missing_ok=True)

    def published_whole(self) -> None:
        """It was verified."""
        self._of("healed").unlink(missing_ok=True)

    def _of(self, said: str) -> Path:
        return self._altered.with_name(_PUBLISHED[said])

    def _mark_altered(self, why: str, files: set[str]) -> None:
        _mark(self._altered, json.dumps({"why": why, "files": sorted(files)}))

    def _named(self) -> list[str]:
        try:
            return [str(file) for file in json.loads(self._altered.read_text())["files"]]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return []  # an earlier release wrote the words alone


def _mark(path: Path, why: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Each thread its own: a request and the keeper may find the same fault at the same moment.
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    fresh.write_text(why)
    fresh.replace(path)
