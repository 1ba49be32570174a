"""Accounts of our own, for a trial or a council without a provider: password and second factor.

Both are asked for whoever is typed, known or not, and only at the end is it said that it worked, or
that it did not: nobody learns which of the two was wrong, whether there is such an account, or that
it is locked. Nothing is kept between the two forms but a sealed note that the second brings back.
"""

from __future__ import annotations

import base64
import gzip
import hmac
import re
import secrets
import threading
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

import msgspec
import pyotp
import structlog
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError

from ..actions.refused import RecordDamaged, Refused
from ..storage.people.accounts import Account, Accounts
from ..storage.sealed.sealing import new_key
from .limits import Limit, Limits, TooMany
from .room import Room

log = structlog.get_logger("consent_service")

#: Attempts at an account's password, at its second factor, at its set-up code; from one network, in
#: which a whole hub may sit. Of one authority in all, from everywhere, so many are an alarm.
PER_PASSWORD: Final = Limit("sign-in: password", most=10, seconds=15 * 60)
PER_CODE: Final = Limit("sign-in: second factor", most=5, seconds=15 * 60)
PER_SET_UP: Final = Limit("sign-in: set-up code", most=5, seconds=15 * 60)
PER_NETWORK: Final = Limit("sign-in: network", most=120, seconds=15 * 60)
#: From one network in that time so many are looked at: each costs a hash that takes its time.
MOST_LOOKED_AT: Final = 1_200
PER_AUTHORITY: Final = Limit("sign-in: everybody", most=600, seconds=15 * 60)

#: Seconds between the two forms, and those of setting an account up.
_BETWEEN: Final = 5 * 60
_SETTING_UP: Final = 30 * 60
#: Seconds that recovery codes have to come to the page that shows them.
_SHOWING: Final = 120
#: Seconds a set-up code is good for: until the end of the week it was handed over in.
SET_UP_LIFE: Final = 7 * 86_400
SHORTEST: Final = 12
LONGEST: Final = 128
RECOVERY_CODES: Final = 10
#: Seconds of one code of a second factor.
_STEP: Final = 30

# OWASP's least: 19 MiB and two rounds, twenty to fifty milliseconds, for as many at once as below.
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE: Final = 4

#: Crockford's: no letter that looks like a figure, in groups of four to be read out.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")
_CODE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
_FIGURES: Final = re.compile(r"[0-9]{6}")

#: The most used passwords of leaked lists: Django's file, under its licence beside it.
_COMMON: Final = frozenset(
    gzip.decompress(
        files("consent_service").joinpath("access", "common-passwords.txt.gz").read_bytes()
    )
    .decode("utf-8")
    .split("\n")
)


_T = TypeVar("_T", bound=msgspec.Struct)


class Between(msgspec.Struct, frozen=True):
    """What the second form brings back, sealed: whose account, whether the password was theirs."""

    ids: tuple[bytes, ...]
    is_right: bool
    until: int


class SettingUp(msgspec.Struct, frozen=True):
    """What an account will be, once its second factor has been shown to work."""

    ids: tuple[bytes, ...]
    version: int
    password: str
    totp: str
    until: int
    staff: str


class CodesToShow(msgspec.Struct, frozen=True):
    """Recovery codes on their way to the page that shows them, in the browser they are for."""

    codes: tuple[str, ...]
    until: int


class LocalAccounts:
    """Every authority's."""

    def __init__(
        self,
        accounts: Mapping[str, Accounts],
        limits: Limits,
        moments: Callable[[], Sequence[int]],
    ) -> None:
        self._accounts = accounts
        self._limits = limits
        self._moments = moments
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    @property
    def authorities(self) -> list[str]:
        """For whom somebody may sign in."""
        return sorted(self._accounts)

    # ── signing in ──────────────────────────────────────────────────────────────────────────

    def begin(self, authority: str, staff: str, password: str, network: str) -> str:
        """What the second form brings back. The same work and length for whatever was typed.

        Raises `TooMany` for a network alone, `Refused` when more is asked
        than there is memory for, and `StorageError`.
        """
        ours = self._accounts[authority]
        ids = ours.ids_of("staff", staff)
        with self._from(authority, network):
            pass  # whatever is typed leads to the second form
        is_open = self._may_try(authority, PER_PASSWORD, ids)
        known = ours.find(ids)
        held = None if known is None else known.account.password
        is_theirs = self._is_password(held, password)
        between = Between(ids, is_theirs and held is not None and is_open, self._until(_BETWEEN))
        return _note(ours, "between", between)

    def finish(self, authority: str, note: str, typed: str, network: str) -> str:
        """Whose account it is, by the second form: a code of the second factor, or a recovery code,
        which is used up. Raises `TooMany`, `Refused`, always the same, and `StorageError`.
        """
        ours = self._accounts[authority]
        with self._from(authority, network):
            between = _read(ours, "between", note, Between)
            is_open = self._may_try(authority, PER_CODE, between.ids)
            known = ours.find(between.ids)
            after = None if known is None else _used(known.account, typed, self._moments())
            if (
                known is None
                or after is None
                or not between.is_right
                or not is_open
                or self._is_over(between.until)
                # Of all who come with one code at once, one changes the row.
                or not ours.change(between.ids, known, after)
            ):
                raise Refused("sign-in-failed")
            return after.staff

    def confirm(self, authority: str, staff: str, typed: str, network: str) -> None:
        """That it is still them, by the second factor. Raises as `finish` does."""
        ours = self._accounts[authority]
        between = Between(ours.ids_of("staff", staff), True, self._until(_BETWEEN))
        self.finish(authority, _note(ours, "between", between), typed, network)

    # ── setting an account up ───────────────────────────────────────────────────────────────

    def choose(self, authority: str, staff: str, code: str, password: str, network: str) -> str:
        """What the next form brings back.

        Raises `Refused`: `password-too-short`, `password-too-common`, and one for whatever is wrong
        with the code.
        """
        assert_good(password, staff)
        with self._from(authority, network):
            ours = self._accounts[authority]
            ids = ours.ids_of("staff", staff)
            is_open = self._may_try(authority, PER_SET_UP, ids)
            known = ours.find(ids)
            if known is None or not is_open or not _is_set_up(known.account, code, self._moments()):
                raise Refused("sign-in-failed")
            with self._memory():
                hashed = _hasher.hash(_normal(password))
            secret = pyotp.random_base32()
            setting = SettingUp(ids, known.version, hashed, secret, self._until(_SETTING_UP), staff)
            return _note(ours, "setting-up", setting)

    def set_up(
        self, authority: str, note: str, typed: str, network: str
    ) -> tuple[str, tuple[str, ...]]:
        """Whose account it now is, and its recovery codes, which are shown once and kept nowhere.

        Raises `Refused`, always the same. The set-up code is used up by this and not before.
        """
        ours = self._accounts[authority]
        with self._from(authority, network):
            setting = _read(ours, "setting-up", note, SettingUp)
            is_open = self._may_try(authority, PER_CODE, setting.ids)
            known = ours.find(setting.ids)
            codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
            step = _step_of(setting.totp, 0, typed, self._moments())
            if (
                known is None
                or known.version != setting.version
                or step is None
                or not is_open
                or self._is_over(setting.until)
            ):
                raise Refused("sign-in-failed")
            account = Account(
                staff=known.account.staff,
                password=setting.password,
                totp=setting.totp,
                step=step,
                own_key=new_key(),
            )
            hashed = tuple(account.blind("recovery", code) for code in codes)
            account = msgspec.structs.replace(account, recovery=hashed)
            if not ours.change(setting.ids, known, account):
                raise Refused("sign-in-failed")
            return account.staff, tuple(map(grouped, codes))

    def to_scan(self, authority: str, note: str) -> tuple[str, str]:
        """The second factor's secret that this note was made with, and its address for an app.
        Raises `Refused` for a note that is none, or no longer one.
        """
        setting = _read(self._accounts[authority], "setting-up", note, SettingUp)
        if self._is_over(setting.until):
            raise Refused("sign-in-failed")
        factor = pyotp.TOTP(setting.totp)
        address = factor.provisioning_uri(name=setting.staff, issuer_name="Agreement to share")
        return setting.totp, address

    def on_their_way(self, authority: str, codes: Sequence[str]) -> str:
        """Recovery codes, sealed for the page that is shown next; they are kept nowhere else."""
        said = CodesToShow(tuple(codes), self._until(_SHOWING))
        return _note(self._accounts[authority], "recovery-shown", said)

    def to_show(self, authority: str, note: str) -> tuple[str, ...]:
        """Those codes. Raises `Refused` for a note that is none, or no longer one."""
        said = _read(self._accounts[authority], "recovery-shown", note, CodesToShow)
        if self._is_over(said.until):
            raise Refused("sign-in-failed")
        return said.codes

    # ── what both need ──────────────────────────────────────────────────────────────────────

    def _from(self, authority: str, network: str) -> AbstractContextManager[None]:
        """Nobody who is right is kept out by others of their network, which a hub shares."""
        asked = (PER_NETWORK, network)
        return self._limits.shared(authority, asked, MOST_LOOKED_AT, Refused)

    def _until(self, seconds: int) -> int:
        return min(self._moments()) + seconds

    def _is_over(self, until: int) -> bool:
        """At each of the moments that may be now."""
        return until <= min(self._moments())

    def _may_try(self, authority: str, limit: Limit, ids: Sequence[bytes]) -> bool:
        """Count an attempt. One too many is worked on like any other, and never right. So many in
        all are an alarm and no more: a stop of everybody is what whoever makes them may be after.
        """
        try:
            self._limits.take(authority, (PER_AUTHORITY, authority))
        except TooMany:
            log.warning("sign_in.attempts", authority=authority)
        try:
            self._limits.take(authority, (limit, ids[0].hex()))
        except TooMany:
            return False
        return True

    def _is_password(self, held: str | None, password: str) -> bool:
        """Of somebody who has none it is compared with nobody's, and takes as long."""
        with self._memory():
            # Also for who has one: whoever is the first to sign in waits for both.
            nobodys = _nobodys()
            try:
                return _hasher.verify(held or nobodys, _normal(password))
            except VerifyMismatchError:
                return False
            except VerificationError as error:
                raise RecordDamaged("A password is not as Argon2 writes it.") from error

    def _memory(self) -> Room:
        return Room(self._room)


@cache
def _nobodys() -> str:
    """What is compared where there is no password. Made with the first that is typed: every command
    and every process would begin with it.
    """
    return _hasher.hash(secrets.token_hex(16))


def new_set_up_code(ours: Accounts, staff: str, now: float) -> str:
    """A code with which somebody sets their account up, good once. Whatever they had is gone.

    Raises `CannotRecord`.
    """
    code = _new_code()
    account = Account(staff=staff, own_key=new_key(), set_up_until=int(now) + SET_UP_LIFE)
    account = msgspec.structs.replace(account, set_up=account.blind("set-up", code))
    ours.put(("staff", staff), account)
    return grouped(code)


def assert_good(password: str, staff: str) -> None:
    """Refuse a password that would be guessed. Raises `Refused`."""
    plain = _normal(password).casefold()
    if not SHORTEST <= len(plain) <= LONGEST:
        raise Refused("password-too-short")
    # "Password2026!" is the word, and what everybody puts behind it.
    word = plain.strip("0123456789!?.,;:-_#*+ ")
    if {plain, word} & _COMMON or len(set(plain)) < 5 or staff.casefold() in plain:
        raise Refused("password-too-common")


def grouped(code: str) -> str:
    """A code as it is read out: `ABCD-EFGH-JKMN`."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def _as_code(typed: str) -> str | None:
    plain = re.sub(r"[\s-]", "", typed).upper().translate(_LOOKS_LIKE)
    return plain if _CODE.fullmatch(plain) else None


def _is_set_up(account: Account, typed: str, moments: Sequence[int]) -> bool:
    code = _as_code(typed)
    return (
        code is not None
        and account.set_up is not None
        and account.set_up_until > min(moments)
        and hmac.compare_digest(account.blind("set-up", code), account.set_up)
    )


def _used(account: Account, typed: str, moments: Sequence[int]) -> Account | None:
    """The account once this code is used; nothing if it is none of its codes."""
    figures = re.sub(r"\s", "", typed)
    if _FIGURES.fullmatch(figures):
        totp, last = account.totp, account.step
        step = None if totp is None else _step_of(totp, last, figures, moments)
        return None if step is None else msgspec.structs.replace(account, step=step)
    code = _as_code(typed)
    blind = account.blind("recovery", code or "")
    if code is None or blind not in account.recovery:
        return None
    left = tuple(one for one in account.recovery if one != blind)
    return msgspec.structs.replace(account, recovery=left)


def _step_of(secret: str, after: int, typed: str, moments: Sequence[int]) -> int | None:
    """The half minute that this code is of: now, the one before or the next, and after the last
    that was used. A library says yes to the same code twice.
    """
    figures, factor = re.sub(r"\s", "", typed), pyotp.TOTP(secret)
    for step in (now // _STEP + off for now in moments for off in (-1, 0, 1)):
        right = factor.generate_otp(step)
        if step > after and hmac.compare_digest(right.encode(), figures.encode()):
            return step
    return None


def _note(ours: Accounts, what: str, said: msgspec.Struct) -> str:
    sealed = ours.seal(what, msgspec.msgpack.encode(said))
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def _read(ours: Accounts, what: str, note: str, kind: type[_T]) -> _T:
    try:
        return msgspec.msgpack.decode(ours.unseal(what, base64.urlsafe_b64decode(note)), type=kind)
    except (RecordDamaged, ValueError, msgspec.DecodeError) as error:
        raise Refused("sign-in-failed") from error
