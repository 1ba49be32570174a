"""Of whom a manager is still to decide whether they are safe, whoever spoke against them. Pure."""

from __future__ import annotations

from ..answers import Safe
from ..file.caring import is_council, is_nobody_known
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from .close import may_be_meant_by
from .signs import NOT_SAFE, Sign, asking_by_their_own, signs_of_their_own


def is_somebody(view: View, person: str) -> bool:
    """Alive, known who it is, and a person: nobody asks whether a council is safe."""
    nobody = is_nobody_known(view, person) or is_council(view, person)
    return person not in view.the_dead and not nobody


def is_to_be_decided(view: View, person: str) -> bool:
    """Nobody knows whether they are safe; or all that is against them is that they were named as
    one who must not hear, or may be a danger, by whoever was asked that. Of the dead, and of a
    placeholder, it is asked of nobody.
    """
    if not is_somebody(view, person):
        return False
    own = asking_by_their_own(view, person)
    against = NOT_SAFE.intersection(own.signs)
    return own.answer is Safe.NOT_KNOWN or against == {Sign.MUST_NOT_HEAR}


@worked_out_once
def named_as_such(view: View) -> tuple[str, ...]:
    """Those on the file who are named so and of whom no manager has decided it, child or adult."""
    every = {view.the_one(one) for sign in view.recorded[SignRecorded] for one in sign.event.names}
    return tuple(
        one
        for one in (*view.children, *view.adults)
        if one in every
        and is_somebody(view, one)
        and Sign.MUST_NOT_HEAR in dict(signs_of_their_own(view, one))
    )


def whoever_is_meant(view: View, sign: SignRecorded, place: int) -> tuple[str, ...]:
    """Whom a sign at this place names; of one that names nobody, each who may be."""
    every = (*view.children, *view.adults)
    found = sign.names or tuple(one for one in every if may_be_meant_by(view, one, sign, place))
    return tuple(one for one in found if is_somebody(view, one))
