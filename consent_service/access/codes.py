"""Signing in with a reference and a code that came on a letter or were read out: once.

The code has 60 bits, so it can be typed and cannot be guessed; it is spent before anybody looks
whose it is. What is wrong with what somebody typed is nobody's business: an unknown reference, a
wrong code, one that was used, is over, was ended or tried too often cost the same and say the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ..actions.refused import NoSuchFile, RecordDamaged, Refused
from ..domain.looks import DOOR
from ..domain.own.supporting import may_see
from ..domain.view import View
from ..domain.waysin import WayInEnded, WayInGiven
from ..storage.apart import NOBODY
from ..storage.queries import read_file
from ..storage.records import Records
from ..storage.sessions import Held
from ..storage.waysin import WayIn, WaysIn
from .limits import Limit, Limits, TooMany
from .sessions import held_for

#: Crockford's digits: none looks like another when it is read out or written by hand.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
#: How many of them: 50 bits that say nothing, and 60 that nobody guesses.
_REFERENCE, _CODE = 10, 12
#: Seconds for which a code that nobody used is good.
LIFE: Final = 14 * 24 * 3600
#: What is counted before anything is looked at. Nobody guesses a reference, so nobody can lock
#: somebody else out.
PER_REFERENCE: Final = Limit("attempts at a code", most=5, seconds=LIFE)
PER_NETWORK: Final = Limit("attempts at codes per network", most=20, seconds=3600)
#: Of nobody's letter: what is looked for where nothing can be right.
_NEVER: Final = "-"


class Given(NamedTuple):
    """What somebody signs in with. Nobody can say it again: it is kept nowhere."""

    reference: str
    code: str
    expires_at: datetime


class SignedInBy(NamedTuple):
    """Whose session begins, and where."""

    authority: str
    held: Held


class Codes:
    """The ways in of every authority here."""

    def __init__(
        self,
        ways_in: Mapping[str, WaysIn],
        records: Records,
        limits: Limits,
        now: Callable[[], float],
    ) -> None:
        self._ways_in = ways_in
        self._records = records
        self._limits = limits
        self._now = now

    def give(
        self,
        authority: str,
        file: str,
        given: WayInGiven,
        role: str,
        named_at: int | None,
    ) -> Given:
        """A new reference and code, in the place of what they had. Raises `CannotRecord`."""
        now = self._time(authority)
        reference, code = _random(_REFERENCE), _random(_CODE)
        enquiry = given.advocate_in
        whose = WayIn(
            way_in=given.way_in,
            file=file,
            person=given.person,
            role=role,
            enquiry=enquiry,
            named_at=named_at,
            subject=subject_of(given),
        )
        self._ways_in[authority].add(reference, code, whose, now, now + LIFE)
        return Given(_grouped(reference), _grouped(code), datetime.fromtimestamp(now + LIFE, UTC))

    def end(self, authority: str, way_in: str) -> None:
        """Nobody comes in by it any more. Raises `CannotRecord`."""
        self._ways_in[authority].end(way_in)

    def redeem(self, reference: str, code: str, network: str) -> SignedInBy:
        """Use a code up, as it was typed. Raises `Refused`, the same for whatever is not good;
        `TooMany` for a network that tried too much, and `StorageError`.
        """
        reference, code = read(reference), read(code)
        self._limits.take(NOBODY, (PER_NETWORK, network))
        try:
            self._limits.take(NOBODY, (PER_REFERENCE, reference))
        except TooMany:
            code = _NEVER
        found = [
            (authority, ways_in.spend(reference, code, self._time(authority)))
            # Every authority is asked, so that the time says nothing of whose reference it is.
            for authority, ways_in in self._ways_in.items()
        ]
        for authority, whose in found:
            if whose is not None and self._still_stands(authority, whose):
                return SignedInBy(authority, self._held(whose))
        raise Refused("code-not-good")

    def _time(self, authority: str) -> int:
        return int(self._records.now(authority).timestamp())

    def _still_stands(self, authority: str, whose: WayIn) -> bool:
        """It was no mistake, and was not ended. What an advocate has of a parent ends when the
        parent takes it back.
        """
        try:
            file = read_file(self._records, authority, whose.file, DOOR)
        except (NoSuchFile, RecordDamaged):
            return False
        now = self._records.now(authority)
        view = View(file, now, now)
        if all(held.event.way_in != whose.way_in for held in view.holding[WayInGiven]):
            return False
        if any(held.event.way_in == whose.way_in for held in view.holding[WayInEnded]):
            return False
        return whose.named_at is None or may_see(view, whose.person, whose.named_at)

    def _held(self, whose: WayIn) -> Held:
        return held_for(
            whose.subject,
            frozenset({whose.role}),
            self._now(),
            file=whose.file,
            person=whose.person,
            named_at=whose.named_at,
            acr="code",
            amr=("otp",),
        )


def subject_of(given: WayInGiven) -> str:
    """As whom somebody is known who came in by it: a person by their id, an advocate by none that
    is anybody else's.
    """
    return given.person if given.advocate_in is None else given.way_in


def read(typed: str) -> str:
    """What was typed, as it was meant: whatever the case and the spaces, and for what looks like
    another digit.
    """
    return typed.upper().translate(_LOOK_ALIKE)


def _random(many: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(many))


def _grouped(text: str) -> str:
    size = 5 if len(text) == _REFERENCE else 4
    return "-".join(text[at : at + size] for at in range(0, len(text), size))
