"""The signs of one file that another has to hear. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from ..families.matching import Match, as_sure
from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import with_what_may_stand_again
from ..file.whilejoined import while_joined
from ..memo import Memo
from ..recorded.circumstances import SignRecorded
from ..safety.close import NOBODY_KNOWS
from ..safety.harmed import may_be_harmed
from ..safety.signs import Sign, places_of_signs

#: Of what stands against somebody: as which code it is told; None is as the sign itself has it.
#: That a child wished it, or who else is harmed, is told on no other file: only that nobody knows.
_AGAINST: Final = {
    Sign.RECORDED_NOT_SAFE: "NOT_SAFE",
    Sign.ALLEGED_ABUSER: "ALLEGED_ABUSER",
    Sign.NAMED_BY_A_SIGN: None,
    Sign.MUST_NOT_HEAR: NOBODY_KNOWS,
    Sign.WISH_NOT_WEIGHED: NOBODY_KNOWS,
    Sign.SIGN_THAT_NAMES_NOBODY: NOBODY_KNOWS,
    Sign.WORDS_MAY_MEAN_THEM: NOBODY_KNOWS,
}


class OwnSign(NamedTuple):
    """A sign of a file's own: its code, whether the person is the danger, and where it stands."""

    code: str
    is_danger: bool
    seq: int


def signs_to_be_told(source: View, target: View, same: Sequence[Match]) -> list[SignRecorded]:
    """The signs of one file that another has to hear and has not: entries for that other, in effect
    when they are written.
    """
    told = {
        (held.event.person, held.event.code, bool(held.event.names), held.event.matched): held.seq
        for held in signs_told(target)
        if not held.event.of_role
    }
    found: dict[tuple[str, str, bool, str], SignRecorded] = {}
    known_of = Memo[str, tuple[OwnSign, ...]](lambda person: tuple(_known_of(source, person)))
    for match in same:
        for known in known_of[match.person]:
            said = [(match.other, known.code, known.is_danger, how) for how in as_sure(match)]
            if any(told.get(one, -1) > known.seq or one in found for one in said):
                continue
            found[said[-1]] = as_sign(target, match, known.code, is_danger=known.is_danger)
    return list(found.values())


def signs_told(target: View) -> Iterator[Held[SignRecorded]]:
    """What the file has heard so and has not found to be an error: what may stand again is not told
    once more.
    """
    for held in while_joined(with_what_may_stand_again(target.file)).of(SignRecorded):
        if held.event.matched is not None and held.struck_at is None:
            yield held


def as_sign(
    target: View, match: Match, code: str, *, is_danger: bool = False, of_role: str | None = None
) -> SignRecorded:
    """A sign of another file about whom it is about here, or against them."""
    return SignRecorded(
        person=match.other,
        code=code,
        effective_at=target.known,
        names=(match.other,) if is_danger else (),
        matched=match.how,
        joining=UNSET if match.joining is None else match.joining,
        of_role=UNSET if of_role is None else of_role,
    )


def _known_of(view: View, person: str) -> Iterator[OwnSign]:
    """The signs of this file's own about somebody, whoever of them is meant in each."""
    yield from known_against(view, person)
    own = {held.seq: held.event for held in view.recorded[SignRecorded]}
    elsewhere = {seq for seq, sign in own.items() if sign.matched is not None}
    one = view.the_one(person)
    for harmed, code, order in may_be_harmed(view):
        if harmed == one:
            yield OwnSign(code, is_danger=False, seq=order[-1])
    for seq, sign in own.items():
        if sign.person == one and not sign.names and seq not in elsewhere:
            yield OwnSign(sign.code, is_danger=False, seq=seq)


def known_against(view: View, person: str) -> Iterator[OwnSign]:
    """Those of them that they may be a danger, in whichever reading of the file."""
    every = {held.seq: held.event for held in view.file.of(SignRecorded)}
    for against, place, since in places_of_signs(view, person):
        said = every.get(place)
        if against not in _AGAINST or (said is not None and said.matched is not None):
            continue
        yield OwnSign(_AGAINST[against] or every[place].code, is_danger=True, seq=since)
