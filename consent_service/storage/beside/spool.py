"""The spool: answers given while the record could not be, kept until it can; what is always heard,
while nobody knows what time it is; and what one file is still to tell others.

An append-only file of sealed lines, one authority each, outside the database. A line is synced to
disk before the answer goes out. One process drains it; each line carries an id of its own, so it
enters the ledger once, however often draining is cut short. A line that is torn or does not open
is set aside beside the spool, and reported. While a process that was stopped holds the lock of the
spool, each answer has a file of its own.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import glob
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.durable import sync_folder

from ...actions.refused import RecordDamaged
from ...domain.answers import Answer, Outcome
from ...domain.recorded.content import By
from ...domain.scopes.proposal import Proposal
from ..database.ballast import NO_ROOM, Ballast
from ..database.mayhang import MayHang
from ..sealed.keys import file_name
from ..sealed.sealing import ID_BYTES, Succession, key_id
from .setaside import LookSetAside, StillToTell, TwoClocks, Waiting, in_one_each

_NONCE_BYTES: Final = 12
#: Seconds to wait for another process to have written its line.
_PATIENCE: Final = 0.5
#: Seconds for a line to be on disk. What takes longer may be there later, and is said not to be.
WITHIN: Final = 2.0


class Spooled(msgspec.Struct, frozen=True, tag="answer"):
    """One answer that waits to be recorded. `told` is when it was given, by both clocks."""

    id: str
    by: By
    proposal: Proposal
    answer: Answer
    answered_at: datetime
    asked_of: str | None = None
    told: TwoClocks | None = None


#: A line of the spool.
Kept: TypeAlias = Spooled | Waiting | LookSetAside | StillToTell


_decoder: Final[msgspec.json.Decoder[Kept]] = msgspec.json.Decoder(Kept)


#: So much of a line says for certain by which key it is: base64 has three bytes in four letters.
_ID_TEXT: Final = ID_BYTES * 8 // 6


class SpoolFull(Exception):
    """The spool could not be written either. Nothing is kept, and the answer must say so."""


class Spool:
    """The spool of one authority, in a folder that only the service can read."""

    def __init__(
        self,
        folder: Path,
        authority: str,
        keys: Callable[[], Succession],
        ballast: Ballast | None = None,
    ) -> None:
        self._waiting = folder / f"{file_name(authority)}.spool"
        self._waiting_path = os.fspath(self._waiting)
        self._draining = folder / f"{file_name(authority)}.draining"
        self._aside = folder / f"{file_name(authority)}.set-aside"
        self._alone = f"{file_name(authority)}.alone-"
        self._heard = folder / f"{file_name(authority)}.heard"
        # Every check asks for it, and pathlib costs ten times the look itself.
        self._heard_path = str(self._heard)
        self._lock = folder / f"{file_name(authority)}.lock"
        self._drain_lock = folder / f"{file_name(authority)}.drain-lock"
        self._ballast = ballast
        self._may_hang = MayHang()
        #: The keys of now: they are rotated while the service runs.
        self._keys = keys
        self._bound_to = f"spool {authority}".encode()

    def add(self, spooled: Kept) -> None:
        """Keep one line. On return it is on disk. Raises `SpoolFull` if it could not be kept, or
        not in time: whoever is at immediate risk is answered by a machine whose disk hangs as well.

        On a disk that was full what is always heard is kept, and that somebody was told to share
        now.
        """
        is_heard_first = isinstance(spooled, Waiting | StillToTell)
        cannot_wait = is_heard_first or (
            isinstance(spooled, Spooled) and spooled.answer.outcome is Outcome.SHARE_NOW
        )
        if self.is_full and not cannot_wait:
            raise SpoolFull
        try:
            self._may_hang(partial(self._keep_one, self._sealed(spooled), is_heard_first), WITHIN)
        except OSError as error:
            if error.errno not in NO_ROOM or self._ballast is None or not self._ballast.release():
                raise SpoolFull from error
            self.add(spooled)

    def _sealed(self, spooled: Kept) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        key = self._keys().active
        line = AESGCM(key).encrypt(nonce, msgspec.json.encode(spooled), self._bound_to)
        return base64.b64encode(key_id(key) + nonce + line) + b"\n"

    def _keep_one(self, line: bytes, is_heard_first: bool) -> None:
        self._keep(line)
        if is_heard_first:
            # Before it is acknowledged: whoever answers a check enters it first.
            self._mark_heard()

    def _mark_heard(self) -> None:
        """Durably, as what it is about: a machine that lost its power knows it as well."""
        if not self.has_heard:
            self._heard.touch(mode=0o600)
            sync_folder(self._heard.parent)

    def _keep(self, line: bytes) -> None:
        folder = self._waiting.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(self._lock, wait=_PATIENCE) as mine:
            if mine:
                _append(self._waiting, line)
                return
        # Whoever holds the lock was stopped in the middle. What has a file of its own needs none.
        name = os.urandom(8).hex()
        unfinished = folder / f".{name}"
        _append(unfinished, line)
        unfinished.rename(folder / f"{self._alone}{name}")
        sync_folder(folder)

    @property
    def is_full(self) -> bool:
        """The spool's disk was full, and nobody has made room since."""
        return self._ballast is not None and self._ballast.is_released

    @property
    def has_lines(self) -> bool:
        """Lines wait in the one file, as is looked for each second; `is_empty` says for certain."""
        return os.path.exists(self._waiting_path)  # noqa: PTH110 - a path takes three times as long

    @property
    def is_empty(self) -> bool:
        """Nothing waits, and nothing was left half drained."""
        return not (self._waiting.exists() or self._draining.exists() or any(self._each_alone()))

    def _each_alone(self) -> Iterator[Path]:
        """The answers that were kept each in a file of its own."""
        return self._waiting.parent.glob(f"{glob.escape(self._alone)}*")

    @property
    def has_heard(self) -> bool:
        """Somebody may have said something that waits here: no check is answered without it."""
        return os.path.exists(self._heard_path)  # noqa: PTH110 - see __init__

    @property
    def has_set_aside(self) -> bool:
        """Some line could not be read and waits for an operator."""
        return self._aside.exists()

    @contextmanager
    def trying_again(self) -> Iterator[None]:
        """What was set aside is entered after this, with whatever waits: what it is about may open
        by then, and no check is answered of it before. What still cannot be is set aside again.
        """
        if not self.has_set_aside:
            yield
            return
        with _locked(self._drain_lock, wait=_PATIENCE) as mine:
            if mine:
                self._mark_heard()
            try:
                yield
            finally:
                if mine:
                    self._put_back()

    def _put_back(self) -> None:
        with _locked(self._lock, wait=_PATIENCE) as mine:
            if not mine or not self._aside.exists():
                return
            # What is put back twice after a crash in between is recognised as it is entered.
            _append(self._waiting, self._aside.read_bytes())
            self._aside.unlink()

    def drain(self, enter: Callable[[Kept], None]) -> int:
        """Hand every waiting line to `enter`, and forget them once all have been entered.

        How many were entered; 0 when another process is draining. If `enter` raises, nothing is
        forgotten and the next drain begins again, so `enter` must recognise an id it has seen. A
        line about a file that is damaged is set aside.
        """
        if self.is_empty and not self._heard.exists():
            return 0
        with _locked(self._drain_lock, wait=0.0) as mine:
            if not mine:
                return 0
            # What a drain that was cut short left behind comes first.
            entered = self._enter_from(self._draining, enter)
            # Of what is entered something may be left, which is entered in its turn.
            while self._take_over():
                entered += self._enter_from(self._draining, enter)
            entered += sum(self._enter_from(one, enter) for one in self._each_alone())
            self._forget_that_something_waits()
            return entered

    def _forget_that_something_waits(self) -> None:
        # While nobody adds anything: what is kept is marked after that, and is not to lose it.
        with _locked(self._lock, wait=_PATIENCE):
            forgotten = self.is_empty
            if forgotten:
                self._heard.unlink(missing_ok=True)
            if forgotten and not self.is_empty:
                # By whoever did not have the lock either.
                self._mark_heard()

    def _take_over(self) -> bool:
        """Begin with what waits, while nobody adds to it. False if none does, or it is locked."""
        with _locked(self._lock, wait=_PATIENCE) as mine:
            if not mine or not self._waiting.exists():
                return False
            self._waiting.rename(self._draining)
            return True

    def _enter_from(self, file: Path, enter: Callable[[Kept], None]) -> int:
        """Enter every line of a file and remove it. How many; none if it is not there."""
        if not file.exists():
            return 0
        entered, strange = 0, []
        for line in file.read_bytes().split(b"\n"):
            spooled = self._opened(line)
            try:
                if spooled is not None:
                    enter(spooled)
                    entered += 1
                    continue
            except RecordDamaged:
                pass  # what was said is kept for whoever mends the file
            if line:
                strange.append(line)
        # At the end, so that a drain that begins again does not set them aside again.
        if strange:
            self._set_aside(strange)
        file.unlink()
        return entered

    def _set_aside(self, lines: list[bytes]) -> None:
        """Of what one file is still to tell another there is one line, however much is written of
        it while the other does not open.
        """
        before = self._aside.read_bytes().split(b"\n") if self.has_set_aside else ()
        # Once each, as where it was set aside and a process was killed then.
        opened = [(line, self._opened(line)) for line in dict.fromkeys((*before, *lines)) if line]
        left = [one for _, one in opened if isinstance(one, StillToTell)]
        kept = [line + b"\n" for line, one in opened if not isinstance(one, StillToTell)]
        unfinished = self._aside.with_name(f".{self._aside.name}")
        unfinished.unlink(missing_ok=True)
        _append(unfinished, b"".join([*kept, *map(self._sealed, in_one_each(left))]))
        unfinished.rename(self._aside)
        sync_folder(self._aside.parent)

    def _opened(self, line: bytes) -> Kept | None:
        """What stands in a line; None if it is torn or none of ours."""
        try:
            sealed = base64.b64decode(line, validate=True)
            keys = {key_id(key): key for key in self._keys().held()}
            key, rest = keys[sealed[:ID_BYTES]], sealed[ID_BYTES:]
            plain = AESGCM(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], self._bound_to)
            return _decoder.decode(plain)
        except (KeyError, ValueError, InvalidTag, msgspec.DecodeError):
            return None

    def lines_by(self, key: bytes) -> int:
        """How many lines wait, or were set aside, that this key sealed."""
        marked = base64.b64encode(key_id(key))[:_ID_TEXT]
        files = (self._waiting, self._draining, self._aside, *self._each_alone())
        return sum(
            line.startswith(marked)
            for file in files
            if file.exists()
            for line in file.read_bytes().split(b"\n")
        )


def _append(path: Path, line: bytes) -> None:
    fresh = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            # A writer died in the middle of a line: close it, so that ours stands alone.
            line = b"\n" + line
        written = os.write(handle, line)
        if written != len(line):
            os.ftruncate(handle, size)
            raise OSError(errno.ENOSPC, "the line did not fit")
        os.fsync(handle)
    finally:
        os.close(handle)
    if fresh:
        sync_folder(path.parent)


@contextmanager
def _locked(path: Path, *, wait: float) -> Iterator[bool]:
    """Whether the lock was had within `wait` seconds."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    yield False
                    return
                time.sleep(0.005)
                continue
            yield True
            return
    finally:
        os.close(handle)
