"""Signing in with a reference and a code that came on a letter or were read out: once.

The code has 60 bits, so it can be typed and cannot be guessed; it is spent before anybody looks
whose it is. What is wrong with what somebody typed is nobody's business: an unknown reference, a
wrong code, one that was used, is over, was ended or tried too often cost the same and say the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, NamedTuple

import structlog

from ..actions.moment import Moment
from ..actions.refused import NoSuchFile, RecordDamaged, Refused
from ..domain.file.casefile import CaseFile
from ..domain.file.view import View
from ..domain.may import ADVOCATE
from ..domain.own.having import may_come_in
from ..domain.own.supporting import named_at, permitted
from ..domain.recorded.content import SERVICE, By
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.waysin import WayInEnded, WayInGiven, WayInUsed, subject_of
from ..storage.database.apart import NOBODY
from ..storage.door.records import Records
from ..storage.door.requests import ByHandle, OffLedger, Request
from ..storage.door.trouble import StorageError
from ..storage.people.sessions import HeldSession
from ..storage.people.waysin import WayIn, WaysIn
from .limits import Limit, Limits, TooMany, assert_within, seconds_left
from .sessions import Browsers, SessionBegun, held_for

log = structlog.get_logger("consent_service.ways_in")

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
#: From one network in that time so many are looked at: more cost the database more than they are
#: worth. No code is any safer for it: of each reference five are.
MOST_LOOKED_AT: Final = 1_000
#: From everywhere so many are an alarm, and no more: to stop everybody is what whoever makes them
#: may be after.
EVERYWHERE: Final = Limit("attempts at codes from everywhere", most=300, seconds=3600)
#: Of nobody's letter: what is looked for where nothing can be right.
_NEVER: Final = "-"


class CodeGiven(NamedTuple):
    """What somebody signs in with. Nobody can say it again: it is kept nowhere."""

    reference: str
    code: str
    expires_at: datetime


class NobodyLooks(TooMany):
    """From this network came so much that nobody looked: the code may be good, and is not spent."""


class Giving:
    """A reference and a code that are good from the commit of the entry that says so."""

    def __init__(self, ways_in: WaysIn) -> None:
        self._ways_in = ways_in
        self._reference, self._code = _random(_REFERENCE), _random(_CODE)
        self._expires = 0

    def besides(
        self, said: Sequence[AnyEvent], file: CaseFile, at: datetime
    ) -> Sequence[OffLedger]:
        """The row, in the place of what the same person had."""
        (given,) = (event for event in said if isinstance(event, WayInGiven))
        now = int(at.timestamp())
        self._expires = now + LIFE
        whose = _whose(given, file, at, self._expires)
        return self._ways_in.adding(self._reference, self._code, whose, now)

    def given(self) -> CodeGiven:
        """What is typed, once it stands."""
        until = datetime.fromtimestamp(self._expires, UTC)
        return CodeGiven(_grouped(self._reference), _grouped(self._code), until)


class Codes:
    """The ways in of every authority here."""

    def __init__(
        self,
        ways_in: Mapping[str, WaysIn],
        records: Records,
        limits: Limits,
        browsers: Browsers,
    ) -> None:
        self._ways_in = ways_in
        self._records = records
        self._limits = limits
        self._browsers = browsers

    def giving(self, authority: str) -> Giving:
        """A new reference and code, for one entry."""
        return Giving(self._ways_in[authority])

    def redeem(self, reference: str, code: str, network: str) -> SessionBegun:
        """Use a code up, as it was typed: the session that has begun. That it was used stands on
        record in the same transaction as the session.

        Raises `Refused`, the same for whatever is not good; `TooMany` for that in a network that
        tried too much, and `StorageError`.
        """
        reference, code = read(reference), read(code)
        waits = self._too_many_of(network)
        tries = self._limits.count(NOBODY, (PER_REFERENCE, reference))
        if tries > PER_REFERENCE.most:
            code = _NEVER
        found = [
            (authority, ways_in.spend(reference, code, self._time(authority)))
            # Every authority is asked, so that the time says nothing of whose reference it is.
            for authority, ways_in in self._ways_in.items()
        ]
        for authority, whose in found:
            if whose is not None:
                try:
                    return self._used(authority, whose)
                except StorageError:
                    with suppress(StorageError):
                        self._ways_in[authority].give_back(reference, code, whose)
                    raise
        if tries == PER_REFERENCE.most:
            self._end(reference)
        raise waits or Refused("code-not-good")

    def _end(self, reference: str) -> None:
        """What was tried too often lets nobody in any more, and that stands on record, so that
        whoever gave it sees that somebody guessed. Where it cannot be written down it lets nobody
        in all the same.
        """
        for authority, ways_in in self._ways_in.items():
            whose = ways_in.find(reference, self._time(authority))
            if whose is not None:
                self._record_end(authority, whose)

    def _record_end(self, authority: str, whose: WayIn) -> None:
        request = Request(
            authority,
            SERVICE,
            ByHandle(whose.file),
            lambda _: [WayInEnded(way_in=whose.way_in)],
        )
        with suppress(NoSuchFile, RecordDamaged, Refused, StorageError):
            self._records.run(request)

    def _too_many_of(self, network: str) -> TooMany | None:
        """What a network hears that tried too much, and brings nothing good: whoever shares it, a
        household or all of a telephone company, comes in. Raises `CannotRecord`, and `TooMany` for
        one that tried so much that nobody looks.
        """
        asked = (PER_NETWORK, network)
        with self._limits.tally(NOBODY) as up:
            here, everywhere = up([asked, (EVERYWHERE, "")])
        if everywhere == EVERYWHERE.most:
            log.warning("sign_in.codes_tried", attempts=everywhere)
        now = self._limits.clock()
        if here > MOST_LOOKED_AT:
            raise NobodyLooks(PER_NETWORK, seconds_left(PER_NETWORK, now))
        try:
            assert_within([asked], [here], now)
        except TooMany as waits:
            return waits
        return None

    def _time(self, authority: str) -> int:
        return int(self._records.now(authority).timestamp())

    def _used(self, authority: str, whose: WayIn) -> SessionBegun:
        begun = self._browsers.beginning(authority, self._held(whose))
        request = Request(
            authority,
            By(whose.subject, whose.role),
            ByHandle(whose.file),
            lambda moment: _use(whose, moment),
            besides=lambda *_: begun.row,
        )
        try:
            self._records.run(request)
        except (NoSuchFile, RecordDamaged) as error:
            raise Refused("code-not-good") from error
        return begun

    def _held(self, whose: WayIn) -> HeldSession:
        return held_for(
            whose.subject,
            frozenset({whose.role}),
            self._browsers.now(),
            file=whose.file,
            person=whose.person,
            named_at=whose.named_at,
            acr="code",
            amr=("otp",),
        )


def _use(whose: WayIn, moment: Moment) -> Sequence[AnyEvent]:
    """It is the last that they were given, was no mistake, and was neither used nor ended: a row
    that somebody put back lets nobody in. They are still who may come in; what an advocate has of a
    parent ends when the parent takes it back. Raises `Refused`.
    """
    moment.the_file()
    view = moment.view()
    theirs = [
        held
        for held in view.holding[WayInGiven]
        if (held.event.person, held.event.advocate_in) == (whose.person, whose.enquiry)
    ]
    last = max(theirs, key=lambda held: held.seq, default=None)
    over = {held.event.way_in for held in view.holding[WayInUsed]}
    over |= {held.event.way_in for held in view.holding[WayInEnded]}
    place = whose.named_at
    if place is None:
        let_in = may_come_in(view, whose.person)
    else:
        let_in = permitted(view, whose.person, place) is not None
    if whose.way_in in over or last is None or last.event.way_in != whose.way_in or not let_in:
        raise Refused("code-not-good")
    return [WayInUsed(way_in=whose.way_in)]


def _whose(given: WayInGiven, file: CaseFile, at: datetime, expires: int) -> WayIn:
    view, place = View(file, at, at), None
    role = "PARENT" if given.person in view.adults else "YOUNG_PERSON"
    if given.advocate_in is not None:
        role, place = ADVOCATE, named_at(view, given.person, given.advocate_in)
    return WayIn(
        way_in=given.way_in,
        file=file.id,
        person=given.person,
        role=role,
        enquiry=given.advocate_in,
        named_at=place,
        subject=subject_of(given),
        expires=expires,
    )


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
