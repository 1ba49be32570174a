"""A guard refuses no fact: what protects somebody is kept, however it was typed.

Whatever is written is first taken as it was typed. Where it does not hold together it is refused,
with what to do next; unless it protects somebody. Then it is taken once more, and wherever
something is missing or contradicts itself the more careful meaning counts: a time to come is now, a
no in an enquiry that has ended is heard in each that goes on, a no that leaves something out leaves
nothing out, and of an agreement that is not whole the no in it is kept. What it was short of is
kept beside it, and said.

What still refuses is the form: a body that cannot be read, somebody who is not on the file, a role
whose it is not. `domain/protecting.py` says what protects, `taken_with_care` in `codes.toml` which
problems give way, and a test, with the reason of each, which do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from ..domain.events import AnyEvent, ResponseRecorded
from ..domain.falling import TakenWithCare
from ..domain.practice import KeepInformedAgreed
from ..domain.protecting import protects
from .moment import Moment, new_id
from .refused import Refused


def taken_with_care(act: Callable[[Moment], Sequence[AnyEvent]], moment: Moment) -> list[AnyEvent]:
    """What the act puts on record; what protects somebody also where it was not typed whole.

    Raises `Refused`, as the act does, where nothing in it protects anybody.
    """
    try:
        return list(act(moment))
    except Refused as refused:
        careful = moment.with_care()
        try:
            found = list(act(careful))
        except Refused:
            raise refused from None
        if careful.lacking is None or not any(map(protects, found)):
            raise
        lacking = tuple(dict.fromkeys(careful.lacking))
        heard = [one for event in found for one in _in_each(event, lacking, careful)]
        return [*heard, TakenWithCare(lacking=lacking)]


def _in_each(event: AnyEvent, lacking: Sequence[str], moment: Moment) -> Sequence[AnyEvent]:
    """A no is heard in every enquiry that goes on, where it was not said which is meant."""
    if not any(one.endswith(" WHICH_ENQUIRY") for one in lacking) or not protects(event):
        return [event]
    match event:
        case ResponseRecorded():
            # The conversation stands in the one enquiry.
            again = msgspec.structs.replace(event, conversation=None)
            return [
                event,
                *(
                    msgspec.structs.replace(again, response=new_id(), enquiry=other)
                    for other in moment.where_it_goes_on()
                    if other != event.enquiry
                ),
            ]
        case KeepInformedAgreed():
            others = (one for one in moment.where_it_goes_on() if one != event.enquiry)
            return [event, *(msgspec.structs.replace(event, enquiry=one) for one in others)]
    return [event]
