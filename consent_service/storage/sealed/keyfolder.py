"""Where key files are, how they lie there, and which stands there now while a process runs.

    plain        <folder>/bexley.json, readable by the account that runs the service alone
    sealed       the same names, beside a file `command`: AES-256-GCM under a key of the file's own,
                 which only the operator's program opens (`storage.sealed.keycommand`)
    environment  the texts of the files in one setting, for development

A file that is sealed stays so with its own key while it is rotated, so that a process that knows
that key need not ask the program again, least of all while somebody waits.
"""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, NoReturn, TypeAlias, TypeVar

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.durable import sync_folder

from ..door.trouble import KeyFileError
from .keycommand import has_command, run_command
from .sealing import KEY_BYTES, new_key

#: A folder, or the texts of key files by their names.
KeyFolder: TypeAlias = Path | Mapping[str, str]

#: What the names of key files end with: an authority's, and that of the token keys.
KEY_FILES: Final = (".json", ".keys")
_SEALED: Final = "sealed-key-file/v1"
_NONCE_BYTES: Final = 12
#: The keys of sealed files that this process has had opened, by what the program gave for them.
_opened: Final[dict[bytes, bytes]] = {}
_guard: Final = threading.Lock()


def names_of(folder: KeyFolder) -> list[str]:
    """The names of the files there, in order."""
    if isinstance(folder, Path):
        return sorted(path.name for path in folder.glob("*") if path.is_file())
    return sorted(folder)


def read_key(folder: KeyFolder, name: str) -> bytes:
    """What a key file says. Raises `KeyFileError`."""
    if not isinstance(folder, Path):
        if name not in folder:
            raise KeyFileError(f"The key file {name} is not in the environment.")
        return folder[name].encode()
    held = read_secret(folder / name)
    if not _is_sealed(held):
        return held
    sealed = _Sealed.parse(held)
    if sealed.name != name:
        raise KeyFileError(f"The key file {name} is another's: put back the copy you keep of it.")
    return sealed.open(folder)


def read_copy(folder: Path, path: Path) -> bytes:
    """What a copy of a key file says, wherever it lies and whatever it is called by now, opened as
    those in `folder` are. Raises `KeyFileError`.
    """
    held = read_secret(path)
    return _Sealed.parse(held).open(folder) if _is_sealed(held) else held


def write_key(folder: KeyFolder, name: str, secret: bytes) -> None:
    """Write a new key file. Raises `KeyFileError` if it is there."""
    at = _changeable(folder)
    write_secret(at / name, _as_it_lies(at, name, secret, None))


def replace_key(folder: KeyFolder, name: str, secret: bytes) -> None:
    """Put this in the place of what is in the file: whole or not at all, and there to stay."""
    at = _changeable(folder)
    before = read_secret(at / name) if (at / name).exists() else None
    _replace(at, name, _as_it_lies(at, name, secret, before))


def _replace(at: Path, name: str, held: bytes) -> None:
    path = at / name
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write_secret(fresh, held)
    fresh.replace(path)
    sync_folder(at)


def identity_of(folder: KeyFolder, name: str) -> tuple[int, int, int] | None:
    """What is another when the file is; None where nobody can tell."""
    if not isinstance(folder, Path):
        return (0, 0, 0)
    try:
        # Asked with each use of a key: by the names' own paths it takes ten times as long.
        status = os.stat(f"{folder}/{name}")  # noqa: PTH116
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def opens_at_once(folder: KeyFolder, name: str) -> bool:
    """Whether it can be read without asking a program."""
    if not isinstance(folder, Path):
        return True
    try:
        held = read_secret(folder / name)
    except KeyFileError:
        return True
    return not _is_sealed(held) or _Sealed.parse(held).wrapped in _opened


def _changeable(folder: KeyFolder) -> Path:
    if not isinstance(folder, Path):
        raise KeyFileError(
            "The keys are in the environment, where nothing can change them: CONSENT_KEY_FILES, "
            "docs/operating.md."
        )
    return folder


# ── sealed with a program's help ────────────────────────────────────────────────────────────


def _is_sealed(held: bytes) -> bool:
    return _SEALED.encode() in held[:64]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What lies in a sealed file: whose it is, the file's own key as the program wrapped it, and
    the rest under that key.
    """

    name: str
    wrapped: bytes
    sealed: bytes = field(repr=False)

    @classmethod
    def parse(cls, held: bytes) -> _Sealed:
        try:
            said = json.loads(held)
            key, sealed = (base64.b64decode(said[one], validate=True) for one in ("key", "sealed"))
            return cls(str(said["name"]), key, sealed)
        except (ValueError, TypeError, KeyError) as error:
            raise KeyFileError(
                "A sealed key file is not whole: put back the copy you keep of it."
            ) from error

    def format(self) -> bytes:
        said = {"form": _SEALED, "name": self.name}
        said |= {"key": _text(self.wrapped), "sealed": _text(self.sealed)}
        return json.dumps(said, indent=1).encode() + b"\n"

    def open(self, folder: Path) -> bytes:
        own, sealed = _own_key(folder, self.name, self.wrapped), self.sealed
        try:
            return AESGCM(own).decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self.name.encode()
            )
        except (InvalidTag, ValueError) as error:
            raise KeyFileError(
                f"The key file {self.name} does not open with what the key command gave for it: it "
                "is another's, or was altered. Put back the copy you keep of it."
            ) from error


def _as_it_lies(folder: Path, name: str, secret: bytes, before: bytes | None) -> bytes:
    if not has_command(folder):
        return secret
    if before is not None and _is_sealed(before):
        wrapped = _Sealed.parse(before).wrapped
        own = _own_key(folder, name, wrapped)
    else:
        own = new_key()
        wrapped = run_command(folder, "wrap", name, own)
        with _guard:
            _opened[wrapped] = own
    nonce = os.urandom(_NONCE_BYTES)
    sealed = nonce + AESGCM(own).encrypt(nonce, secret, name.encode())
    return _Sealed(name, wrapped, sealed).format()


def _own_key(folder: Path, name: str, wrapped: bytes) -> bytes:
    own = _opened.get(wrapped)
    if own is None:
        if not has_command(folder):
            raise KeyFileError(
                f"The key file {name} is sealed, and there is no file `command` beside it that "
                "says what opens it."
            )
        own = run_command(folder, "unwrap", name, wrapped)
        if len(own) != KEY_BYTES:
            raise KeyFileError(f"The key command gave no key for {name}.")
        with _guard:
            _opened[wrapped] = own
    return own


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


# ── files of ours that are nobody else's to read ────────────────────────────────────────────


def write_secret(path: Path, secret: bytes) -> None:
    """Write a new file that only its owner can read. Raises `KeyFileError` if it is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileError(f"The key file {path.name} is there already.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def seal_again(folder: Path, name: str) -> None:
    """Give a key file a new key of its own, wrapped by the program as it is now; also one that lies
    plain. Nobody else may change it meanwhile. Raises `KeyFileError` without a program.
    """
    if not has_command(folder):
        raise KeyFileError("There is no file `command` beside the key files: docs/operating.md.")
    _replace(folder, name, _as_it_lies(folder, name, read_key(folder, name), None))


def lay_plain(folder: Path, name: str) -> None:
    """The inverse."""
    _replace(folder, name, read_key(folder, name))


def read_secret(path: Path) -> bytes:
    """Read a file of ours that only its owner can read. Raises `KeyFileError`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise KeyFileError(
            f"The key file {path.name} cannot be opened: put back the copy you keep of it."
        ) from error
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
            raise KeyFileError(
                f"The key file {path.name} must belong to the account that runs the service "
                "and be readable by it alone: chmod 600."
            )
        return file.read()


T = TypeVar("T")

#: Seconds until a file that could not be read is tried again.
PAUSE: Final = 10.0

log = structlog.get_logger("consent_service.keys")


class Watched(Generic[T]):
    """What `parse` makes of a key file. Thread-safe; each is replaced whole.

    Raises what reading and `parse` raise, when it is made and never after: what is known goes on
    until there is something better.
    """

    def __init__(self, folder: KeyFolder, name: str, parse: Callable[[bytes], T]) -> None:
        self._folder, self._name, self._parse = folder, name, parse
        self._guard = threading.Lock()
        self._not_before = 0.0
        self._seen = identity_of(folder, name)
        self._known = parse(read_key(folder, name))

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key stays in its process.")

    def now(self) -> T:
        """By the file as it is. It costs one `stat`, unless that is another."""
        is_another = identity_of(self._folder, self._name) not in (None, self._seen)
        if is_another and time.monotonic() >= self._not_before:
            if opens_at_once(self._folder, self._name):
                with self._guard:
                    self._read()
            elif self._guard.acquire(blocking=False):
                # A program has to be asked, which takes its time: nobody who works waits for it.
                threading.Thread(target=self._read_beside, daemon=True).start()
        return self._known

    def _read_beside(self) -> None:
        try:
            self._read()
        finally:
            self._guard.release()

    def _read(self) -> None:
        now = identity_of(self._folder, self._name)
        # Whoever came while it was being read finds that it was, or could not be.
        if now is None or now == self._seen or time.monotonic() < self._not_before:
            return
        try:
            self._known = self._parse(read_key(self._folder, self._name))
        except KeyFileError as error:
            # It is looked at with each use, and a program that is away must not be asked each time.
            self._not_before = time.monotonic() + PAUSE
            log.error("keys.not_read", why=str(error))
        else:
            self._seen = now
